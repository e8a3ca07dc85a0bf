import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { LocalDate } from '#kernel/date.ts';
import type { Problem } from '#kernel/verdict.ts';
import { Refusal, refusal } from '#db/refusal.ts';
import type { Tx } from '#db/recorder.ts';
import type { Rule } from '#modules/regulation/contract/index.ts';
import type { DraftedKind, NewFact, OrderEffect, OrderKind, OrderLineInput, Terms } from '../contract/index.ts';
import { effectsOf } from '../rules/effects.ts';
import { judgePresent } from '../rules/handover.ts';
import { reversalOf } from '../rules/reversal.ts';
import type { KnownFact } from '../rules/facts.ts';
import { employee, fact, order, orderLine } from '../schema.ts';
import { demandPresent, lastDispatches, standingOfDispatch } from './handover-book.ts';
import { factsOf, partsOf, storedFactsOf } from './staff.ts';

type Db = Tx['db'];

/** An order as far as its lines are worked out from it. */
export interface OrderHead {
  readonly kind: DraftedKind;
  readonly effectiveDate: LocalDate;
}

/**
 * What each line of an order does to its employee as the facts stand now. Refuses with the problems of all lines, each
 * with the row and the name.
 */
export function effectsOfLines(
  db: Db,
  head: OrderHead,
  source: { readonly lines: readonly OrderLineInput[]; readonly rules: readonly Rule[] },
): readonly (readonly OrderEffect[])[] {
  const { lines, rules } = source;
  const ids = lines.map(({ employeeId }) => employeeId);
  const facts = factsByEmployee(db, ids);
  const names = namesOf(db, ids);
  const sent = lastDispatches(db, ids);
  const seen = new Set<string>();
  const problems: Problem[] = [];
  const effects = lines.map(({ employeeId, terms }, index) => {
    const name = names.get(employeeId);
    if (name === undefined) throw refusal('NOT_FOUND');
    const place = (found: readonly Problem[]): void => {
      // What is said of the employee himself stands where he is named.
      for (const { field = 'number', ...problem } of found) {
        problems.push({
          ...problem,
          // The paper has fields of the same names.
          field: `lines.${index}.${field === 'issuer' ? 'thanksIssuer' : field}`,
          params: { ...problem.params, row: index + 1, name },
        });
      }
    };
    if (seen.has(employeeId)) place([{ code: 'EMPLOYEE_TWICE' }]);
    seen.add(employeeId);
    const present = judgePresent(standingOfDispatch(sent.get(employeeId) ?? null));
    if (!present.ok) place(present.problems);
    const verdict = effectsOf(
      head.kind,
      { effectiveDate: head.effectiveDate, terms },
      {
        facts: facts.get(employeeId) ?? [],
        rules,
      },
    );
    if (verdict.ok) return verdict.value;
    place(verdict.problems);
    return [];
  });
  if (problems.length > 0) throw new Refusal(problems.slice(0, PROBLEMS_SHOWN));
  return effects;
}

/** More than these nobody reads at once; the rest shows after they are mended. */
const PROBLEMS_SHOWN = 20;

/** Adds the lines of an order with what each does. */
export function addLines(
  tx: Tx,
  orderId: string,
  source: { readonly lines: readonly OrderLineInput[]; readonly effects: readonly (readonly OrderEffect[])[] },
): void {
  source.lines.forEach(({ employeeId, terms, note }, position) => {
    tx.insert(orderLine, {
      ...{ orderId, employeeId, position, note },
      terms: withoutNulls(terms),
      effects: source.effects[position] ?? [],
    });
  });
}

/** Writes what an approved order says into the facts: brings, ends, corrects, retracts. Nothing is overwritten. */
export function applyOrder(tx: Tx, orderId: string): void {
  for (const line of linesOf(tx.db, orderId)) {
    for (const effect of line.effects) applyEffect(tx, { orderId, employeeId: line.employeeId }, effect);
    moveToPlace(tx, line.employeeId);
  }
}

/** Facts that an order brings to one employee, written at once: used by the import for what older papers say. */
export function bringFact(
  tx: Tx,
  of: { readonly orderId: string | null; readonly employeeId: string },
  brought: NewFact,
): void {
  tx.insert(fact, {
    ...of,
    ...{ kind: brought.kind, value: brought.value, validFrom: brought.from, validTo: brought.to },
    ...{ knownAt: tx.now, retractedAt: null, retractedByOrderId: null },
  });
}

function applyEffect(tx: Tx, of: { readonly orderId: string; readonly employeeId: string }, effect: OrderEffect): void {
  switch (effect.effect) {
    case 'BRING':
      return bringFact(tx, of, effect.fact);
    case 'CORRECT':
      retract(tx, of, effect.factId);
      return bringFact(tx, of, effect.fact);
    case 'END': {
      const { kind, value, validFrom } = retract(tx, of, effect.factId);
      tx.insert(fact, {
        ...of,
        ...{ kind, value, validFrom, validTo: effect.lastDay, knownAt: tx.now },
        ...{ retractedAt: null, retractedByOrderId: null },
      });
      return;
    }
    case 'RETRACT':
      retract(tx, of, effect.factId);
      return;
    default:
      return effect satisfies never;
  }
}

/** A fact is taken back once. Refuses `ORDER_LINE_STALE` when another order did so since the draft. */
function retract(tx: Tx, of: { readonly orderId: string; readonly employeeId: string }, factId: string) {
  const row = tx.get(fact, factId);
  if (row.retractedAt !== null || row.employeeId !== of.employeeId) throw refusal('ORDER_LINE_STALE');
  tx.update(fact, factId, { retractedAt: tx.now, retractedByOrderId: of.orderId });
  return row;
}

/** The unit whose staff sees an employee is that of his last place. */
function moveToPlace(tx: Tx, employeeId: string): void {
  const places = factsOf(tx.db, employeeId).filter(({ kind }) => kind === 'PLACE');
  const last = places.at(-1)?.value;
  if (last && 'unitId' in last) tx.update(employee, employeeId, { unitId: last.unitId });
}

/**
 * Does an order still do what it said when it was drafted? Facts that came since may have changed it: then it is
 * refused as `ORDER_LINE_STALE`, and its drafter opens and saves it anew.
 */
export function demandFresh(
  db: Db,
  row: {
    readonly id: string;
    readonly kind: OrderKind;
    readonly effectiveDate: LocalDate;
    readonly reversesOrderId: string | null;
  },
  rules: readonly Rule[],
): void {
  const lines = linesOf(db, row.id);
  const now =
    row.kind === 'REVERSAL'
      ? lines.map(({ employeeId }) => reversalEffects(db, row.reversesOrderId ?? '', employeeId))
      : effectsOfLines(db, { kind: row.kind, effectiveDate: row.effectiveDate }, { lines, rules });
  const isSame = lines.every(({ effects }, index) => JSON.stringify(effects) === JSON.stringify(now[index]));
  if (!isSame) throw refusal('ORDER_LINE_STALE');
}

/** What takes back an order for one of its employees. Refuses `REVERSAL_BLOCKED`. */
export function reversalEffects(db: Db, orderId: string, employeeId: string): readonly OrderEffect[] {
  demandPresent(db, employeeId);
  const verdict = reversalOf(orderId, storedFactsOf(db, employeeId));
  if (!verdict.ok) throw new Refusal(verdict.problems);
  return verdict.value;
}

export function linesOf(db: Db, orderId: string) {
  return db
    .select()
    .from(orderLine)
    .where(and(eq(orderLine.orderId, orderId), isNull(orderLine.deletedAt)))
    .orderBy(orderLine.position)
    .all();
}

/** Another order of the same year with this number, unless it was refused. Refuses `ORDER_NUMBER_TAKEN`. */
export function demandFreeOrderNumber(
  tx: Tx,
  {
    number,
    orderDate,
    ownId,
  }: { readonly number: string; readonly orderDate: LocalDate; readonly ownId: string | null },
): void {
  const holder = tx.db
    .select()
    .from(order)
    .where(and(eq(order.number, number), isNull(order.deletedAt)))
    .all()
    .find((row) => row.id !== ownId && row.state !== 'refused' && row.orderDate.slice(0, 4) === orderDate.slice(0, 4));
  if (holder) throw refusal('ORDER_NUMBER_TAKEN', { number, date: holder.orderDate }, 'number');
}

function factsByEmployee(db: Db, ids: readonly string[]): ReadonlyMap<string, readonly KnownFact[]> {
  const rows = partsOf(ids).flatMap((part) =>
    db
      .select()
      .from(fact)
      .where(and(inArray(fact.employeeId, [...part]), isNull(fact.retractedAt), isNull(fact.deletedAt)))
      .orderBy(fact.validFrom)
      .all(),
  );
  return Map.groupBy(rows, ({ employeeId }) => employeeId);
}

/** Full names by id. */
export function namesOf(db: Db, ids: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    partsOf(ids).flatMap((part) =>
      db
        .select({ id: employee.id, fullName: employee.fullName })
        .from(employee)
        .where(and(inArray(employee.id, [...part]), isNull(employee.deletedAt)))
        .all()
        .map(({ id, fullName }) => [id, fullName] as const),
    ),
  );
}

/** Only what was said: a term that is null says nothing. */
function withoutNulls(terms: Terms): Terms {
  return Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== null && value !== undefined));
}

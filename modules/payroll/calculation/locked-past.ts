import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { monthOf, type Month } from '#kernel/date.ts';
import { NOTHING, sum, type Money } from '#kernel/money.ts';
import { among } from '#db/among.ts';
import { changesSince } from '#db/changes.ts';
import { dependant, employee, fact } from '#modules/hr/schema.ts';
import type { CarriedFact, CarryCode, PaidMonth } from '../contract/pay-facts.ts';
import { paidMonthsOf, paysOf } from '../rules/paid.ts';
import type { RulesOfMonth } from '../rules/slip.ts';
import { exemption, ledgerEntry, run, slip } from '../schema.ts';
import type { Package } from './packages.ts';
import { shownInTheirRun, type Run } from './visible.ts';

type Db = BetterSQLite3Database;

/** From which month on the pay of somebody must be computed anew: `all` where that cannot be told. */
type ChangedFrom = Month | 'all';

/**
 * What locked runs paid, took and carried, for one calculation. A closed month whose papers and rules have not changed
 * since it was last looked at is not computed again: its difference is nothing.
 */
export class LockedPast {
  readonly #db: Db;
  readonly #month: Month;
  readonly #packages: readonly Package[];
  readonly #rulesOf: RulesOfMonth;
  /** By the order of their locking. */
  readonly #runs: ReadonlyMap<string, Run & { readonly place: number }>;
  readonly #changed = new Map<string, ReadonlyMap<string, ChangedFrom>>();

  constructor({ db, month, packages, rulesOf, before }: PastOptions) {
    this.#db = db;
    this.#month = month;
    this.#packages = packages;
    this.#rulesOf = rulesOf;
    const locked = db
      .select()
      .from(run)
      .where(and(eq(run.state, 'locked'), isNull(run.deletedAt)))
      .orderBy(asc(run.lockedAt))
      .all();
    // A locked run is looked at as things stood when it was locked.
    const at = before?.lockedAt ?? Number.POSITIVE_INFINITY;
    const earlier = locked.filter(({ id, lockedAt }) => id !== before?.id && (lockedAt ?? 0) <= at);
    this.#runs = new Map(earlier.map((each, place) => [each.id, { ...each, place }]));
  }

  /** For the employees of one batch. */
  of(employeeIds: readonly string[]): ReadonlyMap<string, PersonPast> {
    const slips = Map.groupBy(this.#slipsOf(employeeIds), ({ employeeId }) => employeeId);
    const entries = Map.groupBy(this.#entriesOf(employeeIds), ({ employeeId }) => employeeId);
    const months = new Map(employeeIds.map((id) => [id, this.#monthsToLookAt(id, slips.get(id) ?? [])]));
    const paid = this.#paidOf(employeeIds.filter((id) => months.get(id) !== 'none'));
    return new Map(
      employeeIds.map((id) => {
        const own = slips.get(id) ?? [];
        const from = months.get(id) ?? 'none';
        const previouslyPaid = (paid.get(id) ?? []).filter(
          ({ month }) => month < this.#month && (from === 'all' || month >= from),
        );
        const lastNet = own.findLast(isPaidMonth)?.net ?? null;
        const taken = takenBy(entries.get(id) ?? [], lastPaidMonth(own));
        return [id, { previouslyPaid, lastNet, ...readOf(own), ...taken }];
      }),
    );
  }

  /** Only what was taken and carried, without looking at closed months. */
  takenOf(employeeIds: readonly string[]): ReadonlyMap<string, Taken> {
    const taken = chunked(employeeIds).flatMap((ids) => {
      const slips = Map.groupBy(this.#slipsOf(ids), ({ employeeId }) => employeeId);
      const entries = Map.groupBy(this.#entriesOf(ids), ({ employeeId }) => employeeId);
      return ids.map((id) => [id, takenBy(entries.get(id) ?? [], lastPaidMonth(slips.get(id) ?? []))] as const);
    });
    return new Map(taken);
  }

  #slipsOf(employeeIds: readonly string[]) {
    if (this.#runs.size === 0) return [];
    return this.#db
      .select({ runId: slip.runId, employeeId: slip.employeeId, isHeld: slip.isHeld, net: slip.net })
      .from(slip)
      .innerJoin(run, eq(run.id, slip.runId))
      .where(and(eq(run.state, 'locked'), among(slip.employeeId, employeeIds), shownInTheirRun()))
      .all()
      .flatMap((row) => {
        const owner = this.#runs.get(row.runId);
        return owner === undefined ? [] : [{ ...row, run: owner }];
      })
      .sort((left, right) => left.run.place - right.run.place);
  }

  #entriesOf(employeeIds: readonly string[]) {
    if (this.#runs.size === 0) return [];
    return this.#db
      .select()
      .from(ledgerEntry)
      .where(and(among(ledgerEntry.employeeId, employeeIds), isNull(ledgerEntry.deletedAt)))
      .all()
      .flatMap((row) => {
        const owner = this.#runs.get(row.runId);
        return owner === undefined ? [] : [{ ...row, run: owner }];
      })
      .sort((left, right) => left.run.place - right.run.place);
  }

  #monthsToLookAt(
    employeeId: string,
    slips: readonly { readonly isHeld: boolean; readonly run: Run }[],
  ): ChangedFrom | 'none' {
    if (slips.length === 0) return 'none';
    if (slips.some(({ isHeld }) => isHeld)) return 'all';
    const last = slips.findLast(({ run: { kind } }) => paysOf(kind) !== 'ADDITIONS');
    if (last === undefined) return 'none';
    const byPapers = this.#changedSince(last.run).get(employeeId);
    const rulesSince = this.#packages.filter(({ knownAt }) => knownAt > (last.run.calculatedAt ?? 0));
    const byRules = rulesSince.map(({ firstMonth }) => firstMonth).filter((month) => month < this.#month);
    if (byPapers === undefined && byRules.length === 0) return 'none';
    if (byPapers === 'all') return 'all';
    return [...byRules, ...(byPapers === undefined ? [] : [byPapers])].reduce((first, each) =>
      each < first ? each : first,
    );
  }

  #changedSince({ id, calculatedSeq }: Run): ReadonlyMap<string, ChangedFrom> {
    const known = this.#changed.get(id);
    if (known !== undefined) return known;
    const changed = papersChangedSince(this.#db, calculatedSeq ?? 0);
    this.#changed.set(id, changed);
    return changed;
  }

  #paidOf(employeeIds: readonly string[]): ReadonlyMap<string, readonly PaidMonth[]> {
    if (employeeIds.length === 0) return new Map();
    const rows = this.#db
      .select({
        ...{ employeeId: slip.employeeId, runId: slip.runId, isHeld: slip.isHeld, amounts: slip.amounts },
        ...{ stateShare: slip.stateShare, snapshot: slip.snapshot },
      })
      .from(slip)
      .innerJoin(run, eq(run.id, slip.runId))
      .where(and(eq(run.state, 'locked'), among(slip.employeeId, employeeIds), shownInTheirRun()))
      .all();
    return new Map(
      [...Map.groupBy(rows, ({ employeeId }) => employeeId)].map(([employeeId, own]) => [
        employeeId,
        paidMonthsOf(
          own.flatMap(({ runId, isHeld, amounts, stateShare, snapshot }) => {
            const owner = this.#runs.get(runId);
            if (owner === undefined) return [];
            const { month, kind } = owner;
            return [{ month, kind, isHeld, amounts, stateShare, facts: snapshot.facts }];
          }),
          this.#rulesOf,
        ),
      ]),
    );
  }
}

export interface PersonPast extends Taken {
  readonly previouslyPaid: readonly PaidMonth[];
  /** The net of the last month that was locked with him in it. */
  readonly lastNet: number | null;
  /** The first month that was locked with him in it, held back or not. */
  readonly firstMonth: Month | null;
  /** As of when the papers were read for the last run that looked at closed months. */
  readonly readAt: number | null;
}

interface Taken {
  readonly carriedIn: readonly CarriedFact[];
  readonly cashCarriedIn: Money;
  /** By loan or court order: what has been paid so far. */
  readonly paidOf: ReadonlyMap<string, Money>;
}

interface PastOptions {
  readonly db: Db;
  readonly month: Month;
  readonly packages: readonly Package[];
  readonly rulesOf: RulesOfMonth;
  /** Only what was locked before this run. */
  readonly before?: Pick<Run, 'id' | 'lockedAt'>;
}

interface SlipOfRun {
  readonly isHeld: boolean;
  readonly run: Pick<Run, 'kind' | 'month' | 'calculatedAt'> & { readonly place: number };
}

function isPaidMonth({ isHeld, run: { kind } }: SlipOfRun): boolean {
  return paysOf(kind) === 'MONTH' && !isHeld;
}

/** Where the pay of somebody begins here, and how far his papers were read. */
function readOf(slips: readonly SlipOfRun[]): Pick<PersonPast, 'firstMonth' | 'readAt'> {
  const months = slips.filter(({ run: { kind } }) => paysOf(kind) === 'MONTH').map(({ run: { month } }) => month);
  const last = slips.findLast(({ run: { kind } }) => paysOf(kind) !== 'ADDITIONS');
  return { firstMonth: months.toSorted()[0] ?? null, readAt: last?.run.calculatedAt ?? null };
}

/** The place, in the order of locking, of the last run that paid a month; −1 before the first. */
function lastPaidMonth(slips: readonly SlipOfRun[]): number {
  return slips.findLast(isPaidMonth)?.run.place ?? -1;
}

type Entry = typeof ledgerEntry.$inferSelect & { readonly run: { readonly place: number; readonly kind: Run['kind'] } };

/**
 * The sums of what was paid; and what the last month that was paid carried, with what runs of arrears carried after it:
 * a month that carried nothing has settled what came before it.
 */
function takenBy(entries: readonly Entry[], lastMonth: number): Taken {
  const paid = entries.filter(({ kind, sourceId }) => /_PAID$/.test(kind) && sourceId !== null);
  const paidOf = new Map(
    [...Map.groupBy(paid, ({ sourceId }) => sourceId ?? '')].map(([id, all]) => [
      id,
      sum(all.map(({ amount }) => amount)),
    ]),
  );
  const carries = entries.filter(({ kind }) => kind.startsWith('CARRY_'));
  const carriedIn = carries
    .filter(({ run: { place }, amount }) => place >= lastMonth && amount > 0)
    .map(({ kind, sourceId, amount }): CarriedFact => ({
      // A carry entry is named after what it carries.
      code: kind.slice('CARRY_'.length) as CarryCode,
      ref: sourceId,
      amount,
    }));
  const cashCarriedIn = entries.findLast(({ kind }) => kind === 'CASH_REMAINDER')?.amount ?? NOTHING;
  return { carriedIn, cashCarriedIn, paidOf };
}

const CHUNK = 500;

/** Whose papers changed after an op, and from which month on that can make a difference. */
export function papersChangedSince(db: Db, seq: number): ReadonlyMap<string, ChangedFrom> {
  const changes = changesSince(db, seq, { except: 'payroll.slip.' });
  const found = new Map<string, ChangedFrom>();
  const note = (employeeId: string, from: ChangedFrom) => {
    const known = found.get(employeeId);
    if (known === undefined || (known !== 'all' && (from === 'all' || from < known))) found.set(employeeId, from);
  };
  for (const { id } of changes.filter(({ table }) => table === 'hr_employee')) note(id, 'all');
  const idsOf = (name: string) => [...new Set(changes.filter(({ table }) => table === name).map(({ id }) => id))];
  for (const ids of chunked(idsOf('hr_fact'))) {
    const rows = db
      .select({ employeeId: fact.employeeId, validFrom: fact.validFrom })
      .from(fact)
      .where(inArray(fact.id, ids))
      .all();
    for (const { employeeId, validFrom } of rows) note(employeeId, monthOf(validFrom));
  }
  const tables = [dependant, exemption] as const;
  for (const [index, name] of ['hr_dependant', 'payroll_exemption'].entries()) {
    const table = tables[index];
    if (table === undefined) continue;
    for (const ids of chunked(idsOf(name))) {
      const rows = db.select({ employeeId: table.employeeId }).from(table).where(inArray(table.id, ids)).all();
      for (const { employeeId } of rows) note(employeeId, 'all');
    }
  }
  return found;
}

export function chunked<T>(items: readonly T[], size = CHUNK): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** The employees of some units that still exist, by id; only those among `only`, where it names any. */
export function employeesOfUnits(
  db: Db,
  unitIds: readonly string[],
  only: readonly string[] | null = null,
): readonly string[] {
  const named = only === null ? undefined : among(employee.id, only);
  return chunked(unitIds)
    .flatMap((ids) =>
      db
        .select({ id: employee.id })
        .from(employee)
        .where(and(inArray(employee.unitId, ids), isNull(employee.deletedAt), named))
        .all(),
    )
    .map(({ id }) => id)
    .sort();
}

import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { LocalDate } from '#kernel/date.ts';
import { all, type Verdict } from '#kernel/verdict.ts';
import type { Context } from '#modules/module.ts';
import { rulesInForce } from '#modules/regulation/index.ts';
import type { Rule } from '#modules/regulation/contract/index.ts';
import type { KnownFact } from '../rules/facts.ts';
import { accrualRules, balanceOn, ledgerUpTo, type LedgerEntry, type LedgerLine } from '../rules/leave-ledger.ts';
import { judgeLeave, leaveRuleOf, type WantedLeave } from '../rules/leave-request.ts';
import { fact, leave, leaveEntry } from '../schema.ts';
import { factsOf, partsOf } from './staff.ts';

/** The reading of the one ledger of leave days: every screen's balance comes from here. */

type Db = Context['db'];

/** A leave that somebody wants, or has. */
export interface LeaveOf extends WantedLeave {
  readonly employeeId: string;
}

/** The ledgers of one employee up to a day, by the leave that they are kept for. */
export function ledgersOf(
  db: Db,
  employeeId: string,
  day: LocalDate,
): readonly { readonly type: string; readonly entries: readonly LedgerLine[] }[] {
  const facts = factsOf(db, employeeId);
  return [...accrualRules(rulesInForce(db, day))].map(([type, rule]) => ({
    type,
    entries: ledgerUpTo(day, { entries: entriesOf(db, { employeeId, type }), facts, rule }),
  }));
}

/** The balance from which a leave takes, on a day; null where it takes from none. */
export function balanceFor(db: Db, wanted: Omit<LeaveOf, 'toDate'>, day: LocalDate = wanted.fromDate): number | null {
  const rules = rulesInForce(db, wanted.fromDate);
  const type = ledgerOf(wanted.type, rules);
  const rule = type === null ? undefined : accrualRules(rules).get(type);
  if (type === null || rule === undefined) return null;
  const { employeeId } = wanted;
  return balanceOn(day, { entries: entriesOf(db, { employeeId, type }), facts: factsOf(db, employeeId), rule });
}

/** The same for many leaves at once, by employee and kind of leave, in a query or two for each five hundred. */
export function balancesFor(
  db: Db,
  leaves: readonly Pick<LeaveOf, 'employeeId' | 'type'>[],
  day: LocalDate,
): (of: Pick<LeaveOf, 'employeeId' | 'type'>) => number | null {
  const rules = rulesInForce(db, day);
  const accruals = accrualRules(rules);
  const ids = [...new Set(leaves.map(({ employeeId }) => employeeId))];
  const facts = Map.groupBy(
    partsOf(ids).flatMap((part) => serviceFactsOf(db, part)),
    ({ employeeId }) => employeeId,
  );
  const entries = Map.groupBy(
    partsOf(ids).flatMap((part) => storedEntriesOf(db, part)),
    ({ employeeId, type }) => `${employeeId} ${type}`,
  );
  const known = new Map<string, number>();
  return ({ employeeId, type }) => {
    const ledger = ledgerOf(type, rules);
    const rule = ledger === null ? undefined : accruals.get(ledger);
    if (ledger === null || rule === undefined) return null;
    const key = `${employeeId} ${ledger}`;
    const balance =
      known.get(key) ??
      balanceOn(day, { entries: entries.get(key) ?? [], facts: facts.get(employeeId) ?? noFacts, rule });
    known.set(key, balance);
    return balance;
  };
}

/**
 * What each employee has left of every leave that a ledger is kept for, on a day: what his slip prints. Before its
 * opening balance a ledger knows nothing: what was used of the service until then is in no entry.
 */
export function leaveBalances(
  db: Db,
  employeeIds: readonly string[],
  day: LocalDate,
): (employeeId: string) => readonly { readonly type: string; readonly days: number }[] {
  const types = [...accrualRules(rulesInForce(db, day)).keys()];
  const balanceOf = balancesFor(
    db,
    employeeIds.flatMap((employeeId) => types.map((type) => ({ employeeId, type }))),
    day,
  );
  const openings = Map.groupBy(
    partsOf(employeeIds)
      .flatMap((part) => storedEntriesOf(db, part))
      .filter(({ kind }) => kind === 'OPENING'),
    ({ employeeId, type }) => `${employeeId} ${type}`,
  );
  const isKnown = (employeeId: string, type: string): boolean =>
    openings.get(`${employeeId} ${type}`)?.some(({ onDate }) => onDate <= day) ?? true;
  return (employeeId) =>
    types
      .filter((type) => isKnown(employeeId, type))
      .map((type) => ({ type, days: balanceOf({ employeeId, type }) ?? 0 }));
}

const noFacts: readonly KnownFact[] = [];

/** May this leave be granted, as the office's records stand? `id` is that of its own request, where there is one. */
export function judgeGrant(db: Db, wanted: LeaveOf & { readonly id: string | null }): Verdict {
  const others = db
    .select()
    .from(leave)
    .where(
      and(
        eq(leave.employeeId, wanted.employeeId),
        inArray(leave.state, ['requested', 'approved', 'returned']),
        isNull(leave.deletedAt),
      ),
    )
    .all()
    .filter(({ id }) => id !== wanted.id)
    // Who came back early has the rest of his leave free again.
    .map(({ fromDate, toDate, returnedOn }) => ({
      fromDate,
      toDate: returnedOn !== null && returnedOn <= toDate ? returnedOn : toDate,
    }));
  return judgeLeave(wanted, {
    rules: rulesInForce(db, wanted.fromDate),
    others,
    balance: balanceFor(db, wanted),
  });
}

/** All the leaves of an order that is drafted by hand, judged like requests. */
export function judgeGrants(db: Db, wanted: readonly LeaveOf[]): Verdict {
  return all(...wanted.map((each) => judgeGrant(db, { ...each, id: null })));
}

/** The leave whose days this one uses; null where it uses none. */
export function ledgerOf(type: string, rules: readonly Rule[]): string | null {
  return leaveRuleOf(type, rules)?.usesBalanceOf ?? null;
}

function entriesOf(
  db: Db,
  { employeeId, type }: { readonly employeeId: string; readonly type: string },
): readonly LedgerEntry[] {
  return storedEntriesOf(db, [employeeId]).filter((entry) => entry.type === type);
}

function storedEntriesOf(db: Db, employeeIds: readonly string[]) {
  return db
    .select()
    .from(leaveEntry)
    .where(and(inArray(leaveEntry.employeeId, [...employeeIds]), isNull(leaveEntry.deletedAt)))
    .all();
}

/** What the balance depends on: service, and what was no service. */
function serviceFactsOf(db: Db, employeeIds: readonly string[]) {
  return db
    .select()
    .from(fact)
    .where(
      and(
        inArray(fact.employeeId, [...employeeIds]),
        inArray(fact.kind, ['SERVICE', 'LEAVE']),
        isNull(fact.retractedAt),
        isNull(fact.deletedAt),
      ),
    )
    .orderBy(fact.validFrom)
    .all();
}

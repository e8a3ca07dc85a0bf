import { and, eq, isNull, max, notInArray, type SQL } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { shiftMonth, type Month } from '#kernel/date.ts';
import { among } from '#db/among.ts';
import type { PayStanding } from '#modules/hr/index.ts';
import { packageOfMonth } from '#modules/regulation/index.ts';
import type { CarriedFact } from '../contract/pay-facts.ts';
import { paysOf } from '../rules/paid.ts';
import { courtOrder, loan, run, slip } from '../schema.ts';
import { chunked, LockedPast } from './locked-past.ts';
import { packagesInForce } from './packages.ts';
import { shownInTheirRun } from './visible.ts';

/** What is still to be taken from people who leave the office, and until when they were paid: of one, or of many at once. */

type Db = BetterSQLite3Database;

/** What somebody owes after the last month that was paid. */
export interface Owed {
  readonly loans: readonly (typeof loan.$inferSelect & { readonly balance: number })[];
  /** Without a balance those that go on for ever. */
  readonly courtOrders: readonly (typeof courtOrder.$inferSelect & { readonly balance: number | null })[];
  /** What that month could not take. */
  readonly carriedIn: readonly CarriedFact[];
}

/** The debts of one, and what is carried into his next month. */
export function owedOf(db: Db, employeeId: string, lastMonth: Month | null): Owed {
  const past = pastOf(db).takenOf([employeeId]).get(employeeId);
  return {
    ...leftOf(debtsOf(db, [employeeId]).get(employeeId), past, lastMonth),
    carriedIn: past?.carriedIn ?? [],
  };
}

/** Until when each was paid here, and how many debts go with him. */
export function standingsOf(db: Db, employeeIds: readonly string[]): ReadonlyMap<string, PayStanding> {
  const months = lastMonthsOf(db, employeeIds);
  const debts = debtsOf(db, employeeIds);
  // Only who has debts has taken ones to be counted.
  const past = pastOf(db).takenOf([...debts.keys()]);
  return new Map(
    employeeIds.map((id) => {
      const lastMonth = months.get(id) ?? null;
      const { loans, courtOrders } = leftOf(debts.get(id), past.get(id), lastMonth);
      return [id, { lastMonth, debts: loans.length + courtOrders.length }];
    }),
  );
}

/** By employee: the latest month of a run that holds him and is neither locked nor cancelled. */
export function openMonthsOf(db: Db, employeeIds: readonly string[]): ReadonlyMap<string, Month> {
  const rows = monthsOf(db, employeeIds, notInArray(run.state, ['locked', 'cancelled']));
  return latest(rows);
}

function lastMonthsOf(db: Db, employeeIds: readonly string[]): ReadonlyMap<string, Month> {
  const rows = monthsOf(db, employeeIds, eq(run.state, 'locked'));
  return latest(rows.filter(({ kind }) => paysOf(kind) === 'MONTH'));
}

type KindMonth = { readonly employeeId: string; readonly month: Month };

function latest(rows: readonly KindMonth[]): ReadonlyMap<string, Month> {
  const found = new Map<string, Month>();
  for (const { employeeId, month } of rows) {
    const known = found.get(employeeId);
    if (known === undefined || known < month) found.set(employeeId, month);
  }
  return found;
}

/** By employee and kind of run: the latest month in which a run of these states shows a slip of his. */
function monthsOf(db: Db, employeeIds: readonly string[], states: SQL) {
  return chunked(employeeIds).flatMap((ids) =>
    db
      .select({ employeeId: slip.employeeId, kind: run.kind, month: max(run.month) })
      .from(slip)
      .innerJoin(run, eq(run.id, slip.runId))
      .where(and(among(slip.employeeId, ids), isNull(run.deletedAt), shownInTheirRun(), states))
      .groupBy(slip.employeeId, run.kind)
      .all()
      // A group has rows, so its largest month is one.
      .flatMap(({ month, ...row }) => (month === null ? [] : [{ ...row, month }])),
  );
}

interface Debts {
  readonly loans: readonly (typeof loan.$inferSelect)[];
  readonly courtOrders: readonly (typeof courtOrder.$inferSelect)[];
}

/** By employee: all that was ever written down of him; who has nothing is not in it. */
function debtsOf(db: Db, employeeIds: readonly string[]): ReadonlyMap<string, Debts> {
  const found = new Map<string, { loans: Debts['loans'][number][]; courtOrders: Debts['courtOrders'][number][] }>();
  const of = (id: string) => {
    const known = found.get(id) ?? { loans: [], courtOrders: [] };
    found.set(id, known);
    return known;
  };
  for (const ids of chunked(employeeIds)) {
    const loans = db
      .select()
      .from(loan)
      .where(and(among(loan.employeeId, ids), isNull(loan.deletedAt)))
      .all();
    for (const row of loans) of(row.employeeId).loans.push(row);
    const ofIds = and(among(courtOrder.employeeId, ids), isNull(courtOrder.deletedAt));
    for (const row of db.select().from(courtOrder).where(ofIds).all()) of(row.employeeId).courtOrders.push(row);
  }
  return found;
}

type Past = ReturnType<LockedPast['takenOf']> extends ReadonlyMap<string, infer Taken> ? Taken : never;

/** Of his debts those that are not paid off and not over. */
function leftOf(debts: Debts | undefined, past: Past | undefined, lastMonth: Month | null): Omit<Owed, 'carriedIn'> {
  const next = lastMonth === null ? null : shiftMonth(lastMonth, 1);
  const left = (id: string, total: number): number => total - (past?.paidOf.get(id) ?? 0);
  return {
    loans: (debts?.loans ?? []).flatMap((row) => {
      const balance = left(row.id, row.total);
      return balance <= 0 ? [] : [{ ...row, balance }];
    }),
    courtOrders: (debts?.courtOrders ?? []).flatMap((row) => {
      const balance = row.total === null ? null : left(row.id, row.total);
      const isOver =
        (balance !== null && balance <= 0) || (row.toMonth !== null && next !== null && row.toMonth < next);
      return isOver ? [] : [{ ...row, balance }];
    }),
  };
}

/** Everything that was locked so far lies before a month that nobody lives to see. */
function pastOf(db: Db): LockedPast {
  const packages = packagesInForce(db);
  return new LockedPast({ db, month: AFTER_ALL, packages, rulesOf: (month) => packageOfMonth(packages, month).book });
}

const AFTER_ALL = '9999-12' as Month;

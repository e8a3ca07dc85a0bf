import { and, desc, eq, isNull, notInArray } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { firstDay, shiftMonth, type Month } from '#kernel/date.ts';
import { money } from '#kernel/money.ts';
import type { Tx } from '#db/recorder.ts';
import type { PayDesk } from '#modules/hr/index.ts';
import type { LastPay } from '#modules/hr/contract/index.ts';
import { packageOfMonth } from '#modules/regulation/index.ts';
import { courtOrderKinds, loanKinds } from '../contract/index.ts';
import { paysOf } from '../rules/paid.ts';
import { courtOrder, exemption, loan, run, slip } from '../schema.ts';
import { LockedPast } from './locked-past.ts';
import { packagesInForce } from './packages.ts';
import { shownInTheirRun } from './visible.ts';

type Db = BetterSQLite3Database;

/** What the pay answers the staff when somebody is handed over to another office, and when one is taken in. */
export const lastPayDesk: PayDesk = { permission: 'payroll.ledger.edit', openMonthOf, lastPayOf, takeDebts };

function openMonthOf(db: Db, employeeId: string): Month | null {
  const open = slipsOf(db, employeeId, notInArray(run.state, ['locked', 'cancelled']));
  return open[0]?.month ?? null;
}

/** The last pay certificate (شهادة آخر راتب): the slip of the last month that was locked, and what is owed after it. */
function lastPayOf(db: Db, employeeId: string): LastPay {
  const last = slipsOf(db, employeeId, eq(run.state, 'locked')).find(({ kind }) => paysOf(kind) === 'MONTH');
  const month = last?.month ?? null;
  const packages = packagesInForce(db);
  const rulesOf = (of: Month) => packageOfMonth(packages, of).book;
  const titles = new Map(packages.toReversed().flatMap(({ rules }) => rules.map((rule) => [rule.code, rule.titleAr])));
  const named = ({ code, amount }: { readonly code: string; readonly amount: number }) => ({
    ...{ code, amount, title: titles.get(code) ?? code },
  });
  // Everything that was locked so far lies before a month that nobody lives to see.
  const past = new LockedPast({ db, month: AFTER_ALL, packages, rulesOf }).takenOf([employeeId]).get(employeeId);
  const left = (id: string, total: number): number => total - (past?.paidOf.get(id) ?? 0);
  const own = <T extends typeof loan | typeof courtOrder | typeof exemption>(table: T) =>
    // The rows of the table that was asked for; drizzle loses the type of a table that is a parameter.
    db
      .select()
      .from(table)
      .where(and(eq(table.employeeId, employeeId), isNull(table.deletedAt)))
      .all() as T['$inferSelect'][];
  const next = month === null ? null : shiftMonth(month, 1);
  return {
    month,
    lines: (last?.amounts.lines ?? []).map(named),
    deductions: (last?.amounts.deductions ?? []).map(named),
    ...{ gross: last?.gross ?? 0, deductionsTotal: last?.deductionsTotal ?? 0, net: last?.net ?? 0 },
    loans: own(loan).flatMap(({ id, kind, lender, number, loanDate, instalment, total, skipMonths }) => {
      const balance = left(id, total);
      if (balance <= 0) return [];
      return [{ kind, lender, number, loanDate, instalment, balance, skipMonths: skipMonths as Month[] }];
    }),
    courtOrders: own(courtOrder).flatMap((row) => {
      const { id, kind, caseNumber, directorate, creditor, orderDate, monthly, total, toMonth } = row;
      const balance = total === null ? null : left(id, total);
      const isOver = (balance !== null && balance <= 0) || (toMonth !== null && next !== null && toMonth < next);
      return isOver ? [] : [{ kind, caseNumber, directorate, creditor, orderDate, monthly, balance, toMonth }];
    }),
    exemptions: own(exemption)
      .filter(({ validTo }) => validTo === null || next === null || validTo >= firstDay(next))
      .map(({ code, validFrom, validTo, requestNumber, requestDate }) => ({
        ...{ code, title: titles.get(code) ?? code, validFrom, validTo, requestNumber, requestDate },
      })),
    carried: (past?.carriedIn ?? []).map(named),
  };
}

const AFTER_ALL = '9999-12' as Month;

/** The shown slips of somebody in runs of some states, the latest month first. */
function slipsOf(db: Db, employeeId: string, states: ReturnType<typeof eq>) {
  return db
    .select({
      ...{ month: run.month, kind: run.kind, gross: slip.gross, deductionsTotal: slip.deductionsTotal },
      ...{ net: slip.net, amounts: slip.amounts },
    })
    .from(slip)
    .innerJoin(run, eq(run.id, slip.runId))
    .where(and(eq(slip.employeeId, employeeId), isNull(run.deletedAt), shownInTheirRun(), states))
    .orderBy(desc(run.month), desc(run.lockedAt))
    .all();
}

/** The balances become whole debts of their own here: what the other office has taken stays in its books. */
function takeDebts(tx: Tx, { employeeId, from, lastPay }: Parameters<PayDesk['takeDebts']>[1]): void {
  for (const { kind, balance, instalment, skipMonths, lender, number, loanDate } of lastPay.loans) {
    const known = loanKinds.find((each) => each === kind) ?? 'BANK';
    tx.insert(loan, {
      ...{ employeeId, kind: known, lender, number, loanDate, fromMonth: from, skipMonths },
      ...{ total: money(balance), instalment: money(Math.min(instalment, balance)) },
    });
  }
  for (const { kind, monthly, balance, toMonth, ...paper } of lastPay.courtOrders) {
    const known = courtOrderKinds.find((each) => each === kind) ?? 'JUDGMENT';
    tx.insert(courtOrder, {
      ...{ employeeId, kind: known, ...paper, fromMonth: from, toMonth },
      ...{ monthly: money(monthly), total: balance === null ? null : money(balance) },
    });
  }
  for (const { code, validFrom, validTo, requestNumber, requestDate } of lastPay.exemptions) {
    tx.insert(exemption, { employeeId, code, validFrom, validTo, requestNumber, requestDate });
  }
}

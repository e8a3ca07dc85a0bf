import { and, desc, eq, isNull } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { firstDay, shiftMonth, type Month } from '#kernel/date.ts';
import { money } from '#kernel/money.ts';
import type { Tx } from '#db/recorder.ts';
import type { PayDesk } from '#modules/hr/index.ts';
import type { LastPay } from '#modules/hr/contract/index.ts';
import { courtOrderKinds, loanKinds } from '../contract/index.ts';
import { paysOf } from '../rules/paid.ts';
import { courtOrder, exemption, loan, run, slip } from '../schema.ts';
import { openMonthsOf, owedOf, standingsOf } from './owed.ts';
import { packagesInForce } from './packages.ts';
import { shownInTheirRun } from './visible.ts';

type Db = BetterSQLite3Database;

/** What the pay answers the staff when somebody is handed over to another office, and when one is taken in. */
export const lastPayDesk: PayDesk = {
  permission: 'payroll.ledger.edit',
  ...{ openMonthsOf, standingsOf, lastPayOf, takeDebts },
};

/** The last pay certificate (شهادة آخر راتب): the slip of the last month that was locked, and what is owed after it. */
function lastPayOf(db: Db, employeeId: string): LastPay {
  const last = lockedSlipsOf(db, employeeId).find(({ kind }) => paysOf(kind) === 'MONTH');
  const month = last?.month ?? null;
  const packages = packagesInForce(db);
  const titles = new Map(packages.toReversed().flatMap(({ rules }) => rules.map((rule) => [rule.code, rule.titleAr])));
  const named = ({ code, amount }: { readonly code: string; readonly amount: number }) => ({
    ...{ code, amount, title: titles.get(code) ?? code },
  });
  const { loans, courtOrders, carriedIn } = owedOf(db, employeeId, month);
  const exemptions = db
    .select()
    .from(exemption)
    .where(and(eq(exemption.employeeId, employeeId), isNull(exemption.deletedAt)))
    .all();
  const next = month === null ? null : shiftMonth(month, 1);
  return {
    month,
    lines: (last?.amounts.lines ?? []).map(named),
    deductions: (last?.amounts.deductions ?? []).map(named),
    ...{ gross: last?.gross ?? 0, deductionsTotal: last?.deductionsTotal ?? 0, net: last?.net ?? 0 },
    loans: loans.map(({ kind, lender, number, loanDate, instalment, balance, skipMonths }) => ({
      ...{ kind, lender, number, loanDate, instalment, balance },
      skipMonths: skipMonths as Month[],
    })),
    courtOrders: courtOrders.map(
      ({ kind, caseNumber, directorate, creditor, orderDate, monthly, balance, toMonth }) => ({
        ...{ kind, caseNumber, directorate, creditor, orderDate, monthly, balance, toMonth },
      }),
    ),
    exemptions: exemptions
      .filter(({ validTo }) => validTo === null || next === null || validTo >= firstDay(next))
      .map(({ code, validFrom, validTo, requestNumber, requestDate }) => ({
        ...{ code, title: titles.get(code) ?? code, validFrom, validTo, requestNumber, requestDate },
      })),
    carried: carriedIn.map(named),
  };
}

/** The shown slips of somebody in locked runs, the latest month first. */
function lockedSlipsOf(db: Db, employeeId: string) {
  return db
    .select({
      ...{ month: run.month, kind: run.kind, gross: slip.gross, deductionsTotal: slip.deductionsTotal },
      ...{ net: slip.net, amounts: slip.amounts },
    })
    .from(slip)
    .innerJoin(run, eq(run.id, slip.runId))
    .where(and(eq(slip.employeeId, employeeId), isNull(run.deletedAt), shownInTheirRun(), eq(run.state, 'locked')))
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

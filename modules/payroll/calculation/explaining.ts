import { and, eq, inArray } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Month } from '#kernel/date.ts';
import { demand, refusal } from '#db/refusal.ts';
import { order } from '#modules/hr/schema.ts';
import type { Explanation, Paper } from '../contract/index.ts';
import { explain, type Asked } from '../rules/explain.ts';
import { paysOf } from '../rules/paid.ts';
import { slipOf, type RulesOfMonth } from '../rules/slip.ts';
import { adjustment, courtOrder, loan } from '../schema.ts';
import { packageById } from './packages.ts';
import { previousSlips } from './previous.ts';
import type { Run, StoredSlip } from './visible.ts';

type Db = BetterSQLite3Database;

interface Loaded {
  readonly slip: StoredSlip;
  readonly run: Run;
}

/** The books of a slip's snapshot: those under which it was calculated, whatever has been published since. */
export function rulesOfSnapshot(db: Db, { snapshot }: Pick<StoredSlip, 'snapshot'>): RulesOfMonth {
  return (month) => packageById(db, packageIdOf(snapshot, month)).book;
}

function packageIdOf({ packages }: StoredSlip['snapshot'], month: Month): string {
  const found = packages.find((each) => each.month === month);
  if (!found) throw refusal('NO_PACKAGE', { month });
  return found.packageId;
}

/** The derivation of one figure of a slip. Refuses `COMPONENT_NOT_IN_SLIP`. */
export function explainSlip(db: Db, loaded: Loaded, asked: Asked): Explanation {
  const [explained] = explainMany(db, loaded, [asked]);
  if (explained === undefined) throw refusal('COMPONENT_NOT_IN_SLIP', { component: asked.code });
  return explained;
}

/** Every figure of a slip, in the order in which it stands there: what the explained slip prints. */
export function explainWholeSlip(db: Db, loaded: Loaded): Explanation[] {
  const { lines, deductions, arrears } = loaded.slip.amounts;
  const own = [...lines.map((line) => ({ ...line, ref: null })), ...deductions].map(({ code, ref }) => ({ code, ref }));
  const months = [...arrears.lines, ...arrears.deductions];
  return explainMany(db, loaded, [
    ...own.map((each) => ({ ...each, month: null })),
    ...months.map(({ code, month }) => ({ code, ref: null, month })),
    ...['GROSS', 'STATE_SHARE', 'NET'].map((code) => ({ code, ref: null, month: null })),
  ]);
}

function explainMany(db: Db, { slip: row, run }: Loaded, asked: readonly Asked[]): Explanation[] {
  const rulesOf = rulesOfSnapshot(db, row);
  const { facts } = row.snapshot;
  const slip = slipOf(run.month, facts, rulesOf, paysOf(run.kind));
  const last = previousSlips(db, run, [row.employeeId]).get(row.employeeId);
  const made = asked.map((each) => {
    const month = each.month ?? run.month;
    const { rules } = packageById(db, packageIdOf(row.snapshot, month));
    return demand(explain({ slip, facts, rulesOf, rules, asked: each }));
  });
  const orders = ordersOf(
    db,
    made.flatMap(({ orderIds }) => orderIds),
  );
  const papersOf = papersBehind(db, row, run);
  return made.map(({ orderIds, debtId, ...explained }) => ({
    ...explained,
    orders: orderIds.flatMap((id) => orders.get(id) ?? []),
    papers: explained.month === null ? papersOf(explained.code, debtId) : [],
    lastMonth: last === undefined || explained.month !== null ? null : amountIn(last, explained.code),
  }));
}

function amountIn(
  { amounts, net, gross, stateShare }: Pick<StoredSlip, 'amounts' | 'net' | 'gross' | 'stateShare'>,
  code: string,
): number {
  if (code === 'NET') return net;
  if (code === 'GROSS') return gross;
  if (code === 'STATE_SHARE') return stateShare;
  const all = [...amounts.lines, ...amounts.deductions].filter((each) => each.code === code);
  return all.reduce((total, { amount }) => total + amount, 0);
}

function ordersOf(db: Db, ids: readonly string[]): ReadonlyMap<string, Explanation['orders'][number]> {
  if (ids.length === 0) return new Map();
  const rows = db
    .select({
      ...{ id: order.id, number: order.number, orderDate: order.orderDate, kind: order.kind, subject: order.subject },
    })
    .from(order)
    .where(inArray(order.id, [...new Set(ids)]))
    .all();
  return new Map(rows.map((row) => [row.id, row]));
}

/** What was entered for this pay: the loan or court order that is paid, or what was added under the code. */
function papersBehind(db: Db, slip: StoredSlip, run: Run): (code: string, debtId: string | null) => Paper[] {
  const added = db
    .select({ code: adjustment.code, party: adjustment.reason, number: adjustment.orderNumber })
    .from(adjustment)
    .where(and(eq(adjustment.runId, run.id), eq(adjustment.employeeId, slip.employeeId)))
    .all();
  return (code, debtId) => {
    const ofRun = added
      .filter((each) => each.code === code)
      .map(({ party, number }) => ({ kind: 'ADDED' as const, type: null, party, number, paperDate: null }));
    return [...ofRun, ...(debtId === null ? [] : debtPapers(db, debtId))];
  };
}

function debtPapers(db: Db, debtId: string): Paper[] {
  const loans = db
    .select({ type: loan.kind, party: loan.lender, number: loan.number, paperDate: loan.loanDate })
    .from(loan)
    .where(eq(loan.id, debtId))
    .all();
  const courts = db
    .select({
      ...{ type: courtOrder.kind, party: courtOrder.directorate },
      ...{ number: courtOrder.caseNumber, paperDate: courtOrder.orderDate },
    })
    .from(courtOrder)
    .where(eq(courtOrder.id, debtId))
    .all();
  return [
    ...loans.map((each) => ({ kind: 'LOAN' as const, ...each })),
    ...courts.map((each) => ({ kind: 'COURT_ORDER' as const, ...each })),
  ];
}

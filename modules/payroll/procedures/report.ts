import { implement } from '@orpc/server';
import { and, eq, inArray, isNull } from 'drizzle-orm';
import { lastDay } from '#kernel/date.ts';
import { NOTHING } from '#kernel/money.ts';
import { mayAt, type Context } from '#modules/module.ts';
import { rulesOfSnapshot } from '../calculation/explaining.ts';
import { LockedPast } from '../calculation/locked-past.ts';
import { packagesInForce } from '../calculation/packages.ts';
import { unitsAbove } from '../calculation/entity.ts';
import { previousRun } from '../calculation/previous.ts';
import { shownInTheirRun, type Run, type StoredSlip } from '../calculation/visible.ts';
import { auditChecks, contract } from '../contract/index.ts';
import { auditOf, amountOf } from '../rules/audit.ts';
import { cashOf } from '../rules/cash.ts';
import { compareMonths, costOf, totalOf } from '../rules/comparison.ts';
import { covers } from '../rules/facts.ts';
import { journalOf } from '../rules/journal.ts';
import { paysOf } from '../rules/paid.ts';
import { compareSheet } from '../rules/sheet-comparison.ts';
import { slipOf } from '../rules/slip.ts';
import { monthsOfService, taxFormOf } from '../rules/tax-form.ts';
import { account, courtOrder, loan, run, slip } from '../schema.ts';
import { loadRun, namesOfUnits, slipsOfRun } from './load.ts';
import { lockedRuns } from './run.ts';
import { sheetRowsOf } from './sheet.ts';
import { demand, refusal } from '#db/refusal.ts';
import { packageOfMonth } from '#modules/regulation/index.ts';

const os = implement(contract.report).$context<Context>();

/** Auditors let pass what a sheet rounds to ten dinars. */
const AUDIT_TOLERANCE = 10;
const LONG_LIST = 10_000;

export const reportProcedures = os.router({
  sheet: os.sheet.handler(({ input, context }) => {
    const row = loadRun(context, input.runId, 'payroll.report.view');
    return sheetRowsOf(context, row, slipsOfRun(context, row));
  }),

  audit: os.audit.handler(({ input, context }) => {
    const row = loadRun(context, input.runId, 'payroll.report.view');
    const slips = slipsOfRun(context, row);
    const findings = slips.flatMap((each) => {
      const facts = each.snapshot.facts;
      const book = rulesOfSnapshot(context.db, each)(row.month);
      const audited = { ...each, facts, isWhole: isWholeMonth(each, row), paysMonth: paysOf(row.kind) === 'MONTH' };
      return auditOf(audited, book, AUDIT_TOLERANCE).map((finding) => ({
        ...{ slipId: each.id, employeeId: each.employeeId, fullName: each.fullName },
        ...finding,
      }));
    });
    return {
      slips: slips.length,
      checks: auditChecks.map((check) => ({
        ...{ check, tried: slips.length },
        failed: findings.filter((finding) => finding.check === check).length,
      })),
      findings: findings.slice(0, LONG_LIST),
    };
  }),

  comparison: os.comparison.handler(({ input, context }) => {
    const row = loadRun(context, input.runId, 'payroll.report.view');
    const before = previousRun(context.db, row);
    const compared = compareMonths(before === null ? [] : slipsOfRun(context, before), slipsOfRun(context, row));
    return {
      previousRunId: before?.id ?? null,
      previousMonth: before?.month ?? null,
      components: [...compared.components],
      people: compared.people.slice(0, LONG_LIST).map((each) => ({ ...each, components: [...each.components] })),
    };
  }),

  compareSheet: os.compareSheet.handler(({ input, context }) => {
    const row = loadRun(context, input.runId, 'payroll.report.view');
    if (!input.columns.some((column) => column === 'NUMBER' || column === 'NAME')) throw refusal('SHEET_KEY_MISSING');
    const own = slipsOfRun(context, row).map((each) => ({ ...each, slipId: each.id }));
    const { ambiguous, differences, ...counts } = compareSheet(input, own);
    return { ...counts, ambiguous: ambiguous.slice(0, 1_000), differences: differences.slice(0, 50_000) };
  }),

  unitTotals: os.unitTotals.handler(({ input, context }) => {
    const row = loadRun(context, input.runId, 'payroll.report.view');
    const names = namesOfUnits(context);
    const byUnit = Map.groupBy(slipsOfRun(context, row), ({ unitId }) => unitId);
    const units = [...byUnit].map(([unitId, slips]) => ({
      ...{ unitId, unitName: names.get(unitId) ?? '', employees: slips.length },
      gross: sumOf(slips, ({ gross }) => gross),
      deductions: sumOf(slips, ({ deductionsTotal }) => deductionsTotal),
      net: sumOf(slips, ({ net }) => net),
      stateShare: sumOf(slips, ({ stateShare, amounts }) => stateShare + amounts.arrears.stateShare),
      byComponent: Object.fromEntries(totalOf(slips)),
    }));
    return { components: [...new Set(units.flatMap(({ byComponent }) => Object.keys(byComponent)))], units };
  }),

  componentList: os.componentList.handler(({ input: { runId, code }, context }) => {
    const row = loadRun(context, runId, 'payroll.report.view');
    const titles = code === 'LOAN' || code.startsWith('EXEC_') ? titlesOfDebts(context) : new Map<string, string>();
    const rows = slipsOfRun(context, row)
      .map((each) => listRow(each, code, titles))
      .filter(({ amount, arrears, stateShare }) => amount !== 0 || arrears !== 0 || stateShare !== 0);
    const total = sumOf(rows, ({ amount }) => amount);
    const arrearsTotal = sumOf(rows, ({ arrears }) => arrears);
    const stateShareTotal = sumOf(rows, ({ stateShare }) => stateShare);
    return { code, rows, total, arrearsTotal, stateShareTotal, remittance: total + arrearsTotal + stateShareTotal };
  }),

  journal: os.journal.handler(({ input, context }) => {
    const row = loadRun(context, input.runId, 'payroll.report.view');
    const accounts = context.db.select().from(account).where(isNull(account.deletedAt)).all();
    const above = unitsAbove(context.db);
    const slips = slipsOfRun(context, row).map((each) => ({ ...each, units: above(each.unitId) }));
    const journal = journalOf(slips, accounts);
    return { ...journal, lines: [...journal.lines], unmapped: [...journal.unmapped] };
  }),

  cashList: os.cashList.handler(({ input, context }) => {
    const row = loadRun(context, input.runId, 'payroll.report.view');
    const slips = slipsOfRun(context, row).filter(({ payBy, isHeld }) => payBy === 'CASH' && !isHeld);
    const packages = packagesInForce(context.db);
    const rulesOf = (month: Run['month']) => packageOfMonth(packages, month).book;
    const past = new LockedPast({ db: context.db, month: row.month, packages, rulesOf, before: row }).takenOf(
      slips.map(({ employeeId }) => employeeId),
    );
    const rows = slips.map(({ id, employeeId, employeeNumber, fullName, net }) => {
      const carriedIn = past.get(employeeId)?.cashCarriedIn ?? NOTHING;
      return { slipId: id, employeeId, employeeNumber, fullName, net, carriedIn, ...cashOf(net, carriedIn) };
    });
    return {
      rows,
      net: sumOf(rows, ({ net }) => net),
      paid: sumOf(rows, ({ paid }) => paid),
      remainder: sumOf(rows, ({ remainder }) => remainder),
    };
  }),

  taxForms: os.taxForms.handler(({ input: { year, entityId, employeeId }, context }) => {
    demand(mayAt(context.access, 'payroll.report.view', entityId));
    const runs = lockedRuns(context, entityId).filter(({ month }) => month.startsWith(`${year}-`));
    const slips = slipsOfRuns(context, runs, employeeId);
    return [...Map.groupBy(slips, ({ slip: each }) => each.employeeId).values()].flatMap((own) => {
      const ordered = own.toSorted((left, right) => (left.run.month < right.run.month ? -1 : 1));
      const last = ordered.findLast(({ run: { kind } }) => paysOf(kind) === 'MONTH') ?? ordered.at(-1);
      if (last === undefined) return [];
      const { slip: stored, run: owner } = last;
      const rulesOf = rulesOfSnapshot(context.db, stored);
      const calculated = slipOf(owner.month, stored.snapshot.facts, rulesOf, paysOf(owner.kind));
      const years = ordered.map(({ slip: { amounts, snapshot } }) => ({
        amounts,
        additions: new Set(snapshot.facts.adjustments.map(({ code }) => code)),
      }));
      const { employeeId: id, fullName, employeeNumber } = stored;
      const paid = ordered.filter(({ run: { kind } }) => paysOf(kind) === 'MONTH');
      const months = new Set(paid.map(({ run: { month } }) => month)).size;
      const serviceMonths = monthsOfService(stored.snapshot.facts.service, year);
      return [
        {
          ...{ employeeId: id, fullName, employeeNumber, year, months, serviceMonths },
          ...taxFormOf(years, calculated, rulesOf(owner.month)),
        },
      ];
    });
  }),

  cost: os.cost.handler(({ input: { entityId, fromMonth, toMonth }, context }) => {
    const runs = lockedRuns(context, entityId).filter(({ month }) => fromMonth <= month && month <= toMonth);
    const byMonth = Map.groupBy(runs, ({ month }) => month);
    return {
      months: [...byMonth]
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([month, of]) => ({
          month,
          runs: of.map(({ id }) => id),
          employees: sumOf(
            of.filter(({ kind }) => paysOf(kind) === 'MONTH'),
            ({ totals }) => totals.employees,
          ),
          gross: sumOf(of, ({ totals }) => totals.gross),
          arrears: sumOf(of, ({ totals }) => totals.arrears),
          stateShare: sumOf(of, ({ totals }) => totals.stateShare),
          net: sumOf(of, ({ totals }) => totals.net),
          byComponent: Object.fromEntries(costOf(slipsOfRuns(context, of, null).map(({ slip: each }) => each))),
        })),
    };
  }),
});

function sumOf<T>(rows: readonly T[], read: (row: T) => number): number {
  return rows.reduce((total, row) => total + read(row), 0);
}

/** Did the whole month pay one unbroken rate? */
function isWholeMonth({ snapshot: { facts } }: StoredSlip, { month }: Run): boolean {
  const [first, last] = [`${month}-01`, lastDay(month)];
  const begins = [...facts.grades, ...facts.certificates].some(({ from }) => from > first && from <= last);
  const isServing = facts.service.commencement <= first && (facts.service.termination ?? last) >= last;
  const isConstant = facts.allowances.every(({ from, to }) => from <= first && (to === null || to >= last));
  return isServing && !begins && isConstant && !facts.leaves.some((leave) => covers(leave, last) || leave.from <= last);
}

function slipsOfRuns(
  { db }: Context,
  runs: readonly Run[],
  employeeId: string | null,
): readonly { readonly slip: StoredSlip; readonly run: Run }[] {
  if (runs.length === 0) return [];
  const rows = db
    .select({ slip, run })
    .from(slip)
    .innerJoin(run, eq(run.id, slip.runId))
    .where(
      and(
        inArray(
          run.id,
          runs.map(({ id }) => id),
        ),
        shownInTheirRun(),
        eq(slip.isHeld, false),
        employeeId === null ? undefined : eq(slip.employeeId, employeeId),
      ),
    )
    .all();
  return rows;
}

function titlesOfDebts({ db }: Context): ReadonlyMap<string, string> {
  const loans = db.select({ id: loan.id, title: loan.lender }).from(loan).all();
  const orders = db.select({ id: courtOrder.id, title: courtOrder.creditor }).from(courtOrder).all();
  return new Map([...loans, ...orders].map(({ id, title }) => [id, title ?? '']));
}

function listRow(each: StoredSlip, code: string, titles: ReadonlyMap<string, string>) {
  const { amounts } = each;
  const isPension = code === 'PENSION';
  const all = [...amounts.lines, ...amounts.deductions];
  const arrears = [...amounts.arrears.lines, ...amounts.arrears.deductions];
  const refs = amounts.deductions.filter((line) => line.code === code).map(({ ref }) => titles.get(ref ?? '') ?? '');
  return {
    ...{ slipId: each.id, employeeId: each.employeeId, employeeNumber: each.employeeNumber, fullName: each.fullName },
    ...{ unitId: each.unitId, amount: amountOf(all, code), arrears: amountOf(arrears, code) },
    base: code === 'TAX' ? each.gross : amountOf(amounts.lines, 'NOMINAL'),
    stateShare: isPension ? each.stateShare + amounts.arrears.stateShare : 0,
    detail: code === 'TAX' ? each.taxStatus : refs.filter((title) => title !== '').join(' · ') || null,
  };
}

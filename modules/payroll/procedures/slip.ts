import { implement } from '@orpc/server';
import { and, asc, desc, eq, gt, inArray, isNull, lt, or, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { lastDay } from '#kernel/date.ts';
import { amountInWords } from '#kernel/words/amount.ts';
import { demand, refusal } from '#db/refusal.ts';
import { matches } from '#db/search.ts';
import { mayAt, type Context } from '#modules/module.ts';
import { leaveBalances } from '#modules/hr/index.ts';
import { employee } from '#modules/hr/schema.ts';
import { calculateOne } from '../calculation/calculate.ts';
import { explainSlip, explainWholeSlip } from '../calculation/explaining.ts';
import { chunked } from '../calculation/locked-past.ts';
import { previousSlips } from '../calculation/previous.ts';
import { shownIn, shownInTheirRun, type Run, type StoredSlip } from '../calculation/visible.ts';
import { contract, type SlipDetail, type SlipRow } from '../contract/index.ts';
import { judgeMove } from '../rules/run-moves.ts';
import { courtOrder, loan, run, slip } from '../schema.ts';
import { loadRun, loadSlip, namesOfUnits } from './load.ts';

const os = implement(contract.slip).$context<Context>();

/** Everything of a slip but its snapshot, which no list needs. */
const listed = {
  ...{ id: slip.id, revision: slip.revision, runId: slip.runId, employeeId: slip.employeeId, fullName: slip.fullName },
  ...{ employeeNumber: slip.employeeNumber, unitId: slip.unitId, jobTitle: slip.jobTitle, grade: slip.grade },
  ...{ step: slip.step, certificate: slip.certificate, taxStatus: slip.taxStatus, payBy: slip.payBy, bank: slip.bank },
  ...{ iban: slip.iban, account: slip.account, gross: slip.gross, deductionsTotal: slip.deductionsTotal },
  ...{ regularNet: slip.regularNet, arrearsNet: slip.arrearsNet, net: slip.net, stateShare: slip.stateShare },
  ...{ isHeld: slip.isHeld, holdReason: slip.holdReason, amounts: slip.amounts },
};
type Listed = Omit<
  StoredSlip,
  | ('snapshot' | 'inputsHash' | 'calculation' | 'replacedIn')
  | ('ownerOffice' | 'createdAt' | 'createdBy' | 'updatedAt' | 'updatedBy' | 'deletedAt' | 'seq')
>;

export const slipProcedures = os.router({
  list: os.list.handler(({ input, context }) => {
    const row = loadRun(context, input.runId, 'payroll.run.view');
    return context.db
      .select(listed)
      .from(slip)
      .where(filtered(row, input))
      .orderBy(asc(slip.fullName), asc(slip.id))
      .limit(input.limit)
      .offset(input.offset)
      .all()
      .map(present);
  }),

  sums: os.sums.handler(({ input, context }) => {
    const { db } = context;
    const where = filtered(loadRun(context, input.runId, 'payroll.run.view'), input);
    const total = (column: SQLWrapper) => sql<number>`coalesce(sum(${column}), 0)`;
    const sums = db
      .select({
        ...{ count: sql<number>`count(*)`, gross: total(slip.gross), deductionsTotal: total(slip.deductionsTotal) },
        ...{ regularNet: total(slip.regularNet), arrearsNet: total(slip.arrearsNet) },
        ...{ net: total(slip.net), stateShare: total(slip.stateShare) },
      })
      .from(slip)
      .where(where)
      .get();
    return { ...(sums ?? missing()), lines: sumsOf(db, where, 'lines'), deductions: sumsOf(db, where, 'deductions') };
  }),

  get: os.get.handler(({ input, context }) => {
    const { slip: row, run: owner } = loadSlip(context, input.id, 'payroll.run.view');
    const [detail = missing()] = detailsOf(context, owner, [row]);
    return {
      ...detail,
      previousId: besideOf(context, owner, row, 'before'),
      nextId: besideOf(context, owner, row, 'after'),
    };
  }),

  getMany: os.getMany.handler(({ input, context }) => {
    const owner = loadRun(context, input.runId, 'payroll.run.view');
    const rows = context.db
      .select()
      .from(slip)
      .where(and(shownIn(slip, owner), inArray(slip.id, input.ids)))
      .all();
    const byId = new Map(rows.map((row) => [row.id, row]));
    return detailsOf(
      context,
      owner,
      input.ids.map((id) => byId.get(id) ?? missing()),
    );
  }),

  ofEmployee: os.ofEmployee.handler(({ input, context }) =>
    context.db
      .select({ ...listed, month: run.month, kind: run.kind, entityId: run.entityId })
      .from(slip)
      .innerJoin(run, eq(run.id, slip.runId))
      .where(and(eq(slip.employeeId, input.employeeId), isNull(run.deletedAt), shownInTheirRun()))
      .limit(600)
      .all()
      .filter(({ entityId }) => mayAt(context.access, 'payroll.run.view', entityId).ok)
      .sort((left, right) => (left.month < right.month ? 1 : -1))
      .map(({ month, kind, ...row }) => ({ ...present(row), month, kind })),
  ),

  recalculate: os.recalculate.handler(({ input, context }) => {
    const row = loadRun(context, input.runId, 'payroll.run.prepare');
    demand(judgeMove('hold', row.state));
    const revision = calculateOne(context, { ...input, everything: false });
    const owner = loadRun(context, input.runId, 'payroll.run.prepare');
    const made = context.db
      .select({ id: slip.id })
      .from(slip)
      .where(and(shownIn(slip, owner), eq(slip.employeeId, input.employeeId)))
      .get();
    return { slipId: made?.id ?? null, revision };
  }),

  hold: os.hold.handler(({ input: { id, revision, reason }, context }) => {
    const { slip: row, run: owner } = loadSlip(context, id, 'payroll.run.prepare');
    if (row.isHeld) throw refusal('SLIP_HELD');
    return setHold(context, owner.id, { id, revision }, { isHeld: true, holdReason: reason });
  }),

  release: os.release.handler(({ input: { id, revision }, context }) => {
    const { slip: row, run: owner } = loadSlip(context, id, 'payroll.run.prepare');
    if (!row.isHeld) throw refusal('SLIP_NOT_HELD');
    return setHold(context, owner.id, { id, revision }, { isHeld: false, holdReason: null });
  }),

  explain: os.explain.handler(({ input, context }) => {
    const loaded = loadSlip(context, input.id, 'payroll.run.view');
    return explainSlip(context.db, loaded, input);
  }),

  explainAll: os.explainAll.handler(({ input, context }) =>
    explainWholeSlip(context.db, loadSlip(context, input.id, 'payroll.run.view')),
  ),
});

/** The sum of each component, by the database: the amounts of ten thousand slips need not be read to add them up. */
function sumsOf(db: Context['db'], where: SQL | undefined, part: 'lines' | 'deductions'): Record<string, number> {
  const rows = db
    .select({ code: sql<string>`part.value ->> 'code'`, amount: sql<number>`sum(part.value ->> 'amount')` })
    .from(sql`${slip}, json_each(${slip.amounts}, ${`$.${part}`}) AS part`)
    .where(where)
    .groupBy(sql`part.value ->> 'code'`)
    .all();
  return Object.fromEntries(rows.map(({ code, amount }) => [code, amount]));
}

/** The slip that stands before or after another in the list of its run; null at its ends. */
function besideOf({ db }: Context, owner: Run, of: StoredSlip, side: 'before' | 'after'): string | null {
  const beyond = side === 'after' ? gt : lt;
  const where = or(beyond(slip.fullName, of.fullName), and(eq(slip.fullName, of.fullName), beyond(slip.id, of.id)));
  const found = db
    .select({ id: slip.id })
    .from(slip)
    .where(and(shownIn(slip, owner), where))
    .orderBy(...(side === 'after' ? [asc(slip.fullName), asc(slip.id)] : [desc(slip.fullName), desc(slip.id)]))
    .limit(1)
    .get();
  return found?.id ?? null;
}

function missing(): never {
  throw refusal('NOT_FOUND');
}

/** Holding a slip is a change of its run: a calculation that began before must not bring the slip back. */
function setHold(
  context: Context,
  runId: string,
  { id, revision }: { readonly id: string; readonly revision: number },
  patch: Pick<StoredSlip, 'isHeld' | 'holdReason'>,
): { revision: number } {
  return context.write(patch.isHeld ? 'payroll.run.hold_slip' : 'payroll.run.release_slip', (tx) => {
    demand(judgeMove('hold', tx.get(run, runId).state));
    tx.update(slip, id, patch, { revision });
    tx.touch(run, runId);
    return { revision: tx.get(slip, id).revision };
  });
}

interface SlipFilter {
  readonly search: string | null;
  readonly unitId: string | null;
  readonly isHeld: boolean | null;
}

function filtered(row: Run, { search, unitId, isHeld }: SlipFilter): SQL | undefined {
  return and(
    shownIn(slip, row),
    unitId === null ? undefined : eq(slip.unitId, unitId),
    isHeld === null ? undefined : eq(slip.isHeld, isHeld),
    search === null ? undefined : matchesEmployee(search),
  );
}

function matchesEmployee(search: string): SQL {
  return sql`${slip.employeeId} IN (SELECT ${employee.id} FROM ${employee} WHERE ${matches(employee, search)})`;
}

function present({ amounts, ...row }: Listed): SlipRow {
  const [lines, deductions] = [{}, {}];
  addTo(lines, amounts.lines);
  addTo(deductions, amounts.deductions);
  return { ...row, lines, deductions };
}

function addTo(
  sums: Record<string, number>,
  lines: readonly { readonly code: string; readonly amount: number }[],
): void {
  for (const { code, amount } of lines) sums[code] = (sums[code] ?? 0) + amount;
}

function detailsOf(context: Context, owner: Run, rows: readonly StoredSlip[]): SlipDetail[] {
  const units = namesOfUnits(context);
  const titles = titlesOf(context, rows);
  const employeeIds = rows.map(({ employeeId }) => employeeId);
  const leaveOf = leaveBalances(context.db, employeeIds, lastDay(owner.month));
  const before = previousSlips(context.db, owner, employeeIds);
  return rows.map((row) => {
    const { amounts, ...rest } = row;
    const words = amountInWords(row.net, 'ar', { adjective: true, suffix: true });
    const named = <T extends { readonly ref: string | null }>(lines: readonly T[]) =>
      lines.map((line) => ({ ...line, refTitle: line.ref === null ? null : (titles.get(line.ref) ?? null) }));
    const last = before.get(row.employeeId);
    return {
      ...rest,
      ...{ month: owner.month, kind: owner.kind, runState: owner.state },
      entityName: units.get(owner.entityId) ?? '',
      unitName: units.get(row.unitId) ?? '',
      lines: [...amounts.lines],
      deductions: named(amounts.deductions),
      arrearsLines: [...amounts.arrears.lines],
      arrearsDeductions: [...amounts.arrears.deductions],
      arrearsStateShare: amounts.arrears.stateShare,
      carryForward: named(amounts.carryForward),
      warnings: [...amounts.warnings],
      netInWords: words.ok ? words.value : '',
      leaveBalances: [...leaveOf(row.employeeId)],
      lastMonth: last === undefined ? null : lastMonthOf(last),
    };
  });
}

function lastMonthOf({ amounts, net }: Pick<StoredSlip, 'amounts' | 'net'>): NonNullable<SlipDetail['lastMonth']> {
  const [lines, deductions] = [{}, {}];
  addTo(lines, amounts.lines);
  addTo(deductions, amounts.deductions);
  return { lines, deductions, net };
}

/** What loans and court orders are called on a slip. */
function titlesOf({ db }: Context, rows: readonly StoredSlip[]): ReadonlyMap<string, string> {
  const refs = rows.flatMap(({ amounts }) =>
    [...amounts.deductions, ...amounts.carryForward].map(({ ref }) => ref ?? ''),
  );
  const titles = new Map<string, string>();
  for (const ids of chunked([...new Set(refs)].filter((ref) => /^[0-9a-f-]{36}$/.test(ref)))) {
    for (const { id, lender, number } of db.select().from(loan).where(inArray(loan.id, ids)).all()) {
      titles.set(id, number === null ? lender : `${lender} ${number}`);
    }
    for (const each of db.select().from(courtOrder).where(inArray(courtOrder.id, ids)).all()) {
      titles.set(each.id, `${each.directorate} ${each.caseNumber}`);
    }
  }
  return titles;
}

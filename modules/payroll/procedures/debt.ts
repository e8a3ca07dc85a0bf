import { implement } from '@orpc/server';
import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';
import { demand, refusal } from '#db/refusal.ts';
import type { Tx } from '#db/door.ts';
import { LIST_LIMIT } from '#modules/contract.ts';
import { mayAt, type Context } from '#modules/module.ts';
import { employee } from '#modules/hr/schema.ts';
import { packageOfMonth } from '#modules/regulation/index.ts';
import { rulesOfKind } from '#modules/regulation/contract/index.ts';
import { LockedPast } from '../calculation/locked-past.ts';
import { packagesInForce } from '../calculation/packages.ts';
import { contract } from '../contract/index.ts';
import { courtOrder, exemption, ledgerEntry, loan, run } from '../schema.ts';
import { monthOf, shiftMonth } from '#kernel/date.ts';
import { demandEmployee } from './load.ts';

const os = implement({
  loan: contract.loan,
  courtOrder: contract.courtOrder,
  exemption: contract.exemption,
  ledger: contract.ledger,
}).$context<Context>();

type DebtTable = typeof loan | typeof courtOrder | typeof exemption;

/** What employees owe, by loans and courts, from what they are exempt, and what runs have taken. */
export const loanProcedures = os.loan.router({
  list: os.loan.list.handler(({ input, context }) => {
    const rows = rowsOf(context, loan, input.employeeId);
    const past = pastOf(context, rows);
    return rows.map(({ row, employeeName }) => {
      const taken = past.get(row.employeeId);
      const paid = taken?.paidOf.get(row.id) ?? 0;
      const carried = taken?.carriedIn.find(({ code, ref }) => code === 'LOAN' && ref === row.id)?.amount ?? 0;
      // Months were judged when they were written.
      const skipMonths = row.skipMonths as (typeof row.fromMonth)[];
      return { ...row, skipMonths, employeeName, paid, balance: row.total - paid, carried };
    });
  }),

  create: os.loan.create.handler(({ input, context }) => {
    demandEmployee(context, input.employeeId, 'payroll.ledger.edit');
    demand(judgeLoan(input));
    return context.write('payroll.loan.create', (tx) => ({ id: tx.insert(loan, input) }));
  }),

  edit: os.loan.edit.handler(({ input: { id, revision, ...patch }, context }) => {
    demand(judgeLoan(patch));
    return context.write('payroll.loan.edit', (tx) => {
      demandEmployee(context, tx.get(loan, id).employeeId, 'payroll.ledger.edit');
      demandNotBelowPaid(tx, id, patch.total);
      tx.update(loan, id, patch, { revision });
      return { revision: tx.get(loan, id).revision };
    });
  }),

  remove: os.loan.remove.handler(({ input, context }) => remove(context, loan, 'payroll.loan.remove', input)),
});

export const courtOrderProcedures = os.courtOrder.router({
  list: os.courtOrder.list.handler(({ input, context }) => {
    const rows = rowsOf(context, courtOrder, input.employeeId);
    const past = pastOf(context, rows);
    return rows.map(({ row, employeeName }) => {
      const paid = past.get(row.employeeId)?.paidOf.get(row.id) ?? 0;
      return { ...row, employeeName, paid, balance: row.total === null ? null : row.total - paid };
    });
  }),

  create: os.courtOrder.create.handler(({ input, context }) => {
    demandEmployee(context, input.employeeId, 'payroll.ledger.edit');
    demand(judgeMonths(input));
    return context.write('payroll.court_order.create', (tx) => ({ id: tx.insert(courtOrder, input) }));
  }),

  edit: os.courtOrder.edit.handler(({ input: { id, revision, ...patch }, context }) => {
    demand(judgeMonths(patch));
    return context.write('payroll.court_order.edit', (tx) => {
      demandEmployee(context, tx.get(courtOrder, id).employeeId, 'payroll.ledger.edit');
      demandNotBelowPaid(tx, id, patch.total);
      tx.update(courtOrder, id, patch, { revision });
      return { revision: tx.get(courtOrder, id).revision };
    });
  }),

  remove: os.courtOrder.remove.handler(({ input, context }) =>
    remove(context, courtOrder, 'payroll.court_order.remove', input),
  ),
});

export const exemptionProcedures = os.exemption.router({
  list: os.exemption.list.handler(({ input, context }) =>
    rowsOf(context, exemption, input.employeeId).map(({ row, employeeName }) => ({ ...row, employeeName })),
  ),

  create: os.exemption.create.handler(({ input, context }) => {
    demandEmployee(context, input.employeeId, 'payroll.ledger.edit');
    demand(judgeExemption(context, input));
    return context.write('payroll.exemption.create', (tx) => ({ id: tx.insert(exemption, input) }));
  }),

  edit: os.exemption.edit.handler(({ input: { id, revision, ...patch }, context }) => {
    demand(judgeExemption(context, patch));
    return context.write('payroll.exemption.edit', (tx) => {
      demandEmployee(context, tx.get(exemption, id).employeeId, 'payroll.ledger.edit');
      tx.update(exemption, id, patch, { revision });
      return { revision: tx.get(exemption, id).revision };
    });
  }),

  remove: os.exemption.remove.handler(({ input, context }) =>
    remove(context, exemption, 'payroll.exemption.remove', input),
  ),
});

export const ledgerProcedures = os.ledger.router({
  list: os.ledger.list.handler(({ input: { employeeId }, context }) => {
    demandEmployee(context, employeeId, 'payroll.ledger.view');
    const rows = context.db
      .select({ entry: ledgerEntry, title: run.title })
      .from(ledgerEntry)
      .innerJoin(run, eq(run.id, ledgerEntry.runId))
      .where(and(eq(ledgerEntry.employeeId, employeeId), eq(run.state, 'locked'), isNull(ledgerEntry.deletedAt)))
      .orderBy(desc(ledgerEntry.month), asc(ledgerEntry.id))
      .limit(LIST_LIMIT)
      .all();
    const titles = new Map<string, string>([
      ...rowsOf(context, loan, employeeId).map(({ row }) => [row.id, row.lender] as const),
      ...rowsOf(context, courtOrder, employeeId).map(({ row }) => [row.id, row.caseNumber] as const),
    ]);
    return rows.map(({ entry, title }) => ({
      ...entry,
      runTitle: title,
      sourceTitle: entry.sourceId === null ? null : (titles.get(entry.sourceId) ?? null),
    }));
  }),
});

interface Named<Row> {
  readonly row: Row;
  readonly employeeName: string;
}

/** The living rows of a table for one employee, or of all whom the user may see. */
function rowsOf<T extends DebtTable>(
  { db, access }: Context,
  table: T,
  employeeId: string | null,
): readonly Named<T['$inferSelect']>[] {
  const rows = db
    .select({ row: table, employeeName: employee.fullName, unitId: employee.unitId })
    .from(table)
    .innerJoin(employee, eq(employee.id, table.employeeId))
    .where(and(isNull(table.deletedAt), employeeId === null ? undefined : eq(table.employeeId, employeeId)))
    .orderBy(asc(employee.fullName), asc(table.id))
    .limit(LIST_LIMIT)
    .all();
  // The rows of the table that was asked for; drizzle loses the type of a table that is a parameter.
  const typed = rows as unknown as readonly (Named<T['$inferSelect']> & { readonly unitId: string })[];
  return typed.filter(({ unitId }) => mayAt(access, 'payroll.ledger.view', unitId).ok);
}

/** What locked runs have taken of these people. */
function pastOf(context: Context, rows: readonly Named<{ readonly employeeId: string }>[]) {
  const ids = [...new Set(rows.map(({ row }) => row.employeeId))];
  const packages = packagesInForce(context.db);
  // The month after this one: everything that was locked so far lies before it.
  const month = shiftMonth(monthOf(context.today()), 1);
  const rulesOf = (of: typeof month) => packageOfMonth(packages, of).book;
  return new LockedPast({ db: context.db, month, packages, rulesOf }).takenOf(ids);
}

function judgeLoan(input: { readonly instalment: number; readonly total: number }): Verdict {
  return input.instalment > input.total ? refuse('INSTALMENT_ABOVE_TOTAL', undefined, 'instalment') : accept();
}

function judgeMonths(input: { readonly fromMonth: string; readonly toMonth: string | null }): Verdict {
  const isReversed = input.toMonth !== null && input.toMonth < input.fromMonth;
  return isReversed ? refuse('PERIOD_REVERSED', undefined, 'toMonth') : accept();
}

function judgeExemption(
  { db }: Context,
  input: Pick<typeof exemption.$inferSelect, 'code' | 'validFrom' | 'validTo'>,
): Verdict {
  const isReversed = input.validTo !== null && input.validTo < input.validFrom;
  const isOptional = packagesInForce(db).some(({ rules }) =>
    rulesOfKind(rules, 'LEVY').some(({ code, value }) => code === input.code && value.mayOptOut),
  );
  return all(
    isReversed ? refuse('PERIOD_REVERSED', undefined, 'validTo') : accept(),
    isOptional ? accept() : refuse('LEVY_NOT_OPTIONAL', { component: input.code }, 'code'),
  );
}

function demandNotBelowPaid(tx: Tx, sourceId: string, total: number | null): void {
  if (total === null) return;
  const paid = paidOf(tx, sourceId);
  if (total < paid) throw refusal('TOTAL_BELOW_PAID', { paid }, 'total');
}

function paidOf({ db }: Pick<Tx, 'db'>, sourceId: string): number {
  const found = db
    .select({ paid: sql<number>`coalesce(sum(${ledgerEntry.amount}), 0)` })
    .from(ledgerEntry)
    .innerJoin(run, eq(run.id, ledgerEntry.runId))
    .where(
      and(
        ...[eq(ledgerEntry.sourceId, sourceId), eq(run.state, 'locked'), isNull(ledgerEntry.deletedAt)],
        inArray(ledgerEntry.kind, ['LOAN_PAID', 'COURT_PAID']),
      ),
    )
    .get();
  return found?.paid ?? 0;
}

function remove(
  context: Context,
  table: DebtTable,
  command: string,
  { id, revision }: { readonly id: string; readonly revision: number },
): Record<never, never> {
  return context.write(command, (tx) => {
    demandEmployee(context, tx.get(table, id).employeeId, 'payroll.ledger.edit');
    // What a locked run has taken must still be told from what.
    if (paidOf(tx, id) > 0) throw refusal('LEDGER_IN_USE');
    tx.remove(table, id, { revision });
    return {};
  });
}

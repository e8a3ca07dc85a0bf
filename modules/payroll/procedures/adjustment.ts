import { implement } from '@orpc/server';
import { and, asc, eq, isNull } from 'drizzle-orm';
import { all } from '#kernel/verdict.ts';
import { demand, refusal } from '#db/refusal.ts';
import type { Tx } from '#db/door.ts';
import { LIST_LIMIT } from '#modules/contract.ts';
import type { Context } from '#modules/module.ts';
import { employee } from '#modules/hr/schema.ts';
import { unitsPaidBy } from '../calculation/entity.ts';
import { packageById } from '../calculation/packages.ts';
import type { Run } from '../calculation/visible.ts';
import { contract, ownComponents } from '../contract/index.ts';
import { judgeAdjustment, judgeRunOfAdjustment } from '../rules/adjustment.ts';
import { judgeMove } from '../rules/run-moves.ts';
import { adjustment, run } from '../schema.ts';
import { loadRun, namesOfEmployees } from './load.ts';

const os = implement(contract.adjustment).$context<Context>();

export const adjustmentProcedures = os.router({
  list: os.list.handler(({ input, context }) => {
    const row = loadRun(context, input.runId, 'payroll.run.view');
    const rows = context.db
      .select()
      .from(adjustment)
      .where(and(eq(adjustment.runId, row.id), isNull(adjustment.deletedAt)))
      .orderBy(asc(adjustment.id))
      .limit(LIST_LIMIT)
      .all();
    const names = namesOfEmployees(
      context,
      rows.map(({ employeeId }) => employeeId),
    );
    return rows.map((each) => ({ ...each, employeeName: names.get(each.employeeId) ?? '' }));
  }),

  create: os.create.handler(({ input, context }) => {
    const row = loadRun(context, input.runId, 'payroll.run.prepare');
    demand(all(judgeRunOfAdjustment(row.kind), judgeAdjustment(input, reservedCodes(context, row))));
    return context.write('payroll.adjustment.create', (tx) => {
      demandOpen(tx, row.id);
      demandInEntity(tx, row, [input.employeeId]);
      return { id: tx.insert(adjustment, input) };
    });
  }),

  createMany: os.createMany.handler(({ input: { employeeIds, ...given }, context }) => {
    const row = loadRun(context, given.runId, 'payroll.run.prepare');
    demand(all(judgeRunOfAdjustment(row.kind), judgeAdjustment(given, reservedCodes(context, row))));
    return context.write('payroll.adjustment.create_many', (tx) => {
      demandOpen(tx, row.id);
      demandInEntity(tx, row, employeeIds);
      for (const employeeId of new Set(employeeIds)) tx.insert(adjustment, { ...given, employeeId });
      return { created: new Set(employeeIds).size };
    });
  }),

  edit: os.edit.handler(({ input: { id, revision, ...patch }, context }) =>
    context.write('payroll.adjustment.edit', (tx) => {
      const row = loadRun(context, tx.get(adjustment, id).runId, 'payroll.run.prepare');
      demand(judgeAdjustment(patch, reservedCodes(context, row)));
      demandOpen(tx, row.id);
      tx.update(adjustment, id, patch, { revision });
      return { revision: tx.get(adjustment, id).revision };
    }),
  ),

  remove: os.remove.handler(({ input: { id, revision }, context }) =>
    context.write('payroll.adjustment.remove', (tx) => {
      const row = loadRun(context, tx.get(adjustment, id).runId, 'payroll.run.prepare');
      demandOpen(tx, row.id);
      tx.remove(adjustment, id, { revision });
      return {};
    }),
  ),
});

/** The codes of the month's own pay, which nobody adds by hand. */
function reservedCodes({ db }: Context, row: Run): readonly string[] {
  const { book } = packageById(db, row.packageId);
  return [...ownComponents, ...book.allowances.map(({ code }) => code), ...book.levies.map(({ code }) => code)];
}

/** What is added to a run is a change of the run. */
function demandOpen(tx: Tx, runId: string): void {
  const row = tx.get(run, runId);
  demand(judgeMove('adjust', row.state));
  tx.touch(run, runId);
}

function demandInEntity(tx: Tx, { entityId }: Run, employeeIds: readonly string[]): void {
  const units = new Set(unitsPaidBy(tx.db, entityId));
  for (const id of employeeIds) {
    if (!units.has(tx.get(employee, id).unitId)) throw refusal('EMPLOYEE_OUTSIDE_ENTITY', undefined, 'employeeId');
  }
}

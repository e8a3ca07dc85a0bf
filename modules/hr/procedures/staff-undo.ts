import { eq } from 'drizzle-orm';
import { demand } from '#db/refusal.ts';
import type { Tx } from '#db/recorder.ts';
import { mayAt, type Access, type UndoRule } from '#modules/module.ts';
import { unit } from '#modules/org/schema.ts';
import { judgeOrderMove } from '../rules/order-moves.ts';
import { judgeAccounts, judgeDependants } from '../rules/papers.ts';
import type { bankAccount, dependant, employeeNumber, qualification } from '../schema.ts';
import { employee, order, type orderLine } from '../schema.ts';
import { demandFreeCard, demandFreeNumber } from './employee.ts';
import { demandPresent } from './handover-book.ts';
import { listsOf } from './employee-lists.ts';
import { demandFreeOrderNumber } from './order-writing.ts';

type Employee = typeof employee.$inferSelect;
type Order = typeof order.$inferSelect;
type Belonging = (typeof employeeNumber | typeof qualification | typeof bankAccount | typeof dependant)['$inferSelect'];

/** An undo may leave an employee only as a command could have, and only within the reach of who takes it back. */
export const employeeUndo: UndoRule = (tx, { before, after }, { access }) => {
  // The table's rows, as the office read them.
  for (const row of [before, after] as readonly (Employee | null)[]) {
    if (row) demand(mayAt(access, 'hr.employee.edit', row.unitId));
  }
  if (!after) return;
  const row = tx.get(employee, (after as Employee).id);
  demandPresent(tx.db, row.id);
  demandFreeCard(tx, row.nationalCard, row.id);
  tx.get(unit, row.unitId);
};

/** What belongs to an employee is judged as a whole: accounts that overlap do not come back by an undo. */
export const belongingUndo: UndoRule = (tx, { before, after }, { access }) => {
  const row = (after ?? before) as Belonging | null;
  if (!row) return;
  demand(mayAt(access, 'hr.employee.edit', unitOf(tx, row.employeeId)));
  demandPresent(tx.db, row.employeeId);
  const lists = listsOf(tx.db, row.employeeId);
  demand(judgeAccounts(lists.accounts));
  demand(judgeDependants(lists.dependants));
  for (const { kind, number } of lists.numbers) demandFreeNumber(tx, { kind, number, employeeId: row.employeeId });
};

/** Only a draft is taken back, and only by who wrote it. */
export const orderUndo: UndoRule = (tx, { before, after }, { access }) => {
  for (const row of [before, after] as readonly (Order | null)[]) if (row) demandDraft(access, row);
  if (!after) return;
  const row = tx.get(order, (after as Order).id);
  demandFreeOrderNumber(tx, { ...row, ownId: row.id });
};

/** A line is judged with its order, whether that one is there or was removed by the same undo. */
export const orderLineUndo: UndoRule = (tx, { before, after }, { access }) => {
  const line = (after ?? before) as typeof orderLine.$inferSelect | null;
  const home = tx.db
    .select()
    .from(order)
    .where(eq(order.id, line?.orderId ?? ''))
    .get();
  if (home) demandDraft(access, home);
};

function demandDraft(access: Access | null, row: Order): void {
  demand(mayAt(access, 'hr.order.draft', row.unitId));
  demand(judgeOrderMove('edit', row, access === null ? [] : [access.userId]));
}

function unitOf(tx: Tx, employeeId: string): string | null {
  return (
    tx.db.select({ unitId: employee.unitId }).from(employee).where(eq(employee.id, employeeId)).get()?.unitId ?? null
  );
}

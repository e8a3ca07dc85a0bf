import { eq } from 'drizzle-orm';
import type { HostModule } from '#modules/module.ts';
import { contract, permissions } from './contract/index.ts';
import { demonstrateStaff } from './demonstration/index.ts';
import { employeeImporter } from './import-employees.ts';
import { router } from './procedures/index.ts';
import { leaveUndo } from './procedures/leave.ts';
import { isFoundBy } from './procedures/staff.ts';
import { belongingUndo, employeeUndo, orderLineUndo, orderUndo } from './procedures/staff-undo.ts';
import { employee, handover, leave, order, tables } from './schema.ts';

export { seniorityOfCases } from './cases/run.ts';
export { personnelOf, type Personnel } from './personnel.ts';
export { payDesk, type PayDesk, type PayStanding } from './port.ts';
export { demandPresent } from './procedures/handover-book.ts';
export { leaveBalances } from './procedures/leave-book.ts';
export { factsOfKind, type FactOf } from './rules/facts-of-kind.ts';

/** The staff: who serves, what orders say of them, what is due to them, their leave. */
export const hr: HostModule = {
  name: 'hr',
  contract,
  router,
  tables,
  permissions,
  records: {
    hr_employee: {
      table: employee,
      view: 'hr.employee.view',
      edit: 'hr.employee.edit',
      foundBy: (words, db) => isFoundBy(db, words),
      unitOf: (row) => textOf(row['unitId']),
      titleOf: (row) => ({ title: textOf(row['fullName']) ?? '', subtitle: textOf(row['nationalCard']) ?? '' }),
    },
    hr_order: {
      table: order,
      view: 'hr.order.view',
      edit: 'hr.order.draft',
      unitOf: (row) => textOf(row['unitId']),
      titleOf: (row) => ({ title: textOf(row['number']) ?? '', subtitle: textOf(row['orderDate']) ?? '' }),
    },
    hr_handover: {
      table: handover,
      view: 'hr.handover.view',
      edit: 'hr.handover.send',
      // Of another office's unit nobody here has the reach: what came is seen by who sees the whole office.
      unitOf: (row) => textOf(row['unitId']),
      titleOf: (row) => ({ title: textOf(row['fullName']) ?? '', subtitle: textOf(row['orderNumber']) ?? '' }),
    },
    hr_leave: {
      table: leave,
      view: 'hr.leave.view',
      edit: 'hr.leave.request',
      // A leave is seen by whoever sees its employee.
      unitOf: (row, db) =>
        db
          .select({ unitId: employee.unitId })
          .from(employee)
          .where(eq(employee.id, textOf(row['employeeId']) ?? ''))
          .get()?.unitId ?? null,
      titleOf: (row) => ({ title: textOf(row['fromDate']) ?? '', subtitle: textOf(row['toDate']) ?? '' }),
    },
  },
  importers: { employee: employeeImporter },
  undo: {
    hr_employee: employeeUndo,
    hr_employee_number: belongingUndo,
    hr_qualification: belongingUndo,
    hr_bank_account: belongingUndo,
    hr_dependant: belongingUndo,
    hr_order: orderUndo,
    hr_order_line: orderLineUndo,
    hr_leave: leaveUndo,
  },
  demonstrate: demonstrateStaff,
};

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

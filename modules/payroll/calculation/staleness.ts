import { and, eq, gt, inArray, isNull, ne } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { changesSince, type ChangedRecord } from '#db/changes.ts';
import { bankAccount, dependant, employee, employeeNumber, fact } from '#modules/hr/schema.ts';
import { packageOfMonth } from '#modules/regulation/index.ts';
import { ENGINE_VERSION } from '../rules/slip.ts';
import { adjustment, courtOrder, exemption, loan, run } from '../schema.ts';
import { chunked } from './locked-past.ts';
import { packagesInForce } from './packages.ts';
import type { Run } from './visible.ts';

type Db = BetterSQLite3Database;

/**
 * Whose papers, debts or additions changed since the run was calculated. Null where everybody must be looked at: it was
 * never calculated, its rules are others by now, or another run was locked since.
 */
export function changedSinceCalculation(db: Db, row: Run): ReadonlySet<string> | null {
  if (row.calculatedSeq === null || row.calculatedAt === null || row.engineVersion !== ENGINE_VERSION) return null;
  // The same rules may come again from the data centre, as a package of its own.
  if (packageOfMonth(packagesInForce(db), row.month).hash !== row.packageHash) return null;
  const lockedSince = db
    .select({ id: run.id })
    .from(run)
    .where(and(eq(run.state, 'locked'), ne(run.id, row.id), gt(run.lockedAt, row.calculatedAt), isNull(run.deletedAt)))
    .get();
  if (lockedSince) return null;
  const changes = changesSince(db, row.calculatedSeq, { except: 'payroll.slip.' });
  return employeesOf(db, changes, row.id);
}

const owned = {
  hr_fact: fact,
  hr_dependant: dependant,
  hr_bank_account: bankAccount,
  hr_employee_number: employeeNumber,
  payroll_loan: loan,
  payroll_court_order: courtOrder,
  payroll_exemption: exemption,
} as const;

function employeesOf(db: Db, changes: readonly ChangedRecord[], runId: string): ReadonlySet<string> {
  const byTable = Map.groupBy(changes, ({ table }) => table);
  const idsOf = (table: string) => chunked([...new Set((byTable.get(table) ?? []).map(({ id }) => id))]);
  const found = new Set(idsOf('hr_employee').flat());
  for (const ids of idsOf('org_unit')) {
    const rows = db.select({ id: employee.id }).from(employee).where(inArray(employee.unitId, ids)).all();
    for (const { id } of rows) found.add(id);
  }
  for (const [name, table] of Object.entries(owned)) {
    for (const ids of idsOf(name)) {
      const rows = db.select({ employeeId: table.employeeId }).from(table).where(inArray(table.id, ids)).all();
      for (const { employeeId } of rows) found.add(employeeId);
    }
  }
  for (const ids of idsOf('payroll_adjustment')) {
    const rows = db
      .select({ employeeId: adjustment.employeeId })
      .from(adjustment)
      .where(and(inArray(adjustment.id, ids), eq(adjustment.runId, runId)))
      .all();
    for (const { employeeId } of rows) found.add(employeeId);
  }
  return found;
}

import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import { demand, refusal } from '#db/refusal.ts';
import { demandPresent } from '#modules/hr/index.ts';
import { mayAt, type Context } from '#modules/module.ts';
import { employee } from '#modules/hr/schema.ts';
import { unit } from '#modules/org/schema.ts';
import { chunked } from '../calculation/locked-past.ts';
import { shownIn, type Run, type StoredSlip } from '../calculation/visible.ts';
import type { permissions } from '../contract/index.ts';
import { run, slip } from '../schema.ts';

export type Permission = (typeof permissions)[number];

/** A run that the user may reach with a permission. Refuses `NOT_FOUND`, `OUTSIDE_YOUR_UNIT`. */
export function loadRun({ db, access }: Context, id: string, permission: Permission): Run {
  const row = db
    .select()
    .from(run)
    .where(and(eq(run.id, id), isNull(run.deletedAt)))
    .get();
  if (!row) throw refusal('NOT_FOUND');
  demand(mayAt(access, permission, row.entityId));
  return row;
}

/** A slip that its run shows, and the run. */
export function loadSlip(context: Context, id: string, permission: Permission): { slip: StoredSlip; run: Run } {
  const found = context.db
    .select()
    .from(slip)
    .where(and(eq(slip.id, id), isNull(slip.deletedAt)))
    .get();
  if (!found) throw refusal('NOT_FOUND');
  const owner = loadRun(context, found.runId, permission);
  const isShown =
    found.calculation <= owner.calculation && (found.replacedIn === null || found.replacedIn > owner.calculation);
  if (!isShown) throw refusal('NOT_FOUND');
  return { slip: found, run: owner };
}

/** The slips of a run that it shows, by name. */
export function slipsOfRun({ db }: Pick<Context, 'db'>, of: Run): readonly StoredSlip[] {
  return db.select().from(slip).where(shownIn(slip, of)).orderBy(asc(slip.fullName), asc(slip.id)).all();
}

/** Refuses what the user may not do for an employee: `NOT_FOUND`, `OUTSIDE_YOUR_UNIT`. */
export function demandEmployee({ db, access }: Context, employeeId: string, permission: Permission): void {
  const row = db
    .select({ unitId: employee.unitId })
    .from(employee)
    .where(and(eq(employee.id, employeeId), isNull(employee.deletedAt)))
    .get();
  if (!row) throw refusal('NOT_FOUND');
  demand(mayAt(access, permission, row.unitId));
  // His certificate is on its way with what he owes: nothing is added to it here.
  if (permission === 'payroll.ledger.edit') demandPresent(db, employeeId);
}

export function namesOfEmployees({ db }: Pick<Context, 'db'>, ids: readonly string[]): ReadonlyMap<string, string> {
  const rows = chunked([...new Set(ids)]).flatMap((part) =>
    db.select({ id: employee.id, name: employee.fullName }).from(employee).where(inArray(employee.id, part)).all(),
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export function namesOfUnits({ db }: Pick<Context, 'db'>): ReadonlyMap<string, string> {
  return new Map(
    db
      .select({ id: unit.id, name: unit.nameAr })
      .from(unit)
      .all()
      .map(({ id, name }) => [id, name]),
  );
}

import { and, isNull } from 'drizzle-orm';
import { among } from '#db/among.ts';
import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import type { Context } from '#modules/module.ts';
import { unitsUnpaid } from '#modules/org/index.ts';
import type { UnpaidRow } from '../contract/index.ts';
import { isInService } from '../rules/facts.ts';
import { employee } from '../schema.ts';
import { servicesOf } from './handover-ways.ts';
import { mayOf, partsOf } from './staff.ts';

/** Who serves where no paying entity pays is in no run, and nobody would notice. */

/** May somebody come to serve in this unit? Not where nobody would pay him. */
export function judgePaid(db: Context['db'], unitId: string): Verdict {
  return unitsUnpaid(db).has(unitId) ? refuse('UNIT_UNPAID', undefined, 'unitId') : accept();
}

/** Those who serve today, in units that this user sees, and are paid by nobody. */
export function unpaidEmployees({ db, access, today }: Context): UnpaidRow[] {
  const rows = partsOf([...unitsUnpaid(db)]).flatMap((ids) =>
    db
      .select({ id: employee.id, fullName: employee.fullName, unitId: employee.unitId })
      .from(employee)
      .where(and(among(employee.unitId, ids), isNull(employee.deletedAt)))
      .all(),
  );
  const seen = rows.filter((row) => mayOf(access, 'hr.employee.view', row).ok);
  const services = servicesOf(
    db,
    seen.map(({ id }) => id),
  );
  return seen.filter(({ id }) => isInService(services.get(id) ?? [], today()));
}

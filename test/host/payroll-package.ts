import { packagesInForce } from '#modules/payroll/calculation/packages.ts';
import { hashOf } from '#modules/payroll/calculation/people.ts';
import { iqState201511 } from '#modules/regulation/index.ts';
import { rule, rulePackage } from '#modules/regulation/schema.ts';
import type { Office } from '#office/office.ts';

const ACTOR = { userId: '01900000-0000-7000-8000-000000000001' };

/** The package of the state, published, where the office was founded without one. */
export function publishSeed(office: Office): void {
  const { db, raw } = office.core.database;
  if (packagesInForce(db).length > 0) return;
  const synced = {
    ownerOffice: 0,
    revision: 1,
    createdAt: 1,
    createdBy: ACTOR.userId,
    updatedAt: 1,
    updatedBy: ACTOR.userId,
    seq: 0,
  };
  const packageId = office.core.door.newId(1);
  raw.pragma('defer_foreign_keys = ON');
  db.insert(rulePackage)
    .values({
      ...{
        ...synced,
        id: packageId,
        deletedAt: null,
        code: 'IQ-STATE',
        version: 1,
        titleAr: 'حزمة الدولة',
        note: null,
      },
      ...{ firstMonth: iqState201511.firstMonth, state: 'published', hash: hashOf(iqState201511.rules) },
      ...{ publishedAt: 1, publishedBy: ACTOR.userId },
    })
    .run();
  for (const [position, each] of iqState201511.rules.entries()) {
    db.insert(rule)
      .values({
        ...{ ...synced, ...each, id: office.core.door.newId(1), deletedAt: null, packageId, position },
        ...{ confirmedBy: null, confirmedOn: null },
      })
      .run();
  }
}

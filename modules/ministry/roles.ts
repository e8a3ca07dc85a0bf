import { isNull } from 'drizzle-orm';
import { assert } from '#kernel/assert.ts';
import type { LocalDate } from '#kernel/date.ts';
import type { RunCommand, Tx } from '#db/door.ts';
import type { Founding } from '#modules/module.ts';
import { assign, createUser } from '#modules/org/index.ts';
import { role, unit } from '#modules/org/schema.ts';
import type { permissions } from './contract/index.ts';

interface MinistryRole {
  readonly code: string;
  readonly nameAr: string;
  readonly nameCkb: string;
  readonly nameEn: string;
  readonly permissions: readonly (MinistryRight | OtherRight)[];
  /** Who has it in the demonstration. */
  readonly shownBy: string;
}

type MinistryRight = (typeof permissions)[number];
/** What else they need of the office that the data centre is. */
type OtherRight =
  | 'org.unit.view'
  | 'org.user.view'
  | 'platform.audit'
  | 'regulation.package.view'
  | 'regulation.package.edit'
  | 'regulation.package.publish'
  | 'items.catalogue.view'
  | 'items.catalogue.edit'
  | 'items.catalogue.publish';

/**
 * The roles with which the data centre's own office begins, beside those of every office: nobody sees people and pay
 * only because he looks after the PCs, and nobody publishes what he drafts. The office may change them and add others.
 */
export const ministryRoles: readonly MinistryRole[] = [
  {
    ...{ code: 'ministry_offices', nameAr: 'مسؤول الدوائر والحاسبات', nameCkb: 'بەرپرسی فەرمانگە و کۆمپیوتەرەکان' },
    ...{ nameEn: 'Offices and PCs', shownBy: 'أحمد جاسم الربيعي' },
    permissions: [
      ...(['org.unit.view', 'ministry.office.view', 'ministry.office.edit', 'ministry.late.decide'] as const),
      ...(['ministry.officeProposal.view', 'ministry.officeProposal.decide'] as const),
      'ministry.health.view',
    ],
  },
  {
    ...{ code: 'ministry_monitor', nameAr: 'متابع الاتصال بالدوائر', nameCkb: 'چاودێری پەیوەندیی فەرمانگەکان' },
    ...{ nameEn: 'Line monitor', shownBy: 'زينب كاظم العبيدي' },
    permissions: ['org.unit.view', 'ministry.office.view', 'ministry.health.view'],
  },
  {
    ...{ code: 'ministry_payroll', nameAr: 'مدقق الرواتب الموحدة', nameCkb: 'وردبینی مووچەی یەکگرتوو' },
    ...{ nameEn: 'Unified payroll auditor', shownBy: 'حسين علي الساعدي' },
    permissions: ['org.unit.view', 'ministry.payroll.view', 'ministry.person.view', 'ministry.doubleFile.view'],
  },
  {
    ...{ code: 'ministry_files', nameAr: 'مسؤول الملفات المزدوجة', nameCkb: 'بەرپرسی فایلە دووانەکان' },
    ...{ nameEn: 'Double files', shownBy: 'مريم صالح الدليمي' },
    permissions: ['org.unit.view', 'ministry.person.view', 'ministry.doubleFile.view', 'ministry.doubleFile.decide'],
  },
  {
    ...{ code: 'ministry_reference', nameAr: 'مسؤول البيانات المرجعية', nameCkb: 'بەرپرسی داتای سەرچاوە' },
    ...{ nameEn: 'Reference data', shownBy: 'كرار محمد الجبوري' },
    permissions: [
      ...(['org.unit.view', 'regulation.package.view', 'regulation.package.edit'] as const),
      ...(['items.catalogue.view', 'items.catalogue.edit'] as const),
      ...(['ministry.proposal.view', 'ministry.proposal.decide'] as const),
      ...(['ministry.itemProposal.view', 'ministry.itemProposal.decide'] as const),
    ],
  },
  {
    ...{ code: 'ministry_publisher', nameAr: 'ناشر البيانات المرجعية', nameCkb: 'بڵاوکەرەوەی داتای سەرچاوە' },
    ...{ nameEn: 'Publisher of reference data', shownBy: 'نبيل عبد الله الخفاجي' },
    permissions: [
      ...(['org.unit.view', 'regulation.package.view', 'regulation.package.publish'] as const),
      ...(['items.catalogue.view', 'items.catalogue.publish'] as const),
      ...(['ministry.proposal.view', 'ministry.itemProposal.view'] as const),
    ],
  },
  {
    ...{ code: 'ministry_auditor', nameAr: 'مدقق أعمال المركز', nameCkb: 'وردبینی کارەکانی ناوەند' },
    ...{ nameEn: 'Auditor of the data centre', shownBy: 'سعاد حميد الزبيدي' },
    permissions: [
      ...(['org.unit.view', 'org.user.view', 'platform.audit'] as const),
      ...(['ministry.office.view', 'ministry.officeProposal.view', 'ministry.act.view'] as const),
      'ministry.health.view',
    ],
  },
];

/** Only where the data centre is are there rights of the ministry to hand out. */
export function foundMinistryRoles(tx: Tx, { permissions: known }: Pick<Founding, 'permissions'>): void {
  if (!isDesk(known)) return;
  for (const { code, nameAr, nameCkb, nameEn, permissions } of ministryRoles) {
    tx.insert(role, { code, nameAr, nameCkb, nameEn, permissions });
  }
}

/** Somebody of each role, so that the demonstration shows what each of them sees. */
export function demonstrateMinistryRoles(run: RunCommand, founding: Founding): void {
  if (!isDesk(founding.permissions)) return;
  run('ministry.demonstration.users', (tx) => {
    const roles = tx.db.select().from(role).all();
    const top = tx.db.select({ id: unit.id }).from(unit).where(isNull(unit.parentId)).get();
    assert(top !== undefined, 'The office has a top unit.');
    for (const { code, nameAr: jobTitle, shownBy } of ministryRoles) {
      const granted = roles.find((each) => each.code === code);
      assert(granted !== undefined, `Role ${code} was founded.`);
      const userId = createUser(tx, {
        ...{ userName: `${code.replace('_', '.')}1`, nameAr: shownBy, nameCkb: null, nameEn: null, jobTitle },
        ...{ unitId: top.id, language: 'ar', passwordHash: founding.passwordHash, mustChangePassword: false },
      });
      assign(tx, { userId, roleId: granted.id, unitId: top.id, validFrom: '2024-01-01' as LocalDate, validTo: null });
    }
  });
}

function isDesk(known: readonly string[]): boolean {
  return known.includes('ministry.office.view' satisfies MinistryRight);
}

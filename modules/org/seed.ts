import type { Tx } from '#db/recorder.ts';
import { demand } from '#db/refusal.ts';
import type { Founding } from '#modules/module.ts';
import type { OfficeSettings } from './contract.ts';
import { judgeUserName } from './rules/index.ts';
import { assignment, office, role, unit, user } from './schema.ts';

export const ADMINISTRATOR = 'administrator';

interface BuiltInRole {
  readonly code: string;
  readonly nameAr: string;
  readonly nameCkb: string;
  readonly nameEn: string;
  /** `all` is every permission there is, also those of modules that come later. */
  readonly permissions: readonly string[] | 'all';
}

const reading = [
  'org.unit.view',
  'org.committee.view',
  'files.attachment.view',
  'items.catalogue.view',
  'structure.proposal.view',
];

/** Employees, their orders and leaves: personal, so not part of what everybody reads. */
const staffReading = [
  ...['hr.employee.view', 'hr.order.view', 'hr.leave.view', 'hr.handover.view', 'regulation.package.view'],
];

/** The roles that every office starts with. Their codes are known to the program; an office adds its own beside them. */
export const builtInRoles: readonly BuiltInRole[] = [
  {
    code: ADMINISTRATOR,
    nameAr: 'مدير النظام',
    nameCkb: 'بەڕێوەبەری سیستەم',
    nameEn: 'Administrator',
    permissions: 'all',
  },
  {
    code: 'director',
    nameAr: 'المدير',
    nameCkb: 'بەڕێوەبەر',
    nameEn: 'Director',
    permissions: [
      ...[...reading, 'org.user.view', 'org.committee.edit', 'org.delegation.edit', 'files.attachment.edit'],
      ...['payroll.run.view', 'payroll.report.view', 'payroll.run.approve'],
      ...['regulation.package.publish', 'items.catalogue.publish', 'structure.proposal.edit'],
      ...[...staffReading, 'hr.order.approve', 'hr.leave.approve'],
    ],
  },
  {
    code: 'organiser',
    nameAr: 'مسؤول التنظيم الإداري',
    nameCkb: 'بەرپرسی ڕێکخستنی کارگێڕی',
    nameEn: 'Organisation officer',
    permissions: [
      ...reading,
      'org.user.view',
      'org.unit.edit',
      'org.committee.edit',
      'files.attachment.edit',
      ...['items.catalogue.edit', 'items.proposal.edit', 'structure.proposal.edit'],
      'platform.import',
    ],
  },
  {
    code: 'user_manager',
    nameAr: 'مسؤول المستخدمين',
    nameCkb: 'بەرپرسی بەکارهێنەران',
    nameEn: 'User manager',
    permissions: [...reading, 'org.user.view', 'org.user.edit', 'platform.import'],
  },
  {
    code: 'clerk',
    nameAr: 'كاتب',
    nameCkb: 'نووسەر',
    nameEn: 'Clerk',
    permissions: [...reading, 'files.attachment.edit', 'items.proposal.edit'],
  },
  {
    code: 'auditor',
    nameAr: 'مدقق',
    nameCkb: 'وردبین',
    nameEn: 'Auditor',
    permissions: [
      ...[...reading, 'org.user.view', 'platform.audit'],
      ...['payroll.run.view', 'payroll.report.view', 'payroll.run.audit', 'payroll.ledger.view', 'payroll.bank.view'],
      ...staffReading,
    ],
  },
  {
    code: 'payroll_clerk',
    nameAr: 'منظم الرواتب',
    nameCkb: 'ئامادەکاری مووچە',
    nameEn: 'Payroll clerk',
    permissions: [
      ...[...reading, 'files.attachment.edit', 'platform.import'],
      ...['payroll.run.view', 'payroll.run.prepare', 'payroll.report.view', 'regulation.package.view'],
      // What is to be mended in a run has its cause in an employee's file: it is read here, and mended by the staff clerk.
      ...['hr.employee.view', 'hr.order.view', 'hr.handover.view'],
      ...['payroll.ledger.view', 'payroll.ledger.edit', 'payroll.bank.view'],
    ],
  },
  {
    code: 'accounts_manager',
    nameAr: 'مدير الحسابات',
    nameCkb: 'بەڕێوەبەری ژمێریاری',
    nameEn: 'Accounts manager',
    permissions: [
      ...[...reading, 'files.attachment.edit'],
      ...['payroll.run.view', 'payroll.run.approve', 'payroll.run.lock', 'payroll.report.view'],
      ...['payroll.ledger.view', 'payroll.bank.view', 'payroll.bank.edit', 'payroll.account.edit'],
      ...['regulation.package.view', 'regulation.package.edit'],
    ],
  },
  {
    code: 'staff_clerk',
    nameAr: 'كاتب الذاتية',
    nameCkb: 'نووسەری کارگێڕیی کەسی',
    nameEn: 'Staff clerk',
    permissions: [
      ...[...reading, ...staffReading, 'files.attachment.edit', 'platform.import'],
      ...['hr.employee.edit', 'hr.order.draft', 'hr.leave.request', 'hr.import'],
    ],
  },
  {
    code: 'staff_checker',
    nameAr: 'مدقق الذاتية',
    nameCkb: 'وردبینی کارگێڕیی کەسی',
    nameEn: 'Staff checker',
    permissions: [...reading, ...staffReading, 'hr.order.check'],
  },
  {
    code: 'staff_manager',
    nameAr: 'مدير الموارد البشرية',
    nameCkb: 'بەڕێوەبەری سەرچاوە مرۆییەکان',
    nameEn: 'Staff manager',
    permissions: [
      ...[...reading, ...staffReading, 'hr.order.approve', 'hr.leave.approve', 'files.attachment.edit'],
      ...['hr.handover.send', 'hr.handover.accept'],
    ],
  },
  { code: 'viewer', nameAr: 'مطّلع', nameCkb: 'بینەر', nameEn: 'Viewer', permissions: reading },
];

/**
 * What a role gives: the row's own list, but for the administrator every permission there is, so that those of a
 * module that came after the founding can be handed out by somebody.
 */
export function permissionsOfRole(
  role: { readonly code: string; readonly permissions: readonly string[] },
  known: ReadonlySet<string>,
): readonly string[] {
  return role.code === ADMINISTRATOR ? [...known] : role.permissions;
}

export const defaultSettings: OfficeSettings = {
  letterheadAr: ['جمهورية العراق', 'وزارة الإعمار والإسكان والبلديات والأشغال العامة'],
  letterheadEn: ['Republic of Iraq', 'Ministry of Construction, Housing, Municipalities and Public Works'],
  monthNames: 'iraqi',
  digits: 'latin',
  showHijri: true,
  idleMinutes: 15,
  backupFolder: '',
  backupsKept: 14,
  backupHours: 12,
  fileQuotaMb: 20_000,
  fileDayMb: 0,
  fileArrival: 'small',
  scannerFolder: '',
  updateAddress: '',
};

/** The rows of a new office: itself, its top unit, the built-in roles, and its first administrator. */
export function foundOrg(tx: Tx, founding: Founding): void {
  demand(judgeUserName(founding.userName));
  const names = { nameAr: founding.officeNameAr, nameCkb: founding.officeNameCkb, nameEn: founding.officeNameEn };
  tx.insert(office, {
    ...names,
    settings: {
      ...defaultSettings,
      letterheadAr: [...defaultSettings.letterheadAr, founding.officeNameAr],
      letterheadEn: [
        ...defaultSettings.letterheadEn,
        ...(founding.officeNameEn === null ? [] : [founding.officeNameEn]),
      ],
      backupFolder: founding.backupFolder,
    },
  });
  const top = tx.insert(unit, {
    code: '1',
    type: founding.topUnitType,
    parentId: null,
    ...names,
    validFrom: founding.today,
    validTo: null,
    isPayingEntity: true,
  });
  const roles = new Map(builtInRoles.map((each) => [each.code, insertRole(tx, each, founding.permissions)]));
  const administrator = tx.insert(user, {
    id: tx.actor.userId,
    userName: founding.userName,
    nameAr: founding.administratorName,
    unitId: top,
    language: founding.language,
    passwordHash: founding.passwordHash,
    mustChangePassword: false,
    isSuspended: false,
  });
  const administratorRole = roles.get(ADMINISTRATOR);
  if (administratorRole !== undefined) {
    tx.insert(assignment, {
      userId: administrator,
      roleId: administratorRole,
      unitId: top,
      validFrom: founding.today,
      validTo: null,
    });
  }
}

function insertRole(tx: Tx, { permissions, ...names }: BuiltInRole, all: readonly string[]): string {
  return tx.insert(role, { ...names, permissions: permissions === 'all' ? all : permissions });
}

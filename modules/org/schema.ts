import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { boolean, date, id, integer, json, optional, syncedTable, text } from '#db/columns.ts';
import type { CommitteeSeat, Language, OfficeSettings, PeerKind, UnitType } from './contract.ts';

const names = { nameAr: text(), nameCkb: optional(text()), nameEn: optional(text()) };
const period = { validFrom: date(), validTo: optional(date()) };

/** The office itself: one row, made when the office is founded. */
export const office = syncedTable('org_office', { ...names, settings: json<OfficeSettings>() });

/** A node of the organisation: from the ministry down to a unit (وحدة). */
export const unit = syncedTable(
  'org_unit',
  {
    code: text(),
    type: text<UnitType>(),
    parentId: optional(id({ references: (): AnySQLiteColumn => unit.id })),
    ...names,
    ...period,
    isPayingEntity: boolean(),
  },
  { search: ['code', 'nameAr', 'nameCkb', 'nameEn'], indexes: [['code']] },
);

/** A person who may sign in. */
export const user = syncedTable(
  'org_user',
  {
    userName: text(),
    ...names,
    jobTitle: optional(text()),
    unitId: id({ references: (): AnySQLiteColumn => unit.id }),
    language: text<Language>(),
    passwordHash: text(),
    mustChangePassword: boolean(),
    isSuspended: boolean(),
    /** The secret of his second factor, sealed; null where he has none. */
    totpSecret: optional(text()),
  },
  {
    search: ['userName', 'nameAr', 'nameCkb', 'nameEn', 'jobTitle'],
    secret: ['passwordHash', 'totpSecret'],
    indexes: [['userName']],
  },
);

/** A set of permissions under a name. */
export const role = syncedTable('org_role', { code: text(), ...names, permissions: json<readonly string[]>() });

/** Who holds which role, over which unit with all below it, from when to when. */
export const assignment = syncedTable('org_assignment', {
  userId: id({ references: (): AnySQLiteColumn => user.id }),
  roleId: id({ references: (): AnySQLiteColumn => role.id }),
  unitId: id({ references: (): AnySQLiteColumn => unit.id }),
  ...period,
});

/** A delegation (تخويل): the deputy may use the principal's rights for a period, under an order. */
export const delegation = syncedTable('org_delegation', {
  fromUserId: id({ references: (): AnySQLiteColumn => user.id }),
  toUserId: id({ references: (): AnySQLiteColumn => user.id }),
  /** The permissions that are handed over; null hands over all. */
  permissions: optional(json<readonly string[]>()),
  validFrom: date(),
  validTo: date(),
  orderNumber: text(),
  orderDate: date(),
});

/** A committee formed by an administrative order; stores, assets and others reuse it. */
export const committee = syncedTable(
  'org_committee',
  {
    ...names,
    purpose: optional(text()),
    orderNumber: text(),
    orderDate: date(),
    unitId: id({ references: (): AnySQLiteColumn => unit.id }),
    ...period,
  },
  { search: ['nameAr', 'nameCkb', 'nameEn', 'orderNumber', 'purpose'] },
);

export const committeeMember = syncedTable('org_committee_member', {
  committeeId: id({ references: (): AnySQLiteColumn => committee.id }),
  personName: text(),
  jobTitle: optional(text()),
  userId: optional(id({ references: (): AnySQLiteColumn => user.id })),
  seat: text<CommitteeSeat>(),
  position: integer(),
});

/** The offices of the ministry and which stands above which, as the data centre's own office makes them known to all. */
export const peer = syncedTable(
  'org_peer',
  {
    ...{ office: integer(), ...names, isClosed: boolean() },
    kind: optional(text<PeerKind>()),
    /** The number of the office above it; null for the uppermost, and for what was made known by an older program. */
    parentOffice: optional(integer()),
  },
  { conflictClass: 'reference', indexes: [['office']] },
);

export const tables = [office, unit, user, role, assignment, delegation, committee, committeeMember, peer] as const;

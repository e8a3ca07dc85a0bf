import { modelOf } from '#db/columns.ts';
import type { HostModule, RecordKind } from '#modules/module.ts';
import { contract, permissions } from './contract.ts';
import { demonstrateOrg } from './demonstration/index.ts';
import { unitImporter } from './import-units.ts';
import { userImporter } from './import-users.ts';
import { committeeUndo, memberUndo } from './procedures/committee.ts';
import { router } from './procedures/index.ts';
import { unitUndo } from './procedures/unit.ts';
import { userUndo } from './procedures/user.ts';
import { assignment, committee, delegation, office, role, tables, unit, user } from './schema.ts';
import { foundOrg } from './seed.ts';

export {
  accessOfUser,
  administratorsOf,
  currentSettings,
  findSignInUser,
  keepPasswords,
  nameOfUser,
  newPasswordHash,
  passwordsOf,
  storeOwnPassword,
  storeRehashed,
  storeSecondFactor,
  type Administrator,
  type SignInUser,
  type StoredPassword,
} from './sign-in.ts';
/** The tables on which somebody's rights stand: after a change of one they must be worked out anew. */
export const accessTables: ReadonlySet<string> = new Set(
  [unit, user, role, assignment, delegation].map((table) => modelOf(table).name),
);
export { user as userTable } from './schema.ts';
export { subtree } from './rules/unit.ts';
export { unitsUnpaid } from './procedures/unit.ts';
export { assign, createUser, RESET_PASSWORD } from './procedures/user.ts';
export { DEMONSTRATION_DIRECTORATE } from './demonstration/tree.ts';
export { sealedPasswords } from './passwords.ts';
export { sealedSecondFactors, type SecondFactors, type UsedCodes } from './second-factor.ts';
export { defaultSettings } from './seed.ts';

/** The organisation: its tree, the people who sign in, their roles and delegations, committees. */
export const org: HostModule = {
  name: 'org',
  contract,
  router,
  tables,
  permissions,
  records: {
    org_office: { table: office, view: 'org.unit.view', edit: 'org.office.edit', titleOf: named('') },
    org_unit: {
      table: unit,
      view: 'org.unit.view',
      edit: 'org.unit.edit',
      unitOf: (row) => textOf(row['id']),
      titleOf: named('code'),
    },
    org_user: {
      table: user,
      view: 'org.user.view',
      edit: 'org.user.edit',
      unitOf: (row) => textOf(row['unitId']),
      titleOf: named('userName'),
    },
    org_role: { table: role, view: 'org.user.view', edit: 'org.role.edit', titleOf: named('code') },
    org_committee: {
      table: committee,
      view: 'org.committee.view',
      edit: 'org.committee.edit',
      unitOf: (row) => textOf(row['unitId']),
      titleOf: named('orderNumber'),
    },
  },
  undo: {
    org_unit: unitUndo,
    org_user: userUndo,
    org_committee: committeeUndo,
    org_committee_member: memberUndo,
  },
  importers: { unit: unitImporter, user: userImporter },
  found: foundOrg,
  demonstrate: demonstrateOrg,
};

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function named(subtitle: string): RecordKind['titleOf'] {
  return (row) => ({ title: textOf(row['nameAr']) ?? '', subtitle: textOf(row[subtitle]) ?? '' });
}

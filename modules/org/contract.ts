import { z } from 'zod';
import { arrivals } from '#kernel/sync/file-policy.ts';
import {
  command,
  LIST_LIMIT,
  query,
  SIGNED_IN,
  undoableCommand,
  zAnswer,
  zDate,
  zId,
  zNames,
  zOptionalText,
  zPeriod,
  zRecord,
  zRequired,
  zRevision,
} from '#modules/contract.ts';

/** From the top of the ministry down. A unit lies under one of a higher rank. */
export const unitTypes = ['ministry', 'general_directorate', 'directorate', 'department', 'section', 'unit'] as const;
export type UnitType = (typeof unitTypes)[number];

export const languages = ['ar', 'ckb', 'en'] as const;
export type Language = (typeof languages)[number];

export const committeeSeats = ['chairman', 'member', 'secretary', 'alternate'] as const;
export type CommitteeSeat = (typeof committeeSeats)[number];

export const permissions = [
  'org.unit.view',
  'org.unit.edit',
  'org.user.view',
  'org.user.edit',
  'org.role.edit',
  'org.delegation.edit',
  'org.committee.view',
  'org.committee.edit',
  'org.office.edit',
] as const;

/** Every refusal of this module; each has its text in `strings.*.json`. */
export const problems = [
  'PERIOD_REVERSED',
  'PARENT_REQUIRED',
  'PARENT_NOT_HIGHER',
  'PARENT_CLOSED',
  'PARENT_IS_BELOW',
  'PERIOD_OUTSIDE_PARENT',
  'PERIOD_BEFORE_PARENT',
  'UNIT_HAS_OPEN_CHILDREN',
  'UNIT_CLOSED',
  'UNIT_OPEN',
  'CODE_TAKEN',
  'USER_NAME_TAKEN',
  'USER_NAME_FORM',
  'PASSWORD_TOO_SHORT',
  'PASSWORD_TOO_LONG',
  'PASSWORD_TOO_SIMPLE',
  'PASSWORD_HOLDS_NAME',
  'LAST_ADMINISTRATOR',
  'NOT_YOURSELF',
  'ROLE_IN_USE',
  'ROLE_BUILT_IN',
  'PERMISSION_UNKNOWN',
  'MORE_THAN_YOU_HOLD',
  'DELEGATION_TO_SELF',
  'DELEGATION_PROLONGED',
  'COMMITTEE_NEEDS_CHAIRMAN',
  'COMMITTEE_TWO_CHAIRMEN',
  'COMMITTEE_MEMBER_TWICE',
  'COMMITTEE_CLOSED',
  'ORDER_AFTER_START',
  'UNIT_UNKNOWN',
  'UNIT_AMBIGUOUS',
  'ROLE_UNKNOWN',
  'BACKUP_FOLDER_MISSING',
  'SCANNER_FOLDER_MISSING',
] as const;

/**
 * The moves table of a unit and of a committee: from which state a move leads to which, and under which permission.
 * The buttons of the screens and the checks of the office both read it.
 */
export const states = ['open', 'closed'] as const;
export type State = (typeof states)[number];
export const moves = {
  unit: [
    { name: 'edit', from: ['open'], to: 'open', permission: 'org.unit.edit' },
    { name: 'move', from: ['open'], to: 'open', permission: 'org.unit.edit' },
    { name: 'close', from: ['open'], to: 'closed', permission: 'org.unit.edit' },
    { name: 'reopen', from: ['closed'], to: 'open', permission: 'org.unit.edit' },
  ],
  committee: [
    { name: 'edit', from: ['open'], to: 'open', permission: 'org.committee.edit' },
    { name: 'close', from: ['open'], to: 'closed', permission: 'org.committee.edit' },
  ],
} as const satisfies Record<string, readonly Move[]>;

export interface Move {
  readonly name: string;
  readonly from: readonly State[];
  readonly to: State;
  readonly permission: string;
}

export const settingsSchema = z.strictObject({
  /** Lines at the head of every printed page, beside the emblem. */
  letterheadAr: z.array(z.string().max(120)).max(6),
  letterheadEn: z.array(z.string().max(120)).max(6),
  monthNames: z.enum(['iraqi', 'gregorian']),
  digits: z.enum(['latin', 'arabic']),
  showHijri: z.boolean(),
  /** After this many idle minutes a window locks itself. */
  idleMinutes: z.number().int().min(1).max(240),
  backupFolder: z.string().max(500),
  backupsKept: z.number().int().min(1).max(365),
  backupHours: z.number().int().min(1).max(168),
  /** All attached files together, in MB. */
  fileQuotaMb: z.number().int().min(10).max(1_000_000),
  /** Files over the line to the data centre on a day, both ways, in MB; 0 for no limit. Offices founded before have none. */
  fileDayMb: z.number().int().min(0).max(1_000_000).default(0),
  /** Which files are fetched from the data centre before anybody asks for them. */
  fileArrival: z.enum(arrivals).default('small'),
  scannerFolder: z.string().max(500),
  updateAddress: z.string().max(500),
});
export type OfficeSettings = z.infer<typeof settingsSchema>;

const unitFields = {
  code: zRequired(30),
  type: z.enum(unitTypes),
  parentId: zId.nullable(),
  ...zNames,
  ...zPeriod,
  isPayingEntity: z.boolean(),
};
export const unitInput = z.strictObject(unitFields);
export type UnitInput = z.infer<typeof unitInput>;

export const unitRow = z.object({ ...zRecord, ...unitFields, nameAr: z.string(), state: z.enum(states) });
export type UnitRow = z.infer<typeof unitRow>;
/** `isUnpaid`: whoever served here would be paid by nobody, in an office that pays. */
const unitListRow = unitRow.extend({ isUnpaid: z.boolean() });

const userFields = {
  userName: zRequired(40),
  ...zNames,
  jobTitle: zOptionalText(120),
  unitId: zId,
  language: z.enum(languages),
};
export const userInput = z.strictObject(userFields);
export type UserInput = z.infer<typeof userInput>;
export const newUserInput = z.strictObject({ ...userFields, password: z.string().max(200) });

export const userRow = z.object({
  hasSecondFactor: z.boolean(),
  ...zRecord,
  ...userFields,
  unitNameAr: z.string(),
  mustChangePassword: z.boolean(),
  isSuspended: z.boolean(),
  /** The codes of the roles held today. */
  roles: z.array(z.string()),
});
export type UserRow = z.infer<typeof userRow>;

export const assignmentInput = z.strictObject({ userId: zId, roleId: zId, unitId: zId, ...zPeriod });
export type AssignmentInput = z.infer<typeof assignmentInput>;
export const assignmentRow = z.object({ ...zRecord, userId: zId, roleId: zId, unitId: zId, ...zPeriod });

export const delegationInput = z.strictObject({
  fromUserId: zId,
  toUserId: zId,
  permissions: z.array(z.string().max(80)).max(200).nullable(),
  validFrom: zDate,
  validTo: zDate,
  orderNumber: zRequired(60),
  orderDate: zDate,
});
export type DelegationInput = z.infer<typeof delegationInput>;
export const delegationRow = z.object({ ...zRecord, ...delegationInput.shape });
export type DelegationRow = z.infer<typeof delegationRow>;

export const roleInput = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9_]{1,39}$/),
  ...zNames,
  permissions: z.array(z.string().max(80)).max(400),
});
export const roleRow = z.object({ ...zRecord, ...roleInput.shape, isBuiltIn: z.boolean() });
export type RoleRow = z.infer<typeof roleRow>;

export const memberInput = z.strictObject({
  personName: zRequired(200),
  jobTitle: zOptionalText(120),
  userId: zId.nullable(),
  seat: z.enum(committeeSeats),
});
export const committeeInput = z.strictObject({
  ...zNames,
  purpose: zOptionalText(500),
  orderNumber: zRequired(60),
  orderDate: zDate,
  unitId: zId,
  ...zPeriod,
  members: z.array(memberInput).min(1).max(50),
});
export type CommitteeInput = z.infer<typeof committeeInput>;
export const committeeRow = z.object({
  ...zRecord,
  ...committeeInput.shape,
  members: z.array(z.object(memberInput.shape)),
  unitNameAr: z.string(),
  state: z.enum(states),
});
export type CommitteeRow = z.infer<typeof committeeRow>;

const listInput = z.strictObject({ search: z.string().max(200).default('') });
const idInput = z.strictObject({ id: zId });
const atRevision = { id: zId, revision: zRevision };
const made = z.object({ id: zId });
const done = z.object({ revision: z.number().int() });

/** What an office of the ministry may be. */
export const peerKinds = ['general_directorate', 'directorate', 'office'] as const;
export type PeerKind = (typeof peerKinds)[number];

export const contract = {
  office: {
    get: query(SIGNED_IN).output(
      z.object({ ...zRecord, ...zNames, settings: settingsSchema, can: z.object({ edit: zAnswer }) }),
    ),
    edit: command('org.office.edit')
      .input(z.strictObject({ revision: zRevision, ...zNames, settings: settingsSchema }))
      .output(done),
  },
  unit: {
    list: query('org.unit.view').input(listInput).output(z.array(unitListRow).max(LIST_LIMIT)),
    get: query('org.unit.view')
      .input(idInput)
      .output(
        unitRow.extend({
          can: z.object({ edit: zAnswer, move: zAnswer, close: zAnswer, reopen: zAnswer, addBelow: zAnswer }),
        }),
      ),
    create: undoableCommand('org.unit.edit').input(unitInput).output(made),
    edit: undoableCommand('org.unit.edit')
      .input(unitInput.omit({ parentId: true, type: true, validTo: true }).extend(atRevision))
      .output(done),
    move: undoableCommand('org.unit.edit')
      .input(z.strictObject({ ...atRevision, parentId: zId }))
      .output(done),
    close: undoableCommand('org.unit.edit')
      .input(z.strictObject({ ...atRevision, validTo: zDate }))
      .output(done),
    reopen: undoableCommand('org.unit.edit').input(z.strictObject(atRevision)).output(done),
  },
  user: {
    list: query('org.user.view').input(listInput).output(z.array(userRow).max(LIST_LIMIT)),
    get: query('org.user.view')
      .input(idInput)
      .output(
        userRow.extend({
          assignments: z.array(assignmentRow),
          can: z.object({ edit: zAnswer, suspend: zAnswer, resume: zAnswer, resetPassword: zAnswer, assign: zAnswer }),
        }),
      ),
    create: command('org.user.edit').input(newUserInput).output(made),
    edit: undoableCommand('org.user.edit').input(userInput.extend(atRevision)).output(done),
    suspend: command('org.user.edit').input(z.strictObject(atRevision)).output(done),
    resume: command('org.user.edit').input(z.strictObject(atRevision)).output(done),
    resetPassword: command('org.user.edit')
      .input(z.strictObject({ id: zId, password: z.string().max(200) }))
      .output(z.object({})),
    assign: command('org.user.edit').input(assignmentInput).output(made),
    endAssignment: command('org.user.edit')
      .input(z.strictObject({ ...atRevision, validTo: zDate }))
      .output(done),
  },
  role: {
    list: query(SIGNED_IN).output(z.array(roleRow).max(LIST_LIMIT)),
    create: command('org.role.edit').input(roleInput).output(made),
    edit: command('org.role.edit').input(roleInput.extend(atRevision)).output(done),
    remove: command('org.role.edit').input(z.strictObject(atRevision)).output(z.object({})),
  },
  delegation: {
    list: query('org.user.view').output(z.array(delegationRow).max(LIST_LIMIT)),
    create: command('org.delegation.edit').input(delegationInput).output(made),
    revoke: command('org.delegation.edit')
      .input(z.strictObject({ ...atRevision, validTo: zDate }))
      .output(done),
  },
  committee: {
    list: query('org.committee.view').input(listInput).output(z.array(committeeRow).max(LIST_LIMIT)),
    get: query('org.committee.view')
      .input(idInput)
      .output(committeeRow.extend({ can: z.object({ edit: zAnswer, close: zAnswer }) })),
    create: undoableCommand('org.committee.edit').input(committeeInput).output(made),
    edit: command('org.committee.edit')
      .input(committeeInput.omit({ validTo: true }).extend(atRevision))
      .output(done),
    close: undoableCommand('org.committee.edit')
      .input(z.strictObject({ ...atRevision, validTo: zDate }))
      .output(done),
  },
};

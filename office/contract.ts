import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { command, problemSchema, PUBLIC, query, SIGNED_IN, zId, zOptionalText, zRequired } from '#modules/contract.ts';

/**
 * What the office service itself offers, beside the modules: signing in, the timeline of any record, undo, jobs,
 * imports, saved views, other PCs, backups. It knows no business noun.
 */
export const permissions = [
  'platform.import',
  'platform.audit',
  'platform.backup',
  'platform.device',
  'platform.token',
  'platform.view.share',
  'platform.health',
] as const;

/**
 * The permissions that count only when they are held everywhere in the office: backups, tokens, the audit belong to no
 * unit, so a right over one department opens none of them.
 */
export const wholeOfficePermissions: ReadonlySet<string> = new Set(permissions);

/** Every refusal of the platform; each has its text in `renderer/app/strings.*.json`. @public to every-module.test.ts */
export const problems = [
  'NOT_FOUND',
  'CONFLICT',
  'FORBIDDEN',
  'OUTSIDE_YOUR_UNIT',
  'UNAUTHORIZED',
  'BAD_INPUT',
  'SIGN_IN_FAILED',
  'SIGN_IN_LOCKED',
  'PASSWORD_WRONG',
  'PASSWORD_MUST_CHANGE',
  'PASSWORD_SAME',
  'SESSION_LOCKED',
  'OFFICE_FOUNDED',
  'OFFICE_NOT_FOUNDED',
  'DEVICE_NOT_PAIRED',
  'PAIRING_CODE_WRONG',
  'LAN_PORT_BUSY',
  'TOO_MANY_REQUESTS',
  'NOTHING_TO_UNDO',
  'UNDO_OVERTAKEN',
  'UNDO_IMPOSSIBLE',
  'COMMAND_TOO_LARGE',
  'TOO_MANY_VIEWS',
  'JOB_NOT_RUNNING',
  'IMPORT_UNKNOWN',
  'IMPORT_FILE_UNREADABLE',
  'IMPORT_FILE_TOO_LARGE',
  'IMPORT_TOO_MANY_ROWS',
  'IMPORT_EMPTY',
  'IMPORT_COLUMN_MISSING',
  'IMPORT_COLUMN_TWICE',
  'IMPORT_KEY_TWICE',
  'IMPORT_NOT_CLEAN',
  'VALUE_REQUIRED',
  'VALUE_TOO_LONG',
  'VALUE_FORM',
  'BACKUP_FOLDER_MISSING',
  'BACKUP_FOLDER_TAKEN',
  'BACKUP_NO_MANIFEST',
  'BACKUP_TRUNCATED',
  'BACKUP_DAMAGED',
  'DATABASE_WRONG_KEY',
  'DATABASE_CORRUPT',
  'DATABASE_LOCKED',
  'DATABASE_READ_ONLY',
  'DATABASE_DISK_FULL',
  'DATABASE_CANNOT_OPEN',
  'DATABASE_MISSING',
  'DATABASE_NEWER',
  'INTERNAL',
] as const;

export const languages = ['ar', 'ckb', 'en'] as const;

const displayName = { nameAr: z.string(), nameCkb: z.string().nullable(), nameEn: z.string().nullable() };

/** How the office wants dates and numbers shown, and when an idle window locks. */
export const displaySchema = z.object({
  monthNames: z.enum(['iraqi', 'gregorian']),
  digits: z.enum(['latin', 'arabic']),
  showHijri: z.boolean(),
  idleMinutes: z.number().int(),
  letterheadAr: z.array(z.string()),
  letterheadEn: z.array(z.string()),
});

/** The signed-in user as his own screen sees him. */
export const signedInSchema = z.object({
  id: zId,
  userName: z.string(),
  ...displayName,
  language: z.enum(languages),
  mustChangePassword: z.boolean(),
  isLocked: z.boolean(),
  /** Permissions held today, as far as they open anything: what menus are drawn from. */
  permissions: z.array(z.string()),
});
export type SignedIn = z.infer<typeof signedInSchema>;

/** How a restore ended: the moment of the copy that stands now, or why everything was left as it was. */
const restoreOutcomeSchema = z.object({ copyAt: z.number().int().nullable(), problem: z.string().nullable() });
export type RestoreOutcome = z.infer<typeof restoreOutcomeSchema>;

/** What a window needs to know when it opens, signed in or not. */
export const stateSchema = z.object({
  isFounded: z.boolean(),
  /** False on another PC of the LAN that has not been paired yet. */
  isPaired: z.boolean(),
  officeName: z.object(displayName).nullable(),
  display: displaySchema.nullable(),
  today: z.string(),
  user: signedInSchema.nullable(),
  /** True in the demonstration office: the sign-in page then names its users. */
  isDemonstration: z.boolean(),
  version: z.string(),
  /** Another one each time the office is opened: a window that is told a new one learns that the office was closed. */
  opening: z.string(),
  /** How the restore ended that this opening began with; null when there was none. */
  restore: restoreOutcomeSchema.nullable(),
});
export type OfficeState = z.infer<typeof stateSchema>;

/**
 * The second half of a session: the window keeps it in memory and sends it beside the cookie, so that neither a
 * stolen cookie nor a forged request of another site is enough.
 */
const proof = z.string().regex(/^[\w-]{43}$/);

export const signInOutput = z.object({ user: signedInSchema, proof });

export const foundingInput = z.strictObject({
  officeNameAr: zRequired(200),
  officeNameCkb: zOptionalText(200),
  officeNameEn: zOptionalText(200),
  topUnitType: z.enum(['ministry', 'general_directorate', 'directorate']),
  administratorName: zRequired(200),
  userName: zRequired(40),
  password: z.string().max(200),
  language: z.enum(languages),
  backupFolder: z.string().max(500),
});

export const timelineEntrySchema = z.object({
  seq: z.number().int(),
  at: z.number().int(),
  command: z.string(),
  userId: z.string(),
  userName: z.string(),
  onBehalfOfName: z.string().nullable(),
  kind: z.enum(['insert', 'update', 'remove']),
  /** A secret field is named without its values. Ids of other records arrive as their names where they have one. */
  fields: z.array(z.object({ key: z.string(), kind: z.string(), before: z.unknown(), after: z.unknown() })),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

export const jobStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export const jobSchema = z.object({
  id: zId,
  kind: z.string(),
  state: z.enum(jobStates),
  /** From 0 to 1. */
  progress: z.number(),
  startedBy: zId,
  createdAt: z.number().int(),
  finishedAt: z.number().int().nullable(),
  problems: z.array(problemSchema),
  result: z.unknown(),
});
export type JobView = z.infer<typeof jobSchema>;

/** Something that changed under a screen. */
export const eventSchema = z.union([
  z.object({
    type: z.literal('record'),
    table: z.string(),
    id: zId,
    kind: z.enum(['insert', 'update', 'remove']),
    byUserId: z.string(),
  }),
  z.object({ type: z.literal('job'), job: jobSchema }),
  z.object({ type: z.literal('session'), state: z.enum(['ended', 'locked']) }),
]);
export type OfficeEvent = z.infer<typeof eventSchema>;

/** A sheet as it was read: cells as text, at most some thousands of rows. */
export const IMPORT_LIMITS = { bytes: 20 * 1024 * 1024, rows: 20_000, columns: 100, cell: 2_000 } as const;
const zCells = z.array(z.string().max(IMPORT_LIMITS.cell)).max(IMPORT_LIMITS.columns);
export const sheetSchema = z.object({
  name: z.string(),
  headings: zCells,
  rows: z.array(zCells).max(IMPORT_LIMITS.rows),
});
export const importColumnSchema = z.object({ key: z.string(), isRequired: z.boolean() });
export const rowProblemSchema = z.object({ row: z.number().int(), problems: z.array(problemSchema) });
export const rehearsalSchema = z.object({
  created: z.number().int(),
  updated: z.number().int(),
  same: z.number().int(),
  rejected: z.array(rowProblemSchema).max(IMPORT_LIMITS.rows),
});
export type Rehearsal = z.infer<typeof rehearsalSchema>;
const importInput = z.strictObject({
  importer: z.string().max(80),
  headings: zCells,
  rows: z.array(zCells).max(IMPORT_LIMITS.rows),
  /** For each key of the importer, the position of its column in the sheet, or null. */
  mapping: z.record(
    z.string().max(80),
    z
      .number()
      .int()
      .min(0)
      .max(IMPORT_LIMITS.columns - 1)
      .nullable(),
  ),
});
export type ImportInput = z.infer<typeof importInput>;

export const savedViewSchema = z.object({
  id: zId,
  grid: z.string(),
  name: z.string(),
  scope: z.enum(['user', 'office']),
  state: z.unknown(),
  isMine: z.boolean(),
});
export type SavedViewRow = z.infer<typeof savedViewSchema>;

export const deviceSchema = z.object({
  id: zId,
  name: z.string(),
  pairedAt: z.number().int(),
  lastSeenAt: z.number().int(),
});
export const tokenSchema = z.object({
  id: zId,
  name: z.string(),
  userId: zId,
  userName: z.string(),
  createdAt: z.number().int(),
  expiresAt: z.number().int(),
  lastUsedAt: z.number().int().nullable(),
});
export const backupSchema = z.object({
  name: z.string(),
  createdAt: z.number().int(),
  seq: z.number().int(),
  bytes: z.number().int(),
  files: z.number().int(),
});
export const healthSchema = z.object({
  version: z.string(),
  schema: z.number().int(),
  ops: z.number().int(),
  head: z.string(),
  databaseBytes: z.number().int(),
  fileBytes: z.number().int(),
  memoryBytes: z.number().int(),
  upSeconds: z.number().int(),
  sessions: z.number().int(),
  lastBackupAt: z.number().int().nullable(),
  lastBackupProblem: z.string().nullable(),
  freeDiskBytes: z.number(),
  lan: z.object({ addresses: z.array(z.string()), fingerprint: z.string() }).nullable(),
  /** Why the entrance for other PCs was asked for and is not open, or null. */
  lanProblem: z.string().nullable(),
});
export const signInEventSchema = z.object({
  id: zId,
  at: z.number().int(),
  userName: z.string(),
  outcome: z.enum(['in', 'failed', 'locked', 'out', 'idle_lock', 'unlock', 'token', 'password_changed', 'restored']),
  address: z.string(),
});

const nothing = z.object({});
const idInput = z.strictObject({ id: zId });
const record = z.strictObject({ table: z.string().max(80), id: zId });

export const contract = {
  session: {
    state: query(PUBLIC).output(stateSchema),
    signIn: command(PUBLIC)
      .input(z.strictObject({ userName: z.string().max(100), password: z.string().max(200) }))
      .output(signInOutput),
    signOut: command(SIGNED_IN).output(nothing),
    /** Locks the session: nothing but `unlock`, `signOut` and `state` is answered until then. */
    lock: command(SIGNED_IN).output(nothing),
    unlock: command(SIGNED_IN)
      .input(z.strictObject({ password: z.string().max(200) }))
      .output(nothing),
    changePassword: command(SIGNED_IN)
      .input(z.strictObject({ current: z.string().max(200), password: z.string().max(200) }))
      .output(nothing),
    history: query('platform.audit').output(z.array(signInEventSchema).max(1_000)),
  },
  setup: {
    found: command(PUBLIC)
      .input(foundingInput)
      .output(z.object({ recoveryCode: z.string() })),
    /** Is this folder there and writable? For the wizard, before it goes on. */
    checkFolder: command(PUBLIC)
      .input(z.strictObject({ path: z.string().max(500) }))
      .output(z.object({ isUsable: z.boolean() })),
  },
  record: {
    timeline: query(SIGNED_IN).input(record).output(z.array(timelineEntrySchema).max(200)),
    /** Records of all kinds whose text matches, for the command palette. */
    search: query(SIGNED_IN)
      .input(z.strictObject({ text: z.string().max(200) }))
      .output(z.array(z.object({ table: z.string(), id: zId, title: z.string(), subtitle: z.string() })).max(30)),
  },
  undo: {
    /** Takes back the last undoable command of this session, unless somebody changed its records since. */
    last: command(SIGNED_IN).output(z.object({ command: z.string() })),
    /** The command that `last` would take back now, or null. */
    next: query(SIGNED_IN).output(z.object({ command: z.string().nullable() })),
  },
  events: {
    watch: query(SIGNED_IN).output(eventIterator(eventSchema)),
  },
  job: {
    list: query(SIGNED_IN).output(z.array(jobSchema).max(200)),
    get: query(SIGNED_IN).input(idInput).output(jobSchema),
    cancel: command(SIGNED_IN).input(idInput).output(nothing),
  },
  import: {
    /** Reads a workbook or CSV: its sheets, the importer's columns, and which column of the sheet is which. */
    read: command('platform.import')
      .input(z.strictObject({ importer: z.string().max(80), file: z.file().max(IMPORT_LIMITS.bytes) }))
      .output(
        z.object({
          sheets: z.array(sheetSchema).max(50),
          columns: z.array(importColumnSchema),
          /** By sheet: the mapping remembered for these headings, or the one guessed from them. */
          mappings: z.array(z.record(z.string(), z.number().int().nullable())),
        }),
      ),
    /** Starts the dry run; its result is a `Rehearsal`. Nothing is written. */
    rehearse: command('platform.import')
      .input(importInput)
      .output(z.object({ jobId: zId })),
    /** Writes all rows or, when one is refused, none; its result is a `Rehearsal`. */
    commit: command('platform.import')
      .input(importInput)
      .output(z.object({ jobId: zId })),
  },
  view: {
    list: query(SIGNED_IN)
      .input(z.strictObject({ grid: z.string().max(80) }))
      .output(z.array(savedViewSchema).max(200)),
    save: command(SIGNED_IN)
      .input(
        z.strictObject({
          grid: z.string().max(80),
          name: zRequired(80),
          scope: z.enum(['user', 'office']),
          state: z.record(z.string().max(80), z.unknown()),
        }),
      )
      .output(z.object({ id: zId })),
    remove: command(SIGNED_IN).input(idInput).output(nothing),
  },
  device: {
    list: query('platform.device').output(z.array(deviceSchema).max(200)),
    /** A one-time code for another PC, good for ten minutes, and the fingerprint to compare there. */
    createCode: command('platform.device').output(
      z.object({
        code: z.string(),
        expiresAt: z.number().int(),
        fingerprint: z.string(),
        addresses: z.array(z.string()),
      }),
    ),
    revoke: command('platform.device').input(idInput).output(nothing),
    redeem: command(PUBLIC)
      .input(z.strictObject({ code: z.string().max(40), name: zRequired(80) }))
      .output(nothing),
  },
  token: {
    list: query('platform.token').output(z.array(tokenSchema).max(200)),
    /** The token is shown once; only its hash is kept. It acts with the rights of its user. */
    create: command('platform.token')
      .input(z.strictObject({ name: zRequired(80), userId: zId, days: z.number().int().min(1).max(366) }))
      .output(z.object({ token: z.string() })),
    revoke: command('platform.token').input(idInput).output(nothing),
  },
  backup: {
    list: query('platform.backup').output(z.array(backupSchema).max(1_000)),
    run: command('platform.backup').output(z.object({ jobId: zId })),
    prove: command('platform.backup')
      .input(z.strictObject({ name: z.string().max(120) }))
      .output(z.object({ jobId: zId })),
    /** Proves the copy, then closes the office and opens it again from it. What it replaces is kept beside it. */
    restore: command('platform.backup')
      .input(z.strictObject({ name: z.string().max(120), password: z.string().max(200) }))
      .output(nothing),
  },
  verify: {
    run: command('platform.audit').output(z.object({ jobId: zId })),
  },
  health: {
    get: query('platform.health').output(healthSchema),
  },
};
export type PlatformContract = typeof contract;

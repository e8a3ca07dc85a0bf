import { z } from 'zod';
import { releaseProblems } from '#kernel/sync/release.ts';
import { problemSchema, zId, zOptionalText, zRequired } from '#modules/contract.ts';

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
  hasSecondFactor: z.boolean(),
  /** Has he rights that he may use only with one? */
  needsSecondFactor: z.boolean(),
  /** Where he works: what he writes is of this unit, unless he says otherwise. */
  unitId: zId,
  /** Permissions held today, as far as they open anything: what menus are drawn from. */
  permissions: z.array(z.string()),
});
export type SignedIn = z.infer<typeof signedInSchema>;

/** How a restore ended: the moment of the copy that stands now, or why everything was left as it was. */
const restoreOutcomeSchema = z.object({ copyAt: z.number().int().nullable(), problem: z.string().nullable() });
export type RestoreOutcome = z.infer<typeof restoreOutcomeSchema>;

/** Another place of the same demonstration. */
const neighbourSchema = z.object({ name: z.string(), address: z.string() });
export type Neighbour = z.infer<typeof neighbourSchema>;

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
  /** The data centre's own office: what is for offices that have one behind them has no use there. */
  isDataCentre: z.boolean(),
  neighbours: z.array(neighbourSchema).max(20),
  version: z.string(),
  /** Another one each time the office is opened: a window that is told a new one learns that the office was closed. */
  opening: z.string(),
  /** How far this PC has come that takes over an office from the data centre; null elsewhere. */
  joining: z
    .object({
      /** Ops packed at the data centre, bytes fetched, ops applied, and what was written meanwhile. */
      stage: z.enum(['packing', 'fetching', 'applying', 'following']),
      done: z.number().int(),
      /** Null before the data centre has told. */
      total: z.number().int().nullable(),
      problem: z.string().nullable(),
      /** Once everything is here: the administrators, of whom one chooses a password. */
      administrators: z.array(z.object({ id: zId, nameAr: z.string(), userName: z.string() })).max(100),
    })
    .nullable(),
  /** The office for which this PC has followed an invitation, and of which nothing is there yet: it is founded here. */
  toFound: z.number().int().nullable(),
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

/** A field of a record as it stands: no secrets, ids of other records as their names where they have one. */
export const recordFieldSchema = z.object({ key: z.string(), kind: z.string(), value: z.unknown() });
export type RecordField = z.infer<typeof recordFieldSchema>;

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

/** How many files wait, and how large they are together. */
const fileSum = z.object({ count: z.number().int(), bytes: z.number().int() });

/** Where the office stands with the data centre: never more than that has signed for. */
export const syncStatusSchema = z.object({
  /** Null for an office that is linked to no data centre. */
  link: z.object({ office: z.number().int(), address: z.string(), fingerprint: z.string() }).nullable(),
  isRunning: z.boolean(),
  isPlugged: z.boolean(),
  unsent: z.number().int(),
  oldestUnsentAt: z.number().int().nullable(),
  lastReceipt: z.object({ seq: z.number().int(), at: z.number().int() }).nullable(),
  /** The last op that the data centre is known to have: a receipt of it may have been lost with a restored database. */
  acked: z.number().int(),
  /** How many changes of others the last session brought that brought any, and when; null where none ever came. */
  lastArrival: z.object({ at: z.number().int(), changes: z.number().int() }).nullable(),
  /** The last op that an off-site backup of the data centre holds. */
  durable: z.number().int(),
  lastDoneAt: z.number().int().nullable(),
  nextAt: z.number().int().nullable(),
  problem: z.string().nullable(),
  /** What the last file for the data centre held; none of the ops when `to` is below `from`. */
  lastExport: z.object({ at: z.number().int(), from: z.number().int(), to: z.number().int() }).nullable(),
  /** Attached files that wait to go out, and those that records name and that are not here; null where none can travel. */
  files: z
    .object({
      ...{ out: fileSum, in: fileSum },
      /** Bytes of files that may still go over the line today; null when nothing limits them. */
      leftToday: z.number().int().nullable(),
    })
    .nullable(),
  /** The version of this program, and the newer one that the data centre offers; null where there is none. */
  program: z.string(),
  release: z
    .object({
      version: z.string().nullable(),
      ...{ bytes: z.number().int(), done: z.number().int(), isReady: z.boolean() },
      problem: z.enum(releaseProblems).nullable(),
    })
    .nullable(),
  /** On a PC whose place another one took: what it had not sent, and what becomes of that. */
  late: z
    .object({
      state: z.enum(['asked', 'refused', 'wanted', 'stored', 'joined', 'nothing']),
      ...{ reason: z.string().nullable(), changes: z.number().int(), since: z.number().int().nullable() },
    })
    .nullable(),
  /** When late work of an earlier PC came in last: how much of it is in the log, and how much waits in the inbox. */
  lateJoined: z.object({ at: z.number().int(), changes: z.number().int(), aside: z.number().int() }).nullable(),
  /** What lies before the people of the office. */
  inbox: z.number().int(),
  /** The office's clock at this answer. */
  now: z.number().int(),
  /** Milliseconds by which this PC's clock is behind: the data centre's, or what is written here already. */
  clockOffset: z.number().int(),
});
export type SyncView = z.infer<typeof syncStatusSchema>;

const leftBehindShape = { changes: z.number().int(), files: z.number().int(), inbox: z.number().int() };

/** What would lie on in the folder of an office from which this PC goes: not sent, or in no log. */
export const leftBehindSchema = z.strictObject(leftBehindShape);
export type LeftBehind = z.infer<typeof leftBehindSchema>;

/** What is to be known before this PC goes to another office. */
export const moveSchema = z.object({
  behind: z.object(leftBehindShape),
  oldestUnsentAt: z.number().int().nullable(),
  /** How the work of this PC stands when it may no longer write; null where it may. */
  late: z.string().nullable(),
  lastBackupAt: z.number().int().nullable(),
  /** A job runs, or a restore waits. */
  isBusy: z.boolean(),
  /** Paired PCs, which lose the office. */
  otherPcs: z.number().int(),
  /** It is asked at the PC on which the office lies. */
  isHere: z.boolean(),
});
export type MoveView = z.infer<typeof moveSchema>;

/** What came of a file from the data centre. */
export const takenReplySchema = z.object({
  createdAt: z.number().int(),
  /** The last op for which the data centre has signed, and how many entries have come. */
  ...{ acked: z.number().int(), received: z.number().int() },
  /** Its end was missing, and what came before it was taken; or all of it was known. */
  ...{ isCut: z.boolean(), isKnown: z.boolean() },
});

export const inboxKinds = [
  ...(['dup-number', 'answered', 'illegal-state', 'made-twice', 'overwritten'] as const),
  ...(['wrong-owner', 'equivocation', 'follows', 'cause-missing', 'schema-deferred'] as const),
] as const;
export type InboxKind = (typeof inboxKinds)[number];

/** A change of this office that could not be merged, beside what stands there now. */
export const inboxItemSchema = z.object({
  // Of any version: it may be the draft of a PC whose hands were not honest, and the others are to be seen all the same.
  opId: z.guid(),
  kind: z.enum(inboxKinds),
  since: z.number().int(),
  command: z.string(),
  at: z.number().int(),
  byName: z.string(),
  number: z.string().nullable(),
  /** Can it be done again as it was? */
  canRepeat: z.boolean(),
  records: z.array(
    z.object({
      table: z.string(),
      id: z.guid(),
      kind: z.enum(['insert', 'update', 'remove']),
      title: z.string(),
      fields: z.array(z.object({ key: z.string(), kind: z.string(), mine: z.unknown(), now: z.unknown() })),
      /** Who made it what it is now, and when; null where it is not there. */
      standing: z.object({ byName: z.string(), at: z.number().int() }).nullable(),
    }),
  ),
});
export type InboxItem = z.infer<typeof inboxItemSchema>;

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
  /** What is said of the sync may have changed. */
  z.object({ type: z.literal('sync') }),
  /** An attached file has come from the data centre. */
  z.object({ type: z.literal('file') }),
]);
export type OfficeEvent = z.infer<typeof eventSchema>;

/** A sheet as it was read: cells as text, at most some thousands of rows. */
export const IMPORT_LIMITS = { bytes: 20 * 1024 * 1024, rows: 20_000, columns: 100, cell: 2_000 } as const;
const zCells = z.array(z.string().max(IMPORT_LIMITS.cell)).max(IMPORT_LIMITS.columns);
/** Why a row of the file is not read: a total, the headings again, figures of the columns, what stands below the table. */
export const skipCauses = ['total', 'heading', 'numbering', 'below'] as const;
export const sheetSchema = z.object({
  name: z.string(),
  headings: zCells,
  rows: z.array(zCells).max(IMPORT_LIMITS.rows),
  /** In the file, from 1: of each of `rows`. */
  rowNumbers: z.array(z.number().int()).max(IMPORT_LIMITS.rows),
  skipped: z.array(z.object({ row: z.number().int(), cause: z.enum(skipCauses), words: z.string() })),
});
export const importColumnSchema = z.object({ key: z.string(), isRequired: z.boolean(), isDate: z.boolean() });
export const rowProblemSchema = z.object({ row: z.number().int(), problems: z.array(problemSchema) });
/** What a row changes of a record that is known, field by field. */
export const rowChangesSchema = z.object({
  row: z.number().int(),
  changes: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })).max(IMPORT_LIMITS.columns),
});
export const rehearsalSchema = z.object({
  created: z.number().int(),
  updated: z.number().int(),
  same: z.number().int(),
  rejected: z.array(rowProblemSchema).max(IMPORT_LIMITS.rows),
  changed: z.array(rowChangesSchema).max(IMPORT_LIMITS.rows),
});
export type Rehearsal = z.infer<typeof rehearsalSchema>;
export const importInput = z.strictObject({
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
  outcome: z.enum([
    ...(['in', 'failed', 'locked', 'out', 'idle_lock', 'unlock'] as const),
    ...(['token', 'password_changed', 'restored', 'recovery_renewed', 'moved_away'] as const),
  ]),
  address: z.string(),
});

import { boolean, id, integer, json, localTable, moment, optional, syncedTable, text } from '#db/columns.ts';
import type { InboxKind, JobView, SavedViewRow } from './contract/index.ts';

/** A signed-in window. Only hashes of its two secrets are kept. */
export const session = localTable(
  'platform_session',
  {
    id: id(),
    userId: id(),
    cookieHash: text(),
    proofHash: text(),
    address: text(),
    userAgent: text(),
    createdAt: moment(),
    lastUsedAt: moment(),
    isLocked: boolean(),
    endedAt: optional(moment()),
  },
  { unique: [['cookieHash']], indexes: [['userId']] },
);

export type SignInOutcome =
  | 'in'
  | 'failed'
  | 'locked'
  | 'out'
  | 'idle_lock'
  | 'unlock'
  | 'token'
  | 'password_changed'
  | 'restored'
  | 'recovery_renewed'
  | 'moved_away';

/** The audit of signing in: who tried, from where, how it ended. Lockout is counted from these rows. */
export const signIn = localTable(
  'platform_sign_in',
  {
    id: id(),
    at: moment(),
    /** The folded name that was typed, whether such a user exists or not. */
    userName: text(),
    outcome: text<SignInOutcome>(),
    address: text(),
  },
  {
    indexes: [
      ['userName', 'at'],
      ['address', 'at'],
    ],
  },
);

/** Another PC of the office that was paired with a one-time code. */
export const device = localTable(
  'platform_device',
  {
    id: id(),
    name: text(),
    secretHash: text(),
    pairedAt: moment(),
    lastSeenAt: moment(),
    revokedAt: optional(moment()),
  },
  { unique: [['secretHash']] },
);

/** A token by which the command line acts as a user. */
export const token = localTable(
  'platform_token',
  {
    id: id(),
    name: text(),
    userId: id(),
    secretHash: text(),
    createdAt: moment(),
    expiresAt: moment(),
    lastUsedAt: optional(moment()),
    revokedAt: optional(moment()),
  },
  { unique: [['secretHash']] },
);

/** The last half minute whose code of the second factor a user has used. */
export const usedCode = localTable('platform_used_code', {
  /** The user's. */
  id: id(),
  step: integer(),
});

/** A long piece of work; the row survives a restart and the work is taken up again. */
export const job = localTable(
  'platform_job',
  {
    id: id(),
    kind: text(),
    state: text<JobView['state']>(),
    input: optional(json<unknown>()),
    progress: integer(),
    problems: json<JobView['problems']>(),
    result: optional(json<unknown>()),
    startedBy: id(),
    onBehalfOf: optional(id()),
    createdAt: moment(),
    finishedAt: optional(moment()),
    /** How often it was begun and neither ended nor was put by in good order. */
    starts: integer(),
  },
  { indexes: [['state'], ['createdAt']] },
);

/** Which column of a sheet was which, remembered for sheets with the same headings. */
export const importMapping = localTable(
  'platform_import_mapping',
  { id: id(), importer: text(), headings: text(), mapping: json<Readonly<Record<string, number | null>>>() },
  { unique: [['importer', 'headings']] },
);

/** A grid as somebody likes it: columns, filters, order. */
export const savedView = syncedTable(
  'platform_saved_view',
  { grid: text(), name: text(), scope: text<SavedViewRow['scope']>(), userId: id(), state: json<unknown>() },
  { indexes: [['grid']] },
);

/** How somebody settled what the sync could not merge. */
export const decision = syncedTable(
  'platform_decision',
  { opId: id(), kind: text<InboxKind>(), take: text<'mine' | 'theirs'>() },
  { conflictClass: 'fact' },
);

/**
 * A part of an op that a sync has laid into the inbox (مُنحّى): packed and in base64, so that the log keeps it until
 * somebody has settled it, whatever becomes of this PC. `hash` is that of all parts together.
 */
export const laidAside = syncedTable(
  'platform_laid_aside',
  {
    ...{ opId: id(), kind: text<InboxKind>(), since: moment() },
    ...{ hash: text(), part: integer(), parts: integer(), body: json<string>() },
  },
  { conflictClass: 'fact', indexes: [['opId']] },
);

export const tables = [
  ...[session, signIn, device, token, usedCode, job, importMapping, savedView, decision, laidAside],
] as const;

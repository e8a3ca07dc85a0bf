import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { EXCHANGE_LIMITS } from '#kernel/sync/exchange.ts';
import { command, PUBLIC, query, SIGNED_IN, zId, zRequired } from '#modules/contract.ts';
import {
  stateSchema,
  signInOutput,
  foundingInput,
  recordFieldSchema,
  timelineEntrySchema,
  jobSchema,
  eventSchema,
  IMPORT_LIMITS,
  sheetSchema,
  importColumnSchema,
  importInput,
  savedViewSchema,
  deviceSchema,
  tokenSchema,
  backupSchema,
  healthSchema,
  signInEventSchema,
  syncStatusSchema,
  takenReplySchema,
  inboxItemSchema,
  inboxKinds,
  leftBehindSchema,
  moveSchema,
} from './shapes.ts';

const nothing = z.object({});
const idInput = z.strictObject({ id: zId });
const record = z.strictObject({ table: z.string().max(80), id: zId });

export const contract = {
  session: {
    state: query(PUBLIC).output(stateSchema),
    signIn: command(PUBLIC)
      .input(
        z.strictObject({
          userName: z.string().max(100),
          password: z.string().max(200),
          /** Of the second factor, where the user has one. */
          code: z.string().max(12).optional(),
        }),
      )
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
    /**
     * A new secret for an authenticator, kept for this session until a code of it comes back, for the own password.
     * Whoever has a second factor already shows a code of now, too.
     */
    beginSecondFactor: command(SIGNED_IN)
      .input(z.strictObject({ password: z.string().max(200), code: z.string().max(12).optional() }))
      .output(z.object({ secret: z.string(), uri: z.string() })),
    /** Sets the offered one, by a code of it. */
    confirmSecondFactor: command(SIGNED_IN)
      .input(z.strictObject({ code: z.string().max(12) }))
      .output(nothing),
    endSecondFactor: command(SIGNED_IN)
      .input(z.strictObject({ password: z.string().max(200), code: z.string().max(12) }))
      .output(nothing),
    history: query('platform.audit').output(z.array(signInEventSchema).max(1_000)),
  },
  setup: {
    found: command(PUBLIC)
      .input(foundingInput)
      .output(z.object({ recoveryCode: z.string() })),
    /** Takes over an office from the data centre on a PC that has none: everything is fetched after the reopening. */
    join: command(PUBLIC)
      .input(z.strictObject({ text: z.string().max(1_000), device: zRequired(80) }))
      .output(nothing),
    /** Afterwards: a password for one of its administrators, and the recovery code of this PC. */
    claim: command(PUBLIC)
      .input(z.strictObject({ userId: zId, password: z.string().max(200) }))
      .output(z.object({ recoveryCode: z.string() })),
    /** Is this folder there and writable? For the wizard, before it goes on. */
    checkFolder: command(PUBLIC)
      .input(z.strictObject({ path: z.string().max(500) }))
      .output(z.object({ isUsable: z.boolean() })),
  },
  record: {
    timeline: query(SIGNED_IN).input(record).output(z.array(timelineEntrySchema).max(200)),
    /** What any record says now, for its paper. */
    fields: query(SIGNED_IN).input(record).output(z.array(recordFieldSchema)),
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
    /** Reads a workbook or CSV and keeps nothing of it: for what only compares. */
    sheets: query(SIGNED_IN)
      .input(z.strictObject({ file: z.file().max(IMPORT_LIMITS.bytes) }))
      .output(z.array(sheetSchema).max(50)),
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
    /** Another recovery code, told once; the last one is void. A copy that carries it is begun where there is a folder. */
    renewRecoveryCode: command('platform.backup')
      .input(z.strictObject({ password: z.string().max(200) }))
      .output(z.object({ recoveryCode: z.string() })),
  },
  verify: {
    run: command('platform.audit').output(z.object({ jobId: zId })),
  },
  sync: {
    status: query(SIGNED_IN).output(syncStatusSchema),
    /** Runs a session to its end. Refuses with what went wrong. */
    now: command(SIGNED_IN).output(nothing),
    /** Sends and fetches the files that wait, today whatever the allowance says. Refuses with what went wrong. */
    filesNow: command('platform.sync').output(nothing),
    /** Pulls the cable of a demonstration office, or plugs it in; refused in any other. */
    plug: command(SIGNED_IN)
      .input(z.strictObject({ isPlugged: z.boolean() }))
      .output(nothing),
    /** What an invitation says, to be compared before it is followed. */
    readInvitation: query('platform.sync')
      .input(z.strictObject({ text: z.string().max(1_000) }))
      .output(z.object({ office: z.number().int(), address: z.string(), fingerprint: z.string() })),
    /** Makes this PC the writer of the invited office; the office closes and opens again afterwards. */
    enrol: command('platform.sync')
      .input(z.strictObject({ text: z.string().max(1_000), device: zRequired(80) }))
      .output(nothing),
    /** What would be left behind if this PC went to another office. */
    beforeMove: query('platform.sync').output(moveSchema),
    /** What the invitation of another office says; one that moves this PC nowhere is refused. */
    readMove: query('platform.sync')
      .input(z.strictObject({ text: z.string().max(1_000) }))
      .output(
        z.object({ office: z.number().int(), address: z.string(), fingerprint: z.string(), isOwnCentre: z.boolean() }),
      ),
    /**
     * Sets the office aside, whole, for the own password, and opens on an empty folder, where the invitation is then
     * followed. What is left behind is named by whoever knows of it.
     */
    move: command('platform.sync')
      .input(z.strictObject({ text: z.string().max(1_000), password: z.string().max(200), behind: leftBehindSchema }))
      .output(z.object({ folder: z.string() })),
    /** The file that is carried to the data centre where no line comes: what is not acknowledged, sealed for it alone. */
    exportFile: command('platform.sync').output(z.file()),
    /** Takes the file that came back. Its whole form is judged before anything of it is taken. */
    importFile: command('platform.sync')
      .input(z.strictObject({ file: z.file().max(EXCHANGE_LIMITS.fileBytes) }))
      .output(takenReplySchema),
    inbox: query('platform.sync').output(z.array(inboxItemSchema).max(200)),
    decide: command('platform.sync')
      .input(z.strictObject({ opId: z.guid(), kind: z.enum(inboxKinds), take: z.enum(['mine', 'theirs']) }))
      .output(nothing),
  },
  health: {
    get: query('platform.health').output(healthSchema),
  },
};
export type PlatformContract = typeof contract;

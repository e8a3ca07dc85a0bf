import { z } from 'zod';
import type { EnrolAnswer } from '#kernel/sync/enrolment.ts';
import { LATE_LIMITS } from '#kernel/sync/late.ts';
import type { Answer, Entry, PageAnswer, RowImage } from '#kernel/sync/messages.ts';
import { unshapedEntries } from '#kernel/sync/shaped.ts';
import { SNAPSHOT_LIMITS, type SignedManifest, type SnapshotChunk } from '#kernel/sync/snapshot.ts';

/** What the data centre may say. It is signed, and still read like everything that comes from outside. */

const whole = z.int().nonnegative();
const head = z.string().regex(/^[0-9a-f]{64}$/);
const values = z.record(z.string(), z.unknown());
const cursor = z.object({ channel: z.int(), generation: whole, at: whole });
const hello = z.enum(['ok', 'ff', 'rebase', 'reboot', 'upgrade', 'frozen', 'wait']);

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** As the data centre reads one in an op, of whatever version: what it took it can tell. */
const id = z.string().regex(uuid);
const isId = (given: unknown): boolean => typeof given === 'string' && given.length === 36 && uuid.test(given);
/** Nearly all records of a page have one writer, who is looked at once. */
let lastUser: unknown;
function isUser(given: unknown): boolean {
  if (given === lastUser && given !== undefined) return true;
  if (!isId(given)) return false;
  lastUser = given;
  return true;
}
const isInteger = (given: unknown): boolean => Number.isSafeInteger(given);
const isAbove = (given: unknown, least: number): boolean => isInteger(given) && Number(given) > least;

/** By hand: a channel brings a hundred thousand of them, and the schema's own objects take five times as long. */
function isImage(given: unknown): given is RowImage {
  if (typeof given !== 'object' || given === null) return false;
  // What it is, is only found out here.
  const row = given as Partial<Record<keyof RowImage, unknown>>;
  return (
    typeof row.table === 'string' &&
    isId(row.id) &&
    isAbove(row.ownerOffice, 0) &&
    isAbove(row.seq, -1) &&
    isAbove(row.revision, 0) &&
    isInteger(row.createdAt) &&
    isUser(row.createdBy) &&
    isInteger(row.updatedAt) &&
    isUser(row.updatedBy) &&
    (row.deletedAt === null || isInteger(row.deletedAt)) &&
    typeof row.values === 'object' &&
    row.values !== null &&
    !Array.isArray(row.values)
  );
}
const image = z.custom<RowImage>(isImage);

const otherEntry: z.ZodType<Exclude<Entry, { readonly kind: 'row' }>> = z.discriminatedUnion('kind', [
  z.object({
    ...{ kind: z.literal('fields'), table: z.string(), id, image: image.nullable(), fields: values },
    ...{ hlc: whole, office: z.int().positive(), seq: whole, op: id },
  }),
  z.object({
    ...{ kind: z.literal('held'), op: id, seq: whole },
    reason: z.enum(['wrong-owner', 'equivocation', 'follows', 'illegal-state', 'cause-missing', 'schema-deferred']),
  }),
  z.object({ kind: z.literal('released'), op: id, seq: whole }),
  z.object({ kind: z.literal('duplicate-number'), number: z.string(), op: id, other: id }),
]);

function isEntry(given: unknown): given is Entry {
  const { kind, image: shown } = (given ?? {}) as { readonly kind?: unknown; readonly image?: unknown };
  return kind === 'row' ? isImage(shown) : otherEntry.safeParse(given).success;
}

/** The key of a column is one word; what is none could be the name of something that every object has. */
const shape = z.object({ table: z.string(), columns: z.array(z.string().regex(/^[a-z][a-zA-Z0-9]*$/)).max(500) });

const page = z
  .object({
    ...{ kind: z.literal('page'), incarnation: whole, channel: z.int(), generation: whole, from: whole, to: whole },
    ...{ isEnd: z.boolean(), entries: z.array(z.unknown()).max(20_000), shapes: z.array(shape).max(1_000).optional() },
  })
  .transform(({ entries: told, shapes, ...rest }, context): PageAnswer => {
    const entries = unshapedEntries(told, shapes ?? []);
    if (entries.every(isEntry)) return { ...rest, entries };
    context.issues.push({ code: 'custom', input: null });
    return z.NEVER;
  });

const point = z.object({ seq: whole, head });
const receipt = z.object({ office: z.int().positive(), seq: whole, head, at: z.int(), signature: z.string() });

const chunk = z.object({
  ...{ from: z.int().positive(), to: z.int().positive(), head, sha256: head },
  bytes: z.int().positive().max(SNAPSHOT_LIMITS.chunkBytes),
  openedBytes: z.int().positive().max(SNAPSHOT_LIMITS.openedBytes),
  epochs: z.array(z.object({ from: z.int().positive(), epoch: whole })).max(SNAPSHOT_LIMITS.epochs),
}) satisfies z.ZodType<SnapshotChunk>;

const signedManifest = {
  manifest: z.object({
    ...{ office: z.int().positive(), incarnation: whole, seq: whole, head },
    chunks: z.array(chunk).max(SNAPSHOT_LIMITS.chunks),
  }),
  signature: z.string().max(1_000),
};

/** A manifest as the folder keeps it. */
export const signedManifestSchema: z.ZodType<SignedManifest> = z.object(signedManifest);

/** Base64 of the largest chunk. */
const CHUNK_LETTERS = 4 * Math.ceil(SNAPSHOT_LIMITS.chunkBytes / 3);

export const answerSchema: z.ZodType<Answer> = z.discriminatedUnion('kind', [
  z.object({
    ...{ kind: z.literal('hello'), verdict: hello, time: z.int(), epoch: whole, incarnation: whole, acked: whole },
    ...{ durable: whole, channels: z.array(cursor).max(100), retryAfterMs: whole.nullable(), head: head.optional() },
    late: z.object({ of: z.string(), device: z.string().nullable(), common: point, end: point }).optional(),
  }),
  z.object({ kind: z.literal('acked'), acked: whole, durable: whole, receipt }),
  z.object({ kind: z.literal('gap'), acked: whole, incarnation: whole }),
  z.object({ kind: z.literal('stopped'), verdict: z.enum(['rebase', 'frozen']) }),
  z.object({
    ...{ kind: z.literal('ops'), epoch: whole, common: whole, last: point },
    ops: z.array(z.object({ epoch: whole, body: z.string() })).max(2_000),
  }),
  page,
  z.object({ kind: z.literal('reload'), channel: z.int(), generation: whole }),
  z.object({ kind: z.literal('snapshot'), ...signedManifest }),
  z.object({ kind: z.literal('packing'), packed: whole, seq: whole, isBusy: z.boolean() }),
  z.object({ kind: z.literal('chunk'), no: whole, sha256: head, body: z.string().max(CHUNK_LETTERS) }),
  z.object({ kind: z.literal('gone') }),
  z.object({
    ...{ kind: z.literal('late'), state: z.enum(['asked', 'refused', 'wanted', 'stored', 'joined', 'nothing']) },
    ...{ reason: z.string().max(LATE_LIMITS.reason).nullable(), common: point, end: point, stored: point },
    receipt: receipt.extend({ of: z.string() }).nullable(),
  }),
  z.object({ kind: z.literal('late-ops'), of: z.string(), after: whole, ops: z.array(z.string()).max(2_000) }),
  z.object({ kind: z.literal('late-over'), of: z.string() }),
  z.object({
    kind: z.literal('refused'),
    code: z.enum([
      ...(['FRAME_TOO_LARGE', 'FRAME_MALFORMED', 'FRAME_BROKEN_CHAIN', 'SIGNATURE_INVALID'] as const),
      ...(['DEVICE_UNKNOWN', 'REQUEST_MALFORMED', 'NOT_SUBSCRIBED', 'LATE_UNWANTED'] as const),
    ]),
    isReplaced: z.boolean().optional(),
  }),
]);

export const enrolAnswerSchema: z.ZodType<EnrolAnswer> = z.discriminatedUnion('kind', [
  z.object({
    ...{ kind: z.literal('enrolled'), office: z.int().positive(), epoch: z.int().positive(), incarnation: whole },
    centreKey: z.string().regex(/^(?:[0-9a-f]{2}){20,200}$/),
    exchangeKey: z
      .string()
      .regex(/^302a300506032b656e032100[0-9a-f]{64}$/)
      .optional(),
  }),
  z.object({
    kind: z.literal('refused'),
    code: z.enum(['ENROLMENT_CODE_WRONG', 'ENROLMENT_TOO_OFTEN', 'ENROLMENT_MALFORMED', 'PROGRAM_TOO_OLD']),
  }),
]);

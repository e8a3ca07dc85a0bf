import { z } from 'zod';
import { NAMED_LIMITS } from '#kernel/sync/late.ts';
import { FOUR_BYTES } from '#kernel/sync/log.ts';
import type { Call, OfficeRequest, SignedRequest } from '#kernel/sync/messages.ts';
import { CHECKPOINTS_LIMIT } from '#kernel/sync/replica.ts';
import { SNAPSHOT_LIMITS } from '#kernel/sync/snapshot.ts';
import { isStorable } from '#db/storable.ts';
import { greet, tellOps, tellPage } from './hello.ts';
import { hearLate, noteJoined, takeLateFrame, tellLateOps } from './late.ts';
import type { DatacenterPorts } from './ports.ts';
import { takeFrame } from './push.ts';
import { tellChunk, tellSnapshot } from './snapshot.ts';
import { keyOf, replacedKeyOf } from './streams.ts';
import type { Told } from './told.ts';

const head = z.string().regex(/^[0-9a-f]{64}$/);
const whole = z.int().nonnegative();
const small = z.int().positive().max(FOUR_BYTES);
const cursor = z.object({ channel: z.int(), generation: whole, at: whole });
const keyId = z.string().regex(/^[\w-]{1,64}$/);
const BODY_LIMIT = 64 * 1024;
/** Minutes, more than a hundred years: no copy is older, and a moment that long ago is still one. */
const BACKUP_AGE = 60_000_000;

const request = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('hello'),
    office: small,
    epoch: small,
    seq: whole,
    head,
    schema: small,
    incarnation: whole,
    cursors: z.array(cursor).max(20),
    health: z.object({
      unsent: whole,
      oldestUnsentAt: z.int().nullable(),
      wall: z.int(),
      restores: whole,
      inbox: whole,
      // What it says of its program decides nothing: a strange text must not keep an office out.
      program: z.string().max(70).refine(isStorable).optional().catch(undefined),
      backupMinutes: whole.max(BACKUP_AGE).nullable().optional().catch(undefined),
    }),
    // Nor must what it says of late work.
    former: z
      .array(z.object({ key: keyId, signature: z.string().max(512) }))
      .max(NAMED_LIMITS.former)
      .optional()
      .catch(undefined),
    unread: z.array(head).max(NAMED_LIMITS.unread).optional().catch(undefined),
  }),
  z.object({
    kind: z.literal('ops'),
    office: small,
    points: z.array(z.object({ seq: whole, head })).max(CHECKPOINTS_LIMIT),
  }),
  z.object({
    ...{ kind: z.literal('feed'), office: small, cursor, maxBytes: z.int().positive() },
    // A form that only a later program knows is told as the earliest one.
    form: z.literal('shaped').optional().catch(undefined),
  }),
  z.object({ kind: z.literal('snapshot'), office: small }),
  z.object({
    ...{ kind: z.literal('chunk'), office: small, sha256: head },
    no: whole.max(SNAPSHOT_LIMITS.chunks),
  }),
  z.object({
    ...{ kind: z.literal('late'), office: small, epoch: small },
    ...{ points: z.array(z.object({ seq: whole, head })).max(CHECKPOINTS_LIMIT), oldestAt: z.int().nullable() },
  }),
  z.object({ kind: z.literal('late-ops'), office: small, of: keyId, after: whole }),
  z.object({ kind: z.literal('late-joined'), office: small, of: keyId, seq: whole }),
]) satisfies z.ZodType<OfficeRequest>;

/** The one way in: who calls is proved before anything that he says is read. */
export async function answer(ports: DatacenterPorts, call: Call): Promise<Told> {
  if (call.kind === 'push') return takeAnyFrame(ports, call.frame);
  const stranger = await strangerOf(ports, call);
  if (stranger === 'DEVICE_UNKNOWN') return answerReplaced(ports, call);
  if (stranger !== null) return { kind: 'refused', code: stranger };
  const asked = readRequest(call);
  // A device speaks for its own office only.
  if (asked?.office !== call.office) return { kind: 'refused', code: 'REQUEST_MALFORMED' };
  switch (asked.kind) {
    case 'hello':
      return greet(ports, asked);
    case 'ops':
      return tellOps(ports, asked);
    case 'feed':
      return tellPage(ports, asked);
    case 'snapshot':
      return tellSnapshot(ports, asked);
    case 'chunk':
      return tellChunk(ports, asked);
    case 'late-ops':
      return tellLateOps(ports, asked);
    case 'late-joined':
      return noteJoined(ports, asked);
    case 'late':
      // It writes the office's log itself, and has nothing that is late.
      return { kind: 'refused', code: 'REQUEST_MALFORMED' };
  }
}

/** A frame for the log of its office; of a PC that was replaced, one of its late work. */
async function takeAnyFrame(ports: DatacenterPorts, frame: Uint8Array): Promise<Told> {
  const given = await takeFrame(ports, frame);
  return given.kind === 'refused' && given.code === 'DEVICE_UNKNOWN' ? takeLateFrame(ports, frame) : given;
}

/** A PC that was replaced may greet, and hear that it was, and tell what it has not sent: nothing else. */
async function answerReplaced(ports: DatacenterPorts, call: SignedRequest): Promise<Told> {
  const { office, key, body, signature } = call;
  const refused: Told = { kind: 'refused', code: 'DEVICE_UNKNOWN' };
  const publicKey = await ports.store.transaction((tx) => replacedKeyOf(tx, ports, office, key));
  if (publicKey === undefined || !ports.keys.isSignedBy(publicKey, Buffer.from(body), signature)) return refused;
  const asked = readRequest(call);
  if (asked?.office !== office) return { kind: 'refused', code: 'REQUEST_MALFORMED' };
  return asked.kind === 'late' ? hearLate(ports, key, asked) : { ...refused, isReplaced: true };
}

/** Why a signed request is not of a device that may speak for its office; null when it is. */
export async function strangerOf(
  ports: DatacenterPorts,
  { office, key, body, signature }: SignedRequest,
): Promise<'DEVICE_UNKNOWN' | 'SIGNATURE_INVALID' | null> {
  const publicKey = await ports.store.transaction((tx) => keyOf(tx, ports, office, key));
  if (publicKey === undefined) return 'DEVICE_UNKNOWN';
  return ports.keys.isSignedBy(publicKey, Buffer.from(body), signature) ? null : 'SIGNATURE_INVALID';
}

/** What the body of a signed request asks, or null. Whose it is, is for the caller to prove. */
export function readRequest({ body }: SignedRequest): OfficeRequest | null {
  if (body.length > BODY_LIMIT) return null;
  try {
    const { success, data } = request.safeParse(JSON.parse(body));
    return success ? data : null;
  } catch {
    // Not JSON: the caller refuses it.
    return null;
  }
}

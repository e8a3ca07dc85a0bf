import { z } from 'zod';
import type { EnrolRequest } from '#kernel/sync/enrolment.ts';
import { FOUR_BYTES } from '#kernel/sync/log.ts';
import type { SignedRequest } from '#kernel/sync/messages.ts';

/** What strangers send, read before anything is believed. */

const signature = z.string().regex(/^(?:[0-9a-f]{2}){1,256}$/);
const keyId = z.string().regex(/^[\w-]{1,64}$/);
const office = z.int().positive().max(FOUR_BYTES);

const signedRequest = z.strictObject({
  kind: z.literal('signed'),
  office,
  key: keyId,
  body: z.string().max(64 * 1024),
  signature,
}) satisfies z.ZodType<SignedRequest>;

/** An Ed25519 key as DER: its fixed beginning, and 32 bytes. */
const publicKey = z.string().regex(/^302a300506032b6570032100[0-9a-f]{64}$/);

const enrolRequest = z.strictObject({
  office,
  code: z.string().length(12),
  keyId,
  publicKey,
  device: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .regex(/^\P{C}+$/u),
  schema: z.int().positive(),
}) satisfies z.ZodType<EnrolRequest>;

/** The signed request in these bytes, or null when they are none. */
export function readSignedRequest(body: unknown): SignedRequest | null {
  return readAs(signedRequest, body);
}

/** The request to be enrolled in these bytes, or null when they are none. */
export function readEnrolRequest(body: unknown): EnrolRequest | null {
  return readAs(enrolRequest, body);
}

function readAs<T>(shape: z.ZodType<T>, body: unknown): T | null {
  if (!Buffer.isBuffer(body)) return null;
  try {
    const { success, data } = shape.safeParse(JSON.parse(body.toString('utf8')));
    return success ? data : null;
  } catch {
    // Not JSON: the caller refuses it.
    return null;
  }
}

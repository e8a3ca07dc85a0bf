import { z } from 'zod';
import { chunkCount, FILE_LIMITS } from '#kernel/sync/file-chunks.ts';
import type { FileAnswer, FileCall, FileRequest } from '#kernel/sync/file-messages.ts';
import { packageKinds, RELEASE_LIMITS, type SignedPackage } from '#kernel/sync/release.ts';
import type { DeviceKey } from './ports.ts';

/** The line to the data centre, for contents of attached files. Rejects when there is no answer. */
export interface FileNet {
  sendFile(call: FileCall): Promise<FileAnswer>;
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const whole = z.int().nonnegative();

const version = z.string().max(70);

/** A package of a release, as it comes and as the folder keeps it. */
export const signedPackageSchema: z.ZodType<SignedPackage> = z.object({
  release: z.object({
    ...{ version, kind: z.enum(packageKinds), name: z.string().max(120), sha512: z.string().max(100) },
    ...{ bytes: z.int().positive().max(RELEASE_LIMITS.packageBytes), needsAdministrator: z.boolean() },
    ...{ publishedAt: z.int(), chunks: z.array(sha256).max(chunkCount(RELEASE_LIMITS.packageBytes)) },
  }),
  signature: z.string().max(1_000),
});

/** What the data centre may say of contents. It is signed, and still read like everything that comes from outside. */
export const fileAnswerSchema: z.ZodType<FileAnswer> = z.discriminatedUnion('kind', [
  z.object({
    ...{ kind: z.literal('offered'), incarnation: whole },
    files: z
      .array(z.object({ sha256, standing: z.enum(['there', 'wanted', 'unnamed']), kept: z.array(whole).max(1_000) }))
      .max(FILE_LIMITS.offered),
  }),
  z.object({ kind: z.literal('kept'), incarnation: whole, sha256, no: whole, isWhole: z.boolean() }),
  z.object({
    ...{ kind: z.literal('piece'), sha256, no: whole, bytes: z.int().positive().max(FILE_LIMITS.fileBytes) },
    content: z.base64().max(2 * FILE_LIMITS.chunkBytes),
  }),
  z.object({ kind: z.literal('absent') }),
  z.object({ kind: z.literal('release'), version: version.nullable(), signed: signedPackageSchema.nullable() }),
  z.object({
    ...{ kind: z.literal('release-piece'), version, no: whole },
    content: z.base64().max(2 * FILE_LIMITS.chunkBytes),
  }),
  z.object({
    kind: z.literal('refused'),
    code: z.enum([
      ...(['DEVICE_UNKNOWN', 'SIGNATURE_INVALID', 'REQUEST_MALFORMED', 'FILE_NOT_NAMED'] as const),
      ...(['FILE_CHUNK_DIFFERS', 'FILE_DIFFERS', 'OFFICE_FROZEN', 'RELEASE_NOT_OFFERED'] as const),
    ]),
  }),
]);

/** The request under the signature of this device, with the bytes of its chunk. */
export function fileCall(key: DeviceKey, request: FileRequest, content = new Uint8Array()): FileCall {
  const body = JSON.stringify(request);
  const signature = key.sign(Buffer.from(body));
  return { request: { kind: 'signed', office: request.office, key: key.id, body, signature }, content };
}

import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync, zstdCompress, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Chain, Codec } from '#kernel/sync/log.ts';

/** What both sides of the sync need of Node: hashing, compression, signatures. */

/** The chain of `op.ts` with its heads written out. */
export const chainHead: Chain = (previous, body) =>
  hash('sha256', Buffer.concat([Buffer.from(previous, 'hex'), body]), 'hex');

export const sha256 = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex');

/** zstd at level 3: the best ratio for its price; present from Node 22.15 on. */
export const zstd: Codec = {
  name: 'zstd',
  compress: (bytes) => zstdCompressSync(bytes),
  open: (payload, limit) => opened(() => zstdDecompressSync(payload, { maxOutputLength: limit })),
};

/** The same on another thread: for megabytes, while others are answered. */
export const compressApart: (bytes: Uint8Array) => Promise<Uint8Array> = promisify(zstdCompress);

/** For a partner without zstd. */
export const gzip: Codec = {
  name: 'gzip',
  compress: (bytes) => gzipSync(bytes, { level: 1 }),
  open: (payload, limit) => opened(() => gunzipSync(payload, { maxOutputLength: limit })),
};

function opened(work: () => Buffer): Buffer | null {
  try {
    return work();
  } catch {
    // Cut off, changed on its way, or larger than allowed: the caller refuses it.
    return null;
  }
}

/** An Ed25519 key pair, both halves as hexadecimal DER. */
export function newKeyPair(): { readonly publicKey: string; readonly privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('hex'),
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('hex'),
  };
}

/** Signs with an Ed25519 key: equal bytes have equal signatures. */
export function signerOf(privateKey: string): (bytes: Uint8Array) => string {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'hex'), format: 'der', type: 'pkcs8' });
  return (bytes) => sign(null, bytes, key).toString('hex');
}

/** Does the signature hold? What is no key or no signature does not. */
export function isSignedBy(publicKey: string, bytes: Uint8Array, signature: string): boolean {
  try {
    return verify(null, bytes, publicKeyOf(publicKey), Buffer.from(signature, 'hex'));
  } catch {
    // Not a key: somebody else's bytes, and nobody's signature.
    return false;
  }
}

const publicKeys = new Map<string, KeyObject>();
const KEYS_KEPT = 2_000;

function publicKeyOf(hex: string): KeyObject {
  const known = publicKeys.get(hex);
  if (known) return known;
  const key = createPublicKey({ key: Buffer.from(hex, 'hex'), format: 'der', type: 'spki' });
  if (publicKeys.size >= KEYS_KEPT) publicKeys.clear();
  publicKeys.set(hex, key);
  return key;
}

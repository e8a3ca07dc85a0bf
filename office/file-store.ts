import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '#db/durable.ts';
import { guarded } from '#db/errors.ts';
import { refusal } from '#db/refusal.ts';
import type { FileStore } from '#modules/module.ts';

const NONCE = 12;
const TAG = 16;

/**
 * The attached files, each stored once under the SHA-256 of its content, sealed with the office's file key. A file
 * that is read is proved against its name, so damage is noticed and never served.
 */
export function openFileStore(folder: string, key: Buffer): FileStore {
  let bytesStored = guarded(() => sizeOf(folder));
  const pathOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  return {
    get bytesStored() {
      return bytesStored;
    },
    put: (content) =>
      guarded(() => {
        const sha256 = createHash('sha256').update(content).digest('hex');
        const path = pathOf(sha256);
        if (existsSync(path)) return sha256;
        writeWhole(path, seal(content, key));
        bytesStored += content.length + NONCE + TAG;
        return sha256;
      }),
    get: (sha256) =>
      guarded(() => {
        const path = pathOf(sha256);
        if (!/^[0-9a-f]{64}$/.test(sha256) || !existsSync(path)) throw refusal('FILE_LOST');
        const content = unseal(readFileSync(path), key);
        const isSound = content !== null && createHash('sha256').update(content).digest('hex') === sha256;
        if (!isSound) throw refusal('FILE_DAMAGED');
        return content;
      }),
    has: (sha256) => existsSync(pathOf(sha256)),
  };
}

/** Under the key of the office's files, so that nobody reads it elsewhere and no bit of it changes unnoticed. */
export function seal(content: Uint8Array, key: Buffer): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** What was sealed; null when it was damaged since, or sealed under another key. */
export function unseal(sealed: Buffer, key: Buffer): Buffer | null {
  if (sealed.length < NONCE + TAG) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE));
  decipher.setAuthTag(sealed.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()]);
  } catch {
    // The tag does not fit: the caller says what that means.
    return null;
  }
}

function sizeOf(folder: string): number {
  if (!existsSync(folder)) return 0;
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += statSync(join(entry.parentPath, entry.name)).size;
  }
  return bytes;
}

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '#db/durable.ts';
import { guarded } from '#db/errors.ts';
import { refusal } from '#db/refusal.ts';
import { sealBytes, SEAL_OVERHEAD, soundBytes } from '#db/sealed-text.ts';
import type { FileStore } from '#modules/module.ts';

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
        writeWhole(path, sealBytes(content, key));
        bytesStored += content.length + SEAL_OVERHEAD;
        return sha256;
      }),
    get: (sha256) =>
      guarded(() => {
        const path = pathOf(sha256);
        if (!/^[0-9a-f]{64}$/.test(sha256) || !existsSync(path)) throw refusal('FILE_LOST');
        const content = soundBytes(readFileSync(path), key);
        const isSound = content !== null && createHash('sha256').update(content).digest('hex') === sha256;
        if (!isSound) throw refusal('FILE_DAMAGED');
        return content;
      }),
    has: (sha256) => existsSync(pathOf(sha256)),
  };
}

function sizeOf(folder: string): number {
  if (!existsSync(folder)) return 0;
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += statSync(join(entry.parentPath, entry.name)).size;
  }
  return bytes;
}

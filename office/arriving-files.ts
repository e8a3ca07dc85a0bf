import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '#db/durable.ts';
import { guarded } from '#db/errors.ts';
import { sealBytes, soundBytes } from '#db/sealed-text.ts';

/** The chunks of files that are on their way here: what has arrived outlasts a cut of the line and of the power. */
export interface ArrivingFiles {
  /** The contents of which something has arrived. */
  begun(): readonly string[];
  /** The chunks of a content that have arrived. */
  kept(sha256: string): ReadonlySet<number>;
  /** On the disk when it returns. */
  keep(sha256: string, no: number, content: Uint8Array): void;
  /** All chunks together; null when one was damaged since, which is then missing again. */
  whole(sha256: string, count: number): Buffer | null;
  drop(sha256: string): void;
}

/** Each chunk is a file of its own, sealed like the file store, so that a damaged one is noticed alone. */
export function openArrivingFiles(folder: string, key: Buffer): ArrivingFiles {
  const folderOf = (sha256: string): string => join(folder, sha256);
  const pathOf = (sha256: string, no: number): string => join(folderOf(sha256), String(no));
  return {
    begun: () => guarded(() => (existsSync(folder) ? readdirSync(folder).filter(isHash) : [])),
    kept: (sha256) =>
      guarded(() => {
        const names = existsSync(folderOf(sha256)) ? readdirSync(folderOf(sha256)) : [];
        // What was cut off while it was written has another name.
        return new Set(names.filter((name) => /^\d+$/.test(name)).map(Number));
      }),
    keep: (sha256, no, content) => guarded(() => writeWhole(pathOf(sha256, no), sealBytes(content, key))),
    whole: (sha256, count) =>
      guarded(() => {
        const chunks: Buffer[] = [];
        for (let no = 0; no < count; no += 1) {
          const chunk = soundChunk(pathOf(sha256, no), key);
          if (chunk === null) return null;
          chunks.push(chunk);
        }
        return Buffer.concat(chunks);
      }),
    drop: (sha256) => guarded(() => rmSync(folderOf(sha256), { recursive: true, force: true })),
  };
}

function soundChunk(path: string, key: Buffer): Buffer | null {
  if (!existsSync(path)) return null;
  const chunk = soundBytes(readFileSync(path), key);
  if (chunk === null) rmSync(path, { force: true });
  return chunk;
}

function isHash(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}

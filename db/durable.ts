import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Under another name first, flushed, then renamed: a power cut leaves the whole file or what was there before. Only
 * the owner may read it.
 */
export function writeWhole(path: string, content: Buffer | string): void {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  mkdirSync(dirname(path), { recursive: true });
  const partial = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  const file = openSync(partial, 'wx', 0o600);
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  moveInto(partial, path);
}

/** Gives a flushed file its name, and the name to the disk: before that no record may speak of it. */
export function moveInto(partial: string, path: string): void {
  renameSync(partial, path);
  flushFolder(dirname(path));
}

/** What was written into the file, by whomever, is on the disk when this returns. */
export function flushFile(path: string): void {
  flush(path, 'r+');
}

/** The names in a folder are on the disk. Windows keeps names in its journal and opens no folder. */
export function flushFolder(folder: string): void {
  if (process.platform !== 'win32') flush(folder, 'r');
}

function flush(path: string, mode: 'r' | 'r+'): void {
  const handle = openSync(path, mode);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

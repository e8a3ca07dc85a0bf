import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * What lies in the file, or, when there is none, what `make` gives: written whole, flushed, readable by its owner only.
 * Of two servers that begin at once one makes it, and both have that one.
 */
export async function keptSecret(path: string, make: () => Promise<string>): Promise<string> {
  const there = readIfThere(path);
  if (there !== null) return there;
  const content = await make();
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const partial = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  writeFlushed(partial, content);
  try {
    // Unlike a rename, a link never takes the place of a file that is there.
    linkSync(partial, path);
    return content;
  } catch (error) {
    const other = readIfThere(path);
    if (other === null) throw error;
    return other;
  } finally {
    rmSync(partial, { force: true });
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function writeFlushed(path: string, content: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

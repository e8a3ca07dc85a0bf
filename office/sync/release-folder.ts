import { createHash, hash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';
import { moveInto, writeWhole } from '#db/durable.ts';
import { chunkLength, FILE_LIMITS } from '#kernel/sync/file-chunks.ts';
import type { ReleasePackage, SignedPackage } from '#kernel/sync/release.ts';
import { signedPackageSchema } from './file-line.ts';

const SIGNED = 'package.json';

/**
 * The one installer that is on its way here, or is here, in a folder beside the database. Its chunks are written one
 * behind the other: a hundred megabytes lie on the disk once and never in memory. They are no secret, so nothing is
 * sealed; what lies here is believed only after it was compared with hashes that the data centre has signed.
 */
export class ReleaseFolder {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The package that was begun here, or null; its signature is for the caller to prove. */
  signed(): SignedPackage | null {
    const path = join(this.#folder, SIGNED);
    if (!existsSync(path)) return null;
    try {
      return signedPackageSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    } catch {
      // Changed or damaged: it is asked for again.
      return null;
    }
  }

  /** Begins a package; whatever else lies here goes. */
  begin(signed: SignedPackage): void {
    this.clear();
    writeWhole(join(this.#folder, SIGNED), JSON.stringify(signed));
  }

  /** How many chunks are here and sound; what follows on the first one that is not is cut off. */
  async sound(release: ReleasePackage): Promise<number> {
    const path = this.#partOf(release);
    if (!existsSync(path)) return 0;
    const file = openSync(path, 'r');
    let sound = 0;
    try {
      for (const named of release.chunks) {
        const chunk = Buffer.alloc(chunkLength(release.bytes, sound));
        const read = readSync(file, chunk, 0, chunk.length, sound * FILE_LIMITS.chunkBytes);
        if (read !== chunk.length || hash('sha256', chunk) !== named) break;
        sound += 1;
        await pause();
      }
    } finally {
      closeSync(file);
    }
    truncateSync(path, Math.min(release.bytes, sound * FILE_LIMITS.chunkBytes));
    return sound;
  }

  /** Writes chunk `no` behind those that are here; on the disk when it returns. */
  append(release: ReleasePackage, no: number, chunk: Uint8Array): void {
    mkdirSync(this.#folder, { recursive: true });
    const file = openSync(this.#partOf(release), no === 0 ? 'w' : 'r+', 0o600);
    try {
      const at = no * FILE_LIMITS.chunkBytes;
      for (let written = 0; written < chunk.length;) {
        written += writeSync(file, chunk, written, chunk.length - written, at + written);
      }
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }

  /** Gives the installer its name once all of it has the hash that was signed; answers whether it has. */
  async finish(release: ReleasePackage): Promise<boolean> {
    const part = this.#partOf(release);
    if (!(await isWhole(part, release))) return false;
    moveInto(part, this.pathOf(release));
    return true;
  }

  /** Is the installer here, and still what the data centre has signed? All of it is read. */
  async isReady(release: ReleasePackage): Promise<boolean> {
    return isWhole(this.pathOf(release), release);
  }

  /** Where the installer lies when it is ready. */
  pathOf({ name }: ReleasePackage): string {
    return join(this.#folder, name);
  }

  clear(): void {
    // The folder itself stays: somebody may have given it rights of its own.
    const names = existsSync(this.#folder) ? readdirSync(this.#folder) : [];
    for (const name of names) rmSync(join(this.#folder, name), { recursive: true, force: true });
  }

  #partOf(release: ReleasePackage): string {
    return `${this.pathOf(release)}.part`;
  }
}

async function isWhole(path: string, { bytes, sha512 }: ReleasePackage): Promise<boolean> {
  if (statSync(path, { throwIfNoEntry: false })?.size !== bytes) return false;
  const hashing = createHash('sha512');
  // A stream without an encoding gives buffers.
  for await (const part of createReadStream(path) as AsyncIterable<Buffer>) hashing.update(part);
  return hashing.digest('base64') === sha512;
}

import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '#db/durable.ts';
import { sealBytes, soundBytes } from '#db/sealed-text.ts';
import type { SignedManifest } from '#kernel/sync/snapshot.ts';
import { signedManifestSchema } from './answers.ts';
import type { SnapshotStore } from './ports.ts';

const MANIFEST = 'manifest';
const hexadecimal = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * The chunks of a snapshot in a folder beside the database, each under its hash, written whole and flushed. They are
 * an office's records, so everything is sealed under its key; what does not open is as good as not there.
 */
export function snapshotFolder(folder: string, officeKey: Buffer): SnapshotStore {
  const pathOf = (sha256: string): string => join(folder, `${hexadecimal.parse(sha256)}.chunk`);
  const write = (path: string, bytes: Uint8Array): void => {
    mkdirSync(folder, { recursive: true });
    writeWhole(path, sealBytes(bytes, officeKey));
  };
  return {
    manifest: () => readManifest(read(join(folder, MANIFEST), officeKey)),
    begin: (signed) => {
      write(join(folder, MANIFEST), Buffer.from(JSON.stringify(signed)));
      const named = new Set(signed.manifest.chunks.map(({ sha256 }) => `${sha256}.chunk`));
      // What was half written when the power went, too.
      const stale = readdirSync(folder).filter((name) => name !== MANIFEST && !named.has(name));
      for (const name of stale) rmSync(join(folder, name), { force: true });
    },
    has: (sha256) => existsSync(pathOf(sha256)),
    put: (sha256, bytes) => write(pathOf(sha256), bytes),
    get: (sha256) => read(pathOf(sha256), officeKey),
    drop: (sha256) => rmSync(pathOf(sha256), { force: true }),
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function read(path: string, officeKey: Buffer): Buffer | null {
  // What is damaged, or of another office, is fetched again.
  return existsSync(path) ? soundBytes(readFileSync(path), officeKey) : null;
}

function readManifest(bytes: Buffer | null): SignedManifest | null {
  if (bytes === null) return null;
  const { success, data } = signedManifestSchema.safeParse(JSON.parse(bytes.toString('utf8')));
  return success ? data : null;
}

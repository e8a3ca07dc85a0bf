import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { BAGHDAD_OFFSET_MINUTES } from '#kernel/date.ts';
import { flushFile, moveInto, writeWhole } from './durable.ts';
import { guarded } from './errors.ts';
import { keyringSchema } from './keyring.ts';
import { schemaVersion } from './migrate.ts';
import { openDatabase, type OfficeDatabase } from './open.ts';
import { refusal } from './refusal.ts';

/**
 * A backup folder holds dated copies of the office database, each with a manifest, and beside them one store of the
 * attached files by content hash that all copies share. Everything in it stays encrypted with the office's key.
 */
export const manifestSchema = z.object({
  version: z.literal(1),
  office: z.uuid(),
  officeName: z.string().max(400),
  createdAt: z.number().int(),
  seq: z.number().int().nonnegative(),
  head: z.string().regex(/^[0-9a-f]{64}$/),
  schema: z.number().int().positive(),
  bytes: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  files: z.number().int().nonnegative(),
});

export type BackupManifest = z.infer<typeof manifestSchema>;

export interface BackupEntry {
  readonly path: string;
  readonly manifest: BackupManifest;
}

export interface BackupOptions {
  readonly database: OfficeDatabase;
  readonly filesFolder: string;
  readonly keyringPath: string;
  readonly target: string;
  readonly now: number;
  readonly office: { readonly id: string; readonly name: string };
  /** How many copies stay; the oldest beyond it are removed after the new one is proved. */
  readonly keep: number;
}

const COPY_NAME = /^diwan-\d{4}-\d{2}-\d{2}-\d{6}-\d+\.db$/;
const MANIFEST_BYTES_LIMIT = 64 * 1024;
/** The wraps of the office's key, beside its copies: with the recovery code they open on any PC. */
const KEYRING_NAME = 'office.keyring.json';

/**
 * Writes one dated copy, proves it by reading it back, and only then lets go of the oldest ones. Refuses
 * `BACKUP_FOLDER_MISSING`, `BACKUP_FOLDER_TAKEN` and `DATABASE_*`.
 */
export function backUp(options: BackupOptions): BackupEntry {
  return guarded(() => {
    const { database, target, now, office } = options;
    // Never made here: a missing one means that the stick is not plugged in.
    if (!existsSync(target)) throw refusal('BACKUP_FOLDER_MISSING');
    demandOwnFolder(target, office.id);
    const partial = join(target, `partial-${process.pid}.tmp`);
    rmSync(partial, { force: true });
    try {
      database.raw.prepare('VACUUM INTO ?').run(partial);
      flushFile(partial);
      const files = copyFiles(options.filesFolder, join(target, 'files'));
      copyFileSync(options.keyringPath, join(target, `${KEYRING_NAME}.tmp`));
      flushFile(join(target, `${KEYRING_NAME}.tmp`));
      moveInto(join(target, `${KEYRING_NAME}.tmp`), join(target, KEYRING_NAME));
      const { seq, head } = lastOp(database);
      const manifest: BackupManifest = {
        ...{ version: 1, office: office.id, officeName: office.name, createdAt: now, seq, head },
        ...{ schema: schemaVersion(database), bytes: statSync(partial).size, sha256: sha256Of(partial), files },
      };
      const path = join(target, `diwan-${stamp(now)}-${seq}.db`);
      writeFileSync(`${partial}.json`, JSON.stringify(manifest, null, 2), { flush: true });
      moveInto(partial, path);
      moveInto(`${partial}.json`, `${path}.json`);
      for (const old of listBackups(target).slice(options.keep)) discard(old.path);
      return { path, manifest };
    } finally {
      rmSync(partial, { force: true });
      rmSync(`${partial}.json`, { force: true });
    }
  });
}

/** Two offices in one folder would remove each other's oldest copies and overwrite each other's keyring. */
function demandOwnFolder(target: string, office: string): void {
  const path = join(target, KEYRING_NAME);
  if (!existsSync(path) || statSync(path).size > MANIFEST_BYTES_LIMIT) return;
  const { success, data } = keyringSchema.safeParse(parseJson(readFileSync(path, 'utf8')));
  if (success && data.office !== office) throw refusal('BACKUP_FOLDER_TAKEN');
}

/** The copies in a folder, newest first. Files that are not whole copies are passed over. */
export function listBackups(target: string): readonly BackupEntry[] {
  if (!existsSync(target)) return [];
  const entries: BackupEntry[] = [];
  for (const name of readdirSync(target)) {
    if (!COPY_NAME.test(name)) continue;
    const path = join(target, name);
    const manifest = readManifest(path);
    if (manifest) entries.push({ path, manifest });
  }
  return entries.sort((a, b) => b.manifest.createdAt - a.manifest.createdAt || b.manifest.seq - a.manifest.seq);
}

/**
 * Proves that a copy can be restored: the bytes are those of the manifest, the key opens it, the file is sound, and
 * its log ends where the manifest says. Refuses with the reason otherwise; the copy is only read.
 */
export function proveBackup(path: string, key: Buffer, programSchema: number): BackupManifest {
  return guarded(() => {
    const manifest = readManifest(path);
    if (!manifest) throw refusal('BACKUP_NO_MANIFEST');
    if (statSync(path).size !== manifest.bytes) throw refusal('BACKUP_TRUNCATED');
    if (sha256Of(path) !== manifest.sha256) throw refusal('BACKUP_DAMAGED');
    if (manifest.schema > programSchema) {
      throw refusal('DATABASE_NEWER', { file: manifest.schema, program: programSchema });
    }
    const database = openDatabase({ path, key, mustExist: true, isReadOnly: true });
    try {
      if (database.raw.pragma('integrity_check(1)', { simple: true }) !== 'ok') throw refusal('BACKUP_DAMAGED');
      const { seq, head } = lastOp(database);
      if (seq !== manifest.seq || head !== manifest.head) throw refusal('BACKUP_DAMAGED');
    } finally {
      database.close();
    }
    return manifest;
  });
}

/**
 * Puts a proved copy in the place of the office database. The database it replaces is kept beside it under a dated
 * name, and a mark tells the office at its next opening to close the ways in that the copy brings back. The office must be
 * closed.
 */
export function restoreBackup(options: {
  readonly from: string;
  readonly databasePath: string;
  readonly filesFolder: string;
  readonly now: number;
}): { readonly replaced: string | null } {
  return guarded(() => {
    const { from, databasePath, filesFolder, now } = options;
    mkdirSync(dirname(databasePath), { recursive: true });
    const incoming = `${databasePath}.incoming`;
    copyFileSync(from, incoming);
    flushFile(incoming);
    copyFiles(join(dirname(from), 'files'), filesFolder);
    const aside = `${databasePath}.replaced-${stamp(now)}`;
    const replaced = existsSync(databasePath) ? aside : null;
    // Before the swap, so that no cut in between opens the old copy unmarked. A second run finds the database already
    // moved aside and must not forget where to.
    const earlier = readRestoreMark(databasePath)?.replaced ?? null;
    writeWhole(markPath(databasePath), JSON.stringify({ replaced: replaced ?? earlier }));
    if (replaced !== null) renameSync(databasePath, replaced);
    // Also without a database, when a power cut came between the two: SQLite would mix an old log into the copy.
    for (const suffix of ['-wal', '-shm']) {
      if (existsSync(databasePath + suffix)) renameSync(databasePath + suffix, aside + suffix);
    }
    moveInto(incoming, databasePath);
    return { replaced };
  });
}

const restoreMark = z.object({ replaced: z.string().nullable() });

/** Lies beside a restored database until the office has closed every way in that the copy brought back. */
function markPath(databasePath: string): string {
  return `${databasePath}.restored`;
}

/** What the database at this path was restored over, or null when nobody restored it since `clearRestoreMark`. */
export function readRestoreMark(databasePath: string): z.infer<typeof restoreMark> | null {
  const path = markPath(databasePath);
  if (!existsSync(path)) return null;
  // Half a mark is still one: the copy brought its old ways in all the same.
  return restoreMark.safeParse(parseJson(readFileSync(path, 'utf8'))).data ?? { replaced: null };
}

export function clearRestoreMark(databasePath: string): void {
  rmSync(markPath(databasePath), { force: true });
}

/** Copies the stored files that the other side does not have; returns how many there are. Never overwrites one. */
function copyFiles(from: string, to: string): number {
  if (!existsSync(from)) return 0;
  let count = 0;
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/^[0-9a-f]{64}$/.test(entry.name)) continue;
    count += 1;
    const target = join(to, entry.name.slice(0, 2), entry.name.slice(2, 4), entry.name);
    const source = join(entry.parentPath, entry.name);
    if (existsSync(target) && statSync(target).size === statSync(source).size) continue;
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(source, `${target}.tmp`);
    // A stick that is pulled out must not keep a file of the right size with nothing in it: it would never be copied again.
    flushFile(`${target}.tmp`);
    moveInto(`${target}.tmp`, target);
  }
  return count;
}

function readManifest(path: string): BackupManifest | null {
  const manifestPath = `${path}.json`;
  if (!existsSync(manifestPath) || statSync(manifestPath).size > MANIFEST_BYTES_LIMIT) return null;
  // A manifest that cannot be read is the same to the user as none: this copy cannot be proved.
  const parsed = manifestSchema.safeParse(parseJson(readFileSync(manifestPath, 'utf8')));
  return parsed.success ? parsed.data : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the schemas refuse `null`.
    return null;
  }
}

function lastOp(database: OfficeDatabase): { seq: number; head: string } {
  const last = database.raw.prepare('SELECT seq, hash FROM op_log ORDER BY seq DESC LIMIT 1').get() as
    { seq: number; hash: Buffer } | undefined;
  return { seq: last?.seq ?? 0, head: last?.hash.toString('hex') ?? '0'.repeat(64) };
}

function sha256Of(path: string): string {
  const hash = createHash('sha256');
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.allocUnsafe(1 << 20);
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) hash.update(chunk.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

function discard(path: string): void {
  rmSync(path, { force: true });
  rmSync(`${path}.json`, { force: true });
}

/** `2026-11-24-131502`, as the clocks of Baghdad show it, which know no summer time: sorts by name. */
function stamp(now: number): string {
  return new Date(now + BAGHDAD_OFFSET_MINUTES * 60_000)
    .toISOString()
    .slice(0, 19)
    .replace('T', '-')
    .replaceAll(':', '');
}

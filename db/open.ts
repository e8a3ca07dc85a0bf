import { accessSync, constants } from 'node:fs';
import Database from 'better-sqlite3';
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { assert } from '#kernel/assert.ts';
import { guarded } from './errors.ts';
import { installWriteGuard, type WriteGuard } from './guards.ts';
import { refusal } from './refusal.ts';

/** An open office database: the raw connection, drizzle for reading, and the guard that the write door holds. */
export interface OfficeDatabase {
  readonly path: string;
  readonly raw: Database.Database;
  readonly db: BetterSQLite3Database;
  readonly guard: WriteGuard;
  close(): void;
}

export interface OpenOptions {
  readonly path: string;
  /** 32 bytes; see `keyring.ts`. */
  readonly key: Buffer;
  readonly mustExist?: boolean;
  readonly isReadOnly?: boolean;
}

/**
 * Opens the encrypted file of an office with the settings that every part relies on. Refuses with a
 * `DATABASE_*` problem when the file is missing, locked, damaged, read-only, on a full disk or sealed with another key.
 */
export function openDatabase({ path, key, mustExist = false, isReadOnly = false }: OpenOptions): OfficeDatabase {
  assert(Number(process.versions['napi'] ?? 0) >= 10, 'This Node.js is too old for the database library.');
  assert(key.length === 32, 'A database key is 32 bytes.');
  return guarded(() => {
    const raw = new Database(path, { fileMustExist: mustExist, readonly: isReadOnly, timeout: 5_000 });
    try {
      unlock(raw, key);
      if (!isReadOnly) configure(raw, path);
      const guard = installWriteGuard(raw);
      return { path, raw, db: drizzle({ client: raw }), guard, close: () => raw.close() };
    } catch (error) {
      raw.close();
      throw error;
    }
  });
}

function unlock(raw: Database.Database, key: Buffer): void {
  raw.pragma(`cipher='sqlcipher'`);
  raw.pragma('legacy=4');
  raw.pragma(`key="x'${key.toString('hex')}'"`);
  // The first read proves the key: SQLite opens lazily.
  raw.prepare('SELECT count(*) FROM sqlite_master').get();
  // Sorting, and the replay of a proof, may spill; spilled pages would lie on the disk unencrypted.
  raw.pragma('temp_store = MEMORY');
}

/** What is left of the log of a day on which somebody read for hours, once it is written into the file. */
const LOG_BYTES_KEPT = 32 * 1024 * 1024;

/** So many pages are written into the file at a time, 16 MB: each time waits for the disk, and most pages change again. */
const LOG_PAGES_AT_A_TIME = 4_000;

function configure(raw: Database.Database, path: string): void {
  // SQLite opens what it may only read all the same, and the first command would be the one to hear of it.
  accessSync(path, constants.W_OK);
  const mode: unknown = raw.pragma('journal_mode = WAL', { simple: true });
  if (mode !== 'wal') throw refusal('DATABASE_READ_ONLY');
  raw.pragma('synchronous = FULL');
  raw.pragma('foreign_keys = ON');
  raw.pragma('cell_size_check = ON');
  raw.pragma('cache_size = -32768');
  raw.pragma(`journal_size_limit = ${LOG_BYTES_KEPT}`);
  raw.pragma(`wal_autocheckpoint = ${LOG_PAGES_AT_A_TIME}`);
}

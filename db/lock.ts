import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { guarded } from './errors.ts';

/**
 * Makes this process the only writer of an office folder: an exclusive lock on a small file beside the database.
 * The operating system lets go of it when the process dies, however it dies. Refuses `DATABASE_LOCKED` when another
 * process has it, and `DATABASE_READ_ONLY` where nobody may write.
 */
export function lockFolder(folder: string): { release(): void } {
  return guarded(() => {
    const path = join(folder, 'office.lock');
    const lock = new Database(path, { timeout: 0 });
    try {
      // What may only be read SQLite would not lock, and not say so.
      accessSync(path, constants.W_OK);
      lock.pragma('journal_mode = DELETE');
      lock.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      lock.close();
      throw error;
    }
    return { release: () => void lock.close() };
  });
}

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { guarded } from './errors.ts';

/**
 * Makes this process the only writer of an office folder: an exclusive lock on a small file beside the database.
 * The operating system lets go of it when the process dies, however it dies. Refuses `DATABASE_LOCKED` when another
 * process has it.
 */
export function lockFolder(folder: string): { release(): void } {
  return guarded(() => {
    const lock = new Database(join(folder, 'office.lock'), { timeout: 0 });
    try {
      lock.pragma('journal_mode = DELETE');
      lock.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      lock.close();
      throw error;
    }
    return { release: () => void lock.close() };
  });
}

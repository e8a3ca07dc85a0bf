import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { proveBackup, restoreBackup } from '#db/backup.ts';
import { Refusal } from '#db/refusal.ts';
import type { RestoreOutcome } from './contract/index.ts';
import type { OfficePaths } from './folder.ts';
import type { Logger } from './log.ts';

const request = z.object({ from: z.string() });

/**
 * Asks for a copy to be put in the place of the office when it opens next. The database must be closed for that, so
 * the wish is written down, and a power cut between the two only delays it.
 */
export function requestRestore(paths: OfficePaths, from: string): void {
  writeFileSync(`${paths.pendingRestore}.tmp`, JSON.stringify({ from }), { flush: true });
  renameSync(`${paths.pendingRestore}.tmp`, paths.pendingRestore);
}

/**
 * Fulfils the wish, before the database is opened: proves the copy once more, then swaps it in and keeps what it
 * replaced. A copy that no longer proves is left alone and the office opens as it was. Returns how it ended, or null
 * when nobody asked for it.
 */
export function finishRestore(
  paths: OfficePaths,
  { key, programSchema, now, log }: { key: Buffer; programSchema: number; now: number; log: Logger },
): RestoreOutcome | null {
  if (!existsSync(paths.pendingRestore)) return null;
  const outcome = restoreWished(paths, { key, programSchema, now, log });
  rmSync(paths.pendingRestore, { force: true });
  return outcome;
}

function restoreWished(
  paths: OfficePaths,
  { key, programSchema, now, log }: Parameters<typeof finishRestore>[1],
): RestoreOutcome {
  try {
    const { from } = request.parse(JSON.parse(readFileSync(paths.pendingRestore, 'utf8')));
    const { seq, createdAt } = proveBackup(from, key, programSchema);
    restoreBackup({ from, databasePath: paths.database, filesFolder: paths.files, now });
    log.warn({ seq }, 'a backup was restored');
    return { copyAt: createdAt, problem: null };
  } catch (error) {
    const problem = (error instanceof Refusal ? error.problems[0]?.code : undefined) ?? 'INTERNAL';
    log.error({ problem }, 'a restore was asked for and could not be done');
    return { copyAt: null, problem };
  }
}

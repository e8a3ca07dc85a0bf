import type { HomeTask } from '#renderer/module.ts';
import { platform } from '#renderer/rpc.ts';

const OLD_DAYS = 3;
const DAY = 86_400_000;

/** A backup that failed, is missing or is old. */
export async function findBackupTasks(): Promise<readonly HomeTask[]> {
  return judgeBackups(await platform.call.health.get({}), Date.now());
}

export function judgeBackups(
  health: { readonly lastBackupAt: number | null; readonly lastBackupProblem: string | null },
  now: number,
): readonly HomeTask[] {
  const path = '/system/backups';
  if (health.lastBackupProblem !== null) return [{ label: 'platform.home.task.backupProblem', path }];
  if (health.lastBackupAt === null) return [{ label: 'platform.home.task.noBackup', path }];
  return now - health.lastBackupAt > OLD_DAYS * DAY ? [{ label: 'platform.home.task.backupOld', path }] : [];
}

/** What waits in the inbox of the sync for whoever may settle it. */
export async function findInboxTasks(): Promise<readonly HomeTask[]> {
  return judgeInbox(await platform.call.sync.status({}));
}

export function judgeInbox({ inbox: count }: { readonly inbox: number }): readonly HomeTask[] {
  return count === 0 ? [] : [{ label: 'platform.home.task.inbox', count, path: '/system/sync' }];
}

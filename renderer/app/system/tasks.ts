import type { SyncView } from '#office/contract/index.ts';
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

/** What the sync has for whoever looks after it: a PC that is out of it, and what waits in the inbox. */
export async function findSyncTasks(): Promise<readonly HomeTask[]> {
  return judgeSync(await platform.call.sync.status({}));
}

export function judgeSync({
  inbox: count,
  problem,
  late,
}: Pick<SyncView, 'inbox' | 'problem' | 'late'>): readonly HomeTask[] {
  const path = '/system/sync';
  const isReplaced = late !== null || problem === 'SYNC_REPLACED';
  const isEnded = !isReplaced && problem === 'SYNC_DEVICE_ENDED';
  return [
    ...(isReplaced ? [{ label: 'platform.home.task.replaced', path }] : []),
    ...(isEnded ? [{ label: 'platform.home.task.ended', path }] : []),
    ...(count === 0 ? [] : [{ label: 'platform.home.task.inbox', count, path }]),
  ];
}

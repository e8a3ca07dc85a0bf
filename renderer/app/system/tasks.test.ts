import { describe, expect, it } from 'vitest';
import { judgeBackups, judgeInbox } from './tasks.ts';

const DAY = 86_400_000;
const now = 100 * DAY;

describe('the reminder to back up', () => {
  it.each([
    { at: null, problem: null, label: 'platform.home.task.noBackup' },
    { at: now - 4 * DAY, problem: null, label: 'platform.home.task.backupOld' },
    { at: now - DAY, problem: 'BACKUP_FOLDER_MISSING', label: 'platform.home.task.backupProblem' },
  ])('names $label', ({ at, problem, label }) => {
    const tasks = judgeBackups({ lastBackupAt: at, lastBackupProblem: problem }, now);
    expect(tasks.map((task) => task.label)).toEqual([label]);
  });

  it('is silent when the last backup is young', () => {
    expect(judgeBackups({ lastBackupAt: now - 3 * DAY, lastBackupProblem: null }, now)).toEqual([]);
  });
});

describe('what waits in the inbox of the sync', () => {
  it('is counted and leads to its page', () => {
    expect(judgeInbox({ inbox: 3 })).toEqual([{ label: 'platform.home.task.inbox', count: 3, path: '/system/sync' }]);
  });

  it('is not spoken of where there is nothing', () => expect(judgeInbox({ inbox: 0 })).toEqual([]));
});

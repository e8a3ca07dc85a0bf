import { describe, expect, it } from 'vitest';
import { judgeBackups, judgeSync } from './tasks.ts';

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

describe('what the sync has for the home page', () => {
  const [path, none] = ['/system/sync', { inbox: 0, problem: null, late: null }];
  const late = { state: 'asked', reason: null, changes: 2, since: null } as const;
  it('is what waits in the inbox, counted, and leads to its page', () => {
    expect(judgeSync({ ...none, inbox: 3 })).toEqual([{ label: 'platform.home.task.inbox', count: 3, path }]);
  });

  it('is that the data centre accepts this PC no longer', () => {
    expect(judgeSync({ ...none, problem: 'SYNC_DEVICE_ENDED' })).toEqual([{ label: 'platform.home.task.ended', path }]);
  });

  it('is that another PC has taken its place, told once', () => {
    const told = [{ label: 'platform.home.task.replaced', path }];
    expect(judgeSync({ ...none, problem: 'SYNC_REPLACED' })).toEqual(told);
    expect(judgeSync({ ...none, problem: 'SYNC_DEVICE_ENDED', late })).toEqual(told);
  });

  it('is nothing where there is nothing, or no line', () => {
    expect(judgeSync(none)).toEqual([]);
    expect(judgeSync({ ...none, problem: 'SYNC_NO_ANSWER' })).toEqual([]);
  });
});

import type { HomeTask } from '#renderer/module.ts';
import { call } from './client.ts';

/** Files of two offices that may be one person's and wait for a decision. */
export async function findDoubleFiles(): Promise<readonly HomeTask[]> {
  const { count, hasMore } = await call.doubleFile.waiting({});
  const label = hasMore ? 'ministry.home.task.moreDoubleFiles' : 'ministry.home.task.doubleFiles';
  return count === 0 ? [] : [{ label, count, path: '/ministry/double-files' }];
}

/** People who have been between two offices for more than a month. */
export async function findOverdue(): Promise<readonly HomeTask[]> {
  const { count } = await call.person.overdue({});
  return count === 0 ? [] : [{ label: 'ministry.home.task.inTransit', count, path: '/ministry/transit' }];
}

import type { HomeTask } from '#renderer/module.ts';
import { call } from '../client.ts';

/** Files of two offices that may be one person's and wait for a decision. */
export async function findDoubleFiles(): Promise<readonly HomeTask[]> {
  const { count } = await call.doubleFile.waiting({});
  return count === 0 ? [] : [{ label: 'ministry.home.task.doubleFiles', count, path: '/ministry/double-files' }];
}

import type { HomeTask } from '#renderer/module.ts';
import type { UserRow } from '../contract.ts';
import { call } from './client.ts';

/** People who cannot work yet, or an office that has nobody but its administrator. */
export async function findUserTasks(): Promise<readonly HomeTask[]> {
  return judgeUsers(await call.user.list({}));
}

export function judgeUsers(users: readonly Pick<UserRow, 'roles' | 'isSuspended'>[]): readonly HomeTask[] {
  if (users.length === 1) return [{ label: 'org.home.task.noUsers', path: '/org/users' }];
  const count = users.filter(({ roles, isSuspended }) => roles.length === 0 && !isSuspended).length;
  return count === 0 ? [] : [{ label: 'org.home.task.usersWithoutRole', count, path: '/org/users' }];
}

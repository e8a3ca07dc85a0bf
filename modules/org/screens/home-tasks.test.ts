import { describe, expect, it } from 'vitest';
import { judgeUsers } from './home-tasks.ts';

const clerk = { roles: ['clerk'], isSuspended: false };

describe('what waits for the user manager', () => {
  it('is the adding of users while there is only one', () => {
    expect(judgeUsers([clerk])).toEqual([{ label: 'org.home.task.noUsers', path: '/org/users' }]);
  });

  it('is the giving of roles to those who work without one', () => {
    const users = [clerk, { roles: [], isSuspended: false }, { roles: [], isSuspended: true }];
    expect(judgeUsers(users)).toEqual([{ label: 'org.home.task.usersWithoutRole', count: 1, path: '/org/users' }]);
  });

  it('is nothing when everybody has one', () => {
    expect(judgeUsers([clerk, clerk])).toEqual([]);
  });
});

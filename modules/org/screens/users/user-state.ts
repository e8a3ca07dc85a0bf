import type { StatusTone } from '#renderer/kit/status-tag.tsx';
import type { UserRow } from '../../contract.ts';

export const userTones = { active: 'good', mustChange: 'warn', suspended: 'bad' } as const satisfies Record<
  string,
  StatusTone
>;
export type UserState = keyof typeof userTones;

/** Can this user sign in and work? */
export function userState(user: Pick<UserRow, 'isSuspended' | 'mustChangePassword'>): UserState {
  if (user.isSuspended) return 'suspended';
  return user.mustChangePassword ? 'mustChange' : 'active';
}

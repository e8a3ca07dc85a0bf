import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import type { Context } from '#modules/module.ts';
import type { permissions } from '../contract/index.ts';

/** A proposal is the office's and belongs to no unit: whoever holds the right anywhere has it. */
export function may({ access }: Pick<Context, 'access'>, permission: (typeof permissions)[number]): Verdict {
  return access?.grants.has(permission) === true ? accept() : refuse('FORBIDDEN');
}

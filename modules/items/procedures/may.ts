import type { Verdict } from '#kernel/verdict.ts';
import { mayAnywhere, mayAt, type Context } from '#modules/module.ts';
import type { permissions } from '../contract/index.ts';

/** The catalogue belongs to no unit: it is written by whoever holds the right anywhere, and published for the whole office. */
export function may({ access }: Pick<Context, 'access'>, permission: (typeof permissions)[number]): Verdict {
  if (permission === 'items.catalogue.publish') return mayAt(access, permission, null);
  return mayAnywhere(access, permission);
}

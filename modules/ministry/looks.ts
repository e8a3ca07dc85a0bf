import { performance } from 'node:perf_hooks';
import type { Context } from '#modules/module.ts';
import type { ActKind } from './contract/index.ts';

const AN_HOUR = 3_600_000;

/** By the machine's own count of time: the PC's clock may be set back, and acts bear the hybrid one. */
const looks = new WeakMap<Context['db'], Map<string, number>>();

/**
 * Lets `note` write that this user looks at this, unless it did so within the last hour. An open page asks anew after
 * each change in the office, and the note is one: noted each time, it would ask and be noted for ever.
 */
export function noteFirstLook(
  { db, actor }: Context,
  { kind, detail, note }: { readonly kind: ActKind; readonly detail: string | null; readonly note: () => void },
): void {
  const known = looks.get(db) ?? new Map<string, number>();
  looks.set(db, known);
  const now = performance.now();
  for (const [look, at] of known) if (now - at > AN_HOUR) known.delete(look);
  const look = JSON.stringify([actor.userId, kind, detail]);
  if (known.has(look)) return;
  note();
  known.set(look, now);
}

import type { HoldReason } from '#kernel/sync/merge.ts';
import type { DatacenterPorts } from './ports.ts';
import type { StoreTransaction } from './store.ts';
import { heldOps, type HeldOpRow } from './tables.ts';

/** What is held of an office: in which order it is looked at, what ends by itself, and where it is told. */

/** So many held ops are read at a time, and so many of them are tried again by a pass: each opens a frame. */
export const HELD_AT_ONCE = 5_000;

/** What concerns the op as a whole lies behind the entries of its effects. */
const TOLD_HELD = 100_001;
/**
 * The place of the second telling and of those after it, the release too: a channel takes each place once, and in the
 * order of the places.
 */
const TOLD_AGAIN = 100_010;

/** These end by themselves: when the cause arrives, or the program is renewed, or the op before is applied. */
const passing: ReadonlySet<HoldReason> = new Set(['cause-missing', 'schema-deferred', 'follows']);

/** What is held of an office, in the order of its log. */
export async function* heldOf(tx: StoreTransaction, office: number): AsyncGenerator<HeldOpRow> {
  for (let after: number | undefined; ;) {
    const from = after === undefined ? {} : { after };
    const rows: readonly HeldOpRow[] = await tx.range(heldOps, office, { ...from, limit: HELD_AT_ONCE });
    yield* rows;
    if (rows.length < HELD_AT_ONCE) return;
    after = rows.at(-1)?.seq;
  }
}

/** May it be applied now? What a rule has refused waits until the rules may be others. */
export function mayPass({ retriesRefused }: DatacenterPorts, { reason }: Pick<HeldOpRow, 'reason'>): boolean {
  return passing.has(reason) || (retriesRefused === true && reason === 'illegal-state');
}

/** Where a telling stands when so many were before it. */
export function placeOfTelling(told: number): number {
  return told === 0 ? TOLD_HELD : TOLD_AGAIN + told;
}

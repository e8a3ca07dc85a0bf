import { shiftMonth, type Month } from '#kernel/date.ts';
import type { RunKind, RunState } from '../contract/index.ts';

interface Paid {
  readonly entityId: string;
  readonly month: Month;
  readonly kind: RunKind;
  readonly state: RunState;
}

/** The month that an entity pays next: the one after its last regular run, or this month where it has none. */
export function nextMonthOf(entityId: string | null, runs: readonly Paid[], thisMonth: Month): Month {
  const months = runs
    .filter((run) => run.entityId === entityId && run.kind === 'REGULAR' && run.state !== 'cancelled')
    .map(({ month }) => month)
    .toSorted();
  const last = months.at(-1);
  return last === undefined ? thisMonth : shiftMonth(last, 1);
}

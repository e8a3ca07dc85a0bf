import type { LocalDate } from '#kernel/date.ts';
import type { Interval } from '../contract/pay-facts.ts';

export type * from '../contract/pay-facts.ts';

/** The entry of a timeline that is in force on a day: the one with the latest start that is not after it. */
export function inForceOn<T extends { readonly from: LocalDate }>(timeline: readonly T[], day: LocalDate): T | null {
  return timeline.findLast((entry) => entry.from <= day) ?? null;
}

/** Does the interval hold the day? */
export function covers(interval: Interval | null, day: LocalDate): boolean {
  return interval !== null && interval.from <= day && (interval.to === null || day <= interval.to);
}

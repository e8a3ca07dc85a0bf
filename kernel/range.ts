import { addDays, daysBetween, earlier, firstDay, lastDay, later, type LocalDate, type Month } from './date.ts';
import { accept, refuse, type Verdict } from './verdict.ts';

/** Days from one to another, both included; `to: null` has no end yet (payroll-contract §1.3). */
export interface DateRange {
  readonly from: LocalDate;
  readonly to: LocalDate | null;
}

/** A range that ends. */
export interface ClosedRange extends DateRange {
  readonly to: LocalDate;
}

/** Its end does not lie before its beginning, or `PERIOD_REVERSED`. */
export function judgeRange(range: DateRange): Verdict {
  return range.to !== null && range.to < range.from ? refuse('PERIOD_REVERSED', undefined, 'to') : accept();
}

/** From the first to the last day of a month. */
export function rangeOfMonth(month: Month): ClosedRange {
  return { from: firstDay(month), to: lastDay(month) };
}

export function contains(range: DateRange, date: LocalDate): boolean {
  return range.from <= date && (range.to === null || date <= range.to);
}

/** Does the outer range hold every day of the inner one? */
export function encloses({ outer, inner }: { readonly outer: DateRange; readonly inner: DateRange }): boolean {
  return outer.from <= inner.from && (outer.to === null || (inner.to !== null && inner.to <= outer.to));
}

/** Have the two a day in common? */
export function overlaps(left: DateRange, right: DateRange): boolean {
  return intersect(left, right) !== null;
}

/** The days that both have, or null where there are none. */
export function intersect<L extends DateRange, R extends DateRange>(
  left: L,
  right: R,
): (L extends ClosedRange ? ClosedRange : R extends ClosedRange ? ClosedRange : DateRange) | null {
  const from = later(left.from, right.from);
  const to = left.to === null || right.to === null ? (left.to ?? right.to) : earlier(left.to, right.to);
  if (to !== null && to < from) return null;
  // When either range ends, so does what they share; the compiler does not follow the choice of `to`.
  return { from, to } as L extends ClosedRange ? ClosedRange : R extends ClosedRange ? ClosedRange : DateRange;
}

/** The number of its days, both ends counted. */
export function lengthInDays(range: ClosedRange): number {
  return daysBetween(range.from, range.to) + 1;
}

/** Each of its days in order. */
export function daysOf(range: ClosedRange): readonly LocalDate[] {
  return Array.from({ length: Math.max(0, lengthInDays(range)) }, (_, index) => addDays(range.from, index));
}

/**
 * The same days in the fewest ranges, in order: what overlaps or touches becomes one, so that a day in two records
 * counts once.
 */
export function merge(ranges: readonly DateRange[]): readonly DateRange[] {
  const merged: DateRange[] = [];
  for (const range of ranges.toSorted((left, right) =>
    left.from < right.from ? -1 : left.from > right.from ? 1 : 0,
  )) {
    const last = merged.at(-1);
    if (!last || (last.to !== null && addDays(last.to, 1) < range.from)) merged.push(range);
    else merged[merged.length - 1] = { from: last.from, to: laterEnd(last.to, range.to) };
  }
  return merged;
}

function laterEnd(left: LocalDate | null, right: LocalDate | null): LocalDate | null {
  return left === null || right === null ? null : later(left, right);
}

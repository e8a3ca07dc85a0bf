import { lengthOfMonth, monthOf, partsOf, type LocalDate, type Month } from '#kernel/date.ts';
import { covers, type Interval, type LeaveFact, type PayFacts } from './facts.ts';
import type { Parameters } from './rule-book.ts';

/** Consecutive days of a month on which nothing changes (payroll-contract §5). */
export interface Slice {
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** How many parts of the month's divisor its days weigh. */
  readonly weight: number;
  /** Halves of the nominal salary that a day earns: 2 whole, 1 half, 0 none. */
  readonly nominalHalves: 0 | 1 | 2;
  readonly allowanceHalves: 0 | 1 | 2;
  readonly leave: LeaveFact | null;
}

/** The parts into which the whole month is divided: its days, or thirty (§5.1). */
export function divisorOf(month: Month, dayBasis: Parameters['dayBasis']): number {
  return dayBasis === 'FIXED_30' ? 30 : lengthOfMonth(month);
}

/** The slices of a month that are in service, in order; none when nobody served. */
export function slicesOf(month: Month, facts: PayFacts, parameters: Parameters): readonly Slice[] {
  const length = lengthOfMonth(month);
  const first = Math.max(1, dayWithin(month, facts.service.commencement, length));
  const last = facts.service.termination === null ? length : dayWithin(month, facts.service.termination, length);
  const inService = { first, last: Math.min(last, length) };
  if (inService.first > inService.last) return [];
  const starts = [...startsWithin(month, facts, inService)].sort((left, right) => left - right);
  return starts.map((start, index) =>
    sliceOf({ month, first: start, last: (starts[index + 1] ?? inService.last + 1) - 1 }, facts, parameters),
  );
}

/** A slice on which something was earned at all (§5.3). */
export function isPaid(slice: Slice): boolean {
  return slice.weight > 0 && slice.allowanceHalves > 0;
}

interface Days {
  readonly month: Month;
  readonly first: number;
  readonly last: number;
}

function sliceOf(days: Days, facts: PayFacts, parameters: Parameters): Slice {
  const from = dayOf(days.month, days.first);
  const leave = facts.leaves.find((record) => covers(record, from)) ?? null;
  const to = dayOf(days.month, days.last);
  return { from, to, weight: weightOf(days, parameters.dayBasis), ...sharesOf(leave, parameters), leave };
}

/** §5.1: with thirtieths the 31st weighs nothing and the last day of February carries what is missing. */
function weightOf({ month, first, last }: Days, dayBasis: Parameters['dayBasis']): number {
  const days = last - first + 1;
  const length = lengthOfMonth(month);
  return dayBasis === 'FIXED_30' && last === length ? days + 30 - length : days;
}

/** §5.3. */
function sharesOf(leave: LeaveFact | null, parameters: Parameters): Pick<Slice, 'nominalHalves' | 'allowanceHalves'> {
  switch (leave?.kind) {
    case undefined:
      return { nominalHalves: 2, allowanceHalves: 2 };
    case 'UNPAID':
      return { nominalHalves: 0, allowanceHalves: 0 };
    case 'HALF_PAY':
      return { nominalHalves: 1, allowanceHalves: 1 };
    case 'NOMINAL_ONLY':
      return { nominalHalves: 2, allowanceHalves: 0 };
    case 'ABSENCE':
      return parameters.absenceMode === 'AS_UNPAID'
        ? { nominalHalves: 0, allowanceHalves: 0 }
        : { nominalHalves: 2, allowanceHalves: 2 };
  }
}

/** The days on which a new slice begins: where some fact begins, or the day after it ends. */
function startsWithin(month: Month, facts: PayFacts, inService: { first: number; last: number }): Set<number> {
  const starts = new Set([inService.first]);
  const begin = (day: number) => {
    if (day > inService.first && day <= inService.last) starts.add(day);
  };
  const length = lengthOfMonth(month);
  const beginAndEnd = ({ from, to }: Interval) => {
    begin(dayWithin(month, from, length));
    if (to !== null) begin(dayWithin(month, to, length) + 1);
  };
  for (const { from } of facts.grades) begin(dayWithin(month, from, length));
  for (const { from } of facts.certificates) begin(dayWithin(month, from, length));
  facts.allowances.forEach(beginAndEnd);
  facts.leaves.forEach(beginAndEnd);
  for (const { allowance } of facts.dependants) if (allowance !== null) beginAndEnd(allowance);
  return starts;
}

/** The day of the month, 0 for every day before it and one more than its length for every day after it. */
function dayWithin(month: Month, date: LocalDate, length: number): number {
  if (date.startsWith(month)) return partsOf(date).day;
  return monthOf(date) < month ? 0 : length + 1;
}

function dayOf(month: Month, day: number): LocalDate {
  // A day between 1 and the month's length.
  return `${month}-${day < 10 ? '0' : ''}${day}` as LocalDate;
}

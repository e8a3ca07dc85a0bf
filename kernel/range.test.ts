import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromDayNumber, localDate, month } from './date.ts';
import {
  contains,
  daysOf,
  encloses,
  intersect,
  judgeRange,
  lengthInDays,
  merge,
  overlaps,
  rangeOfMonth,
  type DateRange,
} from './range.ts';

const range = (from: string, to: string | null): DateRange => ({
  from: localDate(from),
  to: to === null ? null : localDate(to),
});
const anyRange = fc.tuple(fc.integer({ min: 20_000, max: 20_060 }), fc.option(fc.nat(20))).map(([from, length]) => ({
  from: fromDayNumber(from),
  to: length === null ? null : fromDayNumber(from + length),
}));
const window = Array.from({ length: 120 }, (_, index) => fromDayNumber(19_990 + index));

describe('a range of days', () => {
  it('includes both ends', () => {
    const march = range('2026-03-01', '2026-03-31');
    expect(contains(march, localDate('2026-03-01'))).toBe(true);
    expect(contains(march, localDate('2026-03-31'))).toBe(true);
    expect(contains(march, localDate('2026-04-01'))).toBe(false);
    expect(contains(range('2026-03-01', null), localDate('2099-01-01'))).toBe(true);
  });

  it('of one day has the length 1', () => {
    const day = localDate('2026-03-01');
    expect(lengthInDays({ from: day, to: day })).toBe(1);
    expect(lengthInDays(rangeOfMonth(month('2024-02')))).toBe(29);
    expect(daysOf({ from: day, to: localDate('2026-03-03') })).toEqual(['2026-03-01', '2026-03-02', '2026-03-03']);
  });

  it('is refused when its end lies before its beginning', () => {
    expect(judgeRange(range('2026-03-02', '2026-03-01'))).toMatchObject({ problems: [{ code: 'PERIOD_REVERSED' }] });
    expect(judgeRange(range('2026-03-02', '2026-03-02')).ok).toBe(true);
    expect(judgeRange(range('2026-03-02', null)).ok).toBe(true);
  });

  it.each([
    ['2026-01-01', '2026-01-31', '2026-01-31', '2026-02-10', '2026-01-31', '2026-01-31'],
    ['2026-01-01', null, '2026-01-15', '2026-01-20', '2026-01-15', '2026-01-20'],
    ['2026-01-01', null, '2026-02-01', null, '2026-02-01', null],
  ])('%s – %s and %s – %s share %s – %s', (from, to, otherFrom, otherTo, sharedFrom, sharedTo) => {
    expect(intersect(range(from, to), range(otherFrom, otherTo))).toEqual(range(sharedFrom, sharedTo));
  });

  it('shares nothing with one that only touches it', () => {
    expect(overlaps(range('2026-01-01', '2026-01-31'), range('2026-02-01', null))).toBe(false);
  });

  it('encloses exactly the ranges whose every day it holds', () => {
    expect(encloses({ outer: range('2026-01-01', null), inner: range('2026-01-01', null) })).toBe(true);
    expect(encloses({ outer: range('2026-01-01', '2026-12-31'), inner: range('2026-03-01', null) })).toBe(false);
    expect(encloses({ outer: range('2026-01-01', '2026-12-31'), inner: range('2025-12-31', '2026-03-01') })).toBe(
      false,
    );
  });

  it('shares with another exactly the days that both contain', () => {
    fc.assert(
      fc.property(anyRange, anyRange, (left, right) => {
        const shared = intersect(left, right);
        for (const day of window) {
          expect(shared !== null && contains(shared, day)).toBe(contains(left, day) && contains(right, day));
        }
      }),
    );
  });
});

describe('merged ranges', () => {
  it('count a day in two records once, and join what touches', () => {
    expect(
      merge([range('2026-02-05', '2026-02-10'), range('2026-02-01', '2026-02-04'), range('2026-02-08', '2026-02-09')]),
    ).toEqual([range('2026-02-01', '2026-02-10')]);
  });

  it('hold the same days as before, with a gap between each two', () => {
    fc.assert(
      fc.property(fc.array(anyRange, { maxLength: 6 }), (ranges) => {
        const merged = merge(ranges);
        for (const day of window) {
          const times = merged.filter((each) => contains(each, day)).length;
          expect(times).toBe(ranges.some((each) => contains(each, day)) ? 1 : 0);
        }
      }),
    );
  });
});

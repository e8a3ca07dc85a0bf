import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  dateOf,
  dayNumber,
  daysBetween,
  firstDay,
  fromDayNumber,
  fromMoment,
  fullMonthsBetween,
  isLocalDate,
  isMonth,
  lastDay,
  localDate,
  month,
  monthFromIndex,
  monthIndex,
  monthOf,
  isUsualMonth,
  shiftMonth,
  startOfDay,
  weekday,
  yearsBetween,
} from './date.ts';

const anyDay = fc.integer({ min: -300_000, max: 900_000 }).map(fromDayNumber);

describe('a day', () => {
  it.each(['2024-02-29', '2000-02-29', '2026-12-31', '0001-01-01', '9999-12-31'])('%s is one', (value) => {
    expect(isLocalDate(value)).toBe(true);
  });

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-1-1',
    '0000-01-01',
    '26-01-01',
    '',
  ])('%s is none', (value) => expect(isLocalDate(value)).toBe(false));

  it('has the number that the runtime gives it, on every day', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(dayNumber(day)).toBe(Date.parse(`${day}T00:00:00Z`) / 86_400_000);
        expect(fromDayNumber(dayNumber(day))).toBe(day);
        expect(weekday(day)).toBe(new Date(`${day}T00:00:00Z`).getUTCDay());
      }),
    );
  });

  it('sorts as text in the order of time', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (left, right) => {
        expect(left < right).toBe(dayNumber(left) < dayNumber(right));
      }),
    );
  });

  it('is a bug of the program when made from what is none', () => {
    expect(() => localDate('2026-02-30')).toThrow('2026-02-30 is not a day.');
    expect(() => dateOf({ year: 2026, month: 2, day: 29 })).toThrow();
  });
});

describe('the day in Baghdad', () => {
  it.each([
    ['2026-01-31T20:59:59.999Z', '2026-01-31'],
    ['2026-01-31T21:00:00.000Z', '2026-02-01'],
    ['2026-07-31T21:00:00.000Z', '2026-08-01'],
    ['1969-12-31T20:59:59.999Z', '1969-12-31'],
  ])('at %s is %s', (moment, day) => expect(fromMoment(Date.parse(moment))).toBe(day));

  it('begins three hours before the day in Greenwich, and holds its own beginning', () => {
    expect(startOfDay(localDate('2026-02-01'))).toBe(Date.parse('2026-01-31T21:00:00Z'));
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(fromMoment(startOfDay(day))).toBe(day);
        expect(fromMoment(startOfDay(day) - 1)).toBe(addDays(day, -1));
      }),
    );
  });
});

describe('adding months (payroll-contract §1.3)', () => {
  it.each([
    ['2024-08-31', 6, '2025-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-05-31', 0, '2026-05-31'],
  ])('%s + %i months = %s', (from, months, to) => expect(addMonths(localDate(from), months)).toBe(to));

  it('lands in the month that was meant and never after the day of the month', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -600, max: 600 }), (day, months) => {
        const moved = addMonths(day, months);
        expect(monthIndex(monthOf(moved)) - monthIndex(monthOf(day))).toBe(months);
        expect(moved.slice(8) <= day.slice(8)).toBe(true);
      }),
    );
  });
});

describe('between two days', () => {
  it.each([
    ['2026-02-01', '2026-02-01', 0],
    ['2026-02-28', '2026-03-01', 1],
    ['2024-02-28', '2024-03-01', 2],
    ['2026-03-01', '2026-02-28', -1],
  ])('from %s to %s are %i days', (from, to, days) => expect(daysBetween(localDate(from), localDate(to))).toBe(days));

  it.each([
    ['1963-06-15', '2026-06-14', 62],
    ['1963-06-15', '2026-06-15', 63],
    ['2000-02-29', '2026-02-27', 25],
    ['2000-02-29', '2026-02-28', 26],
  ])('born on %s, on %s the age is %i', (born, day, age) =>
    expect(yearsBetween(localDate(born), localDate(day))).toBe(age),
  );

  it('full months never pass the second day', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (from, to) => {
        const months = fullMonthsBetween(from, to);
        expect(addMonths(from, months) <= to).toBe(true);
        expect(addMonths(from, months + 1) > to).toBe(true);
      }),
    );
  });
});

describe('a month', () => {
  it.each(['2026-01', '2026-12'])('%s is one', (value) => expect(isMonth(value)).toBe(true));
  it.each(['2026-00', '2026-13', '2026-1', '0000-01', '2026-01-01'])('%s is none', (value) =>
    expect(isMonth(value)).toBe(false),
  );

  it('has the index 12 × YYYY + MM − 1', () => {
    expect(monthIndex(month('2026-01'))).toBe(24_312);
    expect(monthFromIndex(24_323)).toBe('2026-12');
    expect(shiftMonth(month('2026-01'), -1)).toBe('2025-12');
    expect(shiftMonth(month('0001-01'), -1)).toBe('0001-01');
    expect(shiftMonth(month('9999-11'), 3)).toBe('9999-12');
    expect(['1949-12', '1950-01', '2199-12', '2200-01'].map((each) => isUsualMonth(month(each)))).toEqual([
      ...[false, true, true, false],
    ]);
  });

  it('reaches from its first to its last day', () => {
    expect([firstDay(month('2024-02')), lastDay(month('2024-02'))]).toEqual(['2024-02-01', '2024-02-29']);
    expect(lastDay(month('2026-04'))).toBe('2026-04-30');
  });
});

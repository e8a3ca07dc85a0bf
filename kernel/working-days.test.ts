import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromDayNumber, localDate } from './date.ts';
import { addWorkingDays, countWorkingDays, isWorkingDay, workingDayFrom, workingDayUntil } from './working-days.ts';

const calendar = { holidays: new Set([localDate('2026-01-06'), localDate('2026-07-14')]) };

describe('the working days of an Iraqi office', () => {
  it.each([
    ['2026-01-01', true, 'Thursday'],
    ['2026-01-02', false, 'Friday'],
    ['2026-01-03', false, 'Saturday'],
    ['2026-01-04', true, 'Sunday'],
    ['2026-01-06', false, 'Army Day'],
    ['2026-07-14', false, '14 July'],
  ])('%s: %s (%s)', (day, isOpen) => expect(isWorkingDay(localDate(day), calendar)).toBe(isOpen));

  it('have another weekend where the ministry says so', () => {
    expect(isWorkingDay(localDate('2026-01-03'), { ...calendar, weekend: [5] })).toBe(true);
  });

  it.each([
    ['2026-01-01', 1, '2026-01-04'],
    ['2026-01-04', 2, '2026-01-07'],
    ['2026-01-07', -2, '2026-01-04'],
    ['2026-01-02', 0, '2026-01-02'],
  ])('%s and %i working days make %s', (from, days, to) => {
    expect(addWorkingDays(localDate(from), days, calendar)).toBe(to);
  });

  it('move a deadline on a closed day to the next open one, or to the one before', () => {
    expect(workingDayFrom(localDate('2026-01-02'), calendar)).toBe('2026-01-04');
    expect(workingDayUntil(localDate('2026-01-03'), calendar)).toBe('2026-01-01');
    expect(workingDayFrom(localDate('2026-01-05'), calendar)).toBe('2026-01-05');
  });

  it('are counted with both ends', () => {
    expect(countWorkingDays({ from: localDate('2026-01-01'), to: localDate('2026-01-08') }, calendar)).toBe(5);
  });

  it('added and counted agree', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20_000, max: 21_000 }), fc.integer({ min: 1, max: 60 }), (number, days) => {
        const from = fromDayNumber(number);
        const to = addWorkingDays(from, days, calendar);
        expect(isWorkingDay(to, calendar)).toBe(true);
        expect(countWorkingDays({ from: fromDayNumber(number + 1), to }, calendar)).toBe(days);
      }),
    );
  });

  it('are a fault of the data where no day is open', () => {
    expect(() => workingDayFrom(localDate('2026-01-01'), { ...calendar, weekend: [0, 1, 2, 3, 4, 5, 6] })).toThrow();
  });
});

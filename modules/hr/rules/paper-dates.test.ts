import { describe, expect, it } from 'vitest';
import { localDate } from '#kernel/date.ts';
import type { Verdict } from '#kernel/verdict.ts';
import { judgeLeaveDates, judgeOrderDates } from './paper-dates.ts';

const today = localDate('2026-11-15');
const told = (verdict: Verdict): readonly string[] =>
  verdict.ok ? [] : verdict.problems.map(({ code, field }) => `${field ?? ''} ${code}`);
const order = (orderDate: string, effectiveDate: string, terms: Readonly<Record<string, string>> = {}) => ({
  ...{ orderDate: localDate(orderDate), effectiveDate: localDate(effectiveDate) },
  lines: [
    { terms: {} },
    { terms: Object.fromEntries(Object.entries(terms).map(([key, day]) => [key, localDate(day)])) },
  ],
});

describe('the dates of an order', () => {
  it.each<[string, ReturnType<typeof order>, readonly string[]]>([
    ['of today, with effect from today', order('2026-11-15', '2026-11-15'), []],
    ['of long ago', order('1979-01-01', '1978-12-01', { on: '1960-01-01' }), []],
    ['dated ahead, as where the clock is behind', order('2027-11-15', '2026-11-15'), []],
    ['dated a day later', order('2027-11-16', '2026-11-15'), ['orderDate DATE_TOO_FAR']],
    ['with effect in five years', order('2026-11-15', '2031-11-15', { lastDay: '2031-11-15' }), []],
    ['with effect a day later', order('2026-11-15', '2031-11-16'), ['effectiveDate DATE_TOO_FAR']],
    [
      'with a line that takes effect later',
      order('2026-11-15', '2026-11-15', { on: '2199-01-01' }),
      ['lines.1.on DATE_TOO_FAR'],
    ],
    ['with a leave of ten years', order('2026-11-15', '2026-11-15', { to: '2036-11-15' }), []],
    [
      'with a leave that ends later',
      order('2026-11-15', '2026-11-15', { to: '2206-11-15' }),
      ['lines.1.to DATE_TOO_FAR'],
    ],
    [
      'that are all mistyped',
      order('2199-01-01', '2199-01-01', { gradeSince: '2199-01-01' }),
      ['orderDate DATE_TOO_FAR', 'effectiveDate DATE_TOO_FAR', 'lines.1.gradeSince DATE_TOO_FAR'],
    ],
  ])('%s', (_, typed, problems) => expect(told(judgeOrderDates(typed, today))).toEqual(problems));

  it('name the limit, and of many lines the first twenty', () => {
    const line = { terms: { on: localDate('2199-01-01') } };
    const dates = { orderDate: today, effectiveDate: today, lines: Array.from({ length: 300 }, () => line) };
    const verdict = judgeOrderDates(dates, today);
    expect(verdict.ok ? [] : verdict.problems.map(({ params }) => params)).toEqual(
      Array.from({ length: 20 }, () => ({ limit: '2031-11-15' })),
    );
  });
});

it('an order of these days is taken in an office that was founded under the clock of a dead battery', () => {
  expect(told(judgeOrderDates(order('2026-11-30', '2026-12-01'), localDate('2001-01-01')))).toEqual([]);
  expect(told(judgeOrderDates(order('2199-11-30', '2026-12-01'), localDate('2001-01-01')))).toHaveLength(1);
});

describe('the dates of a leave', () => {
  it.each<[string, string, readonly string[]]>([
    ['2026-12-01', '2036-11-15', []],
    ['2031-11-16', '2036-11-16', ['fromDate DATE_TOO_FAR', 'toDate DATE_TOO_FAR']],
  ])('from %s to %s', (fromDate, toDate, problems) =>
    expect(told(judgeLeaveDates({ fromDate: localDate(fromDate), toDate: localDate(toDate) }, today))).toEqual(
      problems,
    ),
  );
});

import { describe, expect, it } from 'vitest';
import type { Month } from '#kernel/date.ts';
import type { RunKind, RunState } from '../contract/index.ts';
import { nextMonthOf } from './first-month.ts';

const run = (entityId: string, month: string, kind: RunKind = 'REGULAR', state: RunState = 'locked') => ({
  ...{ entityId, kind, state, month: month as Month },
});
const NOVEMBER = '2026-11' as Month;

describe('the month of a new run', () => {
  it.each([
    ['this month where the entity was never paid', [run('other', '2026-11')], '2026-11'],
    ['the first month without a run, though it has passed', [run('own', '2026-08'), run('own', '2026-09')], '2026-10'],
    ['the month after one that is locked already', [run('own', '2026-11'), run('own', '2026-10')], '2026-12'],
    ['over the end of the year', [run('own', '2026-12')], '2027-01'],
    [
      'whatever was cancelled, or paid only a bonus',
      [run('own', '2026-11', 'BONUS'), run('own', '2026-11', 'REGULAR', 'cancelled')],
      '2026-11',
    ],
  ])('is %s', (_, runs, expected) => {
    expect(nextMonthOf('own', runs, NOVEMBER)).toBe(expected);
  });
});

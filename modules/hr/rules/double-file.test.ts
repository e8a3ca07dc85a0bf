import { describe, expect, it } from 'vitest';
import type { DoubleFileState, DoubleFileVerdict } from '../contract/index.ts';
import { isWaiting, stateOfFile } from './double-file.ts';

const DAY = 24 * 3_600_000;

describe('a file on which the data centre has decided', () => {
  it.each<[DoubleFileVerdict, boolean, DoubleFileState]>([
    ['closes', true, 'toClose'],
    ['closes', false, 'closed'],
    ['keeps', true, 'kept'],
    ['keeps', false, 'kept'],
    ['otherPerson', true, 'otherPerson'],
  ])('that %s, in service %s, is %s', (verdict, isInService, state) => {
    expect(stateOfFile(verdict, { isInService })).toBe(state);
  });

  it.each<[DoubleFileState, number, boolean]>([
    ['toClose', 0, true],
    ['toClose', 400, true],
    ['closed', 0, false],
    ['kept', 29, true],
    ['kept', 30, false],
    ['otherPerson', 0, false],
  ])('and is %s stands among the tasks after %i days: %s', (state, days, expected) => {
    expect(isWaiting(state, { decidedAt: 5, now: 5 + days * DAY })).toBe(expected);
  });
});

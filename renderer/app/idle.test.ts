import { describe, expect, it } from 'vitest';
import { isIdle } from './idle.ts';

const MINUTE = 60_000;

describe('an idle window', () => {
  it.each([
    { quiet: 0, idleMinutes: 15, idle: false },
    { quiet: 15 * MINUTE - 1, idleMinutes: 15, idle: false },
    { quiet: 15 * MINUTE, idleMinutes: 15, idle: true },
    { quiet: 8 * 60 * MINUTE, idleMinutes: 240, idle: true },
  ])('after $quiet ms with a limit of $idleMinutes minutes is covered: $idle', ({ quiet, idleMinutes, idle }) => {
    expect(isIdle({ lastUseAt: 1_000, now: 1_000 + quiet, idleMinutes })).toBe(idle);
  });
});

import { describe, expect, it } from 'vitest';
import { LastMinute } from './last-minute.ts';

describe('the last minute of a server', () => {
  it('is its last four slices, and what came before is forgotten', () => {
    const minute = new LastMinute();
    minute.answered(10);
    minute.refused();
    expect(minute.turn()).toMatchObject({ requests: 1, refusals: 1, failures: 0, turnedAway: 0 });
    minute.answered(10);
    minute.failed();
    minute.turnedAway();
    expect(minute.turn()).toMatchObject({ requests: 2, refusals: 1, failures: 1, turnedAway: 1 });
    minute.turn();
    minute.turn();
    expect(minute.turn()).toMatchObject({ requests: 1, refusals: 0, failures: 1 });
    expect(minute.turn()).toEqual({ requests: 0, failures: 0, refusals: 0, turnedAway: 0, slowMilliseconds: null });
    expect(minute.answers).toBe(2);
  });

  it.each([
    { times: [1], slow: 1 },
    { times: [...Array<number>(95).fill(10), ...Array<number>(5).fill(900)], slow: 12 },
    { times: [...Array<number>(94).fill(10), ...Array<number>(6).fill(900)], slow: 1010 },
    { times: [10_000_000], slow: 213_822 },
  ])('says below what nineteen of twenty answers lie: $slow ms', ({ times, slow }) => {
    const minute = new LastMinute();
    for (const time of times) minute.answered(time);
    expect(minute.turn().slowMilliseconds).toBe(slow);
  });
});

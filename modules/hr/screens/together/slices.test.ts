import { describe, expect, it } from 'vitest';
import { SLICE_LIMIT, type SliceResult } from '../../contract/index.ts';
import { inSlices, type SliceWork } from './slices.ts';

const people = Array.from({ length: 2 * SLICE_LIMIT + 7 }, (_, place) => `person ${place}`);
const done = (slice: readonly string[]): SliceResult[] =>
  slice.map((id) => ({ id, outcome: 'done' as const, problems: [] }));

/** What the office was asked, and what the window was told. */
function watched(change: Partial<SliceWork<string>> = {}) {
  const asked: number[] = [];
  const progress: number[] = [];
  const failures: unknown[] = [];
  const stopping = new AbortController();
  const work: SliceWork<string> = {
    call: (slice) => {
      asked.push(slice.length);
      return Promise.resolve(done(slice));
    },
    keyOf: (person) => person,
    signal: stopping.signal,
    onProgress: (share) => progress.push(share),
    onFailure: (error) => failures.push(error),
    ...change,
  };
  return { work, asked, progress, failures, stopping };
}

describe('work for many people', () => {
  it('is done in slices, and each is told once', async () => {
    const { work, asked, progress } = watched();
    const { results, untried } = await inSlices(people, work);
    expect(asked).toEqual([SLICE_LIMIT, SLICE_LIMIT, 7]);
    expect(results.map(({ person }) => person)).toEqual(people);
    expect(untried).toEqual([]);
    expect(progress.at(-1)).toBe(1);
    expect(progress).toEqual(progress.toSorted((left, right) => left - right));
  });

  it('ends after the slice that is on its way when it is stopped, and says whom nobody came to', async () => {
    const { work, asked, stopping } = watched();
    const { results, untried } = await inSlices(people, { ...work, onProgress: () => stopping.abort() });
    expect(asked).toEqual([SLICE_LIMIT]);
    expect(results).toHaveLength(SLICE_LIMIT);
    expect(untried).toEqual(people.slice(SLICE_LIMIT));
  });

  it('ends where a call fails; what the slices before it did stands', async () => {
    const lost = new Error('The line is gone.');
    let calls = 0;
    const { work, failures } = watched({
      call: (slice) => ((calls += 1) === 2 ? Promise.reject(lost) : Promise.resolve(done(slice))),
    });
    const { results, unknown, untried } = await inSlices(people, work);
    expect(failures).toEqual([lost]);
    expect(results).toHaveLength(SLICE_LIMIT);
    expect(unknown).toEqual(people.slice(SLICE_LIMIT, 2 * SLICE_LIMIT));
    expect(untried).toEqual(people.slice(2 * SLICE_LIMIT));
  });

  it('asks for nothing where there is nobody', async () => {
    const { work, asked } = watched();
    expect(await inSlices([], work)).toEqual({ results: [], unknown: [], untried: [] });
    expect(asked).toEqual([]);
  });
});

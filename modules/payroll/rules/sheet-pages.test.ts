import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sheetPages } from './sheet-pages.ts';

const rows = (count: number) => Array.from({ length: count }, (_, index) => [index + 1, 100]);

describe('pages of a sheet', () => {
  it('carry their sums on and close with the sum of all', () => {
    const pages = sheetPages(rows(10), { first: 4, next: 5, signatures: 2 });
    expect(pages.map(({ from, to }) => [from, to])).toEqual([
      [0, 4],
      [4, 9],
      [9, 10],
    ]);
    expect(pages.map(({ brought }) => brought)).toEqual([
      [0, 0],
      [10, 400],
      [45, 900],
    ]);
    expect(pages.map(({ own }) => own)).toEqual([
      [10, 400],
      [35, 500],
      [10, 100],
    ]);
    expect(pages.at(-1)?.carried).toEqual([55, 1_000]);
  });

  it.each([
    [0, [[0, 0]]],
    [1, [[0, 1]]],
    [3, [[0, 3]]],
    // The fourth row fits, but then the signatures would not: one row goes with them to the next page.
    [
      4,
      [
        [0, 3],
        [3, 4],
      ],
    ],
    [
      5,
      [
        [0, 4],
        [4, 5],
      ],
    ],
  ])('%i rows', (count, expected) => {
    const pages = sheetPages(rows(count), { first: 5, next: 6, signatures: 2 });
    expect(pages.map(({ from, to }) => [from, to])).toEqual(expected);
  });

  it('hold every row once, within their room, and add up, whatever the sheet', () => {
    const room = fc.record({
      first: fc.integer({ min: 2, max: 40 }),
      next: fc.integer({ min: 2, max: 40 }),
      signatures: fc.integer({ min: 0, max: 60 }),
    });
    const amounts = fc.array(fc.tuple(fc.integer({ min: -9e9, max: 9e9 }), fc.integer({ min: 0, max: 9e9 })), {
      maxLength: 300,
    });
    fc.assert(
      fc.property(amounts, room, (given, space) => {
        const pages = sheetPages(given, space);
        expect(pages.flatMap(({ from, to }) => given.slice(from, to))).toEqual(given);
        for (const [index, page] of pages.entries()) {
          expect(page.to - page.from).toBeLessThanOrEqual(index === 0 ? space.first : space.next);
          expect(page.brought).toEqual(pages[index - 1]?.carried ?? page.brought.map(() => 0));
          if (given.length > 0) expect(page.to).toBeGreaterThan(page.from);
        }
        const total = (column: 0 | 1) => given.reduce((sum, row) => sum + row[column], 0);
        if (given.length > 0) expect(pages.at(-1)?.carried).toEqual([total(0), total(1)]);
      }),
    );
  });
});

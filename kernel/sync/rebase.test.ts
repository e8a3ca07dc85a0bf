import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planRebase, type OpOutline } from './rebase.ts';

const op = (id: string, rest: Partial<OpOutline> = {}): OpOutline => ({
  ...{ id, made: [], changed: [], claimed: [], causes: [], number: null, isShared: false },
  ...rest,
});

describe('the rebase of a log', () => {
  it.each<[string, OpOutline[], OpOutline[], string[]]>([
    ['keeps what nobody touched', [op('m1', { made: ['r1'] })], [op('t1', { made: ['r2'] })], ['append']],
    ['knows its own op again', [op('x', { made: ['r1'] })], [op('x', { made: ['r1'] })], ['known']],
    [
      'goes on with what both histories made',
      [op('x', { made: ['r1'] }), op('m', { changed: ['r1'] })],
      [op('x', { made: ['r1'] })],
      ['known', 'append'],
    ],
    [
      'lays a second change of one record aside, and what hangs on it',
      [op('m1', { made: ['r9'], changed: ['r1'] }), op('m2', { changed: ['r9'] }), op('m3', { made: ['r8'] })],
      [op('t1', { changed: ['r1'] })],
      ['conflict', 'conflict', 'append'],
    ],
    [
      'does not accept twice',
      [op('m', { made: ['a2'], causes: ['transfer 1'] })],
      [op('t', { made: ['a1'], causes: ['transfer 1'] })],
      ['answered'],
    ],
    [
      'marks a number that two papers carry',
      [op('m', { made: ['p2'], number: '2/OUT/2026/000015' })],
      [op('t', { made: ['p1'], number: '2/OUT/2026/000015' })],
      ['append-duplicate-number'],
    ],
    [
      'lets shared fields merge by themselves',
      [op('m', { changed: ['c1'], isShared: true })],
      [op('t', { changed: ['c1'], isShared: true })],
      ['append'],
    ],
  ])('%s', (_, mine, theirs, fates) => {
    expect(planRebase(mine, theirs).map(({ fate }) => fate)).toEqual(fates);
  });

  it('gives every op exactly one fate, and appends none that the other history has', () => {
    const records = fc.array(fc.constantFrom('r1', 'r2', 'r3', 'r4', 'r5'), { maxLength: 3 });
    const outline = fc.record({
      ...{
        id: fc.integer({ min: 1, max: 12 }).map(String),
        made: records,
        changed: records,
        claimed: records,
        causes: records,
      },
      ...{ number: fc.option(fc.constantFrom('1', '2')), isShared: fc.boolean() },
    });
    const log = fc.uniqueArray(outline, { selector: ({ id }) => id, maxLength: 10 });
    fc.assert(
      fc.property(log, log, (mine, theirs) => {
        const plan = planRebase(mine, theirs);
        expect(plan.map(({ id }) => id)).toEqual(mine.map(({ id }) => id));
        const theirIds = new Set(theirs.map(({ id }) => id));
        for (const { id, fate } of plan) expect(fate === 'known').toBe(theirIds.has(id));
      }),
    );
  });
});

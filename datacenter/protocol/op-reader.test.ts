import { describe, expect, it } from 'vitest';
import { OP_BYTES_LIMIT } from '#db/op.ts';
import { readForeignOp } from './op-reader.ts';

const ID = '01900000-0000-7000-8000-000000000001';
const op = { id: ID, k: 'sim.paper', v: 1, s: 3, h: 7, w: -5, u: ID, e: [['i', 'sim_paper', ID, { total: 1 }]] };
const read = (given: unknown) => readForeignOp(Buffer.from(JSON.stringify(given)));

describe('an op of another office', () => {
  it.each<[string, object]>([
    ['with nothing but what it must have', op],
    [
      'with everything',
      { ...op, f: ID, n: { kind: 'WH', year: 2026, series: '', no: 1 }, d: [[3, 'sim_transfer', ID]] },
    ],
    [
      'that changes and removes',
      {
        ...op,
        e: [
          ['u', 'sim_paper', ID, {}],
          ['x', 'sim_paper', ID],
        ],
      },
    ],
    ['without an effect', { ...op, e: [] }],
    // As it was always counted: an op that was taken once is one for good.
    ['of a name of 120 letters, each of which is a pair', { ...op, k: '😀'.repeat(120) }],
    ['with fifty causes', { ...op, d: Array.from({ length: 50 }, () => [3, 'sim_transfer', ID]) }],
  ])('%s is read as it is', (_, given) => expect(read(given)).toEqual(given));

  it('is read without what no op has', () => {
    expect(read({ ...op, more: 1 })).toEqual(op);
    const n = { kind: 'WH', year: 2026, series: 'B', no: 1 };
    expect(read({ ...op, n: { ...n, more: 1 } })).toEqual({ ...op, n });
  });

  it.each<[string, unknown]>([
    ['is a list', [op]],
    ['is nothing', null],
    ['has an id in capitals', { ...op, id: ID.replaceAll('e', 'E').replace('7000', '7ABC') }],
    ['has an id with a line feed behind it', { ...op, id: `${ID}\n` }],
    ['has no command', { ...op, k: undefined }],
    ['has a command of 121 letters', { ...op, k: '😀'.repeat(121) }],
    ['has a version of nought', { ...op, v: 0 }],
    ['has a schema that is no whole number', { ...op, s: 1.5 }],
    ['has a clock before all clocks', { ...op, h: -1 }],
    ['has a clock that no number holds', { ...op, h: 2 ** 53 }],
    ['has a wall clock of letters', { ...op, w: '5' }],
    ['has somebody who is nobody', { ...op, u: null }],
    ['acts for nobody', { ...op, f: null }],
    ['has no number where it names one', { ...op, n: null }],
    ['has a number of nought', { ...op, n: { kind: 'WH', year: 2026, series: '', no: 0 } }],
    ['has a number in a list', { ...op, n: [] }],
    ['has a cause of an office of nought', { ...op, d: [[0, 'sim_transfer', ID]] }],
    ['has a cause with more behind it', { ...op, d: [[3, 'sim_transfer', ID, 1]] }],
    ['has fifty-one causes', { ...op, d: Array.from({ length: 51 }, () => [3, 'sim_transfer', ID]) }],
    ['has no effects', { ...op, e: undefined }],
    ['has effects that are no list', { ...op, e: {} }],
    ['has an effect of no kind', { ...op, e: [['y', 'sim_paper', ID, {}]] }],
    ['has an effect with more behind it', { ...op, e: [['x', 'sim_paper', ID, {}]] }],
    ['has values in a list', { ...op, e: [['i', 'sim_paper', ID, []]] }],
    ['has no values', { ...op, e: [['i', 'sim_paper', ID]] }],
  ])('that %s is none', (_, given) => expect(read(given)).toBeNull());

  it('that is no JSON, or more than any command writes, is none', () => {
    expect(readForeignOp(Buffer.from('{'))).toBeNull();
    expect(read({ ...op, e: [['i', 'sim_paper', ID, { note: 'x'.repeat(OP_BYTES_LIMIT) }]] })).toBeNull();
  });

  it('is read from the middle of a larger piece of memory', () => {
    const bytes = Buffer.from(`xx${JSON.stringify(op)}yy`);
    expect(readForeignOp(bytes.subarray(2, -2))).toEqual(op);
  });
});

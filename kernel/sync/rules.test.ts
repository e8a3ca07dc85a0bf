import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HLC_EPOCH, packHlc, receive, tick } from '../hlc.ts';
import { fittingEntries, judgeCursor, judgePage } from './channel.ts';
import { isOlder, judgeEffect, laterMark, type Mark } from './merge.ts';
import { epochOfSeries, formatNumber, seriesOf } from './numbers.ts';
import { backOff, nextFrameBytes, nextPageBytes } from './pace.ts';
import { isRestored } from './sentinel.ts';
import { clockBehind, clockOffset, effectiveHlc, isClockWrong, isLogAhead } from './skew.ts';

const DAY = 86_400_000;
const NOON = Date.parse('2026-11-25T12:00:00Z');

describe('official numbers', () => {
  it.each([
    [1, 0, '', '118/OUT/2026/000123'],
    [1, 1, 'A1', '118/OUT/2026/A1-000123'],
    [2, 0, 'B', '118/OUT/2026/B-000123'],
    [3, 2, 'C2', '118/OUT/2026/C2-000123'],
    [26, 0, 'Z', '118/OUT/2026/Z-000123'],
    [27, 0, 'AA', '118/OUT/2026/AA-000123'],
  ])('of epoch %i after %i restores are of series "%s"', (epoch, restores, series, printed) => {
    expect(seriesOf({ epoch, restores })).toBe(series);
    expect(formatNumber(118, { kind: 'OUT', year: 2026, series, no: 123 })).toBe(printed);
    expect(epochOfSeries(series)).toBe(epoch);
  });

  it.each(['b', 'B-', 'B01', '7', ' B', 'B\n', 'ب'])('are not given in "%s", which is no series', (series) => {
    expect(epochOfSeries(series)).toBeNull();
  });

  it('are never printed twice by two incarnations', () => {
    const incarnation = fc.record({ epoch: fc.integer({ min: 1, max: 2_000 }), restores: fc.nat(200) });
    const printed = (of: { epoch: number; restores: number }, no: number): string =>
      formatNumber(2, { kind: 'K', year: 2026, series: seriesOf(of), no });
    fc.assert(
      fc.property(
        incarnation,
        incarnation,
        fc.integer({ min: 1, max: 9_999_999 }),
        fc.integer({ min: 1, max: 9_999_999 }),
        (one, other, no, another) => {
          const isSame = one.epoch === other.epoch && one.restores === other.restores && no === another;
          expect(printed(one, no) === printed(other, another)).toBe(isSame);
        },
      ),
    );
  });
});

describe('a clock that is wrong', () => {
  it('by years wins a shared field for five minutes only', () => {
    const inFuture = packHlc(NOON + 5 * 365 * DAY);
    expect(effectiveHlc(inFuture, NOON)).toBe(packHlc(NOON + 5 * 60_000));
    expect(effectiveHlc(packHlc(NOON - DAY), NOON)).toBe(packHlc(NOON - DAY));
  });

  it('is told from the answer that was half-way old', () => {
    expect(clockOffset({ sentAt: 1_000, serverAt: 5_500, receivedAt: 2_000 })).toBe(4_000);
    expect(isClockWrong(4 * 60_000)).toBe(false);
    expect(isClockWrong(-6 * 60_000)).toBe(true);
  });

  it('is told without a line by the entries, if it is more than they may have followed others', () => {
    const never = { offset: 0, toldMs: 0, writtenMs: NOON, isLogAhead: false };
    expect(clockBehind(never, NOON - DAY)).toBe(0);
    expect(clockBehind(never, NOON - 30 * DAY)).toBe(30 * DAY);
    expect(clockBehind({ ...never, offset: -DAY }, NOON + DAY)).toBe(-DAY);
  });

  it('and written under for years is no reason to call the right one wrong, once the data centre has told the time', () => {
    const inFuture = NOON + 5 * 365 * DAY;
    expect(isLogAhead(inFuture, NOON)).toBe(true);
    expect(isLogAhead(NOON + DAY, NOON)).toBe(false);
    const told = { offset: 0, toldMs: NOON, writtenMs: inFuture, isLogAhead: true };
    expect(clockBehind(told, NOON + 10 * DAY)).toBe(0);
    expect(clockBehind({ ...told, offset: 6 * 60_000 }, NOON)).toBe(6 * 60_000);
    // What was told remains a bound.
    expect(clockBehind(told, NOON - 30 * DAY)).toBe(30 * DAY);
  });

  it('never goes back, stays within 53 bits and follows nobody beyond a day', () => {
    const moment = fc.integer({ min: 0, max: 4_000_000_000_000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(moment, moment, moment), { maxLength: 50 }), (events) => {
        let clock = 0;
        for (const [wall, heardMs, serverMs] of events) {
          const before = clock;
          clock = receive({ previous: clock, heard: packHlc(heardMs), serverMs });
          expect(clock).toBeLessThanOrEqual(Math.max(before, packHlc(serverMs + DAY)));
          clock = tick(clock, wall);
          expect(clock).toBeGreaterThan(before);
          expect(Number.isSafeInteger(clock)).toBe(true);
        }
      }),
    );
    expect(packHlc(HLC_EPOCH - DAY)).toBe(0);
  });
});

describe('two writings of a shared field', () => {
  const mark: fc.Arbitrary<Mark> = fc.record({ value: fc.nat(3), hlc: fc.nat(3), office: fc.nat(3), seq: fc.nat(3) });
  /** One log writes one value under one number. */
  const distinct = fc.uniqueArray(mark, {
    selector: ({ hlc, office, seq }) => `${hlc} ${office} ${seq}`,
    minLength: 1,
  });

  it('have one winner, in whatever order and however often they are heard', () => {
    fc.assert(
      fc.property(distinct, fc.array(fc.nat()), (marks, again) => {
        const winner = marks.reduce(laterMark);
        expect(marks.toReversed().reduce(laterMark)).toEqual(winner);
        expect([...marks, ...again.flatMap((index) => marks[index % marks.length] ?? [])].reduce(laterMark)).toEqual(
          winner,
        );
        expect(laterMark(winner, winner)).toEqual(winner);
      }),
    );
  });
});

describe('an effect at the data centre', () => {
  const known = { isKnown: true } as const;
  const unknown = { isKnown: false } as const;
  it.each([
    ['inserts a fact', { kind: 'i', mergeClass: 'fact', ...unknown }, null],
    ['inserts a fact twice', { kind: 'i', mergeClass: 'fact', ...known }, 'equivocation'],
    ['changes a fact', { kind: 'u', mergeClass: 'fact', ...known }, 'equivocation'],
    ['removes a fact', { kind: 'x', mergeClass: 'fact', ...known }, 'equivocation'],
    ['changes its own document', { kind: 'u', mergeClass: 'document', ...known }, null],
    ["changes another's document", { kind: 'u', mergeClass: 'document', ...unknown }, 'wrong-owner'],
    ['writes reference data of its own', { kind: 'i', mergeClass: 'reference', ...unknown }, null],
    ["changes the data centre's reference data", { kind: 'u', mergeClass: 'reference', ...unknown }, 'wrong-owner'],
    ['writes a shared field of another', { kind: 'u', mergeClass: 'shared', ...unknown }, null],
    ['removes a shared record of another', { kind: 'x', mergeClass: 'shared', ...unknown }, 'wrong-owner'],
  ] as const)('that %s', (_, effect, reason) => {
    expect(judgeEffect(effect)).toBe(reason);
  });

  it.each([
    ['of an earlier op', { seq: 1, revision: 3 }, true],
    ['of an earlier writing of the same op', { seq: 2, revision: 2 }, true],
    ['of the same writing', { seq: 2, revision: 3 }, false],
    ['of a later writing of the same op', { seq: 2, revision: 4 }, false],
    ['of a later op', { seq: 3, revision: 4 }, false],
  ])('brings an image %s', (_, image, isLetBe) => {
    expect(isOlder(image, { seq: 2, revision: 3 })).toBe(isLetBe);
  });
});

describe('a page of a channel', () => {
  const cursor = { generation: 2, at: 40 };
  it.each([
    ['that continues the cursor is taken', { generation: 2, from: 40, to: 50, isEnd: true }, 'take'],
    ['that came twice is asked for again', { generation: 2, from: 30, to: 40, isEnd: true }, 'again'],
    ['that skips is asked for again', { generation: 2, from: 41, to: 50, isEnd: true }, 'again'],
    ['of a rewritten channel begins it anew', { generation: 3, from: 40, to: 50, isEnd: true }, 'reload'],
    ['of a generation before is late', { generation: 1, from: 40, to: 50, isEnd: true }, 'again'],
  ])('%s', (_, page, judgement) => expect(judgePage(cursor, page)).toBe(judgement));

  it.each([
    ['within the channel', { generation: 2, last: 60, floor: 0 }, 'serve'],
    ['at its end', { generation: 2, last: 40, floor: 0 }, 'serve'],
    ['beyond its end', { generation: 2, last: 39, floor: 0 }, 'reload'],
    ['below its floor', { generation: 2, last: 60, floor: 41 }, 'reload'],
    ['of another generation', { generation: 3, last: 60, floor: 0 }, 'reload'],
  ])('is answered to a cursor %s', (_, channel, judgement) => expect(judgeCursor(cursor, channel)).toBe(judgement));

  it('never parts the entries of one op, and has at least one op', () => {
    const entry = fc.record({ group: fc.constantFrom('a', 'b', 'c', 'd'), bytes: fc.integer({ min: 1, max: 50 }) });
    const sorted = fc
      .array(entry, { minLength: 1 })
      .map((list) => list.toSorted((x, y) => x.group.localeCompare(y.group)));
    fc.assert(
      fc.property(sorted, fc.integer({ min: 1, max: 200 }), (entries, bytes) => {
        const count = fittingEntries(entries, bytes);
        expect(count).toBeGreaterThan(0);
        expect(entries[count - 1]?.group).not.toBe(entries[count]?.group);
        const sizes = entries.slice(0, count).reduce((sum, each) => sum + each.bytes, 0);
        const isOneGroup = new Set(entries.slice(0, count).map(({ group }) => group)).size === 1;
        expect(sizes <= bytes || isOneGroup).toBe(true);
      }),
    );
    expect(fittingEntries([], 10)).toBe(0);
  });
});

describe('a sentinel', () => {
  const sentinel = { epoch: 1, seq: 10, head: 'h10', restores: 0 };
  const log = { epoch: 1, seq: 12, head: 'h12' };
  const headAt = (seq: number): string | null => (seq <= 12 ? `h${seq}` : null);
  it.each([
    ['lags behind its log', sentinel, false],
    ['is ahead of it', { ...sentinel, seq: 13, head: 'h13' }, true],
    ['names another history', { ...sentinel, head: 'x10' }, true],
    ['names a later epoch', { ...sentinel, epoch: 2 }, true],
  ])('that %s', (_, found, restored) => expect(isRestored(found, log, headAt)).toBe(restored));
});

describe('the pace', () => {
  it('grows by steps, halves at a miss, and never falls below its floor', () => {
    const kilobytes = (bytes: number): number => bytes / 1024;
    expect(kilobytes(nextFrameBytes(768 * 1024, 100))).toBe(864);
    expect(kilobytes(nextFrameBytes(768 * 1024, 5_000))).toBe(768);
    expect(kilobytes(nextFrameBytes(768 * 1024, null))).toBe(384);
    expect(kilobytes(nextFrameBytes(100 * 1024, null))).toBe(96);
  });

  it('of pages doubles while they come quickly, and halves on a slow line', () => {
    const kilobytes = (bytes: number, tookMs: number): number => nextPageBytes(bytes * 1024, tookMs) / 1024;
    expect([kilobytes(96, 100), kilobytes(384, 100)]).toEqual([192, 384]);
    expect(kilobytes(256, 4_000)).toBe(256);
    expect([kilobytes(96, 9_000), kilobytes(24, 9_000)]).toEqual([48, 24]);
  });

  it('waits up to a bound that doubles, and at most a quarter of an hour', () => {
    expect([backOff(0, 0.5), backOff(1, 0.5), backOff(2, 0.5)]).toEqual([2_500, 5_000, 10_000]);
    expect(backOff(500, 0.999)).toBeLessThan(15 * 60_000);
    expect(backOff(3, 0)).toBe(0);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_HEAD, type Stream } from './log.ts';
import {
  checkpoints,
  CHECKPOINTS_LIMIT,
  judgeHello,
  judgePush,
  meetingPoint,
  type Hello,
  type HelloContext,
} from './replica.ts';

const stream: Stream = { epoch: 2, seq: 10, head: 'h10', isFrozen: false };
const hello: Hello = { office: 118, epoch: 2, seq: 10, head: 'h10', schema: 4, incarnation: 1 };
const context: HelloContext = { stream, headThere: 'h10', incarnation: 1, oldestSchema: 3, isBusy: false };

describe('an office that calls', () => {
  it.each<[string, Partial<Hello>, Partial<HelloContext>, string, boolean]>([
    ['with the same log', {}, {}, 'ok', false],
    ['with more than the data centre has', { seq: 12, head: 'h12' }, {}, 'ok', false],
    ['with less, of the same history', { seq: 8, head: 'h8' }, { headThere: 'h8' }, 'ff', false],
    ['with less, of another history', { seq: 8, head: 'x8' }, { headThere: 'h8' }, 'rebase', true],
    ['with another head at the same number', { head: 'x10' }, {}, 'rebase', true],
    ['under an epoch that is over', { epoch: 1 }, {}, 'rebase', false],
    ['under an epoch that nobody gave', { epoch: 3 }, {}, 'rebase', true],
    ['knowing the data centre before its restore', { incarnation: 0 }, {}, 'reboot', false],
    ['with a program too old', { schema: 2 }, {}, 'upgrade', false],
    ['too old, and behind', { schema: 2, seq: 8, head: 'h8' }, { headThere: 'h8' }, 'ff', false],
    ['while the data centre is busy', {}, { isBusy: true }, 'wait', false],
    ['whose log was stopped', { epoch: 1 }, { stream: { ...stream, isFrozen: true } }, 'frozen', false],
  ])('%s', (_, says, knows, verdict, isFork) => {
    expect(judgeHello({ ...hello, ...says }, { ...context, ...knows })).toEqual({ verdict, isFork });
  });
});

describe('a push', () => {
  const push = { epoch: 2, from: 11, to: 12, previous: 'h10', heads: ['h11', 'h12'] };
  it.each<[string, Partial<typeof push>, string | null, unknown]>([
    ['that continues the stream is taken whole', {}, 'h10', { kind: 'taken', take: 11 }],
    ['after another history is a fork', { previous: 'x10' }, 'h10', { kind: 'fork' }],
    ['that leaves a gap is told so', { from: 12, to: 13 }, 'h10', { kind: 'gap' }],
    ['under an old epoch is fenced', { epoch: 1 }, 'h10', { kind: 'fenced' }],
    ['under a strange epoch is a fork', { epoch: 3 }, 'h10', { kind: 'fork' }],
    ['of what is known changes nothing', { from: 9, to: 10, heads: ['h9', 'h10'] }, 'h10', { kind: 'taken', take: 11 }],
    [
      'that overlaps is taken from what is new',
      { from: 10, to: 12, heads: ['h10', 'h11', 'h12'] },
      'h10',
      { kind: 'taken', take: 11 },
    ],
    [
      'that overlaps differently is a fork',
      { from: 10, to: 12, heads: ['x10', 'h11', 'h12'] },
      'h10',
      { kind: 'fork' },
    ],
    ['of an older part is compared there', { from: 5, to: 6, heads: ['h5', 'h6'] }, 'h6', { kind: 'taken', take: 11 }],
    ['of an older part that differs is a fork', { from: 5, to: 6, heads: ['h5', 'x6'] }, 'h6', { kind: 'fork' }],
  ])('%s', (_, says, headThere, judgement) => {
    expect(judgePush({ ...push, ...says }, stream, headThere)).toEqual(judgement);
  });

  it('at a frozen stream is stopped, whatever it is', () => {
    expect(judgePush({ ...push, epoch: 9 }, { ...stream, isFrozen: true }, null)).toEqual({ kind: 'frozen' });
  });

  it('cut anywhere, repeated and overlapped, makes the same stream as one push of all', () => {
    const heads = Array.from({ length: 31 }, (_, seq) => (seq === 0 ? NO_HEAD : `h${seq}`));
    const piece = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        let there: Stream = { epoch: 1, seq: 0, head: NO_HEAD, isFrozen: false };
        for (const [one, other] of [...pieces, [1, 30] as const]) {
          const [from, to] = [Math.min(one, other), Math.max(one, other)];
          const part = { epoch: 1, from, to, previous: heads[from - 1] ?? '', heads: heads.slice(from, to + 1) };
          const judged = judgePush(part, there, heads[meetingPoint(part, there)] ?? null);
          expect(judged.kind).toBe(from > there.seq + 1 ? 'gap' : 'taken');
          if (judged.kind === 'taken' && to > there.seq) there = { ...there, seq: to, head: heads[to] ?? '' };
        }
        expect(there).toMatchObject({ seq: 30, head: 'h30' });
      }),
    );
  });
});

describe('the checkpoints of a log', () => {
  it('reach from its end to its beginning, one for each doubling', () => {
    expect(checkpoints(0)).toEqual([0]);
    expect(checkpoints(10)).toEqual([10, 9, 7, 3, 0]);
    expect(checkpoints(1_000_000).length).toBeLessThan(25);
    expect(checkpoints(Number.MAX_SAFE_INTEGER).length).toBeLessThanOrEqual(CHECKPOINTS_LIMIT);
  });

  it('find a common op wherever two histories part', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), fc.nat(500), (shared, mine, theirs) => {
        const end = shared + mine;
        const points = checkpoints(end).map((seq) => ({ seq, head: seq <= shared ? `h${seq}` : `mine${seq}` }));
        const headAt = (seq: number): string | null =>
          seq > shared + theirs ? null : seq <= shared ? `h${seq}` : `theirs${seq}`;
        const common = points.find(({ seq, head }) => headAt(seq) === head);
        expect(common?.seq).toBeLessThanOrEqual(shared);
        // Never more than as much again as was written since.
        expect(shared - (common?.seq ?? -1)).toBeLessThanOrEqual(mine + 1);
      }),
    );
  });
});

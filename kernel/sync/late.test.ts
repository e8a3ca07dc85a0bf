import { describe, expect, it } from 'vitest';
import {
  judgeAnnouncement,
  judgeLateFrame,
  LATE_LIMITS,
  stateOfWork,
  mayDecideLate,
  type LateFrame,
  type LateWork,
} from './late.ts';

const at = (seq: number, log = 'old') => ({ seq, head: `${log} ${seq}` });

/** Ten ops are in both logs, twenty more on the PC that was replaced. */
const asked: LateWork = {
  ...{ epoch: 1, common: at(10), end: at(30), stored: at(10), bytes: 0, decision: null, isJoined: false, joined: [] },
};
const works = {
  asked,
  refused: { ...asked, decision: 'refused' },
  wanted: { ...asked, decision: 'taken' },
  stored: { ...asked, decision: 'taken', stored: at(30) },
  joined: { ...asked, decision: 'taken', stored: at(30), isJoined: true, joined: ['old 30'] },
} as const satisfies Record<string, LateWork>;

describe('late work', () => {
  it.each(Object.entries(works))('that is %s stands so', (state, work) => {
    expect(stateOfWork(work)).toBe(state);
  });

  it.each([
    ['for the first time', null, at(30), 'news'],
    ['when all of it is in the log', null, at(10), 'nothing'],
    ['at its limit', null, at(10 + LATE_LIMITS.ops), 'news'],
    ['beyond its limit', null, at(11 + LATE_LIMITS.ops), 'too-long'],
    ['again', works.asked, at(30), 'known'],
    ['with more since', works.asked, at(31), 'news'],
    ['when nothing is left of it', works.asked, at(10), 'nothing'],
    ['again after it was refused', works.refused, at(30), 'known'],
    ['with more after it was refused', works.refused, at(31), 'news'],
    ['with more while it is being sent', works.wanted, at(31), 'known'],
    ['with more while it waits for the writer', works.stored, at(31), 'known'],
    ['again when the office has it', works.joined, at(30), 'joined'],
    ['with less when the office has more', works.joined, at(20), 'news'],
    ['by a copy of its disk when the office has the other', works.joined, at(30, 'copy'), 'news'],
    [
      'again when the office has it, and a copy has told of more',
      { ...works.asked, joined: ['old 30'] },
      at(30),
      'joined',
    ],
    ['with more when the office has it', works.joined, at(31), 'news'],
  ] as const)('announced %s', (_, known, end, judgement) => {
    expect(judgeAnnouncement({ epoch: 1, common: at(10), end }, known)).toBe(judgement);
  });

  it('is another one where the logs part elsewhere, or it was written anew', () => {
    expect(judgeAnnouncement({ epoch: 1, common: at(5), end: at(30) }, asked)).toBe('news');
    expect(judgeAnnouncement({ epoch: 1, common: at(10), end: at(30, 'other') }, asked)).toBe('news');
    expect(judgeAnnouncement({ epoch: 2, common: at(10), end: at(30) }, asked)).toBe('news');
  });

  it.each([
    ['asked', true, true],
    ['refused', true, false],
    ['wanted', false, true],
    ['stored', false, false],
    ['joined', false, false],
  ] as const)('that is %s may be taken in or refused', (state, mayTake, mayRefuse) => {
    expect([mayDecideLate(works[state], 'taken'), mayDecideLate(works[state], 'refused')]).toEqual([
      mayTake,
      mayRefuse,
    ]);
  });
});

describe('a late frame', () => {
  const next: LateFrame = { epoch: 1, from: 11, to: 20, previous: 'old 10', head: 'old 20', bytes: 1_000 };
  const half: LateWork = { ...works.wanted, stored: at(20), bytes: 1_000 };

  it.each([
    ['the next one', next, works.wanted, 'take'],
    ['all at once', { ...next, to: 30, head: 'old 30' }, works.wanted, 'take'],
    ['the last one', { ...next, from: 21, to: 30, previous: 'old 20', head: 'old 30' }, half, 'take'],
    ['one that is there', next, half, 'known'],
    ['one that is there when all is', next, works.stored, 'known'],
    ['one that is there when the office has it', next, works.joined, 'known'],
    ['one behind a hole', { ...next, from: 12, previous: 'old 11' }, works.wanted, 'gap'],
    ['one that repeats a part', { ...next, to: 25, head: 'old 25' }, half, 'gap'],
    ['before anybody has decided', next, works.asked, 'unwanted'],
    ['after it was refused', next, works.refused, 'unwanted'],
    ['beyond what was announced', { ...next, to: 31 }, works.wanted, 'unwanted'],
    ['of another epoch', { ...next, epoch: 2 }, works.wanted, 'unwanted'],
    ['of another history', { ...next, previous: 'other 10' }, works.wanted, 'unwanted'],
    ['with another end', { ...next, to: 30, head: 'other 30' }, works.wanted, 'unwanted'],
    ['that is too large', { ...next, bytes: LATE_LIMITS.frameBytes + 1 }, works.wanted, 'unwanted'],
    ['with which all of it is too large', next, { ...works.wanted, bytes: LATE_LIMITS.bytes }, 'unwanted'],
  ] as const)('%s', (_, frame, work, judgement) => {
    expect(judgeLateFrame(frame, work)).toBe(judgement);
  });
});

import { describe, expect, it } from 'vitest';
import type { LocalDate, Month } from '#kernel/date.ts';
import type { Verdict } from '#kernel/verdict.ts';
import type { HandoverState } from '../contract/index.ts';
import type { KnownFact } from './facts.ts';
import {
  dayAfterPay,
  factsToCarry,
  judgeAccept,
  judgeDispatch,
  judgeGiveBack,
  judgePresent,
  judgeRecall,
  judgeTakeBack,
  stateOf,
  type Halves,
  type Leaving,
} from './handover.ts';

const codesOf = (verdict: Verdict): readonly string[] => (verdict.ok ? [] : verdict.problems.map(({ code }) => code));

const fact = (kind: KnownFact['kind'], value: object, from: string, to: string | null = null): KnownFact => ({
  ...{ id: `${kind} ${from}`, kind, orderId: null },
  // The tests write values of their kinds.
  ...{ value: value as KnownFact['value'], validFrom: from as LocalDate, validTo: to as LocalDate | null },
});

const service = fact('SERVICE', { beganBy: 'APPOINTMENT', endedBy: null }, '2015-03-01');
const leaving: Leaving = {
  ...{ office: 4, toOffice: 7, known: [2, 7], state: null, facts: [service] },
  effectiveDate: '2026-11-01' as LocalDate,
  lastPaidMonth: '2026-10' as Month,
  ...{ openOrder: null, hasOpenLeave: false, openRun: null, scans: 500 },
};

describe('who may be sent to another office', () => {
  it('is somebody who serves, was paid to the eve of the day, and about whom nothing is open', () => {
    expect(judgeDispatch(leaving)).toEqual({ ok: true, value: undefined });
  });

  const cases: readonly (readonly [why: string, change: Partial<Leaving>, codes: readonly string[]])[] = [
    ['an office without a number', { office: 0 }, ['HANDOVER_NOT_LINKED']],
    ['his own office', { toOffice: 4 }, ['HANDOVER_TO_SELF']],
    ['an office that nobody knows', { toOffice: 9 }, ['HANDOVER_OFFICE_UNKNOWN']],
    ['any office while none is made known', { toOffice: 9, known: [] }, ['HANDOVER_NO_OFFICES']],
    ['any office while this one has no number either', { office: 0, known: [] }, ['HANDOVER_NOT_LINKED']],
    ['who is on his way already', { state: 'sent' }, ['EMPLOYEE_IN_TRANSIT']],
    ['who was given back and not yet taken back', { state: 'refused' }, ['EMPLOYEE_IN_TRANSIT']],
    ['who has gone', { state: 'accepted' }, ['EMPLOYEE_MOVED']],
    ['who came back', { state: 'returned' }, []],
    ['who never served', { facts: [] }, ['NOT_IN_SERVICE']],
    [
      'whose service ends on the eve',
      { facts: [{ ...service, validTo: '2026-10-31' as LocalDate }] },
      ['NOT_IN_SERVICE'],
    ],
    ['an order about him', { openOrder: '12' }, ['HANDOVER_ORDER_OPEN']],
    ['a leave that he asked for', { hasOpenLeave: true }, ['HANDOVER_LEAVE_OPEN']],
    ['a month that is being paid', { openRun: '2026-11' as Month }, ['HANDOVER_RUN_OPEN']],
    ['who has more scans than go along', { scans: 501 }, ['HANDOVER_SCANS']],
    ['a day in a month that was paid', { effectiveDate: '2026-10-15' as LocalDate }, ['HANDOVER_DATE']],
    ['a day after a month that nobody paid', { effectiveDate: '2026-12-01' as LocalDate }, ['HANDOVER_DATE']],
    ['any day of who was never paid', { effectiveDate: '2026-12-07' as LocalDate, lastPaidMonth: null }, []],
  ];
  it.each(cases)('%s', (_, change, codes) => {
    expect(codesOf(judgeDispatch({ ...leaving, ...change }))).toEqual(codes);
  });

  it('begins elsewhere on the day after the last month that was paid', () => {
    expect(dayAfterPay('2026-12' as Month)).toBe('2027-01-01');
    expect(dayAfterPay(null)).toBeNull();
  });
});

/** Both halves, how each side sees them, and what either may do next: recall, take back; accept, give back. */
const standings: readonly (readonly [
  dispatch: Halves['dispatch'],
  outcome: Halves['outcome'],
  sender: HandoverState,
  receiver: HandoverState,
  may: string,
])[] = [
  ['sent', null, 'sent', 'arrived', 'recall accept giveBack'],
  ['recalled', null, 'recallAsked', 'recallAsked', 'giveBack'],
  ['sent', 'accepted', 'accepted', 'accepted', ''],
  ['recalled', 'accepted', 'recallDenied', 'accepted', ''],
  ['sent', 'refused', 'refused', 'refused', 'takeBack'],
  ['recalled', 'refused', 'refused', 'refused', 'takeBack'],
  ['returned', 'refused', 'returned', 'refused', ''],
];

describe('a handover', () => {
  it.each(standings)('%s, answered by %s', (dispatch, outcome, sender, receiver, may) => {
    const ours: Halves = { side: 'sender', dispatch, outcome };
    const theirs: Halves = { side: 'receiver', dispatch, outcome };
    expect([stateOf(ours), stateOf(theirs)]).toEqual([sender, receiver]);
    const joining = { ...theirs, isReadable: true, holder: null };
    const allowed = [
      ...[judgeRecall(ours).ok && 'recall', judgeTakeBack(ours).ok && 'takeBack'],
      ...[judgeAccept(joining).ok && 'accept', judgeGiveBack(theirs).ok && 'giveBack'],
    ];
    expect(allowed.filter(Boolean).join(' ')).toBe(may);
    // Nobody does what is the other office's.
    for (const verdict of [judgeRecall(theirs), judgeTakeBack(theirs), judgeGiveBack(ours)])
      expect(codesOf(verdict)).toEqual(['HANDOVER_NOT_OURS']);
    // Of the two offices one holds him at most, and the file of who is away is not written into.
    expect(judgePresent(sender).ok && receiver === 'accepted').toBe(false);
  });

  it('is not accepted of whom the program cannot read, nor of who serves here', () => {
    const joining = { side: 'receiver', dispatch: 'sent', outcome: null, isReadable: true, holder: null } as const;
    expect(codesOf(judgeAccept({ ...joining, isReadable: false }))).toEqual(['HANDOVER_FILE_UNREADABLE']);
    expect(codesOf(judgeAccept({ ...joining, holder: 'زينب' }))).toEqual(['HANDOVER_PERSON_HERE']);
  });
});

describe('the facts that go with him', () => {
  it('are all but his service, his place and the grants that have ended', () => {
    const grade = { grade: '5', step: 2, nominalOverride: null, by: 'PROMOTION' };
    const risk = { code: 'RISK', basisPoints: 3000, amount: null };
    const carried = factsToCarry(
      [
        service,
        fact('PLACE', { unitId: 'u', jobTitle: null, post: null }, '2015-03-01'),
        fact('GRADE', grade, '2024-01-01'),
        fact('ALLOWANCE', risk, '2016-01-01', '2020-12-31'),
        fact('ALLOWANCE', risk, '2021-01-01'),
        fact('LEAVE', { type: 'UNPAID', pay: 'UNPAID', countsAsService: false }, '2019-01-01', '2019-03-31'),
        fact('THANKS', { issuer: 'MINISTER', letterNumber: null }, '2018-05-05', '2018-05-05'),
      ],
      '2026-11-01' as LocalDate,
    );
    expect(carried.map(({ kind, from }) => [kind, from])).toEqual([
      ['GRADE', '2024-01-01'],
      ['ALLOWANCE', '2021-01-01'],
      ['LEAVE', '2019-01-01'],
      ['THANKS', '2018-05-05'],
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Month } from '#kernel/date.ts';
import { accept, refuse } from '#kernel/verdict.ts';
import { TOGETHER_LIMIT, type HandoverState } from '../contract/index.ts';
import {
  departureStanding,
  isGoneBy,
  isMeant,
  judgeChosen,
  proposedDay,
  unitFor,
  type Earlier,
} from './handovers-together.ts';

const paper = { toOffice: 7, orderNumber: '4471' };
const earlier = (state: HandoverState, change: Partial<Earlier> = {}): Earlier => ({ ...paper, state, ...change });

describe('who went by the same paper before', () => {
  it.each<readonly [why: string, before: Earlier | null, isGone: boolean]>([
    ['nobody who was never sent', null, false],
    ['who is on his way', earlier('sent'), true],
    ['who was accepted meanwhile', earlier('accepted'), true],
    ['who was asked back', earlier('recallAsked'), true],
    ['who was given back and is not in the staff again', earlier('refused'), true],
    ['nobody who was taken back into the staff: he may be sent again', earlier('returned'), false],
    ['nobody who went by another order', earlier('sent', { orderNumber: '4472' }), false],
    ['nobody who went to another office', earlier('sent', { toOffice: 8 }), false],
  ])('%s', (_, before, isGone) => {
    expect(isGoneBy(paper, before)).toBe(isGone);
  });

  it('is neither one who goes nor one who stays', () => {
    expect(departureStanding(refuse('EMPLOYEE_MOVED'), true)).toBe('gone');
    expect(departureStanding(refuse('EMPLOYEE_MOVED'), false)).toBe('stays');
    expect(departureStanding(accept(), false)).toBe('goes');
  });
});

describe('who of a unit is meant', () => {
  it.each<readonly [why: string, isInService: boolean, before: Earlier | null, isOne: boolean]>([
    ['who serves there', true, null, true],
    ['who came back and serves again', true, earlier('returned'), true],
    ['who left the service', false, null, false],
    ['who is on his way elsewhere', false, earlier('sent', { toOffice: 8 }), true],
    ['who was given back by another office', false, earlier('refused', { toOffice: 8 }), true],
    ['who went by this paper and was accepted', false, earlier('accepted'), true],
    ['nobody who went by another paper long ago', false, earlier('accepted', { orderNumber: '12' }), false],
  ])('%s', (_, isInService, before, isOne) => {
    expect(isMeant({ isInService, earlier: before, paper })).toBe(isOne);
  });
});

describe('the first day that is proposed', () => {
  const months = (...all: (string | null)[]) => all as (Month | null)[];

  it('is the one that most of them have by what was paid', () => {
    expect(proposedDay(months('2026-10', '2026-10', '2026-09', null))).toBe('2026-11-01');
  });

  it('is the later one of two that as many have: the others can still be paid up to it', () => {
    expect(proposedDay(months('2026-10', '2026-09'))).toBe('2026-11-01');
    expect(proposedDay(months('2026-09', '2026-10'))).toBe('2026-11-01');
    expect(proposedDay(months('2026-11', '2026-12'))).toBe('2027-01-01');
  });

  it('is none where nobody was ever paid', () => {
    expect(proposedDay(months(null, null))).toBeNull();
    expect(proposedDay([])).toBeNull();
  });
});

describe('how many are chosen', () => {
  it('is somebody, and not more than are looked at together', () => {
    expect(judgeChosen(0)).toMatchObject({ problems: [{ code: 'HANDOVER_NOBODY_CHOSEN', field: 'unitIds' }] });
    expect(judgeChosen(1).ok).toBe(true);
    expect(judgeChosen(TOGETHER_LIMIT).ok).toBe(true);
    expect(judgeChosen(TOGETHER_LIMIT + 1)).toMatchObject({
      problems: [{ code: 'HANDOVER_TOO_MANY', params: { count: TOGETHER_LIMIT + 1, limit: TOGETHER_LIMIT } }],
    });
  });
});

describe('the unit of who is accepted', () => {
  const byOldUnit = new Map([['قسم الماء', 'water']]);

  it('is that for his old unit, and otherwise that of everybody', () => {
    expect(unitFor('قسم الماء', { everybody: 'pool', byOldUnit })).toBe('water');
    expect(unitFor('قسم المجاري', { everybody: 'pool', byOldUnit })).toBe('pool');
    expect(unitFor('قسم المجاري', { everybody: null, byOldUnit })).toBeNull();
  });
});

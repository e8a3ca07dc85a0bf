import { describe, expect, it } from 'vitest';
import { money } from '#kernel/money.ts';
import { directionOf, judgeAdjustment, signedAmount } from './adjustment.ts';

describe('an amount that an order adds or takes', () => {
  it.each([
    ['BONUS', 100_000, []],
    ['BONUS', -100_000, ['ADJUSTMENT_ADDS']],
    ['DAMAGES', -100_000, []],
    // The accountant's case: a deduction of five million was added to the pay.
    ['OTHER_DEDUCTION', 5_000_000, ['ADJUSTMENT_TAKES']],
    ['BONUS', 0, ['ADJUSTMENT_NOTHING']],
    ['RISK', 100_000, ['ADJUSTMENT_CODE_RESERVED']],
    // What an office brought itself may do either.
    ['UNION', -5_000, []],
    ['UNION', 5_000, []],
  ])('%s of %i is judged %j', (code, amount, expected) => {
    const verdict = judgeAdjustment({ code, amount }, ['RISK']);
    expect(verdict.ok ? [] : verdict.problems.map((problem) => problem.code)).toEqual(expected);
  });

  it('is entered positive, and stored by what its kind does', () => {
    expect(directionOf('DAMAGES')).toBe('TAKES');
    expect(signedAmount(money(75_000), 'TAKES')).toBe(-75_000);
    expect(signedAmount(money(75_000), 'ADDS')).toBe(75_000);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMoney, formatNumber } from './display.ts';
import { MONEY_LIMIT, money } from './money.ts';
import { isCalculation, parseMoney } from './money-input.ts';

describe('an amount as it is typed', () => {
  it.each([
    ['1500', 1500],
    ['1500+250', 1750],
    ['1500 + 250 - 50', 1700],
    ['3*25,000', 75_000],
    ['2×500+1', 1001],
    ['-500', -500],
    ['−500+700', 200],
    ['١٥٠٠', 1500],
    ['۱۵۰۰', 1500],
    ['١٬٥٠٠٬٠٠٠', 1_500_000],
    ['1,500,000', 1_500_000],
    ['1،500', 1500],
    ['1 500 000', 1_500_000],
    ['482,637 د.ع', 482_637],
    ['250 دينار', 250],
    ['IQD', null],
    ['150000.00', 150_000],
    [' 0 ', 0],
    ['\u200F1500\u200E', 1500],
  ])('%s is %s', (input, amount) => {
    expect(parseMoney(input)).toMatchObject(
      amount === null ? { ok: false, problems: [{ code: 'MONEY_FORM' }] } : { ok: true, value: amount },
    );
  });

  it.each([
    ['', 'nothing'],
    ['abc', 'letters'],
    ['1500.5', 'half a dinar'],
    ['1.500', 'thousand or one and a half?'],
    ['12,34', 'groups of two'],
    ['1,500 000', 'two kinds of groups'],
    ['0,500', 'a fraction in disguise'],
    ['1500+', 'an unfinished sum'],
    ['*5', 'no first factor'],
    ['--5', 'two signs'],
    ['1e6', 'an exponent'],
    ['0x10', 'another base'],
    ['5/2', 'a division'],
    ['alert(1)', 'a program'],
    ['1+'.repeat(150) + '1', 'too long'],
  ])('%s is refused as MONEY_FORM: %s', (input) => {
    expect(parseMoney(input)).toEqual({ ok: false, problems: [{ code: 'MONEY_FORM' }] });
  });

  it('is limited, also when the sum is greater than its parts', () => {
    expect(parseMoney('999,999,999,999')).toMatchObject({ ok: true });
    expect(parseMoney('999999999999+1')).toMatchObject({ problems: [{ code: 'MONEY_TOO_LARGE' }] });
    expect(parseMoney('999999999*999999999')).toMatchObject({ problems: [{ code: 'MONEY_TOO_LARGE' }] });
    expect(parseMoney('9'.repeat(100))).toMatchObject({ problems: [{ code: 'MONEY_TOO_LARGE' }] });
  });

  it('written by us is read back, in both hands', () => {
    const anyAmount = fc.integer({ min: -MONEY_LIMIT, max: MONEY_LIMIT }).map(money);
    fc.assert(
      fc.property(anyAmount, fc.constantFrom('latin', 'arabic'), (amount, digits) => {
        expect(parseMoney(formatMoney(amount, { digits, language: 'ar' }))).toEqual({ ok: true, value: amount });
        expect(parseMoney(formatNumber(amount, { digits }))).toEqual({ ok: true, value: amount });
      }),
    );
  });

  it('whatever it is, gets an answer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (input) => {
        expect(parseMoney(input)).toHaveProperty('ok');
      }),
    );
  });

  it('is a calculation when it has an operator between figures', () => {
    expect(['1500+250', '٣×٥', '5 - 2'].map(isCalculation)).toEqual([true, true, true]);
    expect(['1500', '-1500', '1,500', ''].map(isCalculation)).toEqual([false, false, false, false]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, basisPoints, compare, divide, fraction, greater, multiply, smaller, subtract } from './fraction.ts';
import { greaterOf, minus, money, NOTHING, opposite, plus, smallerOf, sum, times } from './money.ts';
import { floor, halfUp } from './rounding.ts';

const anyFraction = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10_000n }))
  .map(([numerator, denominator]) => fraction(numerator, denominator));

describe('rounding (payroll-contract §1.2)', () => {
  it.each([
    ['2.5', fraction(5, 2), 3],
    ['1132.5', fraction(2265, 2), 1133],
    ['−2.5', fraction(-5, 2), -3],
    ['−0.49', fraction(-49, 100), 0],
    ['0.5', fraction(1, 2), 1],
    ['−0.5', fraction(-1, 2), -1],
    ['577.5', fraction(1155, 2), 578],
    ['486 760 / 12', fraction(486_760, 12), 40_563],
    ['7', fraction(7), 7],
  ])('half-up of %s', (_, value, rounded) => expect(halfUp(value)).toBe(rounded));

  it.each([
    ['2.9', fraction(29, 10), 2],
    ['−2.1', fraction(-21, 10), -3],
    ['−2', fraction(-2), -2],
    ['444 950 / 5', fraction(444_950, 5), 88_990],
  ])('floor of %s', (_, value, rounded) => expect(floor(value)).toBe(rounded));

  it('mirrors: a reversal rounds to the opposite of its payment', () => {
    fc.assert(
      fc.property(anyFraction, (value) => {
        expect(halfUp(multiply(value, -1))).toBe(opposite(halfUp(value)));
      }),
    );
  });

  it('never moves an amount by more than half a dinar, and floor never up', () => {
    fc.assert(
      fc.property(anyFraction, (value) => {
        const moved = subtract(halfUp(value), value);
        expect(compare(greater(moved, multiply(moved, -1)), fraction(1, 2))).not.toBe(1);
        expect(compare(floor(value), value)).not.toBe(1);
        expect(compare(add(floor(value), 1), value)).toBe(1);
      }),
    );
  });

  it('E5: 9 days of the old and 22 of the new nominal are added before they are rounded', () => {
    const nominal = divide(add(multiply(9, 453_000), multiply(22, 509_000)), 31);
    expect(halfUp(nominal)).toBe(492_742);
    expect(halfUp(basisPoints(nominal, 4500))).toBe(221_734);
  });
});

describe('exact fractions', () => {
  it('are in lowest terms with the sign above', () => {
    expect(fraction(6, -4)).toEqual({ numerator: -3n, denominator: 2n });
    expect(fraction(0, 7)).toEqual({ numerator: 0n, denominator: 1n });
  });

  it('add up as on paper', () => {
    expect(add(fraction(1, 3), fraction(1, 6), 1)).toEqual(fraction(3, 2));
    expect(divide(fraction(1, 2), fraction(3, 4))).toEqual(fraction(2, 3));
    expect(smaller(fraction(1, 3), fraction(1, 2))).toEqual(fraction(1, 3));
    expect(add()).toEqual(fraction(0));
  });

  it('lose nothing: what is divided and multiplied again is the same', () => {
    fc.assert(
      fc.property(anyFraction, fc.integer({ min: 1, max: 366 }), (value, days) => {
        expect(multiply(divide(value, days), days)).toEqual(value);
      }),
    );
  });

  it('have no zero below', () => {
    expect(() => fraction(1, 0)).toThrow();
    expect(() => divide(1, 0)).toThrow();
  });
});

describe('an amount', () => {
  it('is a whole number of dinars, anything else is a bug', () => {
    expect(() => money(1.5)).toThrow('An amount is a whole number of dinars.');
    expect(() => money(Number.MAX_SAFE_INTEGER + 1)).toThrow();
    expect(Object.is(money(-0), 0)).toBe(true);
    expect(Object.is(opposite(NOTHING), 0)).toBe(true);
  });

  it('adds, subtracts and compares', () => {
    const [small, large] = [money(250), money(1500)];
    expect([plus(large, small), minus(small, large), times(small, 3)]).toEqual([1750, -1250, 750]);
    expect(sum([large, small, opposite(small)])).toBe(1500);
    expect(sum([])).toBe(0);
    expect([smallerOf(large, small), greaterOf(small, large)]).toEqual([250, 1500]);
  });
});

import { assert } from './assert.ts';

/**
 * Exact fractions (payroll-contract §1.1): every intermediate amount is a numerator over a denominator, and nothing is
 * approximate until `rounding.ts` makes whole dinars of it.
 */
export interface Fraction {
  readonly numerator: bigint;
  /** Always positive; the two have no common divisor. */
  readonly denominator: bigint;
}

type Whole = number | bigint;
/** Where a fraction is wanted, a whole number will do. */
export type Exact = Fraction | Whole;

/** `numerator / denominator` in lowest terms, of whole numbers. */
export function fraction(numerator: Whole, denominator: Whole = 1n): Fraction {
  const [above, below] = [BigInt(numerator), BigInt(denominator)];
  assert(below !== 0n, 'A denominator is not zero.');
  const divisor = greatestCommonDivisor(above, below) * (below < 0n ? -1n : 1n);
  return { numerator: above / divisor, denominator: below / divisor };
}

export const ZERO: Fraction = { numerator: 0n, denominator: 1n };

export function add(...terms: readonly Exact[]): Fraction {
  return terms.map(exact).reduce(addTwo, ZERO);
}

export function subtract(from: Exact, what: Exact): Fraction {
  const right = exact(what);
  return addTwo(exact(from), { ...right, numerator: -right.numerator });
}

export function multiply(...factors: readonly Exact[]): Fraction {
  return factors
    .map(exact)
    .reduce((product, factor) =>
      fraction(product.numerator * factor.numerator, product.denominator * factor.denominator),
    );
}

export function divide(dividend: Exact, divisor: Exact): Fraction {
  const [above, below] = [exact(dividend), exact(divisor)];
  return fraction(above.numerator * below.denominator, above.denominator * below.numerator);
}

/** A share of an amount in basis points (نقطة أساس): 10 000 are the whole. */
export function basisPoints(amount: Exact, points: number): Fraction {
  return multiply(amount, fraction(points, 10_000));
}

/** Negative, zero or positive, as the first is smaller than, equal to or greater than the second. */
export function compare(left: Exact, right: Exact): -1 | 0 | 1 {
  const { numerator } = subtract(left, right);
  if (numerator === 0n) return 0;
  return numerator < 0n ? -1 : 1;
}

export function smaller(left: Exact, right: Exact): Fraction {
  return exact(compare(left, right) <= 0 ? left : right);
}

export function greater(left: Exact, right: Exact): Fraction {
  return exact(compare(left, right) >= 0 ? left : right);
}

/** The same value as a fraction. */
export function exact(value: Exact): Fraction {
  return typeof value === 'object' ? value : { numerator: BigInt(value), denominator: 1n };
}

function addTwo(left: Fraction, right: Fraction): Fraction {
  return fraction(
    left.numerator * right.denominator + right.numerator * left.denominator,
    left.denominator * right.denominator,
  );
}

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  let [a, b] = [left < 0n ? -left : left, right < 0n ? -right : right];
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

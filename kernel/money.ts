import { assert } from './assert.ts';

/** Money is whole Iraqi dinars; there are no fils. Fractions exist only between, in `fraction.ts`. */

declare const brand: unique symbol;
/** Whole dinars, negative for what goes the other way. */
export type Money = number & { readonly [brand]: 'Money' };

/** The greatest amount of one entry: 999 999 999 999 dinars, what can still be written in words. */
export const MONEY_LIMIT = 999_999_999_999;

export const NOTHING = money(0);

/** Can this number be an amount? */
export function isMoney(value: number): value is Money {
  return Number.isSafeInteger(value) && !Object.is(value, -0);
}

/** An amount that is known to be whole. For what a person typed, see `parseMoney`. */
export function money(dinars: number): Money {
  assert(Number.isSafeInteger(dinars), 'An amount is a whole number of dinars.');
  // Just checked; adding zero makes −0 an ordinary 0.
  return (dinars + 0) as Money;
}

export function sum(amounts: Iterable<Money>): Money {
  let total = 0;
  for (const amount of amounts) total += amount;
  return money(total);
}

export function plus(left: Money, right: Money): Money {
  return money(left + right);
}

export function minus(from: Money, what: Money): Money {
  return money(from - what);
}

/** The same amount the other way, as a reversing document carries it. */
export function opposite(amount: Money): Money {
  return money(0 - amount);
}

/** So many of a thing at a price. */
export function times(price: Money, count: number): Money {
  return money(price * count);
}

export function smallerOf(first: Money, ...others: readonly Money[]): Money {
  return money(Math.min(first, ...others));
}

export function greaterOf(first: Money, ...others: readonly Money[]): Money {
  return money(Math.max(first, ...others));
}

import { assert } from './assert.ts';
import { exact, type Exact } from './fraction.ts';
import { money, type Money } from './money.ts';

/** The one place where an exact amount becomes whole dinars (payroll-contract §1.2). Nothing else rounds. */

/** The nearest whole dinar; an exact half goes away from zero, so that a reversal mirrors its payment. */
export function halfUp(amount: Exact): Money {
  const { numerator, denominator } = exact(amount);
  return halfUpQuotient(numerator, denominator);
}

/** `halfUp` of `numerator / denominator`, which need not be in lowest terms; the denominator is positive. */
export function halfUpQuotient(numerator: bigint, denominator: bigint): Money {
  const size = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * size + denominator) / (2n * denominator);
  return toMoney(numerator < 0n ? -rounded : rounded);
}

/** The greatest whole dinar that is not above the amount. Only where the law sets a ceiling (§9.3, §9.4). */
export function floor(amount: Exact): Money {
  const { numerator, denominator } = exact(amount);
  const quotient = numerator / denominator;
  return toMoney(numerator < 0n && quotient * denominator !== numerator ? quotient - 1n : quotient);
}

function toMoney(whole: bigint): Money {
  const amount = Number(whole);
  assert(Number.isSafeInteger(amount), 'An amount is beyond what can be counted.');
  return money(amount);
}

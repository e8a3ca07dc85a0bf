import { money, type Money } from '#kernel/money.ts';

/** The smallest note that a cashier hands out. */
export const SMALLEST_NOTE = 250;

/** What is handed out in notes of a net and of what was left last time, and what is left now. */
export function cashOf(net: Money, carriedIn: Money): { readonly paid: Money; readonly remainder: Money } {
  const remainder = (net + carriedIn) % SMALLEST_NOTE;
  return { paid: money(net + carriedIn - remainder), remainder: money(remainder) };
}

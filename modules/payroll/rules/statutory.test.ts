import { describe, expect, it } from 'vitest';
import { money } from '#kernel/money.ts';
import { annualTax, taxByBracket } from './statutory.ts';

/** Payroll-contract §8.2: 3 % up to 250,000 a year, 5 % up to 500,000, 10 % up to 1,000,000, 15 % above. */
const brackets = [
  { upTo: money(250_000), basisPoints: 300 },
  { upTo: money(500_000), basisPoints: 500 },
  { upTo: money(1_000_000), basisPoints: 1000 },
  { upTo: null, basisPoints: 1500 },
];

const income = (dinars: number) => BigInt(dinars) * 10_000n;

/** Yearly income and what each bracket takes of it, in dinars. */
const cases: readonly (readonly [yearly: number, taxes: readonly number[]])[] = [
  [0, []],
  [100, [3]],
  [250_000, [7_500]],
  [250_100, [7_500, 5]],
  [1_000_000, [7_500, 12_500, 50_000]],
  [3_000_000, [7_500, 12_500, 50_000, 300_000]],
];

describe('the tax of a year', () => {
  for (const [yearly, taxes] of cases) {
    it(`on ${yearly} dinars is ${taxes.join(' + ') || 'nothing'}`, () => {
      const found = taxByBracket(income(yearly), brackets);
      expect(found.map(({ tax }) => Number(tax / 100_000_000n))).toEqual(taxes);
      expect(found.reduce((sum, { part }) => sum + part, 0n)).toBe(income(yearly));
      expect(annualTax(income(yearly), brackets)).toBe(found.reduce((sum, { tax }) => sum + tax, 0n));
    });
  }
});

import { monthIndex, monthOf, type Month } from '#kernel/date.ts';
import { money, NOTHING, type Money } from '#kernel/money.ts';
import { halfUpQuotient } from '#kernel/rounding.ts';
import type { SlipAmounts } from '../contract/index.ts';
import type { PayFacts } from './facts.ts';
import type { Slip } from './slip.ts';
import type { RuleBook } from './rule-book.ts';
import { annualTax } from './statutory.ts';
import { TEN_THOUSAND } from './entitlements.ts';

const MONTHS = 12;

/** A slip of the year, and the calculation of its last month, which decides the reliefs. */
export interface YearSlip {
  readonly amounts: SlipAmounts;
  /** Codes of what orders added once: bonuses, line 1e. */
  readonly additions: ReadonlySet<string>;
}

export interface TaxFormLines {
  readonly taxStatus: string | null;
  readonly children: number;
  readonly line1a: Money;
  readonly line1b: Money;
  readonly line1c: Money;
  readonly line1d: Money;
  readonly line1e: Money;
  readonly line1f: Money;
  readonly line2a: Money;
  readonly line2b: Money;
  readonly line2c: Money;
  readonly line2d: Money;
  readonly taxable: Money;
  readonly taxDue: Money;
  readonly withheld: Money;
  readonly difference: Money;
}

/**
 * The yearly form ض.د/14 from the slips of the year, arrears included. Reliefs are those of the last month; what the
 * payroll does not know of (benefits in kind, merged incomes, other taxable allowances) stands as nothing.
 */
export function taxFormOf(slips: readonly YearSlip[], last: Slip, book: RuleBook): TaxFormLines {
  const sums = { nominal: 0, allowances: 0, bonuses: 0, pension: 0, tax: 0 };
  for (const { amounts, additions } of slips) {
    for (const { code, amount } of [...amounts.lines, ...amounts.arrears.lines]) {
      if (code === 'NOMINAL') sums.nominal += amount;
      else if (additions.has(code)) sums.bonuses += amount;
      else sums.allowances += amount;
    }
    for (const { code, amount } of [...amounts.deductions, ...amounts.arrears.deductions]) {
      if (code === 'PENSION') sums.pension += amount;
      if (code === 'TAX') sums.tax += amount;
    }
  }
  const { tax } = last.statutory;
  const line2d = reliefOf(sums.allowances, sums.nominal, book);
  const income = sums.nominal + sums.allowances + sums.bonuses;
  const taxable = money(Math.max(0, income - tax.personalRelief - sums.pension - tax.article8 - line2d));
  const taxDue = halfUpQuotient(
    annualTax(BigInt(taxable) * TEN_THOUSAND, book.taxBrackets),
    TEN_THOUSAND * TEN_THOUSAND,
  );
  return {
    ...{ taxStatus: tax.status, children: tax.children, line1a: money(sums.nominal), line1b: money(sums.allowances) },
    ...{ line1c: NOTHING, line1d: NOTHING, line1e: money(sums.bonuses), line1f: NOTHING },
    ...{ line2a: tax.personalRelief, line2b: money(sums.pension), line2c: tax.article8, line2d },
    ...{ taxable, taxDue, withheld: money(sums.tax), difference: money(taxDue - sums.tax) },
  };
}

/** In how many months of a year somebody serves. */
export function monthsOfService({ commencement, termination }: PayFacts['service'], year: number): number {
  const first = monthIndex(`${year}-01` as Month);
  const from = Math.max(first, monthIndex(monthOf(commencement)));
  const last = first + MONTHS - 1;
  const to = termination === null ? last : Math.min(last, monthIndex(monthOf(termination)));
  return Math.max(0, to - from + 1);
}

/** Line 2d: of the allowances, what the rules let off. */
function reliefOf(allowances: number, nominal: number, { parameters }: RuleBook): Money {
  switch (parameters.publicAllowanceRelief) {
    case 'NONE':
      return NOTHING;
    case 'FULL':
      return money(Math.max(0, allowances));
    case 'FORM_2D_30PCT': {
      const limit = halfUpQuotient(BigInt(nominal) * BigInt(parameters.allowanceReliefBp), TEN_THOUSAND);
      return money(Math.max(0, Math.min(allowances, limit)));
    }
  }
}

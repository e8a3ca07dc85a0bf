import { addMonths, type LocalDate } from '#kernel/date.ts';
import { money, NOTHING, smallerOf, sum, type Money } from '#kernel/money.ts';
import { halfUpQuotient } from '#kernel/rounding.ts';
import { TEN_THOUSAND } from './entitlements.ts';
import type { Earnings } from './earnings.ts';
import { covers, inForceOn, type CodedAmount, type PayFacts } from './facts.ts';
import type { RuleBook, TaxBracket } from './rule-book.ts';

/** Pension, social protection, tax and the temporary deductions of a month (payroll-contract §7, §8). */
export interface Statutory {
  /** `PENSION`, `SOC_PROT`, `TAX` in this order, then what the rules put on all salaries for a time. */
  readonly deductions: readonly CodedAmount[];
  /** The state's share of the pension: a cost, not deducted. */
  readonly stateShare: Money;
  readonly tax: TaxSteps;
}

/** How the tax came about; yearly amounts, `…TenThousandths` where the 30 % may leave a fraction. */
export interface TaxSteps {
  readonly status: string | null;
  readonly personalRelief: Money;
  readonly children: number;
  readonly hasAgeRelief: boolean;
  readonly allowanceReliefTenThousandths: bigint;
  readonly article8: Money;
  readonly taxableTenThousandths: bigint;
  readonly amount: Money;
}

/** From the rounded lines of the slip. `referenceDay` is the last in-service day of the month, null without one. */
export function statutoryOf(
  earnings: Earnings,
  referenceDay: LocalDate | null,
  facts: PayFacts,
  book: RuleBook,
): Statutory {
  const { parameters } = book;
  const certificate = earnings.lines.find(({ code }) => code === 'CERT')?.amount ?? NOTHING;
  const base = parameters.pensionBase === 'NOMINAL_CERT' ? sum([earnings.nominal, certificate]) : earnings.nominal;
  const pension = share(base, parameters.pensionEmployeeBp);
  const tax = taxOf({ earnings, pension, referenceDay, facts, book });
  return {
    deductions: [
      { code: 'PENSION', amount: pension },
      { code: 'SOC_PROT', amount: share(earnings.nominal, parameters.socProtBp) },
      { code: 'TAX', amount: tax.amount },
      ...leviesOf(earnings, referenceDay, facts, book),
    ],
    stateShare: share(base, parameters.pensionStateBp),
    tax,
  };
}

interface Taxed {
  readonly earnings: Earnings;
  readonly pension: Money;
  readonly referenceDay: LocalDate | null;
  readonly facts: PayFacts;
  readonly book: RuleBook;
}

const TWELVE = 12n;

/** §8.2: the month × 12 under the yearly table with the full yearly reliefs, one twelfth of the tax withheld. */
function taxOf({ earnings, pension, referenceDay, facts, book }: Taxed): TaxSteps {
  if (referenceDay === null) return { ...noRelief, ...noTax, status: null };
  const relief = personalReliefOf(referenceDay, facts, book);
  const article8 = article8Of(referenceDay, facts, book);
  const allowanceReliefTenThousandths = allowanceReliefOf(earnings, book);
  const yearly = TWELVE * BigInt(earnings.gross - pension) - BigInt(relief.personalRelief) - BigInt(article8);
  const taxable = yearly * TEN_THOUSAND - allowanceReliefTenThousandths;
  const taxableTenThousandths = taxable > 0n ? taxable : 0n;
  return {
    ...{ ...relief, article8, allowanceReliefTenThousandths, taxableTenThousandths },
    amount: halfUpQuotient(annualTax(taxableTenThousandths, book.taxBrackets), TWELVE * TEN_THOUSAND * TEN_THOUSAND),
  };
}

const noRelief = { personalRelief: NOTHING, children: 0, hasAgeRelief: false };
const noTax = { allowanceReliefTenThousandths: 0n, article8: NOTHING, taxableTenThousandths: 0n, amount: NOTHING };

/** §8.4. */
function personalReliefOf(
  day: LocalDate,
  facts: PayFacts,
  book: RuleBook,
): Pick<TaxSteps, 'status' | 'personalRelief' | 'children' | 'hasAgeRelief'> {
  const status = inForceOn(facts.taxStatuses, day)?.code ?? null;
  const rule = status === null ? undefined : book.reliefs.get(status);
  if (rule?.isResident !== true) return { ...noRelief, status };
  const children = facts.dependants.filter(({ kind, tax }) => kind === 'CHILD' && covers(tax, day)).length;
  const { olderThanYears, amount } = book.ageRelief;
  const hasAgeRelief = isOlder(facts.birthDate, olderThanYears, day);
  const personalRelief = money(rule.amount + children * book.childRelief + (hasAgeRelief ? amount : 0));
  return { status, personalRelief, children, hasAgeRelief };
}

/** After the birthday, not on it. A birth that still lies ahead is an error of the papers and no age. */
function isOlder(birthDate: LocalDate | null, years: number, day: LocalDate): boolean {
  return birthDate !== null && birthDate < day && day > addMonths(birthDate, years * 12);
}

/** §8.5, for the year. */
function article8Of(day: LocalDate, facts: PayFacts, book: RuleBook): Money {
  const declared = facts.taxDeductions.filter((deduction) => covers(deduction, day));
  const ofKind = (wanted: string) => sum(declared.filter(({ kind }) => kind === wanted).map(({ monthly }) => monthly));
  const insurance = smallerOf(ofKind('LIFE_INSURANCE'), book.lifeInsuranceLimit);
  return money(12 * (insurance + ofKind('COURT_ALIMONY')));
}

/** §8.3, for the year, in ten-thousandths of a dinar. */
function allowanceReliefOf({ gross, nominal }: Earnings, { parameters }: RuleBook): bigint {
  const allowances = TWELVE * BigInt(gross - nominal) * TEN_THOUSAND;
  switch (parameters.publicAllowanceRelief) {
    case 'NONE':
      return 0n;
    case 'FULL':
      return allowances;
    case 'FORM_2D_30PCT': {
      const limit = TWELVE * BigInt(nominal) * BigInt(parameters.allowanceReliefBp);
      return allowances < limit ? allowances : limit;
    }
  }
}

/** The yearly tax in hundred-millionths of a dinar: ten-thousandths of income times basis points. */
export function annualTax(taxable: bigint, brackets: readonly TaxBracket[]): bigint {
  return taxByBracket(taxable, brackets).reduce((tax, bracket) => tax + bracket.tax, 0n);
}

/** What of the income falls into each bracket, in ten-thousandths, and the tax on it, in hundred-millionths of a dinar. */
export function taxByBracket(
  taxable: bigint,
  brackets: readonly TaxBracket[],
): readonly { readonly part: bigint; readonly basisPoints: number; readonly tax: bigint }[] {
  let below = 0n;
  return brackets.flatMap(({ upTo, basisPoints }) => {
    const above = upTo === null ? taxable : BigInt(upTo) * TEN_THOUSAND;
    const part = (taxable < above ? taxable : above) - below;
    below = above;
    return part <= 0n ? [] : [{ part, basisPoints, tax: part * BigInt(basisPoints) }];
  });
}

/** What the state takes for a time: a share of nominal or gross, or an amount; not from whoever is exempt. */
function leviesOf(earnings: Earnings, day: LocalDate | null, facts: PayFacts, book: RuleBook): readonly CodedAmount[] {
  if (day === null) return [];
  return book.levies
    .filter((levy) => covers(levy, day))
    .filter(({ code }) => !facts.exemptions.some((exemption) => exemption.code === code && covers(exemption, day)))
    .map(({ code, base, basisPoints, amount }) => {
      const from = base === 'NOMINAL' ? earnings.nominal : earnings.gross;
      return { code, amount: basisPoints === null ? smallerOf(amount ?? NOTHING, from) : share(from, basisPoints) };
    })
    .filter(({ amount }) => amount > 0);
}

function share(base: Money, basisPoints: number): Money {
  return halfUpQuotient(BigInt(base) * BigInt(basisPoints), TEN_THOUSAND);
}

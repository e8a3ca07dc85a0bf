import type { Month } from '#kernel/date.ts';
import { NOTHING, sum, type Money } from '#kernel/money.ts';
import { halfUpQuotient } from '#kernel/rounding.ts';
import { entitlementOn, TEN_THOUSAND, type DayEntitlement } from './entitlements.ts';
import type { CodedAmount, PayFacts } from './facts.ts';
import type { RuleBook } from './rule-book.ts';
import { divisorOf, isPaid, slicesOf, type Slice } from './slices.ts';

/** The earnings of one month (payroll-contract §6): lines, gross, and how each of them came about. */
export interface Earnings {
  /** `NOMINAL` always, the others when not 0; in catalogue order. */
  readonly lines: readonly CodedAmount[];
  readonly gross: Money;
  readonly nominal: Money;
  /** The parts into which the month is divided. */
  readonly divisor: number;
  readonly slices: readonly EarningSlice[];
  /** What the cap took away over the month. */
  readonly capExcess: Money;
  readonly warnings: readonly string[];
}

export interface EarningSlice extends Slice {
  readonly entitlement: DayEntitlement;
}

/**
 * What a month earns. A slice whose day has no grade in the scale earns nothing; whether that may be is judged before
 * (`judgeFacts`).
 */
export function earningsOf(month: Month, facts: PayFacts, book: RuleBook): Earnings {
  const divisor = divisorOf(month, book.parameters.dayBasis);
  const slices = slicesOf(month, facts, book.parameters).flatMap((slice) => {
    const entitlement = entitlementOn(slice.from, facts, book);
    return entitlement === null ? [] : [{ ...slice, entitlement }];
  });
  const nominal = overMonth(slices, divisor, ({ nominalHalves, entitlement }) => [
    nominalHalves,
    BigInt(entitlement.nominal) * TEN_THOUSAND,
  ]);
  const lines = [
    { code: 'NOMINAL', amount: nominal },
    ...book.allowances
      .map(({ code, method }) => ({ code, amount: amountOf({ code, method, slices, divisor, book }) }))
      .filter(({ amount }) => amount !== 0),
    ...additionsOf(facts),
  ];
  const capExcess = overMonth(slices, divisor, (slice) => [slice.allowanceHalves, slice.entitlement.excess]);
  const paid = slices.filter(isPaid);
  return {
    ...{ lines, nominal, divisor, slices, capExcess },
    gross: sum(lines.map(({ amount }) => amount)),
    warnings: [...new Set(paid.flatMap(({ entitlement }) => entitlement.warnings))],
  };
}

/** What orders add in this run alone, by code; it counts as an allowance for the tax (form ض.د/4أ, line 1e). */
export function additionsOf({ adjustments }: PayFacts): readonly CodedAmount[] {
  const additions = Map.groupBy(
    adjustments.filter(({ amount }) => amount > 0),
    ({ code }) => code,
  );
  return [...additions].map(([code, all]) => ({ code, amount: sum(all.map(({ amount }) => amount)) }));
}

/**
 * The exact sum over the slices of halves × weight × full amount, rounded once (§1.2, §6.3). `measure` gives the halves
 * that a slice earns and the full amount in ten-thousandths of a dinar.
 */
export function overMonth<S extends Slice>(
  slices: readonly S[],
  divisor: number,
  measure: (slice: S) => readonly [halves: number, tenThousandths: bigint],
): Money {
  let total = 0n;
  for (const slice of slices) {
    const [halves, amount] = measure(slice);
    total += BigInt(halves * slice.weight) * amount;
  }
  return total === 0n ? NOTHING : halfUpQuotient(total, 2n * BigInt(divisor) * TEN_THOUSAND);
}

interface Wanted {
  readonly code: string;
  readonly method: string;
  readonly slices: readonly EarningSlice[];
  readonly divisor: number;
  readonly book: RuleBook;
}

function amountOf({ code, method, slices, divisor, book }: Wanted): Money {
  if (method === 'SPOUSE' || method === 'CHILD') return familyAmount({ code, method, slices, divisor, book });
  return overMonth(slices, divisor, ({ allowanceHalves, entitlement }) => [
    allowanceHalves,
    entitlement.components.find((component) => component.code === code)?.capped ?? 0n,
  ]);
}

/** §6.5: by the days, or whole as soon as one paid day is eligible. */
function familyAmount({ method, slices, divisor, book }: Wanted): Money {
  const { parameters } = book;
  const isSpouse = method === 'SPOUSE';
  const each = BigInt(isSpouse ? parameters.spouseAmount : parameters.childAmount) * TEN_THOUSAND;
  const headsOf = (heads: number) => BigInt(isSpouse ? Math.min(1, heads) : Math.min(parameters.childMax, heads));
  const eligible = ({ entitlement }: EarningSlice) =>
    isSpouse ? (entitlement.hasSpouse ? ['spouse'] : []) : entitlement.children;
  if (parameters.prorateFamily) {
    return overMonth(slices, divisor, (slice) => [slice.allowanceHalves, each * headsOf(eligible(slice).length)]);
  }
  const heads = new Set(slices.filter(isPaid).flatMap(eligible)).size;
  return halfUpQuotient(each * headsOf(heads), TEN_THOUSAND);
}

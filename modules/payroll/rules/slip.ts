import { monthIndex, type LocalDate, type Month } from '#kernel/date.ts';
import { greaterOf, minus, NOTHING, opposite, plus, sum, type Money } from '#kernel/money.ts';
import { additionsOf, earningsOf, type Earnings } from './earnings.ts';
import type { CarriedFact, CodedAmount, PaidMonth, PayFacts } from './facts.ts';
import { paymentsOf, type Payment } from './payments.ts';
import type { RuleBook } from './rule-book.ts';
import { divisorOf } from './slices.ts';
import { statutoryOf, type Statutory } from './statutory.ts';

/** The version of this calculation; a locked run names the one that made it. */
export const ENGINE_VERSION = '1.0';

/** The pay of one employee for one month (payroll-contract §11). */
export interface Slip {
  readonly month: Month;
  readonly lines: readonly CodedAmount[];
  readonly gross: Money;
  readonly deductions: readonly SlipDeduction[];
  readonly regularNet: Money;
  readonly arrears: Arrears;
  readonly net: Money;
  readonly stateShare: Money;
  readonly carryForward: readonly CarriedFact[];
  /** Sorted by code, then reference. */
  readonly warnings: readonly SlipWarning[];
  /** How the figures came about. */
  readonly earnings: Earnings;
  readonly statutory: Statutory;
  readonly payments: readonly Payment[];
}

export interface SlipDeduction extends CodedAmount {
  readonly ref: string | null;
}

export interface SlipWarning {
  readonly code: string;
  readonly ref: string | null;
  readonly amount: Money | null;
}

/** Differences of closed months (§10), by month and code. */
export interface Arrears {
  readonly lines: readonly MonthAmount[];
  readonly gross: Money;
  readonly deductions: readonly MonthAmount[];
  readonly net: Money;
  readonly stateShare: Money;
  /** Of each month that differs, so that the next difference knows what was paid. */
  readonly stateShareByMonth: Readonly<Record<Month, Money>>;
}

export interface MonthAmount extends CodedAmount {
  readonly month: Month;
}

/** The rules as they stand for a month: a closed month is recomputed under its own. */
export type RulesOfMonth = (month: Month) => RuleBook;

/**
 * What a run pays: the whole month (also with a final settlement), only the differences of closed months, or only what
 * orders add.
 */
export type Pays = 'MONTH' | 'ARREARS' | 'ADDITIONS';

/** The slip of a month, by the order of §6.1. */
export function slipOf(month: Month, given: PayFacts, rulesOf: RulesOfMonth, pays: Pays = 'MONTH'): Slip {
  const book = rulesOf(month);
  const facts = factsPaid(given, pays);
  const { earnings, statutory } = pays === 'MONTH' ? monthOfPay(month, facts, book) : unearned(month, facts, book);
  const { arrears, tooOld } = arrearsOf(month, facts, rulesOf);
  const available = minus(earnings.gross, sum(statutory.deductions.map(({ amount }) => amount)));
  const overpaid = greaterOf(NOTHING, opposite(arrears.net));
  const { parameters } = book;
  const { payments, carryForward, unpaidCourt, left } = paymentsOf({
    ...{ month, earnings, facts, parameters, overpaid, available },
  });
  return {
    month,
    lines: earnings.lines,
    gross: earnings.gross,
    deductions: [
      ...statutory.deductions.map((deduction) => ({ ...deduction, ref: null })),
      ...payments.map(({ code, ref, amount }) => ({ code, ref, amount })),
    ],
    regularNet: left,
    arrears,
    net: plus(left, greaterOf(NOTHING, arrears.net)),
    stateShare: statutory.stateShare,
    carryForward,
    warnings: warningsOf({ earnings, unpaidCourt, tooOld }),
    ...{ earnings, statutory, payments },
  };
}

/** Without the month's salary nothing of it is taken either: neither debts nor what was carried. */
function factsPaid(facts: PayFacts, pays: Pays): PayFacts {
  if (pays === 'MONTH') return facts;
  const bare = { ...facts, courtOrders: [], loans: [], carriedIn: [], penalties: [] };
  return pays === 'ARREARS' ? { ...bare, adjustments: [] } : { ...bare, previouslyPaid: [] };
}

/** Only additions: they bear neither pension nor tax in a run of their own. */
function unearned(month: Month, facts: PayFacts, book: RuleBook): ReturnType<typeof monthOfPay> {
  const lines = additionsOf(facts);
  const gross = sum(lines.map(({ amount }) => amount));
  const divisor = divisorOf(month, book.parameters.dayBasis);
  const earnings = { lines, gross, nominal: NOTHING, divisor, slices: [], capExcess: NOTHING, warnings: [] };
  const none = statutoryOf({ ...earnings, gross: NOTHING, lines: [] }, null, facts, book);
  return { earnings, statutory: none };
}

/** Earnings, pension, social protection and tax of a month: what arrears compute anew (§10). */
export function monthOfPay(
  month: Month,
  facts: PayFacts,
  book: RuleBook,
): { readonly earnings: Earnings; readonly statutory: Statutory } {
  const earnings = earningsOf(month, facts, book);
  return { earnings, statutory: statutoryOf(earnings, referenceDayOf(earnings), facts, book) };
}

/** The last in-service day of the month (يوم الإسناد); null when nobody served. */
export function referenceDayOf(earnings: Earnings): LocalDate | null {
  return earnings.slices.at(-1)?.to ?? null;
}

/** §10: every month that was paid, anew, less what was paid. */
function arrearsOf(
  month: Month,
  facts: PayFacts,
  rulesOf: RulesOfMonth,
): { readonly arrears: Arrears; readonly tooOld: readonly Month[] } {
  const limit = rulesOf(month).parameters.arrearsMaxMonths;
  const isTooOld = (paid: PaidMonth) => limit !== null && monthIndex(month) - monthIndex(paid.month) > limit;
  const ordered = [...facts.previouslyPaid].sort((left, right) => (left.month < right.month ? -1 : 1));
  const differences = ordered
    .filter((paid) => !isTooOld(paid))
    .map((paid) => {
      const book = rulesOf(paid.month);
      // What a run added once is not part of the month's pay.
      return differenceOf(paid, monthOfPay(paid.month, { ...facts, adjustments: [] }, book), book);
    });
  const lines = differences.flatMap((difference) => difference.lines);
  const deductions = differences.flatMap((difference) => difference.deductions);
  const gross = sum(lines.map(({ amount }) => amount));
  return {
    arrears: {
      ...{ lines, gross, deductions },
      net: minus(gross, sum(deductions.map(({ amount }) => amount))),
      stateShare: sum(differences.map((difference) => difference.stateShare)),
      stateShareByMonth: Object.fromEntries(
        differences
          .filter(({ stateShare }) => stateShare !== 0)
          .map((difference) => [difference.month, difference.stateShare]),
      ),
    },
    tooOld: ordered.filter(isTooOld).map((paid) => paid.month),
  };
}

function differenceOf(
  paid: PaidMonth,
  { earnings, statutory }: ReturnType<typeof monthOfPay>,
  book: RuleBook,
): Pick<Arrears, 'lines' | 'deductions' | 'stateShare'> & { readonly month: Month } {
  const catalogue = ['NOMINAL', ...book.allowances.map(({ code }) => code)];
  return {
    month: paid.month,
    lines: differencesBetween(paid.month, earnings.lines, paid.lines, catalogue),
    deductions: differencesBetween(paid.month, statutory.deductions, paid.deductions, ['PENSION', 'SOC_PROT', 'TAX']),
    stateShare: minus(statutory.stateShare, paid.stateShare),
  };
}

/** In the order of the catalogue; what the catalogue does not know comes last. */
function differencesBetween(
  month: Month,
  now: readonly CodedAmount[],
  paid: readonly CodedAmount[],
  catalogue: readonly string[],
): readonly MonthAmount[] {
  const total = (amounts: readonly CodedAmount[], code: string) =>
    sum(amounts.filter((each) => each.code === code).map(({ amount }) => amount));
  return [...new Set([...catalogue, ...now.map(({ code }) => code), ...paid.map(({ code }) => code)])]
    .map((code) => ({ month, code, amount: minus(total(now, code), total(paid, code)) }))
    .filter(({ amount }) => amount !== 0);
}

function warningsOf({
  earnings,
  unpaidCourt,
  tooOld,
}: {
  readonly earnings: Earnings;
  readonly unpaidCourt: readonly { readonly ref: string; readonly amount: Money }[];
  readonly tooOld: readonly Month[];
}): readonly SlipWarning[] {
  const plain = (code: string): SlipWarning => ({ code, ref: null, amount: null });
  const warnings = [
    ...tooOld.map((ref) => ({ code: 'ARREARS_LIMIT', ref, amount: null })),
    ...(earnings.capExcess > 0 ? [{ code: 'CAP_EXCESS', ref: null, amount: earnings.capExcess }] : []),
    ...unpaidCourt.map((unpaid) => ({ code: 'COURT_UNPAID', ...unpaid })),
    ...(earnings.gross === 0 ? [plain('NO_PAY')] : []),
    ...earnings.warnings.map(plain),
  ];
  return warnings.sort(
    (left, right) => compareText(left.code, right.code) || compareText(left.ref ?? '', right.ref ?? ''),
  );
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

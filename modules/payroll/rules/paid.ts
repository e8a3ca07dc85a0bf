import type { Month } from '#kernel/date.ts';
import { NOTHING, plus, sum, type Money } from '#kernel/money.ts';
import type { RunKind, SlipAmounts } from '../contract/index.ts';
import type { CodedAmount, PaidMonth, PayFacts } from './facts.ts';
import { monthOfPay, type Pays, type RulesOfMonth } from './slip.ts';

/** What the slips of locked runs say was paid for each month: from it arrears are told apart. */
export interface LockedSlip {
  readonly month: Month;
  readonly kind: RunKind;
  /** Held back: its own month was not paid. */
  readonly isHeld: boolean;
  readonly amounts: SlipAmounts;
  readonly stateShare: Money;
  readonly facts: PayFacts;
}

/** What a kind of run pays. */
export function paysOf(kind: RunKind): Pays {
  switch (kind) {
    case 'REGULAR':
    case 'FINAL':
      return 'MONTH';
    case 'ARREARS':
      return 'ARREARS';
    case 'BONUS':
      return 'ADDITIONS';
  }
}

/**
 * By month, what has been paid for it so far, arrears included. What an order added once is no part of it, nor the tax
 * on that: such a month is taken as it would have been without. A month that was held back counts as paid with nothing.
 */
export function paidMonthsOf(slips: readonly LockedSlip[], rulesOf: RulesOfMonth): readonly PaidMonth[] {
  const paid = new Map<Month, PaidMonth>();
  const add = (month: Month, part: Omit<PaidMonth, 'month'>) => {
    const known = paid.get(month);
    paid.set(month, known === undefined ? { month, ...part } : together(known, part));
  };
  for (const slip of slips) {
    if (paysOf(slip.kind) === 'MONTH') add(slip.month, slip.isHeld ? unpaid : ofOwnMonth(slip, rulesOf));
    if (slip.isHeld) continue;
    const { lines, deductions, stateShareByMonth } = slip.amounts.arrears;
    const shares = Object.keys(stateShareByMonth) as Month[];
    const months = new Set([...[...lines, ...deductions].map(({ month }) => month), ...shares]);
    for (const month of months) {
      const ofMonth = <T extends CodedAmount & { readonly month: Month }>(all: readonly T[]) =>
        all.filter((each) => each.month === month).map(({ code, amount }) => ({ code, amount }));
      const stateShare = stateShareByMonth[month] ?? NOTHING;
      add(month, { lines: ofMonth(lines), deductions: ofMonth(deductions), stateShare });
    }
  }
  return [...paid.values()].sort((left, right) => (left.month < right.month ? -1 : 1));
}

const unpaid = { lines: [], deductions: [], stateShare: NOTHING };

function ofOwnMonth(slip: LockedSlip, rulesOf: RulesOfMonth): Omit<PaidMonth, 'month'> {
  if (slip.facts.adjustments.some(({ amount }) => amount > 0)) {
    const without = monthOfPay(slip.month, { ...slip.facts, adjustments: [] }, rulesOf(slip.month));
    const { deductions, stateShare } = without.statutory;
    return { lines: without.earnings.lines, deductions, stateShare };
  }
  return {
    lines: slip.amounts.lines,
    deductions: statutoryOnly(slip.amounts).map(({ code, amount }) => ({ code, amount })),
    stateShare: slip.stateShare,
  };
}

const payments = new Set(['ABSENCE', 'ARREARS_RECOVERY']);

/** Pension, social protection, tax and levies: what a closed month is recomputed for, unlike debts and penalties. */
export function statutoryOnly({ deductions }: Pick<SlipAmounts, 'deductions'>): SlipAmounts['deductions'] {
  return deductions.filter(({ code, ref }) => ref === null && !payments.has(code));
}

function together(known: PaidMonth, part: Omit<PaidMonth, 'month'>): PaidMonth {
  return {
    month: known.month,
    lines: summed([...known.lines, ...part.lines]),
    deductions: summed([...known.deductions, ...part.deductions]),
    stateShare: plus(known.stateShare, part.stateShare),
  };
}

function summed(amounts: readonly CodedAmount[]): readonly CodedAmount[] {
  return [...Map.groupBy(amounts, ({ code }) => code)].map(([code, all]) => ({
    code,
    amount: sum(all.map(({ amount }) => amount)),
  }));
}

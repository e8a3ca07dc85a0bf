import { monthOf, type LocalDate, type Month } from '#kernel/date.ts';
import type { FactKind, FactValue } from '#modules/hr/contract/index.ts';

/** A fact of a personal file, as far as it says from when an order changes the pay. */
export interface OrderedFact {
  readonly kind: FactKind;
  readonly value: FactValue;
  readonly validFrom: LocalDate;
  /** Null for what was brought in from older papers. */
  readonly orderId: string | null;
  readonly knownAt: number;
}

export interface Beginning {
  /** The first day of his service: nothing is owed for what lies before it. */
  readonly commencement: LocalDate;
  /** The first month that was paid here; the month of the run for whoever was never paid. */
  readonly firstMonth: Month;
  /** As of when his papers were read last; null for whoever was never paid. */
  readonly readAt: number | null;
}

/**
 * The month from which orders that became known since his papers were read change pay that was not paid here: closed
 * months are recomputed from the first that was locked on (payroll-contract §10), so nobody pays what lies before it.
 * Null where nothing does.
 */
export function unpaidBefore(facts: readonly OrderedFact[], beginning: Beginning): Month | null {
  const { firstMonth, readAt } = beginning;
  const entered = monthOf(beginning.commencement);
  const months = facts
    .filter(({ orderId, knownAt }) => orderId !== null && (readAt === null || knownAt > readAt))
    .filter(changesPay)
    .map(({ validFrom }) => monthOf(validFrom))
    .map((month) => (month < entered ? entered : month))
    .filter((month) => month < firstMonth)
    .toSorted();
  return months[0] ?? null;
}

const paying: readonly FactKind[] = ['SERVICE', 'GRADE', 'CERTIFICATE', 'TAX_STATUS', 'ALLOWANCE', 'TAX_DEDUCTION'];

/** What a recomputed month is computed of; absences and penalties of closed months are not recomputed. */
function changesPay({ kind, value }: OrderedFact): boolean {
  if (kind !== 'LEAVE') return paying.includes(kind);
  return 'pay' in value && value.pay !== 'FULL' && value.pay !== 'ABSENCE';
}

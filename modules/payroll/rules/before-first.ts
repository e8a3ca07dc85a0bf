import { addDays, firstDay, monthOf, type LocalDate, type Month } from '#kernel/date.ts';
import { timelineKinds, type FactKind, type FactValue } from '#modules/hr/contract/index.ts';

/** A fact of a personal file, with which orders brought it and took it back, and when. */
export interface OrderedFact {
  readonly kind: FactKind;
  readonly value: FactValue;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
  /** Null for what was brought in from older papers. */
  readonly orderId: string | null;
  readonly knownAt: number;
  readonly retractedAt: number | null;
  readonly retractedByOrderId: string | null;
}

export interface Beginning {
  /** The first day of his service: nothing is owed for what lies before it. */
  readonly commencement: LocalDate;
  /** The first month that was paid here; the month of the run for whoever was never paid. */
  readonly firstMonth: Month;
  /** As of when his papers were read last; null for whoever was never paid. */
  readonly readAt: number | null;
  /** Orders that bring somebody into the program with what older papers say, and those that reverse them. */
  readonly openings: ReadonlySet<string>;
}

/**
 * The month from which orders that became known since his papers were read change pay that was not paid here: closed
 * months are recomputed from the first that was locked on (payroll-contract §10), so nobody pays what lies before it.
 * An order that ends or corrects a fact writes it anew from its first day: so what stood before the orders is held
 * against what stands now, and the first day counts on which the two differ. Null where nothing does.
 */
export function unpaidBefore(facts: readonly OrderedFact[], beginning: Beginning): Month | null {
  const { commencement, firstMonth } = beginning;
  const isOrdered = orderedSince(beginning);
  const paying = facts.flatMap((fact) => payingOf(fact));
  const before = paying.filter(
    ({ fact }) =>
      !isOrdered(fact.orderId, fact.knownAt) &&
      (fact.retractedAt === null || isOrdered(fact.retractedByOrderId, fact.retractedAt)),
  );
  const now = paying.filter(({ fact }) => fact.retractedAt === null);
  if (before.length === now.length && before.every((each, index) => each === now[index])) return null;
  const changes = paying.flatMap(({ fact: { validFrom, validTo } }) => [
    validFrom,
    ...(validTo === null ? [] : [addDays(validTo, 1)]),
  ]);
  const days = [commencement, ...changes].filter((day) => day >= commencement && day < firstDay(firstMonth)).toSorted();
  const first = days.find((day) => paidOn(day, before) !== paidOn(day, now));
  return first === undefined ? null : monthOf(first);
}

type IsOrdered = (orderId: string | null, at: number) => boolean;

/** Did an order do it since the papers were read? What older papers say is not ordered, however it is entered. */
function orderedSince({ readAt, openings }: Beginning): IsOrdered {
  return (orderId, at) => orderId !== null && !openings.has(orderId) && (readAt === null || at > readAt);
}

interface Paying {
  readonly fact: OrderedFact;
  /** What it gives to the pay; the same text for the same pay. */
  readonly gives: string;
}

const otherKinds: readonly FactKind[] = ['SERVICE', 'CERTIFICATE', 'TAX_STATUS', 'ALLOWANCE', 'TAX_DEDUCTION'];

/** What a recomputed month is computed of; absences and penalties of closed months are not recomputed. */
function payingOf(fact: OrderedFact): readonly Paying[] {
  const { kind, value } = fact;
  if ('pay' in value) {
    return value.pay === 'FULL' || value.pay === 'ABSENCE' ? [] : [{ fact, gives: `${kind} ${value.pay}` }];
  }
  // Why a step was reached, or by what a service ended, is nothing that is paid.
  if ('step' in value) return [{ fact, gives: `${kind} ${value.grade} ${value.step} ${value.nominalOverride}` }];
  if (kind === 'SERVICE') return [{ fact, gives: kind }];
  if (!otherKinds.includes(kind)) return [];
  return [{ fact, gives: `${kind} ${JSON.stringify(Object.entries(value).sort())}` }];
}

const untilTheNext: readonly FactKind[] = timelineKinds;

/** All that is paid for on a day; nothing outside of the service. */
function paidOn(day: LocalDate, all: readonly Paying[]): string {
  const begun = all.filter(({ fact: { validFrom } }) => validFrom <= day);
  const held = untilTheNext.flatMap((kind) => {
    const own = begun.filter(({ fact }) => fact.kind === kind);
    const last = own.reduce<Paying | null>(
      (found, each) => (found === null || each.fact.validFrom >= found.fact.validFrom ? each : found),
      null,
    );
    return last === null ? [] : [last.gives];
  });
  const running = begun
    .filter(({ fact: { kind, validTo } }) => !untilTheNext.includes(kind) && (validTo === null || validTo >= day))
    .map(({ gives }) => gives);
  return running.includes('SERVICE') ? [...held, ...new Set(running)].sort().join('\n') : '';
}

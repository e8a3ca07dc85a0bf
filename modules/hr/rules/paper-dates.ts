import { addMonths, localDate, type LocalDate } from '#kernel/date.ts';
import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';
import type { OrderLineInput, TermKey } from '../contract/index.ts';

/**
 * Guards against typing errors, such as 2206 for 2026, and not law: no regulation sets them. So far ahead of today may an
 * order be dated, something begin, and what has an end of its own run, such as a long leave. An order has no date before
 * it is issued; it may have one after today all the same, because the clock of a dead battery shows too early a day, and
 * an office that cannot write its orders stands still.
 */
export const ORDER_YEARS_AHEAD = 1;
export const BEGIN_YEARS_AHEAD = 5;
export const END_YEARS_AHEAD = 10;

/** No clock is right that shows a day before this program was written: an office may be founded on a dead battery. */
const WRITTEN_ON = localDate('2026-11-01');

/** So many lines are told of at once; the rest shows after they are mended. */
const LINES_SHOWN = 20;

/** The terms of a line that are days, each with how far ahead it may lie. */
const yearsAheadOf = {
  ...({ on: BEGIN_YEARS_AHEAD, lastDay: BEGIN_YEARS_AHEAD, absentFrom: BEGIN_YEARS_AHEAD } as const),
  ...({ gradeSince: BEGIN_YEARS_AHEAD, stepSince: BEGIN_YEARS_AHEAD, to: END_YEARS_AHEAD } as const),
} as const satisfies Partial<Record<TermKey, number>>;
const dayTerms = Object.entries(yearsAheadOf) as readonly (readonly [keyof typeof yearsAheadOf, number])[];

interface OrderDates {
  readonly orderDate: LocalDate;
  readonly effectiveDate: LocalDate;
  readonly lines: readonly Pick<OrderLineInput, 'terms'>[];
}

/** The dates of an order as it is typed, its own and those of its lines. Refuses `DATE_TOO_FAR`. */
export function judgeOrderDates({ orderDate, effectiveDate, lines }: OrderDates, today: LocalDate): Verdict {
  const ofLines = lines.flatMap(({ terms }, index) =>
    dayTerms.map(([key, years]) => judgeWithin(terms[key], { today, years, field: `lines.${index}.${key}` })),
  );
  return all(
    judgeOrderDate(orderDate, today),
    judgeBegin(effectiveDate, { today, field: 'effectiveDate' }),
    ...ofLines.filter(({ ok }) => !ok).slice(0, LINES_SHOWN),
  );
}

export function judgeOrderDate(orderDate: LocalDate, today: LocalDate): Verdict {
  return judgeWithin(orderDate, { today, years: ORDER_YEARS_AHEAD, field: 'orderDate' });
}

/** A day on which something begins or has begun; where none is given there is nothing to judge. */
export function judgeBegin(
  day: LocalDate | null | undefined,
  of: { readonly today: LocalDate; readonly field: string },
): Verdict {
  return judgeWithin(day, { ...of, years: BEGIN_YEARS_AHEAD });
}

/** A leave as it is asked for. */
export function judgeLeaveDates(
  { fromDate, toDate }: { readonly fromDate: LocalDate; readonly toDate: LocalDate },
  today: LocalDate,
): Verdict {
  return all(
    judgeBegin(fromDate, { today, field: 'fromDate' }),
    judgeWithin(toDate, { today, years: END_YEARS_AHEAD, field: 'toDate' }),
  );
}

function judgeWithin(
  day: LocalDate | null | undefined,
  { today, years, field }: { readonly today: LocalDate; readonly years: number; readonly field: string },
): Verdict {
  if (day === null || day === undefined) return accept();
  const limit = addMonths(today < WRITTEN_ON ? WRITTEN_ON : today, 12 * years);
  return day <= limit ? accept() : refuse('DATE_TOO_FAR', { limit }, field);
}

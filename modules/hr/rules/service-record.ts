import { addDays, addMonths, daysBetween, earlier, fullMonthsBetween, later, type LocalDate } from '#kernel/date.ts';
import { timelineKinds, type FactKind, type TotalService } from '../contract/index.ts';
import { isOutsideService } from './career.ts';
import { factsOfKind } from './facts-of-kind.ts';
import type { KnownFact } from './facts.ts';

/**
 * The service up to a day, that day included; null where nobody knows of any. Days left over of several periods make a
 * month for each thirty.
 */
export function totalService(facts: readonly KnownFact[], asOf: LocalDate): TotalService | null {
  const periods = factsOfKind(facts, 'SERVICE')
    .filter(({ validFrom }) => validFrom <= asOf)
    .toSorted((left, right) => (left.validFrom < right.validFrom ? -1 : 1));
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return null;
  const counted = periods.map(({ validFrom, validTo }) => {
    const to = earlier(validTo ?? asOf, asOf);
    const uncounted = uncountedIn(facts, validFrom, to);
    return { uncounted, ...spanOf(addDays(validFrom, uncounted), addDays(to, 1)) };
  });
  const months = sum(counted.map((each) => each.months));
  const days = sum(counted.map((each) => each.days));
  const allMonths = months + (counted.length > 1 ? Math.floor(days / 30) : 0);
  return {
    beganOn: first.validFrom,
    endedOn: last.validTo !== null && last.validTo <= asOf ? last.validTo : null,
    total: {
      ...{ years: Math.floor(allMonths / 12), months: allMonths % 12 },
      days: counted.length > 1 ? days % 30 : days,
    },
    uncountedDays: sum(counted.map((each) => each.uncounted)),
  };
}

/**
 * Until when each fact holds: its own last day or, of what holds until the next of its kind, the day before that one;
 * null of what holds still.
 */
export function endsOf(
  facts: readonly Pick<KnownFact, 'id' | 'kind' | 'validFrom' | 'validTo'>[],
): ReadonlyMap<string, LocalDate | null> {
  const held: readonly FactKind[] = timelineKinds;
  return new Map(
    facts.map(({ id, kind, validFrom, validTo }) => {
      if (validTo !== null || !held.includes(kind)) return [id, validTo] as const;
      const next = facts
        .filter((other) => other.kind === kind && other.validFrom > validFrom)
        .reduce<LocalDate | null>(
          (day, other) => (day === null ? other.validFrom : earlier(day, other.validFrom)),
          null,
        );
      return [id, next === null ? null : addDays(next, -1)] as const;
    }),
  );
}

function uncountedIn(facts: readonly KnownFact[], from: LocalDate, to: LocalDate): number {
  return sum(
    factsOfKind(facts, 'LEAVE')
      .filter(({ value }) => isOutsideService(value))
      .map(({ validFrom, validTo }) => {
        const [first, last] = [later(validFrom, from), earlier(validTo ?? to, to)];
        return first > last ? 0 : daysBetween(first, last) + 1;
      }),
  );
}

/** Full months and the days after them, from a day up to another that is no longer counted. */
function spanOf(from: LocalDate, until: LocalDate): { readonly months: number; readonly days: number } {
  if (from >= until) return { months: 0, days: 0 };
  const months = fullMonthsBetween(from, until);
  return { months, days: daysBetween(addMonths(from, months), until) };
}

function sum(figures: readonly number[]): number {
  return figures.reduce((total, figure) => total + figure, 0);
}

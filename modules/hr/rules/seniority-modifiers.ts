import { addMonths, dayNumber, earlier, fromDayNumber, type LocalDate } from '#kernel/date.ts';
import { delayOf, type Career, type SeniorityRules } from './seniority-facts.ts';

export type LineName = 'INCREMENT' | 'PROMOTION';

/** Something that moves a due date (payroll-contract §13.3). */
export interface Modifier {
  readonly date: LocalDate;
  readonly cause: 'THANKS' | 'PENALTY' | 'CREDIT' | 'NON_SERVICE';
  readonly detail: string;
  /** Negative brings the date forward. */
  readonly months: number;
  readonly days: number;
}

/** Every modifier dated up to a day, in order of date. Letters that do not count are not among them. */
export function modifiersOf(career: Career, rules: SeniorityRules, asOf: LocalDate): readonly Modifier[] {
  return [
    ...thanksModifiers(career, rules),
    ...career.penalties.map((penalty) => ({
      ...{ date: penalty.date, cause: 'PENALTY' as const, detail: penalty.kind },
      ...{ months: delayOf(penalty, rules), days: 0 },
    })),
    ...career.credits
      .filter(({ purpose }) => purpose !== 'PENSION_ONLY')
      .map(({ date, months, purpose }) => ({
        ...{ date, cause: 'CREDIT' as const, detail: purpose },
        ...{ months: -months, days: 0 },
      })),
    ...nonServiceModifiers(career, asOf),
  ]
    .filter(({ date }) => date <= asOf)
    .sort((left, right) => compareDates(left.date, right.date));
}

/**
 * The earliest letters of a calendar year count, as many as the issuer's rule allows; a letter under an active penalty
 * neither counts nor uses up the number.
 */
function thanksModifiers(career: Career, rules: SeniorityRules): readonly Modifier[] {
  const counted = new Map<string, number>();
  const countedEver = new Map<string, number>();
  return [...career.thanks]
    .sort((left, right) => compareDates(left.date, right.date))
    .flatMap(({ date, issuer }) => {
      const rule = rules.thanks.get(issuer);
      const year = `${issuer} ${date.slice(0, 4)}`;
      if (rule === undefined || isPunishedOn(date, career, rules)) return [];
      if ((counted.get(year) ?? 0) >= rule.lettersPerYear) return [];
      const months = countedEver.has(issuer) ? rule.laterMonths : rule.firstMonths;
      counted.set(year, (counted.get(year) ?? 0) + 1);
      countedEver.set(issuer, (countedEver.get(issuer) ?? 0) + 1);
      return months === 0 ? [] : [{ date, cause: 'THANKS' as const, detail: issuer, months: -months, days: 0 }];
    });
}

/** Active from its date until the day before its delay has passed. */
function isPunishedOn(day: LocalDate, career: Career, rules: SeniorityRules): boolean {
  return career.penalties.some(
    (penalty) => penalty.date <= day && day < addMonths(penalty.date, delayOf(penalty, rules)),
  );
}

/** A day in two records counts once. */
function nonServiceModifiers(career: Career, asOf: LocalDate): readonly Modifier[] {
  const days = new Map<number, string>();
  for (const { kind, from, to } of career.nonService) {
    const last = dayNumber(to === null ? asOf : earlier(to, asOf));
    for (let day = dayNumber(from); day <= last; day += 1) if (!days.has(day)) days.set(day, kind);
  }
  return [...days].map(([day, detail]) => ({
    ...{ date: fromDayNumber(day), cause: 'NON_SERVICE' as const, detail },
    ...{ months: 0, days: 1 },
  }));
}

function compareDates(left: LocalDate, right: LocalDate): number {
  return left < right ? -1 : Number(left > right);
}

import type { LocalDate } from '#kernel/date.ts';
import type { FactValueOf } from '../contract/index.ts';
import { factsOfKind } from './facts-of-kind.ts';
import type { KnownFact } from './facts.ts';
import type { Career } from './seniority-facts.ts';

/** Pay of these does not count as service whatever the leave's rule says (payroll-contract §13.3). */
const unpaid = ['UNPAID', 'ABSENCE'];

/**
 * What seniority is worked out from, as the facts in force tell it on a day; null where no grade is known yet. Facts
 * that begin after the day are left out.
 */
export function careerOf(facts: readonly KnownFact[], asOf: LocalDate): Career | null {
  const known = facts.filter(({ validFrom }) => validFrom <= asOf);
  const grades = [...factsOfKind(known, 'GRADE')].sort((left, right) => compare(left.validFrom, right.validFrom));
  const current = grades.at(-1);
  const first = grades[0];
  if (current === undefined || first === undefined) return null;
  const reached = grades.findLast(({ value }) => value.by === 'APPOINTMENT' || value.by === 'PROMOTION') ?? first;
  // A regrading or a correction moves the place on the scale, not the day from which the year is counted.
  const counted = grades.findLast(({ value }) => value.by !== 'REGRADING' && value.by !== 'CORRECTION') ?? first;
  return {
    grade: current.value.grade,
    step: current.value.step,
    lastIncrementDate: counted.validFrom,
    lastGradeDate: reached.validFrom,
    thanks: factsOfKind(known, 'THANKS').map(({ validFrom, value }) => ({ date: validFrom, issuer: value.issuer })),
    penalties: factsOfKind(known, 'PENALTY').map(({ validFrom, value }) => ({
      ...{ date: validFrom, kind: value.kind, days: value.days },
    })),
    nonService: factsOfKind(known, 'LEAVE')
      .filter(({ value }) => isOutsideService(value))
      .map(({ validFrom, validTo, value }) => ({ kind: value.type, from: validFrom, to: validTo })),
    credits: factsOfKind(known, 'CREDIT').map(({ validFrom, value }) => ({
      ...{ date: validFrom, months: value.months, purpose: value.purpose },
    })),
  };
}

/** Do the days of this leave, suspension or absence not count as service? */
export function isOutsideService(value: FactValueOf<'LEAVE'>): boolean {
  return !value.countsAsService || unpaid.includes(value.pay);
}

function compare(left: LocalDate, right: LocalDate): number {
  return left < right ? -1 : Number(left > right);
}

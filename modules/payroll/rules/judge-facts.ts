import { earlier, firstDay, lastDay, later, type LocalDate, type Month } from '#kernel/date.ts';
import { overlaps } from '#kernel/range.ts';
import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';
import { inForceOn, type Interval, type PayFacts } from './facts.ts';
import { nominalOf, type RuleBook } from './rule-book.ts';
import type { RulesOfMonth } from './slip.ts';

/**
 * May these facts be calculated for this month? Everything that payroll-contract §4 promises of a case is asked here:
 * what is contradictory is refused, never guessed.
 */
export function judgeFacts(month: Month, facts: PayFacts, rulesOf: RulesOfMonth): Verdict {
  const months = [month, ...facts.previouslyPaid.map((paid) => paid.month)];
  return all(
    judgeTimelines(facts),
    judgeOverlaps(facts),
    judgeReferences(facts),
    judgePaidMonths(month, facts),
    ...months.map((each) => judgeMonth(each, facts, rulesOf(each))),
  );
}

function judgeMonth(month: Month, facts: PayFacts, book: RuleBook): Verdict {
  if (month < book.firstMonth) return refuse('MONTH_BEFORE_SCALE', { month });
  const first = later(firstDay(month), facts.service.commencement);
  const last = facts.service.termination === null ? lastDay(month) : earlier(lastDay(month), facts.service.termination);
  if (first > last) return accept();
  return all(
    ...[first, ...facts.grades.map(({ from }) => from).filter((from) => from > first && from <= last)].map((day) =>
      judgeGrade(day, facts, book),
    ),
    inForceOn(facts.taxStatuses, last) === null ? refuse('TAX_STATUS_MISSING', { day: last }) : accept(),
  );
}

function judgeGrade(day: LocalDate, facts: PayFacts, book: RuleBook): Verdict {
  const grade = inForceOn(facts.grades, day);
  if (grade === null) return refuse('GRADE_MISSING', { day });
  const isKnown = grade.nominalOverride !== null || nominalOf(book, grade) !== null;
  return isKnown ? accept() : refuse('GRADE_NOT_IN_SCALE', { day, grade: grade.grade, step: grade.step });
}

function judgeTimelines(facts: PayFacts): Verdict {
  const timelines = { grades: facts.grades, certificates: facts.certificates, taxStatuses: facts.taxStatuses };
  return all(
    ...Object.entries(timelines).map(([name, timeline]) => {
      const dates = timeline.map(({ from }) => from);
      return new Set(dates).size === dates.length ? accept() : refuse('SAME_DAY_TWICE', { name });
    }),
  );
}

function judgeOverlaps(facts: PayFacts): Verdict {
  const byCode = Map.groupBy(facts.allowances, ({ code }) => code);
  return all(
    ...[...byCode].map(([code, records]) => (haveOverlap(records) ? refuse('ALLOWANCES_OVERLAP', { code }) : accept())),
    haveOverlap(facts.leaves) ? refuse('LEAVES_OVERLAP') : accept(),
  );
}

function haveOverlap(records: readonly Interval[]): boolean {
  const ranges = records.filter(({ from, to }) => to === null || from <= to);
  return ranges.some((left, index) => ranges.slice(index + 1).some((right) => overlaps(left, right)));
}

function judgeReferences({ carriedIn, penalties, loans }: PayFacts): Verdict {
  return all(
    ...carriedIn.map(({ code, ref, amount }) => {
      const unknown = refuse('REF_UNKNOWN', { code, ref: ref ?? '' });
      if (code === 'ABSENCE' || code === 'ARREARS_RECOVERY') return ref === null ? accept() : unknown;
      if (code !== 'LOAN') {
        const isKnown = penalties.some(({ id, kind }) => id === ref && code === `PENALTY_${kind}`);
        return isKnown ? accept() : unknown;
      }
      const loan = loans.find(({ id }) => id === ref);
      if (loan === undefined) return unknown;
      return amount <= loan.balance ? accept() : refuse('CARRIED_ABOVE_BALANCE', { ref: loan.id });
    }),
  );
}

function judgePaidMonths(month: Month, { previouslyPaid }: PayFacts): Verdict {
  const months = previouslyPaid.map((paid) => paid.month);
  if (new Set(months).size < months.length) return refuse('PAID_MONTH_TWICE');
  const late = months.find((paid) => paid >= month);
  return late === undefined ? accept() : refuse('PAID_MONTH_NOT_EARLIER', { month: late });
}

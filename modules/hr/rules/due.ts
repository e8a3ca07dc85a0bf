import type { LocalDate } from '#kernel/date.ts';
import type { DueException, DueKind, Explanation } from '../contract/index.ts';
import { careerOf } from './career.ts';
import { inForceOn, isInService, type KnownFact } from './facts.ts';
import { factsOfKind } from './facts-of-kind.ts';
import type { SeniorityRules } from './seniority-facts.ts';
import { seniorityOf } from './seniority.ts';

/** The next step of a career that has fallen due and has not been granted by an order yet. */
export interface Due {
  readonly kind: DueKind;
  readonly from: { readonly grade: string; readonly step: number };
  readonly to: { readonly grade: string; readonly step: number };
  readonly due: LocalDate;
  readonly explained: Explanation;
  readonly exception: DueException | null;
  /** Later steps that have fallen due as well; each is granted by an order of its own. */
  readonly further: readonly {
    readonly kind: DueKind;
    readonly due: LocalDate;
    readonly toGrade: string;
    readonly toStep: number;
  }[];
}

/**
 * What an employee is due by the last day of a month, that day included: the first event since his last order, and
 * beside it those that follow. Null where nothing is due.
 */
export function dueBy(
  lastDay: LocalDate,
  employee: { readonly facts: readonly KnownFact[]; readonly isInOpenOrder: boolean },
  rules: SeniorityRules,
): Due | null {
  const career = careerOf(employee.facts, lastDay);
  if (career === null) return null;
  const [event, ...later] = seniorityOf(career, rules, lastDay).events;
  if (event === undefined) return null;
  return {
    ...{ kind: event.kind, from: { grade: career.grade, step: career.step } },
    ...{ to: { grade: event.grade, step: event.step }, due: event.date },
    explained: { ...event.explained, effects: event.explained.effects.map((effect) => ({ ...effect })) },
    exception: exceptionOf(event.date, employee),
    further: later.map(({ kind, date, grade, step }) => ({ kind, due: date, toGrade: grade, toStep: step })),
  };
}

/** Why it is not granted although its date has come. */
function exceptionOf(
  day: LocalDate,
  { facts, isInOpenOrder }: { readonly facts: readonly KnownFact[]; readonly isInOpenOrder: boolean },
): DueException | null {
  if (factsOfKind(facts, 'SERVICE').length > 0 && !isInService(facts, day)) return 'LEFT_SERVICE';
  const leaves = inForceOn(facts, 'LEAVE', day);
  if (leaves.some(({ value }) => value.type === 'SUSPENSION')) return 'SUSPENDED';
  if (leaves.some(({ value }) => !value.countsAsService)) return 'ON_UNPAID_LEAVE';
  return isInOpenOrder ? 'IN_ORDER' : null;
}

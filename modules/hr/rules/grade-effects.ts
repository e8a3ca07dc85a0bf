import type { LocalDate } from '#kernel/date.ts';
import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import type { FactValueOf, OrderEffect } from '../contract/index.ts';
import type { Basis } from './effects.ts';
import { factsOfKind, type FactOf } from './facts-of-kind.ts';
import { holdingOn, type KnownFact } from './facts.ts';
import { seniorityRulesOf, type SeniorityRules } from './seniority-facts.ts';
import { timelineEffect } from './timeline-effect.ts';

type Grade = FactValueOf<'GRADE'>;

/**
 * Grade and step that an order gives. One that comes late, with later increments standing already, sets these right
 * too: a missed increment lifts each of them by a step, a promotion takes them back.
 */
export function gradeEffects({ kind, on, terms, facts, rules }: Basis): Verdict<readonly OrderEffect[]> {
  const scale = seniorityRulesOf(rules);
  const before = holdingOn(facts, 'GRADE', on)?.value ?? null;
  if (kind === 'INCREMENT') return increment({ on, before, step: terms.step ?? null, facts, scale });
  if (kind === 'PROMOTION') {
    return promotion({ on, before, grade: terms.grade ?? null, step: terms.step ?? null, facts, scale });
  }
  if (kind !== 'OPENING' && kind !== 'APPOINTMENT') return regrading({ on, facts, scale, ...placeOf(terms) });
  const since = terms.gradeSince ?? on;
  return opening({ on, facts, scale, ...placeOf(terms), since, stepSince: terms.stepSince ?? null });
}

interface Wanted {
  readonly on: LocalDate;
  readonly facts: readonly KnownFact[];
  readonly scale: SeniorityRules;
}

function increment(wanted: Wanted & { readonly before: Grade | null; readonly step: number | null }) {
  const { on, before, facts, scale } = wanted;
  if (before === null) return refuse('NO_GRADE', undefined, 'on');
  const step = wanted.step ?? before.step + 1;
  if (!isOnScale(before.grade, step, scale))
    return refuse('TOP_STEP', { grade: before.grade, step: before.step }, 'step');
  const value = { grade: before.grade, step, nominalOverride: null, by: 'INCREMENT' as const };
  return accept<readonly OrderEffect[]>([
    timelineEffect(facts, { kind: 'GRADE', value, from: on, to: null }),
    ...laterIncrements(facts, on)
      .filter(({ value: later }) => isOnScale(later.grade, later.step + 1, scale))
      .map(({ id, validFrom, value: later }): OrderEffect => ({
        ...{ effect: 'CORRECT', factId: id },
        fact: { kind: 'GRADE', value: { ...later, step: later.step + 1 }, from: validFrom, to: null },
      })),
  ]);
}

function promotion(
  wanted: Wanted & { readonly before: Grade | null; readonly grade: string | null; readonly step: number | null },
): Verdict<readonly OrderEffect[]> {
  const { on, before, facts, scale } = wanted;
  if (before === null) return refuse('NO_GRADE', undefined, 'on');
  // A staff list told this promotion before its order is entered: the order gives what stands, not a grade more.
  const told = factsOfKind(facts, 'GRADE').find(({ validFrom, value }) => validFrom === on && value.by === 'PROMOTION');
  const grade = wanted.grade ?? told?.value.grade ?? scale.nextGrade(before.grade);
  const step = wanted.step ?? (told?.value.grade === grade ? told.value.step : 1);
  if (grade === null) return refuse('TOP_GRADE', { grade: before.grade }, 'grade');
  if (!isOnScale(grade, step, scale)) return refuse('STEP_OUT_OF_SCALE', { grade, step }, 'step');
  return accept([
    timelineEffect(facts, {
      kind: 'GRADE',
      value: { grade, step, nominalOverride: null, by: 'PROMOTION' },
      ...{ from: on, to: null },
    }),
    ...laterIncrements(facts, on).map(({ id }): OrderEffect => ({ effect: 'RETRACT', factId: id })),
  ]);
}

function opening(
  wanted: Wanted & {
    readonly grade: string;
    readonly step: number;
    readonly since: LocalDate;
    readonly stepSince: LocalDate | null;
  },
): Verdict<readonly OrderEffect[]> {
  const { facts, scale, grade, step, since, stepSince } = wanted;
  if (!isOnScale(grade, step, scale)) return refuse('STEP_OUT_OF_SCALE', { grade, step }, 'step');
  const by = since > wanted.on ? ('PROMOTION' as const) : ('APPOINTMENT' as const);
  return accept(
    openingGrades({ grade, step, since, stepSince, by }).map((entry) =>
      timelineEffect(facts, { kind: 'GRADE', value: entry.value, from: entry.from, to: null }),
    ),
  );
}

/**
 * The grade facts of somebody who comes with a place on the scale: the day from which promotion counts and, where it
 * is later, the day of the last increment. The steps between them are not known and not needed: the first is 1.
 */
export function openingGrades(place: {
  readonly grade: string;
  readonly step: number;
  readonly since: LocalDate;
  readonly stepSince: LocalDate | null;
  readonly by: 'APPOINTMENT' | 'PROMOTION';
}): readonly { readonly from: LocalDate; readonly value: Grade }[] {
  const { grade, step, since, stepSince, by } = place;
  if (stepSince === null || stepSince <= since) {
    return [{ from: since, value: { grade, step, nominalOverride: null, by } }];
  }
  return [
    { from: since, value: { grade, step: 1, nominalOverride: null, by } },
    { from: stepSince, value: { grade, step, nominalOverride: null, by: 'INCREMENT' } },
  ];
}

function regrading({ on, facts, scale, grade, step }: Wanted & { readonly grade: string; readonly step: number }) {
  if (!isOnScale(grade, step, scale)) return refuse('STEP_OUT_OF_SCALE', { grade, step }, 'step');
  const value = { grade, step, nominalOverride: null, by: 'REGRADING' as const };
  return accept<readonly OrderEffect[]>([timelineEffect(facts, { kind: 'GRADE', value, from: on, to: null })]);
}

function placeOf(terms: Basis['terms']): { readonly grade: string; readonly step: number } {
  return { grade: terms.grade ?? '', step: terms.step ?? 1 };
}

/** Increments after a day, up to the next promotion or appointment. */
function laterIncrements(facts: readonly KnownFact[], day: LocalDate): readonly FactOf<'GRADE'>[] {
  const later = factsOfKind(facts, 'GRADE')
    .filter(({ validFrom }) => validFrom > day)
    .toSorted((left, right) => (left.validFrom < right.validFrom ? -1 : 1));
  const end = later.findIndex(({ value }) => value.by === 'PROMOTION' || value.by === 'APPOINTMENT');
  return (end === -1 ? later : later.slice(0, end)).filter(({ value }) => value.by === 'INCREMENT');
}

function isOnScale(grade: string, step: number, scale: SeniorityRules): boolean {
  return step >= 1 && step <= (scale.grades.get(grade)?.steps ?? 0);
}

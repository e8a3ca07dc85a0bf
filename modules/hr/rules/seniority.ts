import { addDays, addMonths, later, type LocalDate } from '#kernel/date.ts';
import { modifiersOf, type LineName, type Modifier } from './seniority-modifiers.ts';
import type { Career, SeniorityRules } from './seniority-facts.ts';

/**
 * The dates of the annual increment (العلاوة السنوية) and of promotion (الترفيع), payroll-contract §13. Entitlement
 * other than time is taken as fulfilled: every event takes place on its due date.
 */
export interface Seniority {
  readonly grade: string;
  readonly step: number;
  readonly events: readonly CareerEvent[];
  /** Null where there is nothing more to come. */
  readonly incrementDue: LocalDate | null;
  readonly promotionDue: LocalDate | null;
  /** How the two next dates come about. */
  readonly increment: Explained | null;
  readonly promotion: Explained | null;
}

export interface CareerEvent {
  readonly date: LocalDate;
  readonly kind: LineName;
  /** The place reached by it. */
  readonly grade: string;
  readonly step: number;
  readonly explained: Explained;
}

/** A due date with every month that was gained or lost on the way. */
export interface Explained {
  readonly start: LocalDate;
  readonly basisMonths: number;
  readonly effects: readonly Effect[];
  readonly due: LocalDate;
}

export interface Effect {
  readonly date: LocalDate;
  readonly cause: Modifier['cause'];
  /** What the cause is called: the issuer of the letter, the penalty, the kind of leave. */
  readonly detail: string;
  readonly months: number;
  readonly days: number;
}

/** What has happened by a day (that day included), and what comes next. */
export function seniorityOf(career: Career, rules: SeniorityRules, asOf: LocalDate): Seniority {
  let state = begin(career, rules);
  const modifiers = modifiersOf(career, rules, asOf);
  for (const [date, ofDay] of Map.groupBy(modifiers, (modifier) => modifier.date)) {
    state = grantUntil(date, state, rules);
    state = applyAll(ofDay, state, career, rules);
  }
  const { increment, promotion, ...reached } = grantUntil(asOf, state, rules);
  return {
    ...reached,
    incrementDue: increment === null ? null : dueOf(increment),
    promotionDue: promotion === null ? null : dueOf(promotion),
    increment: increment === null ? null : explain(increment),
    promotion: promotion === null ? null : explain(promotion),
  };
}

/** One of the two lines (§13.2). */
interface Line {
  readonly start: LocalDate;
  readonly basisMonths: number;
  readonly months: number;
  readonly days: number;
  readonly effects: readonly Effect[];
}

interface State {
  readonly grade: string;
  readonly step: number;
  readonly events: readonly CareerEvent[];
  readonly increment: Line | null;
  readonly promotion: Line | null;
}

const INCREMENT_MONTHS = 12;

function begin(career: Career, rules: SeniorityRules): State {
  return {
    ...{ grade: career.grade, step: career.step, events: [] },
    increment: incrementLine(career, rules, career.lastIncrementDate),
    promotion: promotionLine(career.grade, rules, career.lastGradeDate),
  };
}

function incrementLine(
  { grade, step }: { readonly grade: string; readonly step: number },
  rules: SeniorityRules,
  start: LocalDate,
): Line | null {
  return step >= (rules.grades.get(grade)?.steps ?? 0) ? null : newLine(start, INCREMENT_MONTHS);
}

function promotionLine(grade: string, rules: SeniorityRules, start: LocalDate): Line | null {
  const years = rules.grades.get(grade)?.promotionYears ?? null;
  return years === null || rules.nextGrade(grade) === null ? null : newLine(start, 12 * years);
}

function newLine(start: LocalDate, basisMonths: number): Line {
  return { start, basisMonths, months: basisMonths, days: 0, effects: [] };
}

/** Months from the start itself, clipped once, then days; never before the start. */
function dueOf(line: Line): LocalDate {
  return later(line.start, addDays(addMonths(line.start, line.months), line.days));
}

function explain(line: Line): Explained {
  return { start: line.start, basisMonths: line.basisMonths, effects: line.effects, due: dueOf(line) };
}

/** §13.5: the earliest first; of two on one day the promotion, which absorbs the increment. */
function grantUntil(limit: LocalDate, state: State, rules: SeniorityRules): State {
  const increment = state.increment === null ? null : dueOf(state.increment);
  const promotion = state.promotion === null ? null : dueOf(state.promotion);
  if (promotion !== null && promotion <= limit && (increment === null || promotion <= increment)) {
    return grantUntil(limit, promote(state, promotion, rules), rules);
  }
  if (increment !== null && increment <= limit) return grantUntil(limit, raise(state, increment, rules), rules);
  return state;
}

function raise(state: State, date: LocalDate, rules: SeniorityRules): State {
  const place = { grade: state.grade, step: state.step + 1 };
  return {
    ...{ ...state, ...place },
    events: [...state.events, eventOf('INCREMENT', date, place, state.increment)],
    increment: incrementLine(place, rules, date),
  };
}

function promote(state: State, date: LocalDate, rules: SeniorityRules): State {
  const place = { grade: rules.nextGrade(state.grade) ?? state.grade, step: 1 };
  return {
    ...place,
    events: [...state.events, eventOf('PROMOTION', date, place, state.promotion)],
    increment: incrementLine(place, rules, date),
    promotion: promotionLine(place.grade, rules, date),
  };
}

function eventOf(
  kind: LineName,
  date: LocalDate,
  place: { readonly grade: string; readonly step: number },
  line: Line | null,
): CareerEvent {
  const explained = line === null ? { start: date, basisMonths: 0, effects: [], due: date } : explain(line);
  return { date, kind, ...place, explained };
}

/** §13.4, steps 2 and 3. */
function applyAll(modifiers: readonly Modifier[], state: State, career: Career, rules: SeniorityRules): State {
  const first = firstDue(state);
  return modifiers.reduce<State>((result, modifier) => {
    const isPenalty = modifier.cause === 'PENALTY';
    const isFirstDueOnly = isPenalty && rules.penaltyScope === 'FIRST_DUE';
    if (isFirstDueOnly && modifier.date < career.lastIncrementDate) return result;
    return {
      ...result,
      increment: isFirstDueOnly && first !== 'INCREMENT' ? result.increment : apply(modifier, result.increment),
      promotion: isFirstDueOnly && first !== 'PROMOTION' ? result.promotion : apply(modifier, result.promotion),
    };
  }, state);
}

/** Which line falls due first; on one day the promotion, and if only one exists, that one. */
function firstDue({ increment, promotion }: State): LineName {
  if (promotion === null) return 'INCREMENT';
  if (increment === null) return 'PROMOTION';
  return dueOf(increment) < dueOf(promotion) ? 'INCREMENT' : 'PROMOTION';
}

/** A modifier dated before the start of a line has no effect on it. */
function apply({ date, cause, detail, months, days }: Modifier, line: Line | null): Line | null {
  if (line === null || line.start > date) return line;
  return {
    ...line,
    months: line.months + months,
    days: line.days + days,
    effects: addEffect(line.effects, { date, cause, detail, months, days }),
  };
}

/** Days of one leave in a row are one effect. */
function addEffect(effects: readonly Effect[], effect: Effect): readonly Effect[] {
  const last = effects.at(-1);
  const continues =
    last !== undefined &&
    effect.days > 0 &&
    last.cause === effect.cause &&
    last.detail === effect.detail &&
    addDays(last.date, last.days) === effect.date;
  return continues ? [...effects.slice(0, -1), { ...last, days: last.days + effect.days }] : [...effects, effect];
}

import { addDays, type LocalDate } from '#kernel/date.ts';
import type { Money } from '#kernel/money.ts';
import { Refusal, refusal } from '#db/refusal.ts';
import type { Rule } from '#modules/regulation/contract/index.ts';
import type { FactKind, NewFact } from './contract/index.ts';
import type { EmployeeRow } from './import-employees.ts';
import type { KnownFact } from './rules/facts.ts';
import { openingGrades } from './rules/grade-effects.ts';
import { asNew } from './rules/reversal.ts';

/** The kinds of fact that a staff workbook speaks of; the others are brought by orders alone. */
export const importedKinds = [
  'SERVICE',
  'PLACE',
  'CERTIFICATE',
  'TAX_STATUS',
  'GRADE',
  'ALLOWANCE',
] as const satisfies readonly FactKind[];

interface Source {
  readonly unitId: string;
  readonly today: LocalDate;
  readonly rules: readonly Rule[];
  /** The facts in force of somebody who is known; none of somebody new. */
  readonly before: readonly KnownFact[];
}

/**
 * What a workbook says of an employee's place, as the facts of an opening: they stand before all orders. Of somebody who
 * is known, a column that is not there or a cell that is empty says nothing: those facts come back as they were, and no
 * day is made up. Where the day of his appointment changes, what began with it moves along.
 */
export function openingFactsOf(row: EmployeeRow, source: Source): readonly NewFact[] {
  const start = startOf(row, source);
  if (start === null) return [];
  const known = keptFacts(source.before, start);
  const open = { from: start.from, to: null };
  const place = { unitId: source.unitId, jobTitle: row.jobTitle ?? null, post: row.post ?? null };
  return [
    ...withLast(known, 'SERVICE', { kind: 'SERVICE', value: { beganBy: 'APPOINTMENT', endedBy: null }, ...open }, {}),
    ...withLast(
      known,
      'PLACE',
      { kind: 'PLACE', value: place, ...open },
      {
        unitId: source.unitId,
        ...(row.jobTitle && { jobTitle: row.jobTitle }),
        ...(row.post && { post: row.post }),
      },
    ),
    ...coded(known, { kind: 'CERTIFICATE', code: row.certificate, from: start.from }),
    ...coded(known, { kind: 'TAX_STATUS', code: row.taxStatus, from: start.from }),
    ...gradesOf(row, { known: known.filter(({ kind }) => kind === 'GRADE'), from: start.from, rules: source.rules }),
    ...allowancesOf(row, { known: known.filter(({ kind }) => kind === 'ALLOWANCE'), from: start.from }),
  ];
}

/** From when the service is counted, and what was known of it; null where nothing is known and nothing is said. */
interface Start {
  readonly from: LocalDate;
  readonly before: LocalDate | null;
}

function startOf(row: EmployeeRow, { before, today }: Source): Start | null {
  const services = before.filter(({ kind }) => kind === 'SERVICE');
  const service = services.find(({ validFrom }) => validFrom === row.appointmentDate) ?? services.at(-1);
  if (service !== undefined) {
    return { from: row.appointmentDate ?? service.validFrom, before: service.validFrom };
  }
  const said = [row.lastPromotionDate, row.lastIncrementDate].filter((day) => day !== undefined);
  const from = row.appointmentDate ?? said.sort()[0];
  // Somebody new is in service from the day he is entered, until his papers say better.
  return { from: from ?? today, before: null };
}

/** The known facts of these kinds, those of the first day moved with it. */
function keptFacts(before: readonly KnownFact[], start: Start): readonly NewFact[] {
  const kinds: readonly FactKind[] = importedKinds;
  return before
    .filter(({ kind }) => kinds.includes(kind))
    .map((fact) => {
      const kept = asNew(fact);
      return kept.from === start.before ? { ...kept, from: start.from } : kept;
    });
}

/** The known facts of a kind, the last of them with what the row says of it; the first one where there are none. */
function withLast(
  known: readonly NewFact[],
  kind: 'SERVICE' | 'PLACE',
  first: NewFact,
  said: Readonly<Record<string, string>>,
): readonly NewFact[] {
  const own = known.filter((fact) => fact.kind === kind);
  const last = own.at(-1);
  if (last === undefined) return [first];
  // What is said are fields of this very kind.
  return [...own.slice(0, -1), { ...last, value: { ...last.value, ...said } } as NewFact];
}

function coded(
  known: readonly NewFact[],
  said: {
    readonly kind: 'CERTIFICATE' | 'TAX_STATUS';
    readonly code: string | undefined;
    readonly from: LocalDate;
  },
): readonly NewFact[] {
  const { kind, code, from } = said;
  const own = known.filter((fact) => fact.kind === kind);
  if (code === undefined) return own;
  return [...own.slice(0, -1), { kind, value: { code }, from: own.at(-1)?.from ?? from, to: null }];
}

type GradeFact = Extract<NewFact, { kind: 'GRADE' }>;

function gradesOf(
  row: EmployeeRow,
  of: { readonly known: readonly NewFact[]; readonly from: LocalDate; readonly rules: readonly Rule[] },
): readonly NewFact[] {
  // Only grades were handed in.
  const known = of.known as readonly GradeFact[];
  const current = currentGrade(known);
  const said = placeSaid(row, current);
  if (said === null) return known;
  const { grade, step } = said;
  const scale = of.rules.find(({ kind, code }) => kind === 'SCALE' && code === grade);
  const steps = scale?.kind === 'SCALE' ? scale.value.steps : 0;
  if (step < 1 || step > steps) throw refusal('STEP_OUT_OF_SCALE', { grade, step }, 'step');
  const since = row.lastPromotionDate ?? current?.since ?? of.from;
  const isSameStep = current?.grade === grade && current.step === step;
  const stepSince = row.lastIncrementDate ?? current?.stepSince ?? null;
  if (isSameStep && since === current.since && stepSince === current.stepSince) return known;
  const by = row.lastPromotionDate === undefined ? (current?.by ?? 'APPOINTMENT') : 'PROMOTION';
  const own = known.filter(({ value }) => value.grade === grade);
  return [
    // Grades before this one are his history.
    ...known.filter(({ from, value }) => from < since && value.grade !== grade),
    ...openingGrades({ grade, step, since, stepSince, by }).map(({ from, value }, index): NewFact => {
      // A nominal of his own is in no column: it stays with the grade.
      const kept = own.find((each) => each.value.step === value.step) ?? (index === 0 ? own[0] : own.at(-1));
      return {
        ...{ kind: 'GRADE', value: { ...value, nominalOverride: kept?.value.nominalOverride ?? null } },
        ...{ from, to: null },
      };
    }),
  ];
}

/**
 * The grade and the step of which a row speaks, by their own columns or by their days; what it does not say of them is
 * taken from what is known. Null where it says nothing of them. Refuses `VALUE_REQUIRED` and `GRADE_WITHOUT_STEP` where
 * what is missing is not known either: a day of a grade that nobody knows would be lost.
 */
function placeSaid(
  row: EmployeeRow,
  current: ReturnType<typeof currentGrade>,
): { readonly grade: string; readonly step: number } | null {
  const days = [row.lastPromotionDate, row.lastIncrementDate];
  if ([row.grade, row.step, ...days].every((cell) => cell === undefined)) return null;
  const grade = row.grade ?? current?.grade;
  const step = row.step ?? (grade === current?.grade ? current?.step : undefined);
  if (grade !== undefined && step !== undefined) return { grade, step };
  throw new Refusal([
    ...(grade === undefined ? [{ code: 'VALUE_REQUIRED', field: 'grade' }] : []),
    ...(step === undefined
      ? [{ code: grade === undefined ? 'VALUE_REQUIRED' : 'GRADE_WITHOUT_STEP', field: 'step' }]
      : []),
  ]);
}

/** The place on the scale that holds last: since when the grade, and the step where it came later. */
export function currentGrade(grades: readonly Pick<GradeFact, 'from' | 'value'>[]): {
  readonly grade: string;
  readonly step: number;
  readonly since: LocalDate;
  readonly stepSince: LocalDate | null;
  readonly by: 'APPOINTMENT' | 'PROMOTION';
} | null {
  const last = grades.at(-1);
  if (last === undefined) return null;
  const other = grades.findLastIndex(({ value }) => value.grade !== last.value.grade);
  const first = grades[other + 1] ?? last;
  return {
    ...{ grade: last.value.grade, step: last.value.step, since: first.from },
    stepSince: last.from > first.from ? last.from : null,
    by: first.value.by === 'PROMOTION' ? 'PROMOTION' : 'APPOINTMENT',
  };
}

/** The columns of allowances: all shares but one, which is an amount. */
export const allowanceColumns = {
  HIGHER_50: 'higherPercent',
  POSITION: 'positionPercent',
  RISK: 'riskPercent',
  LEGAL: 'legalPercent',
  ENG: 'engineeringPercent',
  CRAFT: 'craftPercent',
  TRANSPORT: 'transport',
} as const satisfies Readonly<Record<string, keyof EmployeeRow>>;

type AllowanceFact = Extract<NewFact, { kind: 'ALLOWANCE' }>;

/** An empty cell leaves an allowance as it is known, a nought ends it as if it had not been. */
function allowancesOf(
  row: EmployeeRow,
  of: { readonly known: readonly NewFact[]; readonly from: LocalDate },
): readonly NewFact[] {
  // Only allowances were handed in.
  const known = of.known as readonly AllowanceFact[];
  const said = Object.entries(allowanceColumns).flatMap(([code, column]): readonly AllowanceFact['value'][] => {
    const figure = row[column];
    if (figure === undefined) return [];
    return column === 'transport'
      ? [{ code, basisPoints: null, amount: figure as Money }]
      : [{ code, basisPoints: figure * 100, amount: null }];
  });
  const isSaid = ({ value, to }: AllowanceFact): boolean => to === null && said.some(({ code }) => code === value.code);
  return [
    ...known.filter((fact) => !isSaid(fact)),
    ...said.flatMap((value): readonly NewFact[] => {
      const held = known.find((fact) => fact.to === null && fact.value.code === value.code);
      const isNothing = (value.basisPoints ?? 0) === 0 && (value.amount ?? 0) === 0;
      const from = held?.from ?? firstFreeDay(known, { code: value.code, from: of.from });
      return isNothing ? [] : [{ kind: 'ALLOWANCE', value, from, to: null }];
    }),
  ];
}

/** The first day of an allowance that does not run: of one code no two overlap. */
function firstFreeDay(
  known: readonly AllowanceFact[],
  { code, from }: { readonly code: string; readonly from: LocalDate },
): LocalDate {
  return known
    .filter(({ value }) => value.code === code)
    .flatMap(({ to }) => (to === null ? [] : [addDays(to, 1)]))
    .reduce((first, free) => (free > first ? free : first), from);
}

import { yearsBetween, type LocalDate } from '#kernel/date.ts';

/** The ages by which staff is counted: up to and including. */
export const ageBands = ['-29', '30-39', '40-49', '50-59', '60-', 'UNKNOWN'] as const;
export type AgeBand = (typeof ageBands)[number];

/** The band of an age on a day. */
export function ageBandOf(birthDate: LocalDate | null, day: LocalDate): AgeBand {
  if (birthDate === null) return 'UNKNOWN';
  const age = yearsBetween(birthDate, day);
  if (age < 30) return '-29';
  if (age < 40) return '30-39';
  if (age < 50) return '40-49';
  return age < 60 ? '50-59' : '60-';
}

export interface Slice {
  readonly key: string;
  readonly count: number;
}

/** How many there are of each key, most first. */
export function countBy<T>(rows: readonly T[], keyOf: (row: T) => string): readonly Slice[] {
  return [...Map.groupBy(rows, keyOf)]
    .map(([key, found]) => ({ key, count: found.length }))
    .sort((left, right) => right.count - left.count);
}

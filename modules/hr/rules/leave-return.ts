import { addDays, daysBetween, type LocalDate } from '#kernel/date.ts';
import { workingDayFrom, type WorkCalendar } from '#kernel/working-days.ts';

/** How somebody came back to work from a leave. */
export type Return =
  | { readonly kind: 'EARLY'; readonly unusedDays: number }
  | { readonly kind: 'ON_TIME' }
  | { readonly kind: 'LATE'; readonly absentFrom: LocalDate; readonly absentTo: LocalDate; readonly days: number };

/** Until the office keeps a table of its holidays, the days off are those of the week. */
export const weekOnly: WorkCalendar = { holidays: new Set() };

/**
 * Whoever comes back within his leave has not used its rest; whoever comes back on the first working day after it is on
 * time; from that day on he was absent until he came.
 */
export function returnOf(toDate: LocalDate, returnedOn: LocalDate, calendar: WorkCalendar): Return {
  if (returnedOn <= toDate) return { kind: 'EARLY', unusedDays: daysBetween(returnedOn, toDate) + 1 };
  const awaited = workingDayFrom(addDays(toDate, 1), calendar);
  if (returnedOn <= awaited) return { kind: 'ON_TIME' };
  const absentTo = addDays(returnedOn, -1);
  return { kind: 'LATE', absentFrom: awaited, absentTo, days: daysBetween(awaited, absentTo) + 1 };
}

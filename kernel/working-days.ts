import { assert } from './assert.ts';
import { addDays, weekday, type LocalDate, type Weekday } from './date.ts';
import { daysOf, type ClosedRange } from './range.ts';

/** The days on which an office is open: the table of holidays is data of the ministry, and comes in as a value. */
export interface WorkCalendar {
  readonly holidays: ReadonlySet<LocalDate>;
  /** Days of the week off; Friday and Saturday where nothing else is said. */
  readonly weekend?: readonly Weekday[];
}

/** Friday and Saturday, the weekend of Iraqi offices. */
export const IRAQI_WEEKEND: readonly Weekday[] = [5, 6];
/** No holidays in a row are longer; a calendar that goes on without a working day is a fault of its data. */
const LONGEST_CLOSURE = 366;

export function isWorkingDay(date: LocalDate, { holidays, weekend = IRAQI_WEEKEND }: WorkCalendar): boolean {
  return !weekend.includes(weekday(date)) && !holidays.has(date);
}

/** The day itself when the office is open on it, otherwise the first open day after it. */
export function workingDayFrom(date: LocalDate, calendar: WorkCalendar): LocalDate {
  return nextOpen(date, 1, calendar);
}

/** The day itself when the office is open on it, otherwise the last open day before it. */
export function workingDayUntil(date: LocalDate, calendar: WorkCalendar): LocalDate {
  return nextOpen(date, -1, calendar);
}

/** The working day so many working days after a day (before it when negative); the day itself is not counted. */
export function addWorkingDays(date: LocalDate, days: number, calendar: WorkCalendar): LocalDate {
  const step = days < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(days); left > 0; left -= 1) day = nextOpen(addDays(day, step), step, calendar);
  return day;
}

/** How many days of the range the office is open, both ends counted. */
export function countWorkingDays(range: ClosedRange, calendar: WorkCalendar): number {
  return daysOf(range).filter((day) => isWorkingDay(day, calendar)).length;
}

function nextOpen(date: LocalDate, step: 1 | -1, calendar: WorkCalendar): LocalDate {
  for (let distance = 0; distance <= LONGEST_CLOSURE; distance += 1) {
    const day = addDays(date, distance * step);
    if (isWorkingDay(day, calendar)) return day;
  }
  assert(false, 'A work calendar has a working day within a year.');
}

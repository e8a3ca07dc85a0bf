import { assert } from './assert.ts';

/**
 * Days and months without a clock (payroll-contract §1.3): the Gregorian calendar, in strings that sort as they
 * follow. All arithmetic goes through the number of the day since 1970-01-01.
 */

declare const brand: unique symbol;
/** A day, `YYYY-MM-DD`, from year 0001 to 9999. Two of them compare with `<`. */
export type LocalDate = string & { readonly [brand]: 'LocalDate' };
/** A month, `YYYY-MM`. Two of them compare with `<`. */
export type Month = string & { readonly [brand]: 'Month' };

export interface DateParts {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

/** Baghdad's distance from UTC. Iraq has kept no summer time since 2008. */
export const BAGHDAD_OFFSET_MINUTES = 180;

const MINUTE = 60_000;
const DAY = 86_400_000;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Is this a real day in the form `YYYY-MM-DD`? */
export function isLocalDate(value: string): value is LocalDate {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && isRealDay(split(value));
}

/** Is this a month in the form `YYYY-MM`? */
export function isMonth(value: string): value is Month {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(value) && !value.startsWith('0000');
}

/** May somebody ask for this month, or write it? Nobody who is paid was so before it, and nobody plans beyond it. */
export function isUsualMonth(value: Month): boolean {
  return value >= '1950-01' && value <= '2199-12';
}

/** Does the calendar have this day? */
export function isRealDay({ year, month, day }: DateParts): boolean {
  if (!Number.isInteger(year) || year < 1 || year > 9999 || !Number.isInteger(day)) return false;
  return day >= 1 && Number.isInteger(month) && month >= 1 && month <= 12 && day <= daysInMonth(year, month);
}

/** A day that is known to be real. For what a person typed, see `parseDateInput`. */
export function localDate(value: string): LocalDate {
  assert(isLocalDate(value), `${value} is not a day.`);
  return value;
}

/** A month that is known to be one. */
export function month(value: string): Month {
  assert(isMonth(value), `${value} is not a month.`);
  return value;
}

export function partsOf(date: LocalDate): DateParts {
  return split(date);
}

/** The day of these parts, which must be real. */
export function dateOf(parts: DateParts): LocalDate {
  return localDate(`${pad(parts.year, 4)}-${pad(parts.month, 2)}-${pad(parts.day, 2)}`);
}

/** The day that a clock on the wall shows at a moment (milliseconds since 1970), by default a wall in Baghdad. */
export function fromMoment(ms: number, offsetMinutes = BAGHDAD_OFFSET_MINUTES): LocalDate {
  return fromDayNumber(Math.floor((ms + offsetMinutes * MINUTE) / DAY));
}

/** The moment at which a day begins, by default in Baghdad. */
export function startOfDay(date: LocalDate, offsetMinutes = BAGHDAD_OFFSET_MINUTES): number {
  return dayNumber(date) * DAY - offsetMinutes * MINUTE;
}

/** Days since 1970-01-01, negative before it (Hinnant, "chrono-compatible low-level date algorithms"). */
export function dayNumber(date: LocalDate): number {
  const { year, month: monthOfYear, day } = split(date);
  const shifted = monthOfYear <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (monthOfYear + (monthOfYear > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The way back from `dayNumber`. */
export function fromDayNumber(number: number): LocalDate {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const monthOfYear = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return dateOf({ year: yearOfEra + era * 400 + (monthOfYear <= 2 ? 1 : 0), month: monthOfYear, day });
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return fromDayNumber(dayNumber(date) + days);
}

/** The same day of the month `months` later (earlier when negative), clipped to the last day of that month. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const target = monthFromIndex(monthIndex(monthOf(date)) + months);
  const { day } = split(date);
  return dateOf({ ...monthParts(target), day: Math.min(day, lengthOfMonth(target)) });
}

/** Full days from one day to another: 0 for the same day, negative when the second comes first. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** 0 Sunday, 1 Monday … 5 Friday, 6 Saturday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export function weekday(date: LocalDate): Weekday {
  // Brought above zero, a remainder of seven is one of the seven.
  return ((((dayNumber(date) + 4) % 7) + 7) % 7) as Weekday;
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, monthOfYear: number): number {
  return monthOfYear === 2 && isLeapYear(year) ? 29 : (monthLengths[monthOfYear - 1] ?? 0);
}

/** Full years from one day to another, as an age is counted: complete on the birthday, 29 February on 28 or 29. */
export function yearsBetween(from: LocalDate, to: LocalDate): number {
  return Math.floor(fullMonthsBetween(from, to) / 12);
}

/** How many months may be added to the first day without passing the second. */
export function fullMonthsBetween(from: LocalDate, to: LocalDate): number {
  const months = monthIndex(monthOf(to)) - monthIndex(monthOf(from));
  return addMonths(from, months) > to ? months - 1 : months;
}

export function monthOf(date: LocalDate): Month {
  return month(date.slice(0, 7));
}

export function monthParts(value: Month): { readonly year: number; readonly month: number } {
  return { year: Number(value.slice(0, 4)), month: Number(value.slice(5, 7)) };
}

/** The indexes of January of the year 1 and of December 9999. */
const [FIRST_MONTH, LAST_MONTH] = [12, 12 * 9999 + 11];

/** `12 × YYYY + MM − 1` (payroll-contract §1.3). */
export function monthIndex(value: Month): number {
  const parts = monthParts(value);
  return 12 * parts.year + parts.month - 1;
}

/** The way back from `monthIndex`. */
export function monthFromIndex(index: number): Month {
  return month(`${pad(Math.floor(index / 12), 4)}-${pad((index % 12) + 1, 2)}`);
}

/** So many months later, or earlier; the calendar's first and last month are passed by none. */
export function shiftMonth(value: Month, months: number): Month {
  return monthFromIndex(Math.min(LAST_MONTH, Math.max(FIRST_MONTH, monthIndex(value) + months)));
}

export function firstDay(value: Month): LocalDate {
  return localDate(`${value}-01`);
}

export function lastDay(value: Month): LocalDate {
  return dateOf({ ...monthParts(value), day: lengthOfMonth(value) });
}

export function lengthOfMonth(value: Month): number {
  const parts = monthParts(value);
  return daysInMonth(parts.year, parts.month);
}

/** The earlier of two days, or of two months. */
export function earlier<T extends LocalDate | Month>(left: T, right: T): T {
  return left < right ? left : right;
}

/** The later of two days, or of two months. */
export function later<T extends LocalDate | Month>(left: T, right: T): T {
  return left > right ? left : right;
}

function split(value: string): DateParts {
  return { year: Number(value.slice(0, 4)), month: Number(value.slice(5, 7)), day: Number(value.slice(8, 10)) };
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

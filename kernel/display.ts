import { isRealDay, dateOf, monthParts, partsOf, type LocalDate, type Month } from './date.ts';
import { latinDigits, toDigits, type Digits } from './digits.ts';
import { hijriMonthNames, toHijri, type HijriDate } from './hijri.ts';
import type { Money } from './money.ts';
import { monthNamesOf, weekdayNames, type Language, type MonthNames } from './month-names.ts';
import { weekday } from './date.ts';
import { accept, refuse, type Verdict } from './verdict.ts';

export { toDigits, type Digits } from './digits.ts';
export type { Language, MonthNames } from './month-names.ts';

/** How the office wants its figures and days written. Settings of the office, not of the PC. */
export interface Display {
  readonly language: Language;
  /** The names of the solar months: كانون الثاني … as Iraq writes them, or يناير … */
  readonly monthNames: MonthNames;
  readonly digits: Digits;
  /** The Hijri day beside the Gregorian one. */
  readonly showHijri: boolean;
}

export const defaultDisplay: Display = { language: 'ar', monthNames: 'iraqi', digits: 'latin', showHijri: false };

/** A day with the name of its month: `1 شباط 2026`; with the Hijri day behind it where the office wishes. */
export function formatDate(date: LocalDate, display: Display): string {
  const { year, month, day } = partsOf(date);
  const solar = toDigits(`${day} ${monthNamesOf(display)[month - 1] ?? ''} ${year}`, display.digits);
  const hijri = display.showHijri ? formatHijri(date, display) : '';
  return hijri === '' ? solar : `${solar} (${hijri})`;
}

/** A day in figures for tables and printed forms, day first: `01/02/2026`. */
export function formatShortDate(date: LocalDate, display: Pick<Display, 'digits'>): string {
  return toDigits(`${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}`, display.digits);
}

/** The day of the week before the day: `الأحد 1 شباط 2026`. */
export function formatFullDate(date: LocalDate, display: Display): string {
  const name = weekdayNames[display.language][weekday(date)] ?? '';
  return `${name}${display.language === 'en' ? ',' : ''} ${formatDate(date, display)}`;
}

/** A month by name: `شباط 2026`. */
export function formatMonth(value: Month, display: Display): string {
  const { year, month } = monthParts(value);
  return toDigits(`${monthNamesOf(display)[month - 1] ?? ''} ${year}`, display.digits);
}

/** The Hijri day of a Gregorian one: `13 شعبان 1447 هـ`; empty where the Umm al-Qura table does not reach. */
export function formatHijri(date: LocalDate, display: Display): string {
  const hijri = toHijri(date);
  return hijri.ok ? formatHijriDate(hijri.value, display) : '';
}

/** A Hijri day with the name of its month and the mark of the era. */
export function formatHijriDate({ year, month, day }: HijriDate, display: Display): string {
  const era = { ar: 'هـ', ckb: 'کۆچی', en: 'AH' }[display.language];
  const name = hijriMonthNames[display.language][month - 1] ?? '';
  return `${toDigits(`${day} ${name} ${year}`, display.digits)} ${era}`;
}

/** A whole number in groups of three: `1,234,567`, or `١٬٢٣٤٬٥٦٧` in Arabic figures. */
export function formatNumber(value: number, display: Pick<Display, 'digits'>): string {
  const sign = value < 0 ? '-' : '';
  const grouped = String(Math.abs(value)).replace(/^\d+/u, (whole) => whole.replace(/\B(?=(\d{3})+$)/gu, ','));
  if (display.digits === 'latin') return `${sign}${grouped}`;
  return toDigits(`${sign}${grouped.replaceAll(',', '٬').replace('.', '٫')}`, 'arabic');
}

/** An amount with its currency: `482,637 د.ع`. The minus stands before the figures and is never lost at a line end. */
export function formatMoney(amount: Money, display: Pick<Display, 'digits' | 'language'>): string {
  const currency = { ar: 'د.ع', ckb: 'د.ع', en: 'IQD' }[display.language];
  return `${formatNumber(amount, display)}\u00A0${currency}`;
}

/**
 * A day as people write it, day first unless the year leads: 2026-02-01, 1/2/2026, 1-2-2026, 1.2.2026, 01022026,
 * ٠١/٠٢/٢٠٢٦. Two figures of a year are refused, and so is what no calendar has: `DATE`.
 */
export function parseDateInput(input: string): Verdict<LocalDate> {
  const text = latinDigits(input.replace(/[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/gu, '')).trim();
  const yearFirst = /^(\d{4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,2})$/u.exec(text);
  if (yearFirst) return judgeDay([yearFirst[1], yearFirst[3], yearFirst[4]]);
  const dayFirst = /^(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4})$/u.exec(text);
  if (dayFirst) return judgeDay([dayFirst[4], dayFirst[3], dayFirst[1]]);
  const bare = /^(\d{2})(\d{2})(\d{4})$/u.exec(text);
  if (bare) return judgeDay([bare[3], bare[2], bare[1]]);
  return refuse('DATE');
}

function judgeDay(found: readonly (string | undefined)[]): Verdict<LocalDate> {
  const [year = 0, month = 0, day = 0] = found.map(Number);
  const parts = { year, month, day };
  return isRealDay(parts) ? accept(dateOf(parts)) : refuse('DATE');
}

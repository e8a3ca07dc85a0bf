import { monthParts, partsOf, weekday, type LocalDate, type Month } from './date.ts';
import { toDigits, type Digits } from './digits.ts';
import { hijriMonthNames, toHijri, type HijriDate } from './hijri.ts';
import type { Money } from './money.ts';
import { monthNamesOf, weekdayNames, type Language, type MonthNames } from './month-names.ts';

export { parseDateInput, parseHijriInput, parseMonthInput } from './date-input.ts';
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

/**
 * Marks of direction before a minus, as the locale data of Unicode has them: without, `-5` among Arabic words is drawn
 * with its minus behind it, and elsewhere before it.
 */
const LEFT_TO_RIGHT = '\u200E';
const ARABIC_LETTER = '\u061C';

/** A whole number in groups of three: `1,234,567`, or `١٬٢٣٤٬٥٦٧` in Arabic figures. */
export function formatNumber(value: number, display: Pick<Display, 'digits'>): string {
  const sign = value < 0 ? `${display.digits === 'latin' ? LEFT_TO_RIGHT : ARABIC_LETTER}-` : '';
  const grouped = String(Math.abs(value)).replace(/^\d+/u, (whole) => whole.replace(/\B(?=(\d{3})+$)/gu, ','));
  if (display.digits === 'latin') return `${sign}${grouped}`;
  return toDigits(`${sign}${grouped.replaceAll(',', '٬').replace('.', '٫')}`, 'arabic');
}

/** An amount with its currency: `482,637 د.ع`. The minus stands before the figures and is never lost at a line end. */
export function formatMoney(amount: Money, display: Pick<Display, 'digits' | 'language'>): string {
  const currency = { ar: 'د.ع', ckb: 'د.ع', en: 'IQD' }[display.language];
  return `${formatNumber(amount, display)}\u00A0${currency}`;
}

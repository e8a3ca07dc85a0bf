import { dateOf, isMonth, isRealDay, type LocalDate, type Month } from './date.ts';
import { latinDigits } from './digits.ts';
import { fromHijri } from './hijri.ts';
import { accept, refuse, type Verdict } from './verdict.ts';

/**
 * A day as people write it, day first unless the year leads: 2026-02-01, 1/2/2026, 1-2-2026, 1.2.2026, 01022026,
 * ٠١/٠٢/٢٠٢٦. A year of two figures is refused, and so is what no calendar has: `DATE`.
 */
export function parseDateInput(input: string): Verdict<LocalDate> {
  const parts = partsIn(input);
  return parts && isRealDay(parts) ? accept(dateOf(parts)) : refuse('DATE');
}

/** A Hijri day written in the same ways, as its Gregorian day. Refuses as `DATE` or as `HIJRI_OUT_OF_TABLE`. */
export function parseHijriInput(input: string): Verdict<LocalDate> {
  const parts = partsIn(input.replace(/\s*(?:هـ?|ه\u200D|کۆچی|AH)\s*$/iu, ''));
  if (!parts) return refuse('DATE');
  const day = fromHijri(parts);
  return day.ok || day.problems.some(({ code }) => code === 'HIJRI_OUT_OF_TABLE') ? day : refuse('DATE');
}

/** A month as people write it: 2026-02, 2/2026, 02.2026, 022026, ٢/٢٠٢٦. Refuses as `MONTH`. */
export function parseMonthInput(input: string): Verdict<Month> {
  const text = plainText(input);
  const yearFirst = /^(\d{4})\s*[-/.]\s*(\d{1,2})$/u.exec(text);
  const monthFirst = /^(\d{1,2})\s*[-/.]\s*(\d{4})$/u.exec(text) ?? /^(\d{2})(\d{4})$/u.exec(text);
  const [year, month] = yearFirst ? [yearFirst[1], yearFirst[2]] : [monthFirst?.[2], monthFirst?.[1]];
  const value = `${year ?? ''}-${(month ?? '').padStart(2, '0')}`;
  return isMonth(value) ? accept(value) : refuse('MONTH');
}

function partsIn(input: string): { year: number; month: number; day: number } | null {
  const text = plainText(input);
  const yearFirst = /^(\d{4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,2})$/u.exec(text);
  if (yearFirst) return { year: Number(yearFirst[1]), month: Number(yearFirst[3]), day: Number(yearFirst[4]) };
  const dayFirst = /^(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4})$/u.exec(text);
  if (dayFirst) return { year: Number(dayFirst[4]), month: Number(dayFirst[3]), day: Number(dayFirst[1]) };
  const bare = /^(\d{2})(\d{2})(\d{4})$/u.exec(text);
  return bare && { year: Number(bare[3]), month: Number(bare[2]), day: Number(bare[1]) };
}

/** Latin figures, no direction marks, ordinary dashes. */
function plainText(input: string): string {
  return latinDigits(input.replace(/[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/gu, ''))
    .replace(/[–—−]/gu, '-')
    .trim();
}

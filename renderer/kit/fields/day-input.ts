import { partsOf, type LocalDate } from '#kernel/date.ts';
import { parseDateInput, parseHijriInput } from '#kernel/display.ts';
import type { Verdict } from '#kernel/verdict.ts';

/** Years below this are meant in the Hijri calendar: no office has papers of the Gregorian year 1447. */
const FIRST_GREGORIAN_YEAR = 1700;

/** A day as it is typed into a field: Gregorian, or Hijri when its year or its mark says so. */
export function parseDay(text: string): Verdict<LocalDate> {
  if (/(?:هـ?|کۆچی|AH)\s*$/iu.test(text.trim())) return parseHijriInput(text);
  const gregorian = parseDateInput(text);
  if (gregorian.ok && partsOf(gregorian.value).year >= FIRST_GREGORIAN_YEAR) return gregorian;
  const hijri = parseHijriInput(text);
  return hijri.ok ? hijri : { ok: false, problems: [{ code: 'DATE' }] };
}

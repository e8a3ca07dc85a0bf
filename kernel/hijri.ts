import { assert } from './assert.ts';
import { dayNumber, fromDayNumber, type LocalDate } from './date.ts';
import { accept, refuse, type Verdict } from './verdict.ts';

/**
 * The Hijri calendar of Umm al-Qura, 1356 to 1500 AH (14 March 1937 to 16 November 2077). Its months follow the sky
 * and not a formula, so their lengths are a table.
 */
export interface HijriDate {
  readonly year: number;
  /** 1 Muharram to 12 Dhu al-Hijja. */
  readonly month: number;
  readonly day: number;
}

export const FIRST_HIJRI_YEAR = 1356;
export const LAST_HIJRI_YEAR = 1500;
/** 1 Muharram 1356, 14 March 1937, as the number of a day. */
const FIRST_DAY = -11_981;

/**
 * Three hexadecimal figures a year: twelve bits, Muharram first, 1 for a month of 30 days and 0 for one of 29.
 * Source: the Umm al-Qura table of King Abdulaziz City for Science and Technology, as ICU carries it.
 */
const lengths =
  '55729754b6a3752b6556aaab52bc95d4ada55caad69574ab94baa5b52b6a5752768b745b5555a95b49da4dd' +
  '26e936aaad54db25d52da95b4aba55b49b64b715b4ab5a55d25e92ec96d4ae996b4aba93d49da4db2ab94ba' +
  'a5b52ba95b2ab5555c4bd23d91da95b4ab5a56d2b693b49b6556a9754b6a56caad555b29b92ba95d4ada55a' +
  'aab595749764baa5b52b6a56e4db25b52b6a5ad2ae92f49764b6a56acad655d49da4dd16d955aa5b52da95b' +
  '4ad5956ca6e4aea4f52b6956aaab54bd25d92ea96d4ada95b4aba55b29b54d6a97547693749b5556aa6b52b';

/** The first day of each month since Muharram 1356, and behind the last month the day after it. */
const monthStarts = startsOf(lengths);

/** The Hijri day of a Gregorian one, or `HIJRI_OUT_OF_TABLE`. */
export function toHijri(date: LocalDate): Verdict<HijriDate> {
  const number = dayNumber(date);
  const last = monthStarts.length - 1;
  if (number < startAt(0) || number >= startAt(last)) return refuse('HIJRI_OUT_OF_TABLE');
  let low = 0;
  let high = last - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (startAt(middle) <= number) low = middle;
    else high = middle - 1;
  }
  return accept({
    year: FIRST_HIJRI_YEAR + Math.floor(low / 12),
    month: (low % 12) + 1,
    day: number - startAt(low) + 1,
  });
}

/** The Gregorian day of a Hijri one, or `HIJRI_OUT_OF_TABLE`, or `HIJRI_DATE` where its month has no such day. */
export function fromHijri(date: HijriDate): Verdict<LocalDate> {
  if (!Number.isInteger(date.year) || date.year < FIRST_HIJRI_YEAR || date.year > LAST_HIJRI_YEAR) {
    return refuse('HIJRI_OUT_OF_TABLE');
  }
  const isMonthOfYear = Number.isInteger(date.month) && date.month >= 1 && date.month <= 12;
  if (!isMonthOfYear || !Number.isInteger(date.day) || date.day < 1) return refuse('HIJRI_DATE');
  if (date.day > hijriMonthLength(date)) return refuse('HIJRI_DATE');
  return accept(fromDayNumber(startAt(indexOf(date)) + date.day - 1));
}

/** 29 or 30. The month must lie within the table. */
export function hijriMonthLength(date: Pick<HijriDate, 'year' | 'month'>): number {
  return startAt(indexOf(date) + 1) - startAt(indexOf(date));
}

export const hijriMonthNames = {
  ar: [
    'محرم',
    'صفر',
    'ربيع الأول',
    'ربيع الآخر',
    'جمادى الأولى',
    'جمادى الآخرة',
    'رجب',
    'شعبان',
    'رمضان',
    'شوال',
    'ذو القعدة',
    'ذو الحجة',
  ],
  ckb: [
    'موحەڕەم',
    'سەفەر',
    'ڕەبیعی یەکەم',
    'ڕەبیعی دووەم',
    'جەمادی یەکەم',
    'جەمادی دووەم',
    'ڕەجەب',
    'شەعبان',
    'ڕەمەزان',
    'شەووال',
    'زولقەعدە',
    'زولحیججە',
  ],
  en: [
    'Muharram',
    'Safar',
    'Rabi I',
    'Rabi II',
    'Jumada I',
    'Jumada II',
    'Rajab',
    'Shaban',
    'Ramadan',
    'Shawwal',
    'Dhu al-Qada',
    'Dhu al-Hijja',
  ],
} as const;

function indexOf({ year, month }: Pick<HijriDate, 'year' | 'month'>): number {
  return (year - FIRST_HIJRI_YEAR) * 12 + month - 1;
}

function startAt(index: number): number {
  const start = monthStarts[index];
  assert(start !== undefined, 'The month is within the Umm al-Qura table.');
  return start;
}

function startsOf(table: string): readonly number[] {
  const starts = [FIRST_DAY];
  let next = FIRST_DAY;
  for (let year = 0; year < table.length / 3; year += 1) {
    const bits = parseInt(table.slice(year * 3, year * 3 + 3), 16);
    for (let month = 0; month < 12; month += 1) {
      next += (bits >> (11 - month)) & 1 ? 30 : 29;
      starts.push(next);
    }
  }
  return starts;
}

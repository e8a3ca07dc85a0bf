/** Names of months and days of the week, as Iraqi offices write them in the three languages. */

export type Language = 'ar' | 'ckb' | 'en';
export type MonthNames = 'iraqi' | 'gregorian';

const iraqi = [
  'كانون الثاني',
  'شباط',
  'آذار',
  'نيسان',
  'أيار',
  'حزيران',
  'تموز',
  'آب',
  'أيلول',
  'تشرين الأول',
  'تشرين الثاني',
  'كانون الأول',
] as const;

const arabicLoans = [
  'يناير',
  'فبراير',
  'مارس',
  'أبريل',
  'مايو',
  'يونيو',
  'يوليو',
  'أغسطس',
  'سبتمبر',
  'أكتوبر',
  'نوفمبر',
  'ديسمبر',
] as const;

/** The names of the Kurdistan Region's offices. */
const kurdish = [
  'کانوونی دووەم',
  'شوبات',
  'ئازار',
  'نیسان',
  'ئایار',
  'حوزەیران',
  'تەمموز',
  'ئاب',
  'ئەیلوول',
  'تشرینی یەکەم',
  'تشرینی دووەم',
  'کانوونی یەکەم',
] as const;

const kurdishLoans = [
  'جانیوەری',
  'فێبریوەری',
  'مارچ',
  'ئەپریل',
  'مەی',
  'جوون',
  'جولای',
  'ئۆگەست',
  'سێپتەمبەر',
  'ئۆکتۆبەر',
  'نۆڤەمبەر',
  'دیسەمبەر',
] as const;

const english = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const names = {
  ar: { iraqi, gregorian: arabicLoans },
  ckb: { iraqi: kurdish, gregorian: kurdishLoans },
  en: { iraqi: english, gregorian: english },
} as const satisfies Record<Language, Record<MonthNames, readonly string[]>>;

/** The twelve names, January first. */
export function monthNamesOf(choice: {
  readonly language: Language;
  readonly monthNames: MonthNames;
}): readonly string[] {
  return names[choice.language][choice.monthNames];
}

/** Sunday first, as `weekday` counts. */
export const weekdayNames: Readonly<Record<Language, readonly string[]>> = {
  ar: ['الأحد', 'الاثنين', 'الثلاثاء', 'الأربعاء', 'الخميس', 'الجمعة', 'السبت'],
  ckb: ['یەکشەممە', 'دووشەممە', 'سێشەممە', 'چوارشەممە', 'پێنجشەممە', 'هەینی', 'شەممە'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};

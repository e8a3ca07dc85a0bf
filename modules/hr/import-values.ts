import { z } from 'zod';
import { isLocalDate, localDate, type LocalDate } from '#kernel/date.ts';
import { latinDigits } from '#kernel/digits.ts';
import { parseDateInput, parseMonthInput } from '#kernel/display.ts';
import { excelDay } from '#kernel/excel-day.ts';
import { parseMoney } from '#kernel/money-input.ts';
import { fold } from '#kernel/text/fold.ts';
import { nameParts } from '#kernel/text/name.ts';
import { zImportYes } from '#modules/import.ts';
import { plainNumber } from './rules/papers.ts';
import type { EmploymentKind, Gender, MaritalStatus } from './contract/index.ts';

/** Cells of the staff workbooks that offices keep, read as values. Words of fixed lists arrive folded. */

/** A date as text in any of the usual forms, or as the serial number of a cell that lost its format. */
function readDay(value: string): LocalDate | null {
  const serial = excelDay(value);
  if (serial !== null) return serial;
  const day = parseDateInput(
    latinDigits(value)
      .trim()
      .replace(/\s+\d{1,2}:\d{2}(:\d{2})?$/u, ''),
  );
  return day.ok ? day.value : null;
}

export const zDay = z.string().transform((value, context) => {
  const day = readDay(value);
  if (day !== null) return day;
  context.addIssue({ code: 'custom', message: 'DATE' });
  return z.NEVER;
});

/** A birth date of which often only the year is known: the first of July is assumed then, and said to be. */
export const zBirth = z.string().transform((value, context) => {
  const plain = latinDigits(value).trim();
  const year = /^(19|20)\d{2}$/.exec(plain)?.[0];
  if (year !== undefined) return { date: localDate(`${year}-07-01`), isAssumed: true };
  const month = parseMonthInput(plain);
  if (month.ok) return { date: localDate(`${month.value}-01`), isAssumed: true };
  const date = readDay(value);
  if (date !== null && isLocalDate(date)) return { date, isAssumed: false };
  context.addIssue({ code: 'custom', message: 'DATE' });
  return z.NEVER;
});

/** A whole percentage: 45, 45%, ٤٥٪, or 0.45 as Excel keeps it. Empty figures and 0 grant nothing. */
export const zPercent = z.string().transform((value, context) => {
  const plain = latinDigits(value)
    .replace(/[%٪\s]/gu, '')
    .replace('٫', '.');
  const number = /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
  const percent = number > 0 && number <= 3 && !/[%٪]/u.test(value) ? Math.round(number * 100) : number;
  if (Number.isInteger(percent) && percent <= 1000) return percent;
  context.addIssue({ code: 'custom', message: 'PERCENT_FORM' });
  return z.NEVER;
});

export const zDinars = z.string().transform((value, context) => {
  const amount = parseMoney(value);
  if (amount.ok) return amount.value;
  context.addIssue({ code: 'custom', message: 'AMOUNT_FORM' });
  return z.NEVER;
});

/** Is it paid: yes or no, or the amount that stands in the list, of which 0 is no. */
export const zPaid = z.string().transform((value, context) => {
  const said = zImportYes.safeParse(value);
  if (said.success) return said.data;
  const amount = parseMoney(value);
  if (amount.ok) return amount.value > 0;
  context.addIssue({ code: 'custom', message: 'YES_NO_OR_AMOUNT' });
  return z.NEVER;
});

/** A number by which somebody is known: Excel adds a fraction to some, and some are typed in Arabic figures. */
export const zNumber = z
  .string()
  .max(40)
  .transform((value) => plainNumber(value).replace(/\.0+$/u, '') || null);

/** How many: of children, of days of leave. */
export const zCount = z.string().transform((value, context) => {
  const plain = latinDigits(value).trim().replace(/\.0+$/, '');
  if (/^\d{1,4}$/.test(plain)) return Number(plain);
  context.addIssue({ code: 'custom', message: 'COUNT_FORM' });
  return z.NEVER;
});

/** One of a list of words, folded; the code itself is understood too. Refuses with one word of each meaning. */
function words<T extends string>(known: Readonly<Record<string, T>>, problem = 'WORD_UNKNOWN') {
  const byWord = new Map(Object.entries(known).map(([word, code]) => [fold(word), code]));
  const codes = new Map(Object.values(known).map((code) => [fold(code), code]));
  const firstWords = new Map(
    Object.entries(known)
      .map(([word, code]) => [code, word] as const)
      .toReversed(),
  );
  const choices = [...firstWords.values()].toReversed().join('، ');
  return z.string().transform((value, context): T => {
    const found = byWord.get(fold(value)) ?? codes.get(fold(value));
    if (found !== undefined) return found;
    context.addIssue({ code: 'custom', message: problem, params: { word: value, choices } });
    return z.NEVER;
  });
}

const ordinals = [
  'الأولى',
  'الثانية',
  'الثالثة',
  'الرابعة',
  'الخامسة',
  'السادسة',
  'السابعة',
  'الثامنة',
  'التاسعة',
  'العاشرة',
];

/** The grade in figures or in words: 7, ٧, السابعة, الدرجة السابعة. */
export const zGrade = words(
  Object.fromEntries<string>([
    ...ordinals.flatMap((word, index): readonly (readonly [string, string])[] => [
      [word, String(index + 1)],
      [`الدرجة ${word}`, String(index + 1)],
      [String(index + 1), String(index + 1)],
      [`${index + 1}.0`, String(index + 1)],
    ]),
    ['أ', 'A'],
    ['العليا', 'A'],
    ['العليا أ', 'A'],
  ]),
  'CODE_UNKNOWN',
);

const certificateWords: Readonly<Record<string, string>> = {
  دكتوراه: 'CERT_PHD',
  دكتورا: 'CERT_PHD',
  ماجستير: 'CERT_MASTER',
  'دبلوم عالي': 'CERT_HDIP',
  'دبلوم عال': 'CERT_HDIP',
  بكالوريوس: 'CERT_BSC',
  بكلوريوس: 'CERT_BSC',
  جامعية: 'CERT_BSC',
  دبلوم: 'CERT_DIP',
  معهد: 'CERT_DIP',
  إعدادية: 'CERT_PREP',
  اعدادي: 'CERT_PREP',
  'إعدادية علمي': 'CERT_PREP',
  'إعدادية أدبي': 'CERT_PREP',
  'إعدادية مهني': 'CERT_PREP',
  متوسطة: 'CERT_INT',
  ابتدائية: 'CERT_NONE',
  'يقرأ ويكتب': 'CERT_NONE',
  'لا يقرأ': 'CERT_NONE',
  'بدون شهادة': 'CERT_NONE',
  أمي: 'CERT_NONE',
};
export const zCertificate = words(certificateWords);

const taxStatusWords: Readonly<Record<string, string>> = {
  أعزب: 'T_SINGLE',
  عزباء: 'T_SINGLE',
  'متزوج لزوجه دخل': 'T_SINGLE',
  'متزوج زوجته موظفة': 'T_SINGLE',
  متزوج: 'T_MARRIED',
  'متزوج زوجته بلا دخل': 'T_MARRIED',
  'متزوج زوجته ربة بيت': 'T_MARRIED',
  'متزوجة زوجها عاجز': 'T_WIFE_DISABLED_HUSBAND',
  أرملة: 'T_WIDOW_DIV',
  مطلقة: 'T_WIDOW_DIV',
  'غير مقيم': 'T_NON_RESIDENT',
};
export const zTaxStatus = words(taxStatusWords);

const genderWords: Readonly<Record<string, Gender>> = { ذكر: 'MALE', رجل: 'MALE', أنثى: 'FEMALE', امرأة: 'FEMALE' };
export const zGender = words(genderWords);

const maritalWords: Readonly<Record<string, MaritalStatus>> = {
  أعزب: 'SINGLE',
  عزباء: 'SINGLE',
  باكر: 'SINGLE',
  متزوج: 'MARRIED',
  متزوجة: 'MARRIED',
  مطلق: 'DIVORCED',
  مطلقة: 'DIVORCED',
  أرمل: 'WIDOWED',
  أرملة: 'WIDOWED',
};
export const zMarital = words(maritalWords);

const employmentWords: Readonly<Record<string, EmploymentKind>> = {
  'ملاك دائم': 'PERMANENT',
  ملاك: 'PERMANENT',
  دائم: 'PERMANENT',
  دائمي: 'PERMANENT',
  عقد: 'CONTRACT',
  'أجر يومي': 'DAILY',
  'أجور يومية': 'DAILY',
  منسب: 'SECONDED',
  تنسيب: 'SECONDED',
};
export const zEmployment = words(employmentWords, 'EMPLOYEE_KIND');

/** The word by which a sheet says a code of one of its fixed lists; a code that no list has says itself. */
export function wordOf(list: keyof typeof lists, code: string): string {
  return Object.entries(lists[list]).find(([, meant]) => meant === code)?.[0] ?? code;
}

const lists = {
  certificate: certificateWords,
  taxStatus: taxStatusWords,
  gender: genderWords,
  maritalStatus: maritalWords,
  employmentKind: employmentWords,
} as const;

export interface FiveNames {
  readonly firstName: string;
  readonly fatherName: string;
  readonly grandfatherName: string;
  readonly greatGrandfatherName: string | null;
  readonly surname: string | null;
}

/** A full name in one cell as its five parts; null when it has fewer than three. A last one with the article is the surname. */
export function fiveNamesOf(fullName: string): FiveNames | null {
  const parts = nameParts(fullName);
  const [firstName, fatherName, grandfatherName, fourth, ...rest] = parts;
  if (firstName === undefined || fatherName === undefined || grandfatherName === undefined) return null;
  const isFourthSurname = fourth !== undefined && rest.length === 0 && fold(fourth).startsWith('ال');
  return {
    ...{ firstName, fatherName, grandfatherName },
    greatGrandfatherName: fourth === undefined || isFourthSurname ? null : fourth,
    surname: isFourthSurname ? fourth : rest.join(' ') || null,
  };
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromDayNumber, localDate, month } from './date.ts';
import {
  defaultDisplay,
  formatDate,
  formatFullDate,
  formatHijri,
  formatMoney,
  formatMonth,
  formatNumber,
  formatShortDate,
  parseDateInput,
  parseHijriInput,
  parseMonthInput,
  toDigits,
  type Display,
} from './display.ts';
import { money } from './money.ts';
import { monthNamesOf, type Language, type MonthNames } from './month-names.ts';

const iraqi: Display = defaultDisplay;
const day = localDate('2026-02-01');

describe('a day on the screen', () => {
  it.each<[string, Partial<Display>]>([
    ['1 شباط 2026', {}],
    ['١ شباط ٢٠٢٦', { digits: 'arabic' }],
    ['1 فبراير 2026', { monthNames: 'gregorian' }],
    ['1 شباط 2026 (13 شعبان 1447 هـ)', { showHijri: true }],
    ['١ شباط ٢٠٢٦ (١٣ شعبان ١٤٤٧ هـ)', { showHijri: true, digits: 'arabic' }],
    ['1 شوبات 2026', { language: 'ckb' }],
    ['1 February 2026', { language: 'en' }],
    ['1 February 2026 (13 Shaban 1447 AH)', { language: 'en', showHijri: true }],
  ])('%s', (shown, change) => expect(formatDate(day, { ...iraqi, ...change })).toBe(shown));

  it('in figures stands day first, two figures for day and month', () => {
    expect(formatShortDate(day, iraqi)).toBe('01/02/2026');
    expect(formatShortDate(day, { digits: 'arabic' })).toBe('٠١/٠٢/٢٠٢٦');
  });

  it('has its day of the week in front', () => {
    expect(formatFullDate(day, iraqi)).toBe('الأحد 1 شباط 2026');
    expect(formatFullDate(day, { ...iraqi, language: 'en' })).toBe('Sunday, 1 February 2026');
    expect(formatFullDate(day, { ...iraqi, language: 'ckb' })).toBe('یەکشەممە 1 شوبات 2026');
  });

  it('outside the Umm al-Qura table stands without its Hijri day', () => {
    expect(formatDate(localDate('1936-07-01'), { ...iraqi, showHijri: true })).toBe('1 تموز 1936');
    expect(formatHijri(localDate('1936-07-01'), iraqi)).toBe('');
  });

  it('has the twelve Iraqi months', () => {
    expect(monthNamesOf(iraqi).join('، ')).toBe(
      'كانون الثاني، شباط، آذار، نيسان، أيار، حزيران، تموز، آب، أيلول، تشرين الأول، تشرين الثاني، كانون الأول',
    );
    expect(formatMonth(month('2026-10'), iraqi)).toBe('تشرين الأول 2026');
  });

  it('has twelve different months in every language and naming, Kurdish ones in Kurdish letters', () => {
    for (const language of ['ar', 'ckb', 'en'] satisfies Language[]) {
      for (const monthNames of ['iraqi', 'gregorian'] satisfies MonthNames[]) {
        const names = monthNamesOf({ language, monthNames });
        expect(new Set(names).size).toBe(12);
        if (language === 'ckb') expect(names.join('')).not.toMatch(/[كيىةهﻩأإ]/u);
      }
    }
  });
});

describe('numbers and amounts', () => {
  it.each([
    [0, '0', '٠'],
    [999, '999', '٩٩٩'],
    [1000, '1,000', '١٬٠٠٠'],
    [-1_234_567, '\u200E-1,234,567', '\u061C-١٬٢٣٤٬٥٦٧'],
    [1234.5, '1,234.5', '١٬٢٣٤٫٥'],
  ])('%d', (value, latin, arabic) => {
    expect(formatNumber(value, { digits: 'latin' })).toBe(latin);
    expect(formatNumber(value, { digits: 'arabic' })).toBe(arabic);
  });

  it('an amount keeps its currency on its line', () => {
    expect(formatMoney(money(482_637), iraqi)).toBe('482,637\u00A0د.ع');
    expect(formatMoney(money(482_637), { language: 'en', digits: 'latin' })).toBe('482,637\u00A0IQD');
  });

  it('figures change their hand and nothing else', () => {
    expect(toDigits('كتاب 15/٣ في ۲۰۲۶', 'latin')).toBe('كتاب 15/3 في 2026');
    expect(toDigits('كتاب 15/٣ في ۲۰۲۶', 'arabic')).toBe('كتاب ١٥/٣ في ٢٠٢٦');
  });
});

describe('a day as people type it', () => {
  it.each([
    '2026-02-01',
    '2026/2/1',
    '1/2/2026',
    '01/02/2026',
    '1-2-2026',
    '1.2.2026',
    '01022026',
    '٠١/٠٢/٢٠٢٦',
    '۱/۲/۲۰۲۶',
    ' 1 / 2 / 2026 ',
    '\u200F1/2/2026',
    '1–2–2026',
  ])('%s is 1 February 2026', (input) => expect(parseDateInput(input)).toEqual({ ok: true, value: day }));

  it.each([
    '',
    '29/2/2026',
    '31/4/2026',
    '0/1/2026',
    '1/13/2026',
    '1/2/26',
    '1/2-2026',
    '20260201',
    'شباط',
    '1/2/2026 10:00',
  ])('%s is refused as DATE', (input) =>
    expect(parseDateInput(input)).toEqual({ ok: false, problems: [{ code: 'DATE' }] }),
  );

  it('written by us is read back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -40_000, max: 60_000 }).map(fromDayNumber),
        fc.constantFrom('latin', 'arabic'),
        (someDay, digits) => {
          expect(parseDateInput(formatShortDate(someDay, { digits }))).toEqual({ ok: true, value: someDay });
          expect(parseDateInput(someDay)).toEqual({ ok: true, value: someDay });
        },
      ),
    );
  });

  it.each(['13/8/1447', '١٣/٨/١٤٤٧', '1447-08-13', '13/8/1447 هـ', '13081447'])('%s Hijri is the same day', (input) => {
    expect(parseHijriInput(input)).toEqual({ ok: true, value: day });
  });

  it('a Hijri day that does not exist is refused as DATE, one outside the table as such', () => {
    expect(parseHijriInput('31/8/1447')).toEqual({ ok: false, problems: [{ code: 'DATE' }] });
    expect(parseHijriInput('1/8/1300')).toEqual({ ok: false, problems: [{ code: 'HIJRI_OUT_OF_TABLE' }] });
  });

  it.each(['2026-02', '2/2026', '02.2026', '022026', '٢/٢٠٢٦'])('%s is the month of February 2026', (input) => {
    expect(parseMonthInput(input)).toEqual({ ok: true, value: '2026-02' });
  });

  it.each(['13/2026', '0/2026', '2/26', ''])('%s is no month', (input) => {
    expect(parseMonthInput(input)).toEqual({ ok: false, problems: [{ code: 'MONTH' }] });
  });
});

import { useMemo, type ReactNode } from 'react';
import { fromMoment, type LocalDate, type Month } from '#kernel/date.ts';
import {
  formatDate,
  formatFullDate,
  formatHijri,
  formatMoney,
  formatMonth,
  formatNumber,
  formatShortDate,
  toDigits,
  type Display,
  type Language,
} from '#kernel/display.ts';
import type { Money } from '#kernel/money.ts';
import { directionOf } from './i18n.ts';
import { DisplaySettingsProvider, type DisplaySettings } from './display-settings.ts';
import { useDisplayChoice } from './text.ts';

const BAGHDAD_MS = 3 * 3_600_000;

/** The ways of writing values, bound to the office's settings and the user's language. */
export interface Writer {
  readonly display: Display;
  readonly language: Language;
  readonly direction: 'rtl' | 'ltr';
  readonly date: (date: LocalDate) => string;
  readonly shortDate: (date: LocalDate) => string;
  readonly fullDate: (date: LocalDate) => string;
  readonly hijri: (date: LocalDate) => string;
  readonly month: (month: Month) => string;
  /** With the currency behind it. */
  readonly money: (amount: Money) => string;
  /** The figures of an amount alone, for columns that say it in their heading. */
  readonly amount: (amount: number) => string;
  readonly number: (value: number) => string;
  /** A moment in milliseconds, as day and time of Baghdad. */
  readonly moment: (ms: number) => string;
  /** The time of day of a moment, in Baghdad. */
  readonly clock: (ms: number) => string;
  readonly digits: (text: string) => string;
  /** Words in a row, with the comma of the language between them. */
  readonly list: (words: readonly (string | number)[]) => string;
  /** The size of a file. */
  readonly bytes: (count: number) => string;
}

export function DisplayProvider({ settings, children }: { settings: DisplaySettings; children: ReactNode }) {
  return <DisplaySettingsProvider value={settings}>{children}</DisplaySettingsProvider>;
}

/** The office's way of writing days, amounts and numbers. */
export function useDisplay(): Writer {
  const { language, monthNames, digits, showHijri } = useDisplayChoice();
  return useMemo(
    () => writerOf({ language, monthNames, digits, showHijri }),
    [language, monthNames, digits, showHijri],
  );
}

export function writerOf(display: Display): Writer {
  const clock = (ms: number): string => {
    const minutes = Math.floor((ms + BAGHDAD_MS) / 60_000) % 1_440;
    const two = (value: number): string => String(value).padStart(2, '0');
    return toDigits(`${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`, display.digits);
  };
  return {
    display,
    language: display.language,
    direction: directionOf(display.language),
    date: (date) => formatDate(date, display),
    shortDate: (date) => formatShortDate(date, display),
    fullDate: (date) => formatFullDate(date, display),
    hijri: (date) => formatHijri(date, display),
    month: (month) => formatMonth(month, display),
    money: (amount) => formatMoney(amount, display),
    amount: (amount) => formatNumber(amount, display),
    number: (value) => formatNumber(value, display),
    moment: (ms) => `${formatShortDate(fromMoment(ms), display)} ${clock(ms)}`,
    clock,
    digits: (text) => toDigits(text, display.digits),
    list: (words) => words.join(display.language === 'en' ? ', ' : '، '),
    bytes: (count) => bytesIn(count, display),
  };
}

/** The name in the user's language, or in Arabic where it has none in that. */
export function nameIn(
  language: Language,
  names: { readonly nameAr: string; readonly nameCkb?: string | null; readonly nameEn?: string | null },
): string {
  switch (language) {
    case 'ar':
      return names.nameAr;
    case 'ckb':
      return names.nameCkb || names.nameAr;
    case 'en':
      return names.nameEn || names.nameAr;
    default:
      return language satisfies never;
  }
}

const units: Readonly<Record<Language, readonly [string, string, string, string]>> = {
  ar: ['بايت', 'ك.ب', 'م.ب', 'غ.ب'],
  ckb: ['بایت', 'ک.ب', 'م.ب', 'گ.ب'],
  en: ['B', 'kB', 'MB', 'GB'],
};

function bytesIn(count: number, display: Display): string {
  const [bytes, kilobytes, megabytes, gigabytes] = units[display.language];
  if (count < 1024) return `${formatNumber(count, display)} ${bytes}`;
  if (count < 1024 * 1024) return `${formatNumber(Math.round(count / 1024), display)} ${kilobytes}`;
  if (count < 1024 ** 3) return `${formatNumber(Math.round((count / 1024 ** 2) * 10) / 10, display)} ${megabytes}`;
  return `${formatNumber(Math.round((count / 1024 ** 3) * 10) / 10, display)} ${gigabytes}`;
}

import { beforeAll, describe, expect, test } from 'vitest';
import ar from '#renderer/kit/strings.ar.json' with { type: 'json' };
import ckb from '#renderer/kit/strings.ckb.json' with { type: 'json' };
import en from '#renderer/kit/strings.en.json' with { type: 'json' };
import { writerOf } from './display.tsx';
import { problemKey } from './text.ts';
import { directionOf, registerStrings, setLanguage, startLanguages, texts } from './i18n.ts';

beforeAll(() => {
  startLanguages('ar');
  registerStrings('kit', { ar, ckb, en });
});

/** Plural forms belong to a language; the key without them must be in all three. */
const plain = (strings: object): string[] =>
  [...new Set(Object.keys(strings).map((key) => key.replace(/_(zero|one|two|few|many|other)$/u, '')))].sort();

describe('Texts of the kit', () => {
  test('are in all three languages', () => {
    expect(plain(ckb)).toEqual(plain(ar));
    expect(plain(en)).toEqual(plain(ar));
  });
  test('have every plural form of their language', () => {
    const forms = (strings: object, key: string) =>
      Object.keys(strings).filter((each) => each.startsWith(`${key}_`)).length;
    const counted = plain(ar).filter((key) => forms(ar, key) > 0);
    expect(counted.length).toBeGreaterThan(3);
    expect(counted.map((key) => [forms(ar, key), forms(ckb, key), forms(en, key)])).toEqual(
      counted.map(() => [6, 2, 2]),
    );
  });
  test('use the same values in each language', () => {
    const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name]) => name).sort();
    for (const [key, text] of Object.entries(en)) {
      const arabic = Object.entries(ar).find(([name]) => name === key)?.[1];
      if (arabic !== undefined && !/_(one|two|zero)$/u.test(key))
        expect([key, holes(arabic)]).toEqual([key, holes(text)]);
    }
  });
});

test.each([
  [0, 'لا توجد سجلات'],
  [1, 'سجل واحد'],
  [2, 'سجلان'],
  [3, '3 سجلات'],
  [10, '10 سجلات'],
  [11, '11 سجلاً'],
  [99, '99 سجلاً'],
  [100, '100 سجل'],
  [102, '102 سجل'],
  [1103, '1,103 سجلات'],
])('Arabic counts %i', (count, text) => {
  expect(texts.t('kit.grid.count', { count, digits: 'latin' })).toBe(text);
});

test('numbers inside a text follow the figures of the office, and the language can be changed', async () => {
  expect(texts.t('kit.grid.count', { count: 1_234, digits: 'arabic' })).toBe('١٬٢٣٤ سجلاً');
  await setLanguage('en');
  expect(texts.t('kit.grid.count', { count: 1 })).toBe('1 record');
  await setLanguage('ckb');
  expect(texts.t('kit.grid.count', { count: 5 })).toBe('5 تۆمار');
  await setLanguage('ar');
  expect((['ar', 'ckb', 'en'] as const).map(directionOf)).toEqual(['rtl', 'rtl', 'ltr']);
});

test('a key that does not begin with its module is refused at once', () => {
  expect(() => registerStrings('org', { ar: { 'kit.x': 'x' }, ckb: {}, en: {} })).toThrow();
});

test('moments are days and times of Baghdad, sizes have their unit', () => {
  const writer = writerOf({ language: 'ar', monthNames: 'iraqi', digits: 'arabic', showHijri: false });
  // 2026-02-01 21:30 UTC is half past midnight of the next day in Baghdad.
  expect(writer.moment(Date.UTC(2026, 1, 1, 21, 30))).toBe('٠٢/٠٢/٢٠٢٦ ٠٠:٣٠');
  expect([writer.bytes(900), writer.bytes(2_048), writer.bytes(2_411_724)]).toEqual(['٩٠٠ بايت', '٢ ك.ب', '٢٫٣ م.ب']);
});

test('a problem that is counted is found by its plural forms, whoever brought them', () => {
  const counted = { 'pay.problem.OPEN_one': 'one', 'pay.problem.OPEN_other': '{{count}}' };
  registerStrings('pay', { ar: { ...counted, 'pay.problem.CLOSED': 'closed' }, ckb: counted, en: counted });
  expect(problemKey('OPEN', 'pay')).toBe('pay.problem.OPEN');
  expect(problemKey('OPEN', 'other')).toBe('pay.problem.OPEN');
  expect(problemKey('CLOSED', undefined)).toBe('pay.problem.CLOSED');
  expect(problemKey('NEVER_HEARD_OF', 'pay')).toBeNull();
});

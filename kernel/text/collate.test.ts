import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareNames, sortByName } from './collate.ts';

const sorted = (names: readonly string[], language: 'ar' | 'ckb' | 'en'): readonly string[] =>
  sortByName(names.toReversed(), (name) => name, language);

describe('names in order', () => {
  it.each<[string, 'ar' | 'ckb' | 'en', readonly string[]]>([
    ['the Arabic alphabet', 'ar', ['أحمد', 'باسم', 'تحسين', 'ثائر', 'جاسم', 'حسن', 'وليد', 'ياسين']],
    ['hamza and alef are one letter', 'ar', ['إبراهيم', 'أحمد', 'آدم', 'اسماء', 'أياد']],
    ['a shorter name first, a space before every letter', 'ar', ['علي', 'علي حسن', 'علي كاظم', 'علياء']],
    ['harakat and tatweel decide last', 'ar', ['محمد', 'محمود', 'مُحْيي']],
    ['figures as numbers, before letters', 'ar', ['12 شارع', 'شعبة 2', 'شعبة ٣', 'شعبة 10', 'شعبة الحسابات']],
    ['Arabic before Latin', 'ar', ['ياسين', 'Adam']],
    ['Latin before Arabic', 'en', ['Adam', 'Émile', 'eva', 'Zaki', 'أحمد']],
    [
      'the Kurdish alphabet',
      'ckb',
      ['ئازاد', 'ئێوار', 'باران', 'پێشڕەو', 'چیا', 'ڕێبین', 'ژیان', 'ڤیان', 'کاروان', 'گۆران', 'هێمن'],
    ],
  ])('%s', (_, language, names) => expect(sorted(names, language)).toEqual(names));

  it('written with or without hamza, ta marbuta or a Persian keyboard stand together', () => {
    expect(sorted(['احمد', 'أحمد', 'أحمدي'], 'ar')).toHaveLength(3);
    expect(compareNames('احمد ب', 'أحمد ا', 'ar')).toBeGreaterThan(0);
    expect(compareNames('فاطمه ب', 'فاطمة ا', 'ar')).toBeGreaterThan(0);
    expect(compareNames('کریم ب', 'كريم ا', 'ar')).toBeGreaterThan(0);
  });

  it('have one order only: it is total, and equal names are the same text', () => {
    const anyName = fc.string({ unit: fc.constantFrom(...'ءأابةتهيىئپەۆ 019٢aAbéZ-َـ') });
    fc.assert(
      fc.property(anyName, anyName, anyName, fc.constantFrom('ar', 'ckb', 'en'), (one, two, three, language) => {
        const compare = (left: string, right: string): number => compareNames(left, right, language);
        expect(compare(one, two)).toBe(0 - compare(two, one) + 0);
        expect(compare(one, two) === 0).toBe(one === two);
        if (compare(one, two) <= 0 && compare(two, three) <= 0) expect(compare(one, three)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('do not change their list', () => {
    const list = Object.freeze(['ب', 'ا']);
    expect(sortByName(list, (name) => name, 'ar')).toEqual(['ا', 'ب']);
    expect(list).toEqual(['ب', 'ا']);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, searchKeys } from './fold.ts';

const arabicLetters = 'ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيـًٌٍَُِّْٰٱپچژگکیەۆێڵڕڤ٠١٥۴ ';
const anyName = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...arabicLetters), maxLength: 20 }),
);

describe('folding', () => {
  it.each([
    ['alef forms', 'أحمد إبراهيم آدم ٱلله', 'احمد ابراهيم ادم الله'],
    ['harakat', 'مُحَمَّد', 'محمد'],
    ['tatweel', 'محـــمد', 'محمد'],
    ['alef maqsura and ya', 'مصطفى علي', 'مصطفي علي'],
    ['ta marbuta', 'فاطمة', 'فاطمه'],
    ['hamza on its carriers and alone', 'مؤيد رئيس سماء', 'مويد رييس سما'],
    ['Arabic-Indic and Persian figures', 'كتاب ١٢٣ / ۴۵۶', 'كتاب 123 / 456'],
    ['a Persian keyboard', 'کریم', 'كريم'],
    ['Kurdish letters', 'ئازاد پێشڕەو هەڵەبجە گۆران', 'يازاد بيشرهو ههلهبجه كوران'],
    ['letters of spoken Iraqi', 'چلبي', 'جلبي'],
    ['presentation forms and ligatures', 'ﻣﺤﻤﺪ ﻻ', 'محمد لا'],
    ['Latin capitals and accents', 'ÉCOLE Şivan  Straße', 'ecole sivan strasse'],
    ['white space and direction marks', '  علي\u00A0\n حسن\u200F ', 'علي حسن'],
    ['a decomposed hamza', '\u0627\u0654حمد', 'احمد'],
    ['nothing', '', ''],
  ])('%s', (_, text, folded) => expect(fold(text)).toBe(folded));

  it.each([
    ['علي', 'على'],
    ['فاطمة', 'فاطمه'],
    ['أحمد', 'احمد'],
    ['كریم', 'كريم'],
    ['بەڵێ', 'بهلي'],
    ['نەخێر', 'نهخير'],
  ])('makes %s and %s the same', (left, right) => expect(fold(left)).toBe(fold(right)));

  it.each([
    ['حسن', 'حسين'],
    ['سعد', 'صعد'],
    ['علي', 'علاء'],
    ['كتاب 12', 'كتاب 21'],
  ])('keeps %s and %s apart', (left, right) => expect(fold(left)).not.toBe(fold(right)));

  it('twice changes nothing', () => {
    fc.assert(
      fc.property(anyName, (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('does not care whether letters are composed', () => {
    fc.assert(
      fc.property(anyName, (text) => {
        expect(searchKeys(text.normalize('NFD'))).toEqual(searchKeys(text.normalize('NFC')));
      }),
    );
  });
});

describe('the second key, without hamza', () => {
  it.each([
    ['مسؤول', 'مسئول', 'مسول'],
    ['شؤون', 'شئون', 'شون'],
    ['قراءة', 'قرائة', 'قراه'],
    ['ئازاد', 'آزاد', 'ازاد'],
  ])('lets %s and %s meet', (left, right, key) => {
    expect([searchKeys(left).hamza, searchKeys(right).hamza]).toEqual([key, key]);
  });

  it('finds the carrier also under a vowel mark', () => {
    expect(searchKeys('مَسْؤُول').hamza).toBe('مسول');
    expect(searchKeys('مسؤَل').hamza).toBe('مسل');
  });

  it('is the first one where there is no hamza', () => {
    expect(searchKeys('محمد علي')).toEqual({ primary: 'محمد علي', hamza: 'محمد علي' });
    expect(searchKeys('Room 12')).toEqual({ primary: 'room 12', hamza: 'room 12' });
  });

  it('has the fold of the text as the first key', () => {
    fc.assert(
      fc.property(anyName, (text) => {
        expect(searchKeys(text).primary).toBe(fold(text));
      }),
    );
  });
});

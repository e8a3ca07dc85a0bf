import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money, MONEY_LIMIT } from '../money.ts';
import type { Language } from '../month-names.ts';
import { amountInWords } from './amount.ts';

interface Case {
  readonly id: string;
  readonly amount: number;
  readonly adjective: boolean;
  readonly suffix: boolean;
  readonly expected: { readonly words: string };
}

// The file is the contract's own; its shape is described in payroll-contract §14.1.
const contract = JSON.parse(readFileSync(new URL('../../test/cases/words-examples.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly Case[];
};
const plain = { adjective: false, suffix: false };
const words = (amount: number, language: Language, style = plain): string => {
  const verdict = amountInWords(money(amount), language, style);
  return verdict.ok ? verdict.value : '';
};
const anyAmount = fc.oneof(fc.integer({ min: 0, max: MONEY_LIMIT }), fc.integer({ min: 0, max: 100_000 }));

describe('the examples of the contract', () => {
  it('are all here', () => expect(contract.cases).toHaveLength(25));

  it.each(contract.cases)('$id: $amount', ({ amount, expected, ...style }) => {
    expect(words(amount, 'ar', style)).toBe(expected.words);
  });
});

describe('in Arabic (payroll-contract §14)', () => {
  it.each([
    [1, 'دينار عراقي واحد'],
    [0, 'صفر دينار عراقي'],
    [2, 'ديناران عراقيان'],
    [103, 'مائة وثلاثة دنانير عراقية'],
    [121, 'مائة وواحد وعشرون ديناراً عراقياً'],
  ])('%i with its adjective', (amount, expected) => {
    expect(words(amount, 'ar', { adjective: true, suffix: false })).toBe(expected);
  });

  it.each([
    [1200, 'ألف ومائتا دينار'],
    [1250, 'ألف ومائتان وخمسون ديناراً'],
    [2500, 'ألفان وخمسمائة دينار'],
    [2_000_000_000, 'مليارا دينار'],
    [2_000_500, 'مليونان وخمسمائة دينار'],
    [110_000, 'مائة وعشرة آلاف دينار'],
    [101_000, 'مائة وواحد ألف دينار'],
    [102_000, 'مائة واثنان ألف دينار'],
    [100_050, 'مائة ألف وخمسون ديناراً'],
    [200_000_001, 'مائتا مليون وواحد دينار'],
    [111_000_000, 'مائة وأحد عشر مليون دينار'],
    [111_000_011, 'مائة وأحد عشر مليوناً وأحد عشر ديناراً'],
  ])('%i', (amount, expected) => expect(words(amount, 'ar')).toBe(expected));

  it('is composed, has single spaces, no tatweel, and no mark but the fathatan behind an alef', () => {
    fc.assert(
      fc.property(anyAmount, fc.boolean(), fc.boolean(), (amount, adjective, suffix) => {
        const text = words(amount, 'ar', { adjective, suffix });
        expect(text).toBe(text.normalize('NFC'));
        expect(text).toMatch(/^(?:[ء-غف-ي]|اً| (?! ))+$/u);
        expect(text.replaceAll('اً', '')).not.toMatch(/[\u064B-\u0652]/u);
        expect(text.endsWith(' لا غير')).toBe(suffix);
      }),
    );
  });
});

describe('in Kurdish', () => {
  it.each([
    [0, 'سفر دینار'],
    [1, 'یەک دینار'],
    [21, 'بیست و یەک دینار'],
    [100, 'سەد دینار'],
    [1000, 'هەزار دینار'],
    [15_250, 'پازدە هەزار و دوو سەد و پەنجا دینار'],
    [1_000_000, 'یەک ملیۆن دینار'],
    [482_637, 'چوار سەد و هەشتا و دوو هەزار و شەش سەد و سی و حەوت دینار'],
  ])('%i', (amount, expected) => expect(words(amount, 'ckb')).toBe(expected));

  it('closed on a document', () => {
    expect(words(1000, 'ckb', { adjective: true, suffix: true })).toBe('تەنها هەزار دیناری عێراقی');
  });
});

describe('in English', () => {
  it.each([
    [0, 'Zero dinars'],
    [1, 'One dinar'],
    [21, 'Twenty-one dinars'],
    [110, 'One hundred and ten dinars'],
    [1005, 'One thousand and five dinars'],
    [15_250, 'Fifteen thousand two hundred and fifty dinars'],
    [1_000_000, 'One million dinars'],
    [482_637, 'Four hundred and eighty-two thousand six hundred and thirty-seven dinars'],
  ])('%i', (amount, expected) => expect(words(amount, 'en')).toBe(expected));

  it('closed on a document', () => {
    expect(words(1, 'en', { adjective: true, suffix: true })).toBe('One Iraqi dinar only');
  });
});

describe('in every language', () => {
  it('two amounts never read the same', () => {
    fc.assert(
      fc.property(anyAmount, anyAmount, fc.constantFrom<Language>('ar', 'ckb', 'en'), (left, right, language) => {
        expect(words(left, language) === words(right, language)).toBe(left === right);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([-1, MONEY_LIMIT + 1])('%i has no words', (amount) => {
    expect(amountInWords(money(amount), 'ar', plain)).toMatchObject({ problems: [{ code: 'AMOUNT_NOT_IN_WORDS' }] });
  });
});

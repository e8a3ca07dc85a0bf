import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlight, matchesQuery } from './highlight.ts';

/** The text with its matches in brackets. */
function marked(text: string, query: string): string {
  let result = '';
  let at = 0;
  for (const { start, end } of highlight(text, query)) {
    result += `${text.slice(at, start)}[${text.slice(start, end)}]`;
    at = end;
  }
  return result + text.slice(at);
}

describe('what a search has found', () => {
  it.each([
    ['the beginning of a word', 'محمد علي حسن', 'عل', 'محمد [عل]ي حسن'],
    ['not the middle of one', 'محمد جعفر', 'عفر', 'محمد جعفر'],
    ['with its harakat', 'مُحَمَّد عَلِي', 'محمد', '[مُحَمَّد] عَلِي'],
    ['with its tatweel', 'محـــمد', 'محم', '[محـــم]د'],
    ['hamza typed without', 'أحمد', 'احمد', '[أحمد]'],
    ['hamza on another carrier', 'مدير مسؤول', 'مسئول', 'مدير [مسؤول]'],
    ['a last hamza belongs to the word', 'سماء حسن', 'سما', '[سماء] حسن'],
    ['a Kurdish name typed in Arabic', 'ئازاد کەریم', 'ازاد كهريم', '[ئازاد] [کەریم]'],
    ['figures of the other hand', 'كتاب ١٢٣/٤', '123', 'كتاب [١٢٣]/٤'],
    ['after a sign', 'م.ع/٤٥-ب', '45', 'م.ع/[٤٥]-ب'],
    ['every word of the query', 'علي حسن كاظم', 'كاظم علي', '[علي] حسن [كاظم]'],
    ['a letter that folds to two', 'Straße', 'strass', '[Straß]e'],
    ['spaces of any number', 'علي   حسن', 'حسن', 'علي   [حسن]'],
    ['a word behind its article', 'قسم الحسابات', 'حسابات', 'قسم ال[حسابات]'],
    ['a word without the article that was typed', 'قسم حسابات', 'الحسابات', 'قسم [حسابات]'],
    ['not a rest of two letters', 'قسم المال', 'ل', 'قسم المال'],
    ['nothing', 'علي', '', 'علي'],
    ['overlapping words once', 'محمد', 'مح محمد', '[محمد]'],
    ['a signs-only query', 'علي', 'َ', 'علي'],
  ])('%s', (_, text, query, expected) => expect(marked(text, query)).toBe(expected));

  it('lies within the text, in order, without overlap', () => {
    const anyText = fc.string({ unit: fc.constantFrom(...'ءأؤئابةهيىـًّ١2 aAß-👨ﻻ', 'e\u0301') });
    fc.assert(
      fc.property(anyText, anyText, (text, query) => {
        let at = -1;
        for (const { start, end } of highlight(text, query)) {
          expect(start).toBeGreaterThan(at);
          expect(end).toBeGreaterThan(start);
          at = end;
        }
        expect(at).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a text answers a query', () => {
  it('when every word of the query begins one of its words', () => {
    expect(matchesQuery('مديرية الشؤون الإدارية', 'شئون ادار')).toBe(true);
    expect(matchesQuery('مديرية الشؤون الإدارية', 'الشئون الادار')).toBe(true);
    expect(matchesQuery('مديرية الشؤون الإدارية', 'الشئون مالية')).toBe(false);
    expect(matchesQuery('anything', '  ')).toBe(true);
  });

  it('whenever it is the query itself', () => {
    const anyWords = fc.array(fc.string({ unit: fc.constantFrom(...'أابةتيىؤئءمن'), minLength: 1 }), { maxLength: 4 });
    fc.assert(
      fc.property(anyWords, (words) => {
        expect(matchesQuery(words.join(' '), words.join(' '))).toBe(true);
      }),
    );
  });
});

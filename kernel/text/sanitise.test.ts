import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLines, cleanText } from './sanitise.ts';

const anyText = fc.string({
  unit: fc.oneof(
    fc.string({ unit: 'binary', maxLength: 3 }),
    fc.constantFrom('\u200C', '\u202E', '\n', '\uD83D', '\uDE00', ' '),
  ),
});

describe('clean text', () => {
  it.each([
    ['spaces', '  علي \t\n حسن\u00A0\u3000', 'علي حسن'],
    ['controls', 'عل\u0000ي\u0007\u009F', 'علي'],
    ['the override that shows a file name backwards', 'exe.\u202Egnp', 'exe.gnp'],
    ['isolates, marks and embeddings', '\u2067\u200Fعلي\u200E\u2069\u202A\u061C', 'علي'],
    ['invisible letters', 'ع\u200Bل\uFEFFي\u00AD\u2060', 'علي'],
    ['a byte that was no character', 'علي\uFFFE\uD800', 'علي'],
    ['composition', 'a\u0301 \u0627\u0654', 'á أ'],
    ['line separators', 'a\u2028b\u0085c', 'a b c'],
    ['only invisible', '\u200C\u200D \u200B', ''],
  ])('%s', (_, text, clean) => expect(cleanText(text)).toBe(clean));

  it.each(['بە\u200Cڕێوەبەر', 'مُحَمَّد', '👨 علي', 'ابن أبي ـ طالب', 'A-12/ب'])('leaves %s as it is', (text) => {
    expect(cleanText(text)).toBe(text);
  });

  it('twice changes nothing, and never holds what turns direction around', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = cleanText(text);
        expect(cleanText(clean)).toBe(clean);
        expect(clean).not.toMatch(/[\u202A-\u202E\u2066-\u2069\n\p{Cs}]/u);
        expect(clean).toBe(clean.normalize('NFC').trim());
      }),
      { numRuns: 1000 },
    );
  });

  it('of several lines keeps them, with one empty line at most', () => {
    expect(cleanLines('  أولاً:  نص \r\n\r\n\r\n\r\nثانياً\u202E\r')).toBe('أولاً: نص\n\nثانياً');
  });
});

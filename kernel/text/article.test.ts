import { expect, test } from 'vitest';
import { beginsBehindArticle, withAndWithoutArticle } from './article.ts';

test.each([
  ['الحسابات', ['الحسابات', 'حسابات']],
  ['والحسابات', ['والحسابات', 'حسابات']],
  ['للموظفين', ['للموظفين', 'موظفين']],
  ['الم', ['الم']],
  ['حسابات', ['حسابات']],
])('%s is indexed and asked for as %j', (word, forms) => expect(withAndWithoutArticle(word)).toEqual(forms));

test.each([
  ['قسم الحسابات', 'حسابات', true],
  ['قسم بالحسابات', 'حسابات', true],
  ['الحسابات', 'حسابات', true],
  ['قسم الم', 'م', false],
  ['مالحسابات', 'حسابات', false],
  ['قسم حسابات', 'حسابات', false],
])('in «%s» the word «%s» stands behind an article: %s', (text, word, expected) =>
  expect(beginsBehindArticle(text, text.lastIndexOf(word))).toBe(expected),
);

import type { Language } from '../month-names.ts';

/**
 * The order of names in lists. One order for Arabic and Kurdish letters together, because one list holds both; written
 * down here, because the collation of the runtime knows no Kurdish and differs between Node and the browser.
 */

/** Letters of one group are the same at first sight and only decide between names that are otherwise equal. */
const arabicOrder = [
  'ءاأإآٱ', 'ب', 'پ', 'ت', 'ث', 'ج', 'چ', 'ح', 'خ', 'د', 'ذ', 'ر', 'ڕ', 'ز', 'ژ', 'س', 'ش', 'ص', 'ض', 'ط', 'ظ', 'ع', 'غ',
  'ف', 'ڤ', 'ق', 'كک', 'گ', 'ل', 'ڵ', 'م', 'ن', 'هةھہ', 'ە', 'وؤ', 'ۆ', 'يىئی', 'ێ',
]; // prettier-ignore
/** In Kurdish the carrier ئ opens the alphabet: ئازاد comes before باران. */
const kurdishOrder = ['ئ', ...arabicOrder.map((group) => group.replace('ئ', ''))];
const latinOrder = [...'abcdefghijklmnopqrstuvwxyz'];

/** Weights are code units, so that keys compare as plain strings; what is not listed comes first, then figures. */
const DIGITS = 0xe000;
const LETTERS = 0xe100;
const SEPARATOR = '\u0000';

const weights: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  ar: weightsOf([...arabicOrder, ...latinOrder]),
  ckb: weightsOf([...kurdishOrder, ...latinOrder]),
  en: weightsOf([...latinOrder, ...arabicOrder]),
};

/**
 * The key by which a name is sorted in a language: keys compare with `<`. Harakat, tatweel, accents and capitals
 * decide last; figures compare as numbers, so that 2 comes before 10.
 */
export function sortKey(name: string, language: Language): string {
  const table = weights[language];
  let key = '';
  for (const [piece] of plainName(name).matchAll(/[0-9]+|[^0-9]/gu)) {
    if (/^[0-9]/u.test(piece)) key += numberKey(piece);
    else key += table.get(piece) ?? piece;
  }
  return `${key}${SEPARATOR}${name}`;
}

/** Negative, zero or positive, as the first name comes before the second, is the same, or comes after it. */
export function compareNames(left: string, right: string, language: Language): number {
  return compareKeys(sortKey(left, language), sortKey(right, language));
}

/** The items in the order of their names; each key is made once. */
export function sortByName<T>(items: readonly T[], nameOf: (item: T) => string, language: Language): T[] {
  return items
    .map((item) => ({ item, key: sortKey(nameOf(item), language) }))
    .sort((left, right) => compareKeys(left.key, right.key))
    .map(({ item }) => item);
}

function compareKeys(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Composed Arabic letters without harakat and tatweel, Latin ones without accents and capitals, spaces single. */
function plainName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/(?<=[a-z])\p{M}+/giu, '')
    .normalize('NFKC')
    .replace(/[\p{M}\u0640\u200B-\u200F\u061C]/gu, '')
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase();
}

/** A longer number is a greater one, once its leading zeros are gone. */
function numberKey(figures: string): string {
  const significant = figures.replace(/^0+(?=\d)/u, '');
  return String.fromCharCode(DIGITS + Math.min(significant.length, 0xff)) + significant;
}

function weightsOf(order: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    order.flatMap((group, index) =>
      [...group].map((letter) => [letter, String.fromCharCode(LETTERS + index)] as const),
    ),
  );
}

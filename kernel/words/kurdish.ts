import { groupsOf, type Group } from './groups.ts';
import type { WordsStyle } from './amount.ts';

/**
 * The amount in Sorani words. The counted noun stays singular, «و» is a word of its own, a hundred and a thousand
 * stand without یەک, a million and a milliard with it. The closing word stands in front: تەنها.
 */

const units = [
  '',
  'یەک',
  'دوو',
  'سێ',
  'چوار',
  'پێنج',
  'شەش',
  'حەوت',
  'هەشت',
  'نۆ',
  'دە',
  'یازدە',
  'دوازدە',
  'سێزدە',
  'چواردە',
  'پازدە',
  'شازدە',
  'حەڤدە',
  'هەژدە',
  'نۆزدە',
];
const tens = ['', '', 'بیست', 'سی', 'چل', 'پەنجا', 'شەست', 'حەفتا', 'هەشتا', 'نەوەد'];
const powers = ['', 'هەزار', 'ملیۆن', 'ملیار'];

/** 0 to 999 999 999 999 dinars in words. */
export function kurdishWords(amount: number, style: WordsStyle): string {
  const number = amount === 0 ? 'سفر' : groupsOf(amount).map(groupWords).join(' و ');
  return `${style.suffix ? 'تەنها ' : ''}${number} ${style.adjective ? 'دیناری عێراقی' : 'دینار'}`;
}

function groupWords({ power, count }: Group): string {
  if (power === 0) return numberWords(count);
  if (power === 1 && count === 1) return 'هەزار';
  return `${numberWords(count)} ${powers[power] ?? ''}`;
}

function numberWords(count: number): string {
  const hundred = Math.floor(count / 100);
  const rest = count % 100;
  const hundredWords = hundred > 1 ? `${units[hundred] ?? ''} سەد` : 'سەد';
  const restWords = rest < 20 ? [units[rest]] : [tens[Math.floor(rest / 10)], units[rest % 10]];
  return [hundred > 0 ? hundredWords : '', ...restWords].filter(Boolean).join(' و ');
}

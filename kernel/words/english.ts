import { groupsOf, type Group } from './groups.ts';
import type { WordsStyle } from './amount.ts';

/** The amount in English words, British style: "and" before tens and units, a capital first, "only" last. */

const units = [
  '',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const powers = ['', ' thousand', ' million', ' billion'];

/** 0 to 999 999 999 999 dinars in words. */
export function englishWords(amount: number, style: WordsStyle): string {
  const noun = `${style.adjective ? 'Iraqi ' : ''}${amount === 1 ? 'dinar' : 'dinars'}`;
  const words = `${numberOf(amount)} ${noun}${style.suffix ? ' only' : ''}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function numberOf(amount: number): string {
  if (amount === 0) return 'zero';
  const groups = groupsOf(amount);
  const words = groups.map(groupWords).join(' ');
  const last = groups.at(-1);
  // "one thousand and five": the lone tens and units are tied to what stands before them.
  const isTied = groups.length > 1 && last?.power === 0 && last.count < 100;
  return isTied ? `${groups.slice(0, -1).map(groupWords).join(' ')} and ${groupWords(last)}` : words;
}

function groupWords({ power, count }: Group): string {
  const hundred = Math.floor(count / 100);
  const rest = count % 100;
  const restWords = rest < 20 ? units[rest] : [tens[Math.floor(rest / 10)], units[rest % 10]].filter(Boolean).join('-');
  const number = [hundred > 0 ? `${units[hundred] ?? ''} hundred` : '', restWords].filter(Boolean).join(' and ');
  return `${number}${powers[power] ?? ''}`;
}

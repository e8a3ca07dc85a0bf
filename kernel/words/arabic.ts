import { groupsOf, type Group } from './groups.ts';
import type { WordsStyle } from './amount.ts';

/**
 * The amount in Arabic words (التفقيط), letter by letter as payroll-contract §14 binds it: nominative throughout, مائة
 * with alif, 101 and 102 in the commercial style.
 */

const units = [
  '',
  'واحد',
  'اثنان',
  'ثلاثة',
  'أربعة',
  'خمسة',
  'ستة',
  'سبعة',
  'ثمانية',
  'تسعة',
  'عشرة',
  'أحد عشر',
  'اثنا عشر',
  'ثلاثة عشر',
  'أربعة عشر',
  'خمسة عشر',
  'ستة عشر',
  'سبعة عشر',
  'ثمانية عشر',
  'تسعة عشر',
];
const tens = ['', '', 'عشرون', 'ثلاثون', 'أربعون', 'خمسون', 'ستون', 'سبعون', 'ثمانون', 'تسعون'];
const hundreds = ['', 'مائة', 'مائتان', 'ثلاثمائة', 'أربعمائة', 'خمسمائة', 'ستمائة', 'سبعمائة', 'ثمانمائة', 'تسعمائة'];

interface Noun {
  readonly one: string;
  readonly two: string;
  /** The dual in front of its noun, without ن. */
  readonly twoJoined: string;
  readonly few: string;
  /** The accusative that 11 to 99 demand. */
  readonly many: string;
}

/** By the power of a thousand, from the thousands on. */
const powers: Readonly<Record<number, Noun>> = {
  1: { one: 'ألف', two: 'ألفان', twoJoined: 'ألفا', few: 'آلاف', many: 'ألفاً' },
  2: { one: 'مليون', two: 'مليونان', twoJoined: 'مليونا', few: 'ملايين', many: 'مليوناً' },
  3: { one: 'مليار', two: 'ملياران', twoJoined: 'مليارا', few: 'مليارات', many: 'ملياراً' },
};

/** 0 to 999 999 999 999 dinars in words. */
export function arabicWords(amount: number, style: WordsStyle): string {
  return `${amountWords(amount, style.adjective)}${style.suffix ? ' لا غير' : ''}`;
}

function amountWords(amount: number, adjective: boolean): string {
  const iraqi = adjective ? ' عراقي' : '';
  // §14.3: the special amounts.
  if (amount === 0) return `صفر دينار${iraqi}`;
  if (amount === 1) return `دينار${iraqi} واحد`;
  if (amount === 2) return adjective ? 'ديناران عراقيان' : 'ديناران';
  const groups = groupsOf(amount);
  const words = groups.map((group, index) => groupWords(group, index < groups.length - 1));
  return `${words.join(' و')} ${dinars(amount % 100, adjective)}`;
}

/** §14.5. A group that nothing follows stands directly before the dinar. */
function groupWords({ power, count }: Group, isFollowed: boolean): string {
  const noun = powers[power];
  if (!noun) return numberWords(count);
  if (count === 1) return noun.one;
  if (count === 2) return isFollowed ? noun.two : noun.twoJoined;
  const rest = count % 100;
  if (rest >= 3 && rest <= 10) return `${numberWords(count)} ${noun.few}`;
  if (rest >= 11 && isFollowed) return `${numberWords(count)} ${noun.many}`;
  return `${numberWords(count)} ${noun.one}`;
}

/** §14.4: 1 to 999. A noun always follows exactly 200 at once, so its ن falls. */
function numberWords(count: number): string {
  if (count === 200) return 'مائتا';
  const rest = count % 100;
  const parts = [
    hundreds[Math.floor(count / 100)],
    ...(rest < 20 ? [units[rest]] : [units[rest % 10], tens[Math.floor(rest / 10)]]),
  ];
  return parts.filter(Boolean).join(' و');
}

/** §14.6: the dinar agrees with the last two figures. */
function dinars(rest: number, adjective: boolean): string {
  if (rest >= 3 && rest <= 10) return adjective ? 'دنانير عراقية' : 'دنانير';
  if (rest >= 11) return adjective ? 'ديناراً عراقياً' : 'ديناراً';
  return adjective ? 'دينار عراقي' : 'دينار';
}

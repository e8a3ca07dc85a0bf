import type { Language } from '../month-names.ts';
import { MONEY_LIMIT, type Money } from '../money.ts';
import { accept, refuse, type Verdict } from '../verdict.ts';
import { arabicWords } from './arabic.ts';
import { englishWords } from './english.ts';
import { kurdishWords } from './kurdish.ts';

/** How an amount is closed in words on a document. */
export interface WordsStyle {
  /** Iraqi dinars, not only dinars. By local custom. */
  readonly adjective: boolean;
  /** The word that forbids adding to it: لا غير, تەنها, only. Always on documents. */
  readonly suffix: boolean;
}

/**
 * An amount of 0 to 999 999 999 999 dinars in words (payroll-contract §14), or `AMOUNT_NOT_IN_WORDS`. A document that
 * takes money back says so in its own words; a negative amount has none.
 */
export function amountInWords(amount: Money, language: Language, style: WordsStyle): Verdict<string> {
  if (amount < 0 || amount > MONEY_LIMIT) return refuse('AMOUNT_NOT_IN_WORDS', { most: MONEY_LIMIT });
  const words = { ar: arabicWords, ckb: kurdishWords, en: englishWords } satisfies Record<Language, unknown>;
  return accept(words[language](amount, style));
}

import { latinDigits } from './digits.ts';
import { money, MONEY_LIMIT, type Money } from './money.ts';
import { accept, refuse, type Verdict } from './verdict.ts';

/** The longest entry that is read at all. */
const LENGTH_LIMIT = 200;
const currency = /(?:د\s*\.\s*ع\s*\.?|دينار|دینار|IQD)$/iu;
const directionMarks = /[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/gu;
/** Plain figures, or groups of three with one kind of separator; `.00` of a sheet's cell is no fraction. */
const amountForm = /^(?:\d+|[1-9]\d{0,2}(?:([,٬،'’ \u00A0\u202F])\d{3})(?:\1\d{3})*)(?:[.٫]0{1,2})?$/u;

/**
 * An amount as clerks type it: figures of any hand, grouped or not, and a calculation of them with + − ×, as on the
 * machine beside them: `1500+250`, `3*25,000`, `١٬٥٠٠`, `482,637 د.ع`. Refuses as `MONEY_FORM` what is not that, so also
 * a fraction of a dinar, and as `MONEY_TOO_LARGE` what is beyond the limit of one entry.
 */
export function parseMoney(input: string): Verdict<Money> {
  if (input.length > LENGTH_LIMIT) return refuse('MONEY_FORM');
  const text = latinDigits(input.replace(directionMarks, '')).trim().replace(currency, '').trim();
  const total = sumOf(text);
  if (total === null) return refuse('MONEY_FORM');
  const limit = BigInt(MONEY_LIMIT);
  if (total > limit || total < -limit) return refuse('MONEY_TOO_LARGE', { limit: MONEY_LIMIT });
  return accept(money(Number(total)));
}

/** Is this a calculation, so that the field should show its result beside it? */
export function isCalculation(input: string): boolean {
  return /[\d٠-٩۰-۹][^\d٠-٩۰-۹]*[+*×\-−–]/u.test(input);
}

/** Terms with a plus or minus before each; only the first may go without. */
function sumOf(text: string): bigint | null {
  const signed = /^[+\-−–]/u.test(text) ? text : `+${text}`;
  // Splitting with a captured separator gives: nothing, sign, term, sign, term …
  const [, ...pieces] = signed.split(/([+\-−–])/u);
  let total = 0n;
  for (let index = 0; index < pieces.length; index += 2) {
    const term = productOf(pieces[index + 1] ?? '');
    if (term === null) return null;
    total += pieces[index] === '+' ? term : -term;
  }
  return total;
}

function productOf(text: string): bigint | null {
  let product = 1n;
  for (const factor of text.split(/[*×]/u)) {
    const value = amountOf(factor.trim());
    if (value === null) return null;
    product *= value;
  }
  return product;
}

function amountOf(text: string): bigint | null {
  return amountForm.test(text) ? BigInt(text.replace(/[.٫]0{1,2}$/u, '').replace(/\D/gu, '')) : null;
}

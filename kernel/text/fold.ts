/**
 * One spelling for search and for comparing names. Iraqi files write the same name with and without hamza, with ya or
 * alef maqsura, with ta marbuta or ha, on Arabic, Persian and Kurdish keyboards; after folding they are the same.
 */

/** What remains different after Unicode has taken a letter apart, and what it is folded to. */
const letters: Readonly<Record<string, string>> = {
  // Arabic: alef wasla, alef maqsura, ta marbuta; a lone hamza is silent in the first key.
  ٱ: 'ا',
  ى: 'ي',
  ة: 'ه',
  ء: '',
  // Persian and Urdu keyboards.
  ک: 'ك',
  ڪ: 'ك',
  ی: 'ي',
  ے: 'ي',
  ہ: 'ه',
  ھ: 'ه',
  ۃ: 'ه',
  // Kurdish: its vowels and marked letters on the plain Arabic ones, as an Arabic clerk types the name.
  ە: 'ه',
  ێ: 'ي',
  ې: 'ي',
  ۆ: 'و',
  ۇ: 'و',
  ۋ: 'و',
  ڵ: 'ل',
  ڕ: 'ر',
  ڤ: 'ف',
  // Letters of Kurdish and of spoken Iraqi that official Arabic replaces: چلبي جلبي, گاطع كاطع.
  پ: 'ب',
  چ: 'ج',
  ژ: 'ز',
  گ: 'ك',
  // Latin letters that Unicode does not take apart.
  ı: 'i',
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  ς: 'σ',
  ʿ: '',
  ʾ: '',
  ʼ: '',
  '’': "'",
  '‘': "'",
};
const foldable = new RegExp(`[${Object.keys(letters).join('')}]`, 'gu');
/** A hamza by itself or on a carrier other than alef, after decomposition: ء ؤ ئ. */
const hamzas = /[\u0648\u064A\u06CC]\p{M}*?\u0654|\u0621/gu;
const tatweelAndJoiners = /[\u0640\u200B-\u200F\u061C\u202A-\u202E\u2060-\u2069\uFEFF\u00AD]/gu;
const easternDigits = /[\u0660-\u0669\u06F0-\u06F9]/gu;

export interface SearchKeys {
  /** The folded text. */
  readonly primary: string;
  /**
   * The same without hamza and its carrier (ء ؤ ئ): مسؤول and مسئول meet as مسول, Kurdish ئازاد and Arabic آزاد as
   * ازاد. Equal to `primary` where there is none.
   */
  readonly hamza: string;
}

/** The folded text: the first key of `searchKeys`. Folding twice changes nothing. */
export function fold(value: string): string {
  return isPlain(value) ? foldSpaces(value.toLowerCase()) : foldDecomposed(decompose(value));
}

/** Both keys of a text, for the index and for the query alike. */
export function searchKeys(value: string): SearchKeys {
  if (isPlain(value)) {
    const plain = foldSpaces(value.toLowerCase());
    return { primary: plain, hamza: plain };
  }
  const decomposed = decompose(value);
  return { primary: foldDecomposed(decomposed), hamza: foldDecomposed(decomposed.replace(hamzas, '')) };
}

/** Only ASCII: nothing to fold but capitals and spaces. */
function isPlain(value: string): boolean {
  return /^\p{ASCII}*$/u.test(value);
}

/** Compatibility decomposition: ligatures and presentation forms become letters, marks stand alone behind them. */
function decompose(value: string): string {
  return value.toLowerCase().normalize('NFKD').replace(tatweelAndJoiners, '');
}

function foldDecomposed(decomposed: string): string {
  const bare = decomposed
    .replace(/\p{M}+/gu, '')
    .replace(foldable, (letter) => letters[letter] ?? letter)
    .replace(easternDigits, latinDigit);
  return foldSpaces(bare.toLowerCase());
}

function foldSpaces(value: string): string {
  return value.replace(/\s+/gu, ' ').trim();
}

function latinDigit(digit: string): string {
  return String((digit.codePointAt(0) ?? 0) & 0xf);
}

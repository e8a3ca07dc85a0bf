/** The figures 0 to 9 in the three hands of the office's papers. */

export type Digits = 'latin' | 'arabic';

/** Every Arabic-Indic (٠–٩) and Persian (۰–۹) figure as the Latin one. */
export function latinDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06F0-\u06F9]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
}

/** The figures of a text in the chosen hand; all else stays. */
export function toDigits(text: string, digits: Digits): string {
  if (digits === 'latin') return latinDigits(text);
  return latinDigits(text).replace(/\d/gu, (digit) => String.fromCodePoint(0x0660 + Number(digit)));
}

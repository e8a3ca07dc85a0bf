import { latinDigits, toDigits } from '#kernel/digits.ts';

/** The number after this one, as registers go on: its last figures count up, in their own hand and width. */
export function nextOrderNumber(number: string): string {
  const last = /[\d٠-٩۰-۹]+(?=\D*$)/u.exec(number)?.[0];
  if (last === undefined) return '';
  const plain = latinDigits(last);
  const next = String(Number(plain) + 1).padStart(plain.length, '0');
  const at = number.lastIndexOf(last);
  return number.slice(0, at) + (plain === last ? next : toDigits(next, 'arabic')) + number.slice(at + last.length);
}

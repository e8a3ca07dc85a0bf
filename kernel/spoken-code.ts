import { latinDigits } from './digits.ts';

/** A code as it is compared, that was read out or typed from paper: only its letters and figures count, whatever their case or script. */
export function heardCode(typed: string): string {
  return latinDigits(typed)
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase();
}

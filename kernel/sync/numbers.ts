/**
 * Official numbers without holes and without a line to anybody: a series has one writer. A PC that was restored or
 * replaced writes a series of its own, so it never prints a number that the lost one may have printed.
 */

/** What a PC knows of its own past: the epoch of its log, and how often it noticed that it was restored. */
export interface Incarnation {
  readonly epoch: number;
  readonly restores: number;
}

export interface DocumentNumber {
  readonly kind: string;
  readonly year: number;
  readonly series: string;
  readonly no: number;
}

const DIGITS = 6;

/** The sub-series: empty for the first writer, then `B`, `C` … by epoch, and a digit for each restore: `A1`, `B2`. */
export function seriesOf({ epoch, restores }: Incarnation): string {
  if (epoch === 1 && restores === 0) return '';
  return `${letters(epoch)}${restores === 0 ? '' : restores}`;
}

/** The epoch of the PC that gives numbers in this sub-series, or null where that is no sub-series of any. */
export function epochOfSeries(series: string): number | null {
  if (series === '') return 1;
  const word = /^([A-Z]+)(?:[1-9]\d*)?$/.exec(series)?.[1];
  return word === undefined ? null : [...word].reduce((epoch, letter) => epoch * 26 + letter.charCodeAt(0) - 64, 0);
}

/** The number as it is printed: `118/WH-ISSUE/2026/000123`, or `118/WH-ISSUE/2026/B-000001` in a later series. */
export function formatNumber(office: number, { kind, year, series, no }: DocumentNumber): string {
  const digits = String(no).padStart(DIGITS, '0');
  return `${office}/${kind}/${year}/${series === '' ? digits : `${series}-${digits}`}`;
}

/** 1 is A, 26 is Z, 27 is AA. */
function letters(epoch: number): string {
  let word = '';
  for (let rest = epoch; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    word = String.fromCharCode(65 + ((rest - 1) % 26)) + word;
  }
  return word;
}

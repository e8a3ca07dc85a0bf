/** Which files an office fetches unasked, and how many bytes of files may go over its line on a day. */

/** Which missing files are fetched before anybody asks for them: a setting of the office. */
export const arrivals = ['small', 'all', 'asked'] as const;
export type Arrival = (typeof arrivals)[number];

/** A scanned page has some 60 KB, a photograph 250: what is larger waits until somebody looks at it. */
const SMALL_BYTES = 1024 * 1024;

/** The largest missing file that is fetched unasked, in bytes; 0 when none is. */
export function unaskedBytes(arrival: Arrival): number {
  switch (arrival) {
    case 'all':
      return Number.MAX_SAFE_INTEGER;
    case 'small':
      return SMALL_BYTES;
    case 'asked':
      return 0;
  }
}

/** The bytes of files that have gone over the line on a day, both ways. */
export interface DayUse {
  /** `YYYYMMDD`. */
  readonly day: number;
  readonly bytes: number;
}

/** The allowance of a day, in bytes; 0 for none, which is as many as there are. It is lifted for the day `liftedOn`. */
export interface DayAllowance {
  readonly bytes: number;
  readonly liftedOn: number;
}

/** How many bytes of files may still go over the line on the day; null when nothing limits them. */
export function leftOn(day: number, use: DayUse, allowance: DayAllowance): number | null {
  if (allowance.bytes === 0 || allowance.liftedOn === day) return null;
  return Math.max(0, allowance.bytes - (use.day === day ? use.bytes : 0));
}

/** What of an allowance files leave to a newer program that is on its way: a queue of scans must not keep it out for ever. */
export function keptForProgram(allowance: number): number {
  return Math.floor(allowance / 2);
}

/** What has been used after so many bytes more: a new day begins at none. */
export function usedAlso(use: DayUse, { day, bytes }: DayUse): DayUse {
  return { day, bytes: (use.day === day ? use.bytes : 0) + bytes };
}

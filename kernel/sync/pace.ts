/** How much an office sends at once, and how long it waits after a failure. */

const KILOBYTE = 1024;
/** Bytes of ops before compression, which makes about a sixth of them. */
const FIRST = 768 * KILOBYTE;
const FLOOR = 96 * KILOBYTE;
const CEILING = 6 * 1024 * KILOBYTE;
const STEP = 96 * KILOBYTE;
const QUICK_MS = 3_000;

const SECOND = 1_000;
const FIRST_WAIT = 5 * SECOND;
const LONGEST_WAIT = 15 * 60 * SECOND;

/** What a session begins with, whatever the last one came to: a size that got stuck low would stay there. */
export const FIRST_FRAME_BYTES = FIRST;

/** The size of the next frame: a step more after a quick answer, half after none, never below a floor. */
export function nextFrameBytes(bytes: number, answeredAfterMs: number | null): number {
  if (answeredAfterMs === null) return Math.max(FLOOR, Math.floor(bytes / 2));
  return answeredAfterMs < QUICK_MS ? Math.min(CEILING, bytes + STEP) : bytes;
}

/** A page of a channel, before compression: it is applied in one transaction, for which others wait. */
export const FIRST_PAGE_BYTES = 96 * KILOBYTE;
const PAGE_FLOOR = 24 * KILOBYTE;
const PAGE_CEILING = 384 * KILOBYTE;
/** What a cut costs is half a page, more or less. */
const SLOW_MS = 6_000;

/** The size of the next page: twice as much after a quick one, half after a slow one. */
export function nextPageBytes(bytes: number, tookMs: number): number {
  if (tookMs < QUICK_MS) return Math.min(PAGE_CEILING, bytes * 2);
  return tookMs < SLOW_MS ? bytes : Math.max(PAGE_FLOOR, Math.floor(bytes / 2));
}

/** The pause after so many failures in a row, anywhere up to a bound that doubles; `chance` is in [0, 1). */
export function backOff(failures: number, chance: number): number {
  const bound = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures, 20));
  return Math.floor(chance * bound);
}

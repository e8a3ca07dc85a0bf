/**
 * The hybrid logical clock in 53 bits: 41 bits of milliseconds since 2025-01-01 (until 2094) and a counter of 12 bits,
 * so that it is a safe integer in JavaScript and an INTEGER in SQLite. A full counter borrows the next millisecond.
 * It never goes backwards, whatever the PC's clock does. Two offices compare `(hlc, office)`.
 */

/** 2025-01-01T00:00:00Z. */
export const HLC_EPOCH = 1_735_689_600_000;
const TICKS = 4096;
/**
 * 2090-01-01T00:00:00Z. A wall clock beyond it is broken and not followed, so that counting on from it stays within
 * 53 bits.
 */
const LAST_BELIEVED = 3_786_912_000_000;
const DAY = 24 * 60 * 60 * 1000;

/** The clock reading that stands for the beginning of a millisecond; a clock before 2025 reads zero. */
export function packHlc(ms: number): number {
  return Math.max(0, Math.min(Math.floor(ms), LAST_BELIEVED) - HLC_EPOCH) * TICKS;
}

/** The reading for the next event of this office: later than the previous one, and not before the wall clock. */
export function tick(previous: number, wallMs: number): number {
  return Math.max(previous + 1, packHlc(wallMs));
}

/**
 * The clock after hearing of an event elsewhere: follows it, but at most one day beyond the server's own time, so that
 * one PC set to 2031 does not drag everybody with it.
 */
export function receive({
  previous,
  heard,
  serverMs,
}: {
  readonly previous: number;
  readonly heard: number;
  readonly serverMs: number;
}): number {
  return Math.max(previous, Math.min(heard, packHlc(serverMs + DAY)));
}

/**
 * Is this reading more than a day ahead of the data centre's time, and of this office's clock as well? That one may
 * have been wrong for years, and then all that follows is as far ahead.
 */
export function isFarAhead(
  heard: number,
  { own, serverMs }: { readonly own: number; readonly serverMs: number },
): boolean {
  return heard > Math.max(own, packHlc(serverMs)) + DAY * TICKS;
}

/** Can a clock count on from this reading? No clock that this program has set comes near the end. */
export function isCountable(hlc: number): boolean {
  return hlc < packHlc(LAST_BELIEVED) + 365 * DAY * TICKS;
}

/** The moment of a reading, in milliseconds since 1970. */
export function hlcMilliseconds(hlc: number): number {
  return Math.floor(hlc / TICKS) + HLC_EPOCH;
}

/** The number of the event within its millisecond. */
export function hlcCounter(hlc: number): number {
  return hlc % TICKS;
}

import { packHlc } from '../hlc.ts';

const MINUTE = 60_000;
/** How far into the future an office's clock may win a shared field. */
const TOLERANCE = 5 * MINUTE;

/**
 * The reading by which an op competes for a shared field: its own, but at most five minutes after the data centre
 * received it. A PC set to 2031 wins once, not for ever; sync never refuses because of a clock.
 */
export function effectiveHlc(hlc: number, receivedMs: number): number {
  return Math.min(hlc, packHlc(receivedMs + TOLERANCE));
}

/** How far the server's clock is ahead of ours, taking the answer to be half-way old (as NTP does). */
export function clockOffset(times: {
  readonly sentAt: number;
  readonly serverAt: number;
  readonly receivedAt: number;
}): number {
  return Math.round(times.serverAt - (times.sentAt + times.receivedAt) / 2);
}

/** What an office has written may be so far ahead of a right clock: it follows what it hears of others by a day. */
const FOLLOWED = 25 * 60 * MINUTE;

/**
 * How far this PC's clock is behind, in milliseconds: as the data centre told last, or, without a line, as its own
 * entries show. After a dead battery it says a day on which much was written long ago.
 */
export function clockBehind({
  offset,
  writtenMs,
  nowMs,
}: {
  readonly offset: number;
  /** The reading of the last entry. */
  readonly writtenMs: number;
  readonly nowMs: number;
}): number {
  const behind = writtenMs - nowMs;
  return behind > FOLLOWED ? Math.max(behind, offset) : offset;
}

/** Is this PC's clock so wrong that the user should be told? */
export function isClockWrong(offsetMs: number): boolean {
  return Math.abs(offsetMs) > TOLERANCE;
}

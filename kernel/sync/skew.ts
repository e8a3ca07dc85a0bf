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

/** What an office knows of the time beside its PC's clock. */
export interface KnownTime {
  /** How far the data centre's clock was ahead when it was asked last. */
  readonly offset: number;
  /** The time that the data centre told last; 0 where none was ever heard. */
  readonly toldMs: number;
  /** The reading of the last entry. */
  readonly writtenMs: number;
  /** Had entries been written under a clock that was far ahead, when the data centre told its time? */
  readonly isLogAhead: boolean;
}

/** Has something been written under a clock that is far ahead of the data centre's? */
export function isLogAhead(writtenMs: number, serverMs: number): boolean {
  return writtenMs - serverMs > FOLLOWED;
}

/**
 * How far this PC's clock is behind, in milliseconds: as the data centre told last; or, where it shows a day long before
 * what was told or written since, as that shows. So it is after a dead battery, with or without a line. Entries of a
 * clock that stood far ahead prove nothing.
 */
export function clockBehind({ offset, toldMs, writtenMs, isLogAhead }: KnownTime, nowMs: number): number {
  const behind = (isLogAhead ? toldMs : Math.max(toldMs, writtenMs)) - nowMs;
  return behind > FOLLOWED ? Math.max(behind, offset) : offset;
}

/** Is this PC's clock so wrong that the user should be told? */
export function isClockWrong(offsetMs: number): boolean {
  return Math.abs(offsetMs) > TOLERANCE;
}

import type { Head, Replica } from './log.ts';

/**
 * The sentinel lies outside the database, so a database that is put back from a copy does not take it along. It tells
 * a restored PC, without any line, that it once was further.
 */
export interface Sentinel extends Replica {
  /** How often this PC noticed that it was restored. */
  readonly restores: number;
}

/** Was the database put back since the sentinel was written? `headAt` answers null for an op that the log lacks. */
export function isRestored(sentinel: Sentinel, log: Replica, headAt: (seq: number) => Head | null): boolean {
  return sentinel.epoch > log.epoch || headAt(sentinel.seq) !== sentinel.head;
}

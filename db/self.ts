import type Database from 'better-sqlite3';
import { prepared } from './prepared.ts';

/** What this database knows of itself and of the data centre, one line each (`sync_self`). */
export type SelfKey =
  /** The number of the office; 0 until the data centre gives one. */
  | 'office'
  /** The epoch of the log, and how often this PC noticed that it was restored. */
  | 'epoch'
  | 'restores'
  /** The incarnation of the data centre that this office knows. */
  | 'centre'
  /** The last op that the data centre has, and the last that its off-site backup has. */
  | 'acked'
  | 'durable'
  /** The highest clock reading heard from others. */
  | 'heard'
  /** How far the data centre's clock is ahead, in milliseconds. */
  | 'offset'
  /** When it told its time last, by its clock, and 1 if the log had then come far beyond that. */
  | 'told_at'
  | 'log_ahead'
  /** 1 on a PC that takes over an office, until everything has come. */
  | 'fetching'
  /** The schema of the program that last tried again what waited for a newer one. */
  | 'parked_schema'
  /** When changes of others came in last, and how many of them the session brought that brought them. */
  | 'came_at'
  | 'came'
  /** When late work of an earlier PC came in last, how many ops of it are in this log, and how many lie in the inbox. */
  | 'late_at'
  | 'late_ops'
  | 'late_aside'
  /** When the last file for the data centre was written, and the ops that it holds. */
  | 'exported_at'
  | 'exported_from'
  | 'exported_to'
  /** The day, as YYYYMMDD, and the bytes of files that went over the line on it; the day that lifts the allowance. */
  | 'files_day'
  | 'files_bytes'
  | 'files_lifted';

/** A number of this database's own, or what it is before it was ever set. */
export function selfNumber(raw: Database.Database, key: SelfKey, fallback: number): number {
  const value = prepared(raw, 'SELECT value FROM sync_self WHERE key = ?').pluck().get(key);
  return value === undefined ? fallback : Number(value);
}

export function setSelfNumber(raw: Database.Database, key: SelfKey, value: number): void {
  prepared(
    raw,
    'INSERT INTO sync_self (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(key, value);
}

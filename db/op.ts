import { hash } from 'node:crypto';
import type { DocumentNumber } from '#kernel/sync/numbers.ts';

/**
 * The op log: one op is one committed command, its intent and its row effects. Ops form a hash chain for the whole
 * life of the office; the bytes that are hashed are the bytes that are stored, never a second serialisation.
 */

/** insert · update (only the changed columns) · tombstone. Ids and values are those the program sees. */
export type Effect =
  | readonly ['i', table: string, id: string, row: Readonly<Record<string, unknown>>]
  | readonly ['u', table: string, id: string, changed: Readonly<Record<string, unknown>>]
  | readonly ['x', table: string, id: string];

export interface Op {
  readonly id: string;
  /** The command, such as `org.unit.create`, and the version of its effects. */
  readonly k: string;
  readonly v: number;
  /** Schema version of the database that made it. */
  readonly s: number;
  /** Hybrid logical clock, and the wall clock of this PC. */
  readonly h: number;
  readonly w: number;
  /** Who did it, and for whom when acting under a delegation. */
  readonly u: string;
  readonly f?: string;
  /** The official number that it gave. */
  readonly n?: DocumentNumber;
  /** What it answers at other offices: the data centre applies it after them. */
  readonly d?: readonly Cause[];
  readonly e: readonly Effect[];
}

/** A record of another office. */
export type Cause = readonly [office: number, table: string, id: string];

/** What an update or a tombstone overwrote: the old values and the op that had written them. Local, never sent. */
export type Undo = readonly [table: string, id: string, previousSeq: number, old: Readonly<Record<string, unknown>>];

export const GENESIS = Buffer.alloc(32);

/** A command writes at most this much log; larger work is split into several ops by its command. */
export const OP_BYTES_LIMIT = 256 * 1024;

/** The next head of the chain: SHA-256 of the previous head followed by the stored bytes of the op. */
export function chain(previous: Buffer, body: Buffer): Buffer {
  return hash('sha256', Buffer.concat([previous, body]), 'buffer');
}

/** The op as stored; parsing what this program wrote itself cannot fail unless the file was damaged. */
export function readOp(body: Buffer): Op {
  return JSON.parse(body.toString('utf8')) as Op;
}

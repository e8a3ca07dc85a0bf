/**
 * The words that both sides of the sync share. A log is the ops of one office, numbered 1, 2, 3 … for the life of the
 * office; an epoch is one incarnation of its writer; a head is the hash of the whole log up to an op.
 */

/** SHA-256 over the previous head and the stored bytes of an op, as 64 hexadecimal digits. */
export type Head = string;

/** The head before the first op. */
export const NO_HEAD: Head = '0'.repeat(64);

/** The head after one more op. Hashing is a port: the kernel knows no Node. */
export type Chain = (previous: Head, body: Uint8Array) => Head;

/** Compression is a port too. `open` answers null for what is no such payload, and for one that opens beyond `limit`. */
export interface Codec {
  readonly name: 'zstd' | 'gzip';
  compress(bytes: Uint8Array): Uint8Array;
  open(payload: Uint8Array, limit: number): Uint8Array | null;
}

/** A place in a log: the number of an op and the head after it. */
export interface LogPoint {
  readonly seq: number;
  readonly head: Head;
}

/** What an office's log says of itself when it calls. */
export interface Replica extends LogPoint {
  readonly epoch: number;
}

/** What the data centre holds of an office's log. */
export interface Stream extends Replica {
  /** A frozen stream takes nothing until an administrator has looked at it. */
  readonly isFrozen: boolean;
}

/** The largest number of an office, an epoch or a schema: the data centre keeps them in four bytes. */
export const FOUR_BYTES = 2_147_483_647;

/** The data centre itself. It counts as an office, and its own log is that of reference data. */
export const DATACENTER_OFFICE = 1;

/** Channels above zero belong to the office of that number; those below are for all. */
export const SHARED_CHANNEL = -5;
export const REFERENCE_CHANNEL = -2;

/** The channels of an office. The data centre itself has the reference data from its own log. */
export function channelsOf(office: number): readonly number[] {
  return office === DATACENTER_OFFICE ? [office, SHARED_CHANNEL] : [office, REFERENCE_CHANNEL, SHARED_CHANNEL];
}

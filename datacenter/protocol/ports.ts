import type { Op } from '#db/op.ts';
import type { Chain, Codec } from '#kernel/sync/log.ts';
import type { Ledger } from './ledger.ts';
import type { Store } from './store.ts';
import type { ModelTable } from './model-tables.ts';

/** Everything of the world that the data centre's protocol needs. */
export interface DatacenterPorts {
  readonly store: Store;
  readonly chain: Chain;
  readonly codecs: readonly Codec[];
  readonly keys: CentreKeys;
  readonly witness: Witness;
  readonly ledger: Ledger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The tables of the modules, and the schema that this program knows; ops of a newer one wait. */
  readonly tables: ReadonlyMap<string, ModelTable>;
  readonly schema: number;
  readonly oldestSchema: number;
  /** What the modules say against an op, beyond what the protocol itself judges; null for nothing. */
  readonly objection: (op: Op, office: number) => string | null;
  /** Is what a rule has refused tried again? Once after the program was started: its rules may be others now. */
  readonly retriesRefused?: boolean;
  /** Should an office stay away for a moment of which so many ops wait to be applied? */
  readonly isBusy: (lag: number) => boolean;
  readonly packing: Packing;
  /** Hears how much was applied, for those who count. */
  readonly onApplied?: (applied: Applied) => void;
}

/** What making a snapshot needs. */
export interface Packing {
  /** Apart from the thread that answers. */
  readonly compress: (bytes: Uint8Array) => Promise<Uint8Array>;
  readonly sha256: (bytes: Uint8Array) => string;
  /** Up to how many opened bytes a chunk is filled. */
  readonly openedBytes: number;
  /** Does the work while there is a place for it, or answers null: only a few snapshots are made at one time. */
  during<T>(work: () => Promise<T>): Promise<T | null>;
}

/** What one pass over an office's log did. */
export interface Applied {
  readonly office: number;
  readonly ops: number;
  readonly rows: number;
  readonly held: number;
}

export interface CentreKeys {
  isSignedBy(publicKey: string, bytes: Uint8Array, signature: string): boolean;
  sign(bytes: Uint8Array): string;
}

/**
 * What must not go back when the database is put back from a backup: the epochs of the offices, which devices may speak
 * for them, which numbers are given, and the incarnation of the data centre. It lies on another disk, is only appended
 * to, and is written before the database is.
 */
export interface Witness {
  epochOf(office: number): number;
  incarnation(): number;
  deviceOf(office: number, keyId: string): WitnessedDevice | undefined;
  /** All that it knows of an office. */
  devicesOf(office: number): readonly WitnessedDeviceOf[];
  /** The highest number that was given to an office. */
  lastOffice(): number;
  /** On its disk when it returns. */
  note(entry: WitnessEntry): void;
}

export interface WitnessedDevice {
  readonly publicKey: string;
  readonly isRevoked: boolean;
  /** Revoked because another PC took its place. Told only where it is so. */
  readonly isReplaced?: boolean | undefined;
}

export interface WitnessedDeviceOf extends WitnessedDevice {
  readonly keyId: string;
}

export type WitnessEntry =
  | { readonly kind: 'epoch'; readonly office: number; readonly epoch: number }
  | { readonly kind: 'incarnation'; readonly incarnation: number }
  | { readonly kind: 'office'; readonly office: number }
  | ({ readonly kind: 'device'; readonly office: number; readonly keyId: string } & WitnessedDevice);

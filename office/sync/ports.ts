import type { Answer, Call } from '#kernel/sync/messages.ts';
import type { Codec } from '#kernel/sync/log.ts';
import type { FormerKey } from '#kernel/sync/late.ts';
import type { SignedManifest } from '#kernel/sync/snapshot.ts';
import type { Sentinel } from '#kernel/sync/sentinel.ts';

/** The key of this device: it never leaves it. */
export interface DeviceKey {
  readonly id: string;
  sign(bytes: Uint8Array): string;
}

/** The line to the data centre. Rejects when there is no answer. */
export interface Net {
  send(call: Call): Promise<Answer>;
}

/** The keys that this PC had before it was invited again, until the data centre has heard of them. */
export interface FormerKeys {
  names(): readonly FormerKey[];
  heard(): void;
}

/** Where the sentinel lies: outside the database. */
export interface SentinelStore {
  read(): Sentinel | null;
  write(sentinel: Sentinel): void;
}

/** Where the chunks of a snapshot lie until they are applied: outside the database, each whole or not at all. */
export interface SnapshotStore {
  manifest(): SignedManifest | null;
  /** Keeps the manifest; chunks that it does not name are let go. */
  begin(signed: SignedManifest): void;
  has(sha256: string): boolean;
  /** On the disk when it returns. */
  put(sha256: string, bytes: Uint8Array): void;
  /** Null when it is not there, or damaged. */
  get(sha256: string): Uint8Array | null;
  drop(sha256: string): void;
  clear(): void;
}

export interface SyncPorts {
  readonly key: DeviceKey;
  readonly codec: Codec;
  readonly sentinel: SentinelStore;
  readonly snapshot: SnapshotStore;
  readonly former?: FormerKeys;
  /** Has the data centre signed these bytes? */
  readonly isCentre: (bytes: Uint8Array, signature: string) => boolean;
  readonly now: () => number;
}

import type { Answer, Call } from '#kernel/sync/messages.ts';
import type { Codec } from '#kernel/sync/log.ts';
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

/** Where the sentinel lies: outside the database. */
export interface SentinelStore {
  read(): Sentinel | null;
  write(sentinel: Sentinel): void;
}

export interface SyncPorts {
  readonly key: DeviceKey;
  readonly codec: Codec;
  readonly sentinel: SentinelStore;
  readonly now: () => number;
}

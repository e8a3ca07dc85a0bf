import type { SnapshotChunk } from '#kernel/sync/snapshot.ts';
import { storeTable } from './store.ts';

/** The tables of the snapshots; `migrations/0008_snapshot.sql` makes them. */

/** The one snapshot of an office, made or being made: it is whole when its last chunk ends at `seq`. */
export interface SnapshotRow {
  readonly officeNo: number;
  readonly incarnation: number;
  readonly seq: number;
  readonly head: string;
  /** When somebody last asked for it. */
  readonly usedAt: number;
  readonly chunks: readonly SnapshotChunk[];
}

export const snapshots = storeTable<SnapshotRow>('office_snapshot', ['officeNo'], {
  officeNo: 'int4',
  incarnation: 'int4',
  seq: 'int8',
  head: 'text',
  usedAt: 'int8',
  chunks: 'jsonb',
});

export interface SnapshotChunkRow {
  readonly officeNo: number;
  /** Its place in the snapshot, from 0. */
  readonly no: number;
  readonly bytes: Uint8Array;
}

export const snapshotChunks = storeTable<SnapshotChunkRow>('office_snapshot_chunk', ['officeNo', 'no'], {
  officeNo: 'int4',
  no: 'int4',
  bytes: 'bytea',
});

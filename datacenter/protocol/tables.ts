import type { ColumnKind, TableModel } from '#db/columns.ts';
import type { HoldReason } from '#kernel/sync/merge.ts';
import type { Entry, Health } from '#kernel/sync/messages.ts';
import { fileChunks, namedFiles, storedFiles } from './file-tables.ts';
import { healthSamples, provedCopies, serverBeats } from './health-tables.ts';
import { lateFrames, lateWorks } from './late-tables.ts';
import { enrolmentCodes, enrolmentTries, offices, personCursors, personWords } from './registry-tables.ts';
import { releaseChunks, releasePackages, releases } from './release-tables.ts';
import { snapshotChunks, snapshots } from './snapshot-tables.ts';
import { storeTable, type StoreTable, type StoreType } from './store.ts';
import type { EntryText } from './told.ts';

/** The tables of the protocol. `migrations/0001_sync.sql` makes them; a test compares the two. */

export interface StreamRow {
  readonly officeNo: number;
  readonly epoch: number;
  readonly seq: number;
  readonly head: string;
  /** Up to where ops are applied or held back, and whether all of it is handed to the channels. */
  readonly appliedSeq: number;
  readonly isRouted: boolean;
  readonly durableSeq: number;
  /** How many ops are held back. */
  readonly held: number;
  readonly isFrozen: boolean;
  readonly lastSeenAt: number;
  /** What it said of itself at its last call, with the schema of its program. */
  readonly health: (Health & { readonly schema: number }) | null;
}

export const streams = storeTable<StreamRow>('office_stream', ['officeNo'], {
  officeNo: 'int4',
  epoch: 'int4',
  seq: 'int8',
  head: 'text',
  appliedSeq: 'int8',
  isRouted: 'bool',
  durableSeq: 'int8',
  held: 'int4',
  isFrozen: 'bool',
  lastSeenAt: 'int8',
  health: 'jsonb',
});

export interface DeviceRow {
  readonly officeNo: number;
  readonly keyId: string;
  readonly publicKey: string;
  /** What the PC calls itself; null for one that did not say. */
  readonly name: string | null;
  readonly enrolledAt: number;
  /** When its key was over, and whether that was because another PC took its place: then it may tell what it has left. */
  readonly revokedAt: number | null;
  readonly isReplaced: boolean;
}

export const devices = storeTable<DeviceRow>('office_device', ['officeNo', 'keyId'], {
  officeNo: 'int4',
  keyId: 'text',
  publicKey: 'text',
  name: 'text',
  enrolledAt: 'int8',
  revokedAt: 'int8',
  isReplaced: 'bool',
});

/** A frame as it came. `fromSeq` is its first op that was new; the frame itself may begin earlier. */
export interface FrameRow {
  readonly officeNo: number;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly epoch: number;
  readonly head: string;
  readonly schemaVersion: number;
  readonly receivedAt: number;
  readonly frame: Uint8Array;
}

export const frames = storeTable<FrameRow>('office_frame', ['officeNo', 'fromSeq'], {
  officeNo: 'int4',
  fromSeq: 'int8',
  toSeq: 'int8',
  epoch: 'int4',
  head: 'text',
  schemaVersion: 'int4',
  receivedAt: 'int8',
  frame: 'bytea',
});

/** An op that is stored and acknowledged, and not applied. */
export interface HeldOpRow {
  readonly officeNo: number;
  readonly seq: number;
  readonly opId: string;
  readonly reason: HoldReason;
  /** The records that it touches: what follows on them waits too. */
  readonly records: readonly string[];
  readonly since: number;
  /** How often the office was told of it. */
  readonly tellings: number;
}

export const heldOps = storeTable<HeldOpRow>('office_held_op', ['officeNo', 'seq'], {
  officeNo: 'int4',
  seq: 'int8',
  opId: 'uuid',
  reason: 'text',
  records: 'jsonb',
  since: 'int8',
  tellings: 'int4',
});

export interface OutboxRow {
  readonly officeNo: number;
  readonly seq: number;
  readonly ix: number;
  readonly toChannel: number;
  readonly entry: Entry;
}

export const outbox = storeTable<OutboxRow>('office_outbox', ['officeNo', 'seq', 'ix'], {
  officeNo: 'int4',
  seq: 'int8',
  ix: 'int4',
  toChannel: 'int4',
  entry: 'jsonb',
});

export interface NumberRow {
  readonly officeNo: number;
  readonly number: string;
  readonly opId: string;
}

export const numbers = storeTable<NumberRow>('office_number', ['officeNo', 'number'], {
  officeNo: 'int4',
  number: 'text',
  opId: 'uuid',
});

export interface IncidentRow {
  readonly officeNo: number;
  readonly no: number;
  readonly kind: string;
  readonly at: number;
  readonly detail: unknown;
}

export const incidents = storeTable<IncidentRow>('office_incident', ['officeNo', 'no'], {
  officeNo: 'int4',
  no: 'int8',
  kind: 'text',
  at: 'int8',
  detail: 'jsonb',
});

export interface ChannelRow {
  readonly channelNo: number;
  readonly lastNo: number;
  readonly floorNo: number;
}

export const channels = storeTable<ChannelRow>('channel', ['channelNo'], {
  channelNo: 'int4',
  lastNo: 'int8',
  floorNo: 'int8',
});

export interface ChannelEntryRow extends EntryText {
  readonly channelNo: number;
  readonly no: number;
  /** The op that it comes from: its entries are never parted. */
  readonly source: string;
}

export const channelEntries = storeTable<ChannelEntryRow>('channel_entry', ['channelNo', 'no'], {
  channelNo: 'int4',
  no: 'int8',
  source: 'text',
  shape: 'text',
  entry: 'text',
});

/** Which entries a channel has, by where they come from: handing on twice does nothing. */
export interface ChannelSourceRow {
  readonly channelNo: number;
  readonly source: string;
  readonly no: number;
}

export const channelSources = storeTable<ChannelSourceRow>('channel_source', ['channelNo', 'source'], {
  channelNo: 'int4',
  source: 'text',
  no: 'int8',
});

export interface SharedMarkRow {
  readonly channelNo: number;
  readonly field: string;
  readonly value: unknown;
  readonly hlc: number;
  readonly office: number;
  readonly seq: number;
}

export const sharedMarks = storeTable<SharedMarkRow>('shared_mark', ['channelNo', 'field'], {
  channelNo: 'int4',
  field: 'text',
  value: 'jsonb',
  hlc: 'int8',
  office: 'int4',
  seq: 'int8',
});

/** The data centre's own line: `officeNo` is that of the data centre. */
export interface SelfRow {
  readonly officeNo: number;
  readonly incarnation: number;
}

export const self = storeTable<SelfRow>('datacenter_self', ['officeNo'], { officeNo: 'int4', incarnation: 'int4' });

/** Every table of the protocol. */
export const protocolTables: readonly StoreTable<never>[] = [
  ...[streams, devices, frames, heldOps, outbox, numbers, incidents],
  ...[channels, channelEntries, channelSources, sharedMarks, self],
  ...[offices, enrolmentCodes, enrolmentTries, personWords, personCursors],
  ...[namedFiles, storedFiles, fileChunks],
  ...[snapshots, snapshotChunks],
  ...[lateWorks, lateFrames],
  ...[releases, releasePackages, releaseChunks],
  ...[serverBeats, healthSamples, provedCopies],
] as readonly unknown[] as readonly StoreTable<never>[];

/** A record of an office as the data centre keeps it; `values` in columns of their own, under the names of the model. */
export type RecordRow = Readonly<Record<string, unknown>> & {
  readonly officeNo: number;
  readonly id: string;
  readonly seq: number;
  readonly revision: number;
};

const types: Readonly<Record<ColumnKind, StoreType>> = {
  id: 'uuid',
  text: 'text',
  integer: 'int8',
  money: 'int8',
  date: 'date',
  month: 'text',
  moment: 'int8',
  boolean: 'bool',
  json: 'jsonb',
};

/** The data centre's table for a synced table of the offices: the same columns, the office first in its key. */
export function recordTable(model: TableModel): StoreTable<RecordRow> {
  const columns = model.columns.filter(({ key }) => key !== 'ownerOffice');
  return {
    name: model.name,
    key: ['officeNo', 'id'],
    columns: { officeNo: 'int4', ...Object.fromEntries(columns.map(({ key, kind }) => [key, types[kind]])) },
  };
}

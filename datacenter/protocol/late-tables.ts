import { storeTable } from './store.ts';

/** The tables of late work; `migrations/0012_late_work.sql` makes them. */

/** What one PC had not sent when another took its office over; see `kernel/sync/late.ts`. */
export interface LateWorkRow {
  readonly officeNo: number;
  readonly keyId: string;
  readonly epoch: number;
  readonly commonSeq: number;
  readonly commonHead: string;
  readonly endSeq: number;
  readonly endHead: string;
  readonly storedSeq: number;
  readonly storedHead: string;
  /** What is stored, opened. */
  readonly bytes: number;
  /** The wall clock of that PC when it made the first op that it has not sent. */
  readonly oldestAt: number | null;
  readonly announcedAt: number;
  readonly decision: 'taken' | 'refused' | null;
  readonly decidedAt: number | null;
  readonly decidedBy: string | null;
  /** Why it was refused. */
  readonly reason: string | null;
  /** When the office's writer had it. */
  readonly joinedAt: number | null;
  /** The ends of all that it ever had: a copy of the same disk may tell of another. */
  readonly joinedHeads: readonly string[];
}

export const lateWorks = storeTable<LateWorkRow>('office_late_work', ['officeNo', 'keyId'], {
  officeNo: 'int4',
  keyId: 'text',
  epoch: 'int4',
  commonSeq: 'int8',
  commonHead: 'text',
  endSeq: 'int8',
  endHead: 'text',
  storedSeq: 'int8',
  storedHead: 'text',
  bytes: 'int8',
  oldestAt: 'int8',
  announcedAt: 'int8',
  decision: 'text',
  decidedAt: 'int8',
  decidedBy: 'text',
  reason: 'text',
  joinedAt: 'int8',
  joinedHeads: 'jsonb',
});

/** A frame as it came, signed by the PC that was replaced. It is kept as the evidence of what was taken in. */
export interface LateFrameRow {
  readonly officeNo: number;
  readonly keyId: string;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly receivedAt: number;
  readonly frame: Uint8Array;
}

export const lateFrames = storeTable<LateFrameRow>('office_late_frame', ['officeNo', 'keyId', 'fromSeq'], {
  officeNo: 'int4',
  keyId: 'text',
  fromSeq: 'int8',
  toSeq: 'int8',
  receivedAt: 'int8',
  frame: 'bytea',
});

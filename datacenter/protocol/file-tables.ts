import { storeTable } from './store.ts';

/** The tables of attached files. `migrations/0007_files.sql` makes them. */

/**
 * A content that a record names which the office has: its own, or one that another office sent it. `fromOffice` is in
 * whose store the content lies.
 */
export interface NamedFileRow {
  readonly officeNo: number;
  readonly sha256: string;
  readonly fromOffice: number;
  readonly bytes: number;
}

export const namedFiles = storeTable<NamedFileRow>('office_named_file', ['officeNo', 'sha256', 'fromOffice'], {
  officeNo: 'int4',
  sha256: 'text',
  fromOffice: 'int4',
  bytes: 'int8',
});

/** A content that an office has begun to send. */
export interface StoredFileRow {
  readonly officeNo: number;
  readonly sha256: string;
  readonly bytes: number;
  /** A 1 for each chunk that is there, a 0 for each that is missing. */
  readonly kept: string;
  readonly begunAt: number;
  /** When all of it was there and proved; null before that. */
  readonly wholeAt: number | null;
}

export const storedFiles = storeTable<StoredFileRow>('office_file', ['officeNo', 'sha256'], {
  officeNo: 'int4',
  sha256: 'text',
  bytes: 'int8',
  kept: 'text',
  begunAt: 'int8',
  wholeAt: 'int8',
});

export interface FileChunkRow {
  readonly officeNo: number;
  readonly sha256: string;
  readonly no: number;
  readonly content: Uint8Array;
}

export const fileChunks = storeTable<FileChunkRow>('office_file_chunk', ['officeNo', 'sha256', 'no'], {
  officeNo: 'int4',
  sha256: 'text',
  no: 'int4',
  content: 'bytea',
});

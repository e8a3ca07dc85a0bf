import { storeTable } from './store.ts';

/**
 * The tables of what the page of health shows; `migrations/0018_health.sql` makes them. All rows belong to the data
 * centre's own number.
 */

/** What a server or a desk last said of itself. Its moments are of the database's clock, not of its own. */
export interface ServerBeatRow {
  readonly officeNo: number;
  readonly kind: 'server' | 'desk';
  /** By which the people of the data centre know it. */
  readonly name: string;
  readonly version: string;
  /** The last migration that its program knows. */
  readonly migration: number;
  readonly startedAt: number;
  readonly seenAt: number;
  /** When it was stopped in order; null while it runs, and of one that was killed. */
  readonly stoppedAt: number | null;
  /** By how many milliseconds its clock is ahead of the database's. */
  readonly clockAhead: number;
  readonly figures: unknown;
  /** Another one at each start. */
  readonly instance: string;
  /** When a program beat under this name although a younger one had done so: two bear it. */
  readonly sharedAt: number | null;
}

export const serverBeats = storeTable<ServerBeatRow>('server_beat', ['officeNo', 'kind', 'name'], {
  officeNo: 'int4',
  kind: 'text',
  name: 'text',
  version: 'text',
  migration: 'int4',
  startedAt: 'int8',
  seenAt: 'int8',
  stoppedAt: 'int8',
  clockAhead: 'int8',
  figures: 'jsonb',
  instance: 'text',
  sharedAt: 'int8',
});

/** Five minutes of all servers together. */
export interface HealthSampleRow {
  readonly officeNo: number;
  readonly at: number;
  /** The most ops that waited to be applied. */
  readonly waiting: number;
  readonly requests: number;
}

export const healthSamples = storeTable<HealthSampleRow>('health_sample', ['officeNo', 'at'], {
  officeNo: 'int4',
  at: 'int8',
  waiting: 'int8',
  requests: 'int8',
});

/** When a safety copy was last compared with this database and found whole. */
export interface ProvedCopyRow {
  readonly officeNo: number;
  readonly provedAt: number;
}

export const provedCopies = storeTable<ProvedCopyRow>('proved_copy', ['officeNo'], {
  officeNo: 'int4',
  provedAt: 'int8',
});

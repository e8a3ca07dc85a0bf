import { databaseProblemOf, type DatabaseProblem } from '#db/errors.ts';
import { SnapshotFault, type FetchProgress } from './bootstrap.ts';
import type { SessionEnd } from './client.ts';
import type { FileState } from './file-travel.ts';
import type { LateStanding } from './late-work.ts';
import { LineError, type LineFault } from './line.ts';
import type { Link } from './link-file.ts';
import type { ReleaseState } from './release-travel.ts';
import type { SyncStatus } from './status.ts';

/** Why the last session did not end well. */
export type SyncProblem =
  | LineFault
  | DatabaseProblem
  | 'SYNC_SNAPSHOT_DAMAGED'
  | 'SYNC_FROZEN'
  | 'SYNC_UPGRADE'
  | 'SYNC_DEVICE_ENDED'
  | 'SYNC_REPLACED'
  | 'SYNC_FAULT';

export interface SyncState {
  readonly link: Pick<Link, 'address' | 'fingerprint' | 'office' | 'isClaimed'> | null;
  readonly fetching: FetchProgress | null;
  readonly isRunning: boolean;
  /** False while somebody has pulled the cable in the demonstration. */
  readonly isPlugged: boolean;
  readonly lastDoneAt: number | null;
  readonly problem: SyncProblem | null;
  /** When it tries by itself again. */
  readonly nextAt: number | null;
  readonly status: SyncStatus | null;
  /** What becomes of what this PC had not sent, since another one took its place. */
  readonly late: LateStanding | null;
  readonly files: FileState | null;
  /** The newer program that the data centre offers; null where it offers none, or where none renews this one. */
  readonly release: ReleaseState | null;
}

/** Ends of a session after which somebody must do something first. */
export const helpless: Partial<Record<SessionEnd, SyncProblem>> = {
  frozen: 'SYNC_FROZEN',
  upgrade: 'SYNC_UPGRADE',
  refused: 'SYNC_DEVICE_ENDED',
  replaced: 'SYNC_REPLACED',
};

/** What stopped a session that ended with an error. */
export function problemOf(error: unknown): SyncProblem {
  if (error instanceof LineError) return error.fault;
  if (error instanceof SnapshotFault) return 'SYNC_SNAPSHOT_DAMAGED';
  // A full disk is told as one: only the people of the office can make room.
  return databaseProblemOf(error) ?? 'SYNC_FAULT';
}

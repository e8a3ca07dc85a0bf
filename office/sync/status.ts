import type Database from 'better-sqlite3';
import { channelsOf } from '#kernel/sync/log.ts';
import type { ChannelCursor, Health, Receipt } from '#kernel/sync/messages.ts';
import { prepared } from '#db/prepared.ts';
import { selfNumber } from '#db/self.ts';
import type { OwnLog } from './own-log.ts';
import type { Puller } from './pull.ts';

/** What the office may honestly say about its sync: never more than the data centre has signed for. */
export interface SyncStatus {
  readonly health: Omit<Health, 'wall' | 'program' | 'backupMinutes'>;
  readonly acked: number;
  /** The last op that an off-site backup of the data centre holds. */
  readonly durable: number;
  readonly lastReceipt: Pick<Receipt, 'seq' | 'at'> | null;
  /** How many changes of others the last session brought that brought any, and when; null where none ever came. */
  readonly lastArrival: { readonly at: number; readonly changes: number } | null;
}

/** How far an office and the data centre have come with each other. */
export interface SyncProgress {
  readonly acked: number;
  readonly epoch: number;
  readonly incarnation: number;
  readonly cursors: readonly ChannelCursor[];
}

export function progressOf(
  raw: Database.Database,
  { office, epoch }: OwnLog,
  puller: Pick<Puller, 'cursor'>,
): SyncProgress {
  const cursors = channelsOf(office).map((channel) => ({ channel, ...puller.cursor(channel) }));
  return { acked: selfNumber(raw, 'acked', 0), epoch, incarnation: selfNumber(raw, 'centre', 0), cursors };
}

export function statusOf(raw: Database.Database, log: OwnLog): SyncStatus {
  const acked = selfNumber(raw, 'acked', 0);
  const receipt = prepared(raw, 'SELECT seq, at FROM sync_receipt ORDER BY at DESC, seq DESC LIMIT 1').get() as
    Pick<Receipt, 'seq' | 'at'> | undefined;
  return {
    health: {
      unsent: log.end().seq - acked,
      oldestUnsentAt: log.wallAt(acked + 1),
      restores: selfNumber(raw, 'restores', 0),
      inbox: Number(prepared(raw, 'SELECT count(*) FROM sync_inbox WHERE is_open = 1').pluck().get()),
    },
    acked,
    durable: selfNumber(raw, 'durable', 0),
    lastReceipt: receipt ?? null,
    lastArrival: lastArrivalOf(raw),
  };
}

function lastArrivalOf(raw: Database.Database): SyncStatus['lastArrival'] {
  const at = selfNumber(raw, 'came_at', 0);
  return at === 0 ? null : { at, changes: selfNumber(raw, 'came', 0) };
}

import type Database from 'better-sqlite3';
import { isRestored } from '#kernel/sync/sentinel.ts';
import type { WriteDoor } from '#db/door.ts';
import { selfNumber, setSelfNumber } from '#db/self.ts';
import type { OwnLog } from './own-log.ts';
import type { SyncPorts } from './ports.ts';

interface Opened {
  readonly raw: Database.Database;
  readonly door: WriteDoor;
  readonly ports: Pick<SyncPorts, 'sentinel'>;
}

/**
 * A database that was put back from a copy begins a number series of its own, before it has a line. Answers whether it
 * was: then the sentinel is to be written anew.
 */
export function noticeRestore({ raw, door, ports }: Opened, log: OwnLog): boolean {
  const sentinel = ports.sentinel.read();
  if (!sentinel) return false;
  const restores = selfNumber(raw, 'restores', 0);
  const isAhead = isRestored(sentinel, { ...log.end(), epoch: log.epoch }, (seq) => log.headAt(seq));
  if (sentinel.restores <= restores && !isAhead) return false;
  door.replicate(() => setSelfNumber(raw, 'restores', Math.max(restores, sentinel.restores) + (isAhead ? 1 : 0)));
  return true;
}

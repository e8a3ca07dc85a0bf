import type Database from 'better-sqlite3';
import { hlcMilliseconds } from '#kernel/hlc.ts';
import { isLogAhead, type KnownTime } from '#kernel/sync/skew.ts';
import { prepared } from '#db/prepared.ts';
import { selfNumber, setSelfNumber } from '#db/self.ts';

/** Notes the time that the data centre has told, over the line or, older than that, on a stick. */
export function noteTime(raw: Database.Database, serverMs: number): void {
  const hlc: unknown = prepared(raw, 'SELECT hlc FROM op_log ORDER BY seq DESC LIMIT 1').pluck().get();
  const writtenMs = typeof hlc === 'number' ? hlcMilliseconds(hlc) : 0;
  setSelfNumber(raw, 'told_at', serverMs);
  setSelfNumber(raw, 'log_ahead', isLogAhead(writtenMs, serverMs) ? 1 : 0);
}

/** What this office knows of the time; `writtenMs` is the reading of its last entry. */
export function knownTime(raw: Database.Database, writtenMs: number): KnownTime {
  return {
    offset: selfNumber(raw, 'offset', 0),
    toldMs: selfNumber(raw, 'told_at', 0),
    isLogAhead: selfNumber(raw, 'log_ahead', 0) === 1,
    writtenMs,
  };
}

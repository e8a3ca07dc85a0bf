import type Database from 'better-sqlite3';
import type { HoldReason } from '#kernel/sync/merge.ts';
import { prepared } from '#db/prepared.ts';
import { uuidToBuffer } from '#db/columns.ts';
import { toInbox } from './to-inbox.ts';

/**
 * What the data centre tells of an own op that it holds back: one item at a time, under the last reason told. An item
 * that the data centre takes back is deleted, so that it can come again; one that a person has settled stays as it is,
 * so that it does not.
 */

export interface HeldItem {
  readonly op: { readonly id: string };
  readonly reason: HoldReason;
  readonly now: number;
}

/** Lays a held op before the people of the office, in place of what they were told of it before. */
export function heldToInbox(raw: Database.Database, { op, reason, now }: HeldItem): void {
  const since = prepared(raw, `SELECT min(since) ${OPEN_OF_OP}`).pluck().get(uuidToBuffer(op.id));
  releasedFromInbox(raw, op.id);
  toInbox(raw, { op, kind: reason, mine: null, now: typeof since === 'number' ? since : now });
}

/** The op is applied: nothing is left to settle of what held it. A number that it shares and a field that was overwritten stay. */
export function releasedFromInbox(raw: Database.Database, op: string): void {
  prepared(raw, `DELETE ${OPEN_OF_OP}`).run(uuidToBuffer(op));
}

/** What was set aside here with its whole op is not the data centre's to take back. */
const OPEN_OF_OP = `FROM sync_inbox WHERE op_id = ? AND is_open = 1 AND mine IS NULL AND kind NOT IN ('dup-number', 'overwritten')`;

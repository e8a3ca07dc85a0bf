import type Database from 'better-sqlite3';
import { prepared } from '#db/prepared.ts';
import { uuidToBuffer } from '#db/columns.ts';
import type { Op } from '#db/op.ts';

export interface InboxItem {
  readonly op: Pick<Op, 'id'>;
  readonly kind: string;
  readonly mine: string | null;
  readonly now: number;
}

/** Lays something before the people of the office; the same thing twice is once. */
export function toInbox(raw: Database.Database, { op, kind, mine, now }: InboxItem): void {
  prepared(
    raw,
    'INSERT OR IGNORE INTO sync_inbox (op_id, kind, since, mine, theirs, is_open) VALUES (?, ?, ?, ?, NULL, 1)',
  ).run(uuidToBuffer(op.id), kind, now, mine);
}

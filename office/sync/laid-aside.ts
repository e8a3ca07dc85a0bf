import type Database from 'better-sqlite3';
import { bytesToUuid, isUuid } from '#kernel/ids.ts';
import { prepared } from '#db/prepared.ts';
import { readOp } from '#db/op.ts';
import type { RunCommand, WriteDoor } from '#db/door.ts';
import { sha256, zstd } from '#db/wire.ts';
import type { InboxKind } from '../contract/index.ts';
import { laidAside } from '../schema.ts';
import { toInbox } from './to-inbox.ts';

/**
 * What a rebase or late work has laid into the inbox with its whole op is in no log: where this PC is lost before
 * somebody has settled it, it would be gone. A record of the office keeps each, so that it goes up with the log, and
 * the PC that takes this one's place shows it.
 */

interface KeepOptions {
  readonly raw: Database.Database;
  readonly door: WriteDoor;
}

/** Letters of one record; a command writes one, so that none is too large for the log. */
const PART_LETTERS = 150_000;
/** Items that are kept, or brought in, in one transaction. */
const AT_ONCE = 100;
/** Of no op is more opened: none is larger when it is written. */
const OP_LETTERS = 1024 * 1024;

const UNKEPT = `SELECT op_id, kind, since, mine FROM sync_inbox AS item
  WHERE is_open = 1 AND mine IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM platform_laid_aside WHERE op_id = item.op_id AND kind = item.kind)
  ORDER BY since, op_id LIMIT ${AT_ONCE}`;

const DECIDED = `SELECT 1 FROM platform_decision WHERE op_id = item.op_id AND kind = item.kind`;

const MISSING = `SELECT op_id, kind, since, hash, parts, count(DISTINCT part) AS here FROM platform_laid_aside AS item
  WHERE deleted_at IS NULL AND NOT EXISTS (${DECIDED})
    AND NOT EXISTS (SELECT 1 FROM sync_inbox WHERE op_id = item.op_id AND kind = item.kind)
  GROUP BY op_id, kind, hash HAVING here = parts ORDER BY min(since), op_id LIMIT ${AT_ONCE}`;

/** Settled on another PC of the office, or before this one was put back. */
const SETTLED = `sync_inbox AS item WHERE is_open = 1 AND EXISTS (${DECIDED})`;

interface Item {
  readonly op_id: Buffer;
  readonly kind: InboxKind;
  readonly since: number;
}

/**
 * Writes a record of each open item that has none, and lays into the inbox what another PC of this office has written
 * there and nobody has settled; what was settled there is so here. To be called when the log is the office's: after a
 * session. The same once more changes nothing.
 */
export function keepLaidAside(options: KeepOptions): void {
  takeOver(options);
  keep(options);
}

function keep({ raw, door }: KeepOptions): void {
  const items = prepared(raw, UNKEPT).all() as (Item & { readonly mine: string })[];
  for (const item of items) {
    const { u } = readOp(Buffer.from(item.mine));
    // It is his change; what was handed in may name nobody.
    const userId = typeof u === 'string' && isUuid(u) ? u : door.newId(item.since);
    door.writeAll({ userId }, (run) => keepOne(run, item));
  }
  if (items.length === AT_ONCE) keep({ raw, door });
}

function keepOne(run: RunCommand, { op_id, kind, since, mine }: Item & { readonly mine: string }): void {
  const packed = Buffer.from(zstd.compress(Buffer.from(mine))).toString('base64');
  const hash = sha256(Buffer.from(packed));
  const parts = Math.ceil(packed.length / PART_LETTERS);
  for (let part = 0; part < parts; part += 1) {
    const body = packed.slice(part * PART_LETTERS, (part + 1) * PART_LETTERS);
    run('platform.sync.keepLaidAside', (tx) => {
      tx.insert(laidAside, { ...{ opId: bytesToUuid(op_id), kind, since }, ...{ hash, part, parts, body } });
    });
  }
}

function takeOver({ raw, door }: KeepOptions): void {
  const missing = prepared(raw, MISSING).all() as (Item & { readonly hash: string })[];
  const settled = prepared(raw, `SELECT op_id, kind FROM ${SETTLED}`).raw().all();
  if (missing.length + settled.length === 0) return;
  door.replicate(() => {
    const settle = prepared(raw, 'UPDATE sync_inbox SET is_open = 0 WHERE op_id = ? AND kind = ?');
    for (const item of settled) settle.run(item);
    for (const item of missing) {
      const mine = bodyOf(raw, item);
      if (mine === null) continue;
      const { op_id, kind, since } = item;
      toInbox(raw, { op: { id: bytesToUuid(op_id) }, kind, mine, now: since });
    }
  });
}

/** The op as it was laid aside; null where the records are not what was written. */
function bodyOf(raw: Database.Database, { op_id, kind, hash }: Item & { readonly hash: string }): string | null {
  const rows = prepared(
    raw,
    `SELECT min(body) FROM platform_laid_aside WHERE op_id = ? AND kind = ? AND hash = ? AND deleted_at IS NULL
      GROUP BY part ORDER BY part`,
  )
    .pluck()
    .all(op_id, kind, hash) as string[];
  // The column is JSON: each is a text in quotes.
  const packed = rows.map((row) => String(JSON.parse(row))).join('');
  if (sha256(Buffer.from(packed)) !== hash) return null;
  const opened = zstd.open(Buffer.from(packed, 'base64'), OP_LETTERS);
  return opened === null ? null : Buffer.from(opened).toString('utf8');
}

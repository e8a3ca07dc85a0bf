import type Database from 'better-sqlite3';
import { z } from 'zod';
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
  readonly log: { warn(fields: object, message: string): void };
}

/** Letters of one record; a command writes one, so that none is too large for the log. */
const PART_LETTERS = 150_000;
/** Items that are kept, or brought in, in one transaction. */
const AT_ONCE = 100;
/** So many are looked at: of a PC whose hands were not honest there may be any number. */
const LOOKED_AT = 10_000;
/** Of no op is more opened: none is larger when it is written. */
const OP_BYTES = 1024 * 1024;

/** As what an op is laid aside whole. */
const KINDS: readonly InboxKind[] = ['illegal-state', 'answered', 'made-twice', 'dup-number'];

const UNKEPT = `SELECT op_id, kind, since, mine FROM sync_inbox AS item
  WHERE is_open = 1 AND mine IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM platform_laid_aside WHERE op_id = item.op_id AND kind = item.kind)
  ORDER BY since, op_id LIMIT ${AT_ONCE}`;

const MISSING = `SELECT op_id, kind, since, hash, parts, count(DISTINCT part) AS here FROM platform_laid_aside AS item
  WHERE deleted_at IS NULL AND kind IN (${KINDS.map((kind) => `'${kind}'`).join(', ')})
    AND NOT EXISTS (SELECT 1 FROM sync_inbox WHERE op_id = item.op_id AND kind = item.kind)
  GROUP BY op_id, kind, hash HAVING here = parts ORDER BY min(since), op_id LIMIT ${LOOKED_AT}`;

/** Settled on another PC of the office, or before this one was put back. */
const SETTLED = `sync_inbox AS item WHERE is_open = 1
  AND EXISTS (SELECT 1 FROM platform_decision WHERE op_id = item.op_id AND kind = item.kind)`;

interface Item {
  readonly op_id: Buffer;
  readonly kind: InboxKind;
  readonly since: number;
}

const id = z.string().refine(isUuid);
const changed = z.record(z.string(), z.unknown());
/** What the inbox reads of an op. Another PC has written it, whose hands may not have been honest. */
const keptOp = z.object({
  ...{ id, k: z.string(), u: id, h: z.int().nonnegative() },
  e: z.array(
    z.union([z.tuple([z.enum(['i', 'u']), z.string(), id, changed]), z.tuple([z.literal('x'), z.string(), id])]),
  ),
});

/**
 * Writes a record of each open item that has none, and lays into the inbox what another PC of this office has written
 * there and nobody has settled; what was settled there is so here. To be called when the log is the office's: after a
 * session. The same once more changes nothing. What goes wrong is told in the log and tried again after the next
 * session: files and newer programs, which come behind it, go on.
 */
export function keepLaidAside(options: KeepOptions): void {
  try {
    takeOver(options);
    keep(options);
  } catch (error) {
    options.log.warn({ err: error }, 'what was laid aside could not be kept');
  }
}

function keep({ raw, door, log }: KeepOptions): void {
  const items = prepared(raw, UNKEPT).all() as (Item & { readonly mine: string })[];
  for (const item of items) {
    const { u } = readOp(Buffer.from(item.mine));
    // It is his change; what was handed in may name nobody.
    const userId = typeof u === 'string' && isUuid(u) ? u : door.newId(item.since);
    door.writeAll({ userId }, (run) => keepOne(run, item));
  }
  if (items.length === AT_ONCE) keep({ raw, door, log });
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
  for (let at = 0; at < missing.length; at += AT_ONCE) {
    const whole = missing.slice(at, at + AT_ONCE).flatMap((item) => {
      const mine = bodyOf(raw, item);
      return mine === null ? [] : [{ ...item, mine }];
    });
    if (whole.length === 0) continue;
    door.replicate(() => {
      for (const { op_id, kind, since, mine } of whole) {
        toInbox(raw, { op: { id: bytesToUuid(op_id) }, kind, mine, now: since });
      }
    });
  }
  // Also what has come just now: late work that comes again is not judged anew.
  const settled = prepared(raw, `SELECT op_id, kind FROM ${SETTLED}`).raw().all();
  if (settled.length === 0) return;
  door.replicate(() => {
    const settle = prepared(raw, 'UPDATE sync_inbox SET is_open = 0 WHERE op_id = ? AND kind = ?');
    for (const item of settled) settle.run(item);
  });
}

/** The op as it was laid aside; null where the records are not what this program writes. */
function bodyOf(raw: Database.Database, { op_id, kind, hash }: Item & { readonly hash: string }): string | null {
  const parts = prepared(
    raw,
    `SELECT min(body) FROM platform_laid_aside WHERE op_id = ? AND kind = ? AND hash = ? AND deleted_at IS NULL
      GROUP BY part ORDER BY part`,
  );
  // The column is JSON: each is a text in quotes.
  const rows = parts.pluck().all(op_id, kind, hash) as string[];
  const packed = rows.map((row) => String(JSON.parse(row))).join('');
  if (sha256(Buffer.from(packed)) !== hash) return null;
  const text = zstd.open(Buffer.from(packed, 'base64'), OP_BYTES);
  if (text === null) return null;
  const mine = Buffer.from(text).toString('utf8');
  return isOpOf(bytesToUuid(op_id), mine) ? mine : null;
}

function isOpOf(opId: string, text: string): boolean {
  try {
    const op = keptOp.safeParse(JSON.parse(text));
    return op.success && op.data.id === opId;
  } catch {
    // Not JSON at all.
    return false;
  }
}

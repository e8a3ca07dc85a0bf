import type Database from 'better-sqlite3';
import { bytesToUuid } from '#kernel/ids.ts';
import { hlcMilliseconds } from '#kernel/hlc.ts';
import { uuidToBuffer } from '#db/columns.ts';
import { readOp, type Effect, type Op } from '#db/op.ts';
import { prepared } from '#db/prepared.ts';
import { refusal } from '#db/refusal.ts';
import type { Tx } from '#db/recorder.ts';
import type { InboxItem, InboxKind } from '../contract/index.ts';
import type { OfficeContext } from '../connection.ts';
import { decision } from '../schema.ts';

/** What no rule could merge, for people to settle. An item is an op: its whole intent and every value. */

const ITEMS_LIMIT = 200;
/** What was set aside and not done. A double number stands on two papers that are both there. */
const repeatable: ReadonlySet<InboxKind> = new Set<InboxKind>(['answered', 'illegal-state', 'made-twice']);

interface Stored {
  readonly op_id: Buffer;
  readonly kind: InboxKind;
  readonly since: number;
  readonly mine: string | null;
}

/** What waits for a decision, the oldest first, each beside the records as they stand now. */
export function openItems({ core }: OfficeContext): readonly InboxItem[] {
  const { raw } = core.database;
  const rows = prepared(
    raw,
    `SELECT op_id, kind, since, mine FROM sync_inbox WHERE is_open = 1 ORDER BY since, op_id LIMIT ${ITEMS_LIMIT}`,
  ).all() as Stored[];
  return rows.map((row) => {
    const op = opOf(raw, row);
    return {
      ...{ opId: bytesToUuid(row.op_id), kind: row.kind, since: row.since },
      command: op?.k ?? '',
      at: op ? hlcMilliseconds(op.h) : row.since,
      byName: op ? core.records.personName(op.u) : '',
      number: op?.n ? `${op.n.kind}/${op.n.year}/${op.n.series}${op.n.no}` : null,
      canRepeat: op !== null && isRepeatable(core, row, op),
      records: op ? recordsOf(op, core) : [],
    };
  });
}

export interface Decision {
  readonly opId: string;
  readonly kind: InboxKind;
  /** `mine` does again what the op did, as the one who decides; `theirs` lets it be. */
  readonly take: 'mine' | 'theirs';
}

/**
 * Settles an item, as a command of the one who decides. Refuses `NOT_FOUND` for one that is settled, and for `mine`
 * what the modules refuse, or `SYNC_NOT_REPEATABLE` where they say nothing about such a change.
 */
export function decide(context: OfficeContext, { opId, kind, take }: Decision): void {
  const { raw } = context.core.database;
  const row = prepared(
    raw,
    'SELECT op_id, kind, since, mine FROM sync_inbox WHERE op_id = ? AND kind = ? AND is_open = 1',
  ).get(uuidToBuffer(opId), kind) as Stored | undefined;
  if (!row) throw refusal('NOT_FOUND');
  context.write('platform.sync.decide', (tx) => {
    if (take === 'mine') repeatJudged(tx, context, row);
    tx.insert(decision, { opId, kind, take });
    prepared(raw, 'UPDATE sync_inbox SET is_open = 0 WHERE op_id = ? AND kind = ?').run(row.op_id, kind);
  });
}

function repeatJudged(tx: Tx, { core, access, db, recordKind }: OfficeContext, row: Stored): void {
  const op = row.mine === null ? null : opOf(core.database.raw, row);
  if (!op || !isRepeatable(core, row, op)) throw refusal('SYNC_NOT_REPEATABLE');
  for (const effect of op.e) {
    const [, table, id] = effect;
    const rule = core.undoRules.get(table);
    if (!rule) throw refusal('SYNC_NOT_REPEATABLE');
    const before = core.records.living(table, id);
    if (effect[0] === 'i' && before) throw refusal('SYNC_NOT_REPEATABLE');
    repeat(tx, core.tableOf(table), effect);
    rule(tx, { before, after: core.records.living(table, id) }, { access, db, recordKind });
  }
}

/** What a replaced PC handed in may hold what no command of this program writes: that can be let be, and no more. */
function isRepeatable({ undoRules, records }: OfficeContext['core'], { kind }: Stored, { e }: Op): boolean {
  return repeatable.has(kind) && e.every((effect) => undoRules.has(effect[1]) && records.fits(effect));
}

function repeat(tx: Tx, table: object, effect: Effect): void {
  const [kind, , id] = effect;
  // The values are those of the table, as its own command once wrote them.
  const typed = table as Parameters<Tx['remove']>[0];
  if (kind === 'i') tx.insert(typed, { ...effect[3], id });
  else if (kind === 'x') tx.remove(typed, id);
  else if ('deletedAt' in effect[3]) tx.restore(typed, id);
  else tx.update(typed, id, effect[3]);
}

function opOf(raw: Database.Database, { op_id, mine }: Stored): Op | null {
  if (mine !== null) return readOp(Buffer.from(mine));
  const body: unknown = prepared(raw, 'SELECT body FROM op_log WHERE id = ?').pluck().get(op_id);
  return Buffer.isBuffer(body) ? readOp(body) : null;
}

function recordsOf(op: Op, { records }: OfficeContext['core']): InboxItem['records'] {
  return op.e.slice(0, 20).map((effect) => {
    const [kind, table, id] = effect;
    const kinds = { i: 'insert', u: 'update', x: 'remove' } as const;
    return {
      ...{ table, id, kind: kinds[kind], title: records.titleOf(table, id), standing: records.lastChange(table, id) },
      fields: kind === 'x' || !records.fits(effect) ? [] : [...records.compared(table, id, effect[3])],
    };
  });
}

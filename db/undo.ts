import type Database from 'better-sqlite3';
import { assert } from '#kernel/assert.ts';
import { modelOf, uuidToBuffer } from './columns.ts';
import { readOp, type Effect, type Undo } from './op.ts';
import type { Tx } from './recorder.ts';
import { refusal } from './refusal.ts';

/**
 * Takes back what one op did, as a command of its own: the log is never shortened. Refuses `UNDO_OVERTAKEN` when any
 * record that the op touched has been changed since, or when another hangs on one that it made, and leaves everything
 * as it is.
 */
export function takeBack(tx: Tx, source: UndoSource): void {
  const { raw, seq } = source;
  const tables = new Map(source.tables.map((table) => [modelOf(table).name, table]));
  const { effects, undo } = readChange(raw, seq);
  for (const [, table, id] of effects) {
    const last = raw.prepare(`SELECT seq FROM "${table}" WHERE id = ?`).pluck().get(uuidToBuffer(id));
    if (last !== seq) throw refusal('UNDO_OVERTAKEN');
  }
  const made = effects.filter(([kind]) => kind === 'i').map(([, table, id]) => ({ table, id }));
  if (made.some((record) => isLeantOn(source, record, made))) throw refusal('UNDO_OVERTAKEN');
  const left = [...undo];
  for (const effect of effects.toReversed()) {
    const table = tables.get(effect[1]);
    assert(table !== undefined, `The log names a table ${effect[1]} that is not registered.`);
    reverse(tx, table as Parameters<Tx['remove']>[0], effect, left);
  }
}

/** The records that an op touched, each once. Refuses `NOTHING_TO_UNDO`. */
export function touchedBy({ raw, seq }: Pick<UndoSource, 'raw' | 'seq'>): readonly Made[] {
  const touched = readChange(raw, seq).effects.map(([, table, id]) => [`${table} ${id}`, { table, id }] as const);
  return [...new Map(touched).values()];
}

export interface UndoSource {
  readonly raw: Database.Database;
  readonly tables: readonly object[];
  /** The op to take back. */
  readonly seq: number;
}

interface Made {
  readonly table: string;
  readonly id: string;
}

/** Does a living record, other than those that go with it, refer to this one? Without it that record would hang in the air. */
function isLeantOn({ raw, tables }: UndoSource, record: Made, made: readonly Made[]): boolean {
  return tables.map(modelOf).some(({ name, conflictClass, columns }) => {
    if (conflictClass === 'local') return false;
    return columns.some((column) => {
      if (!column.references || modelOf(column.references().table).name !== record.table) return false;
      const ids = raw
        .prepare(`SELECT id FROM "${name}" WHERE "${column.name}" = ? AND deleted_at IS NULL LIMIT ${made.length + 1}`)
        .pluck()
        .all(uuidToBuffer(record.id)) as Buffer[];
      return ids.some((id) => !made.some((each) => each.table === name && uuidToBuffer(each.id).equals(id)));
    });
  });
}

function reverse(tx: Tx, table: Parameters<Tx['remove']>[0], effect: Effect, undo: Undo[]): void {
  const [kind, , id] = effect;
  if (kind === 'i') {
    tx.remove(table, id);
    return;
  }
  const entry = undo.pop();
  assert(entry?.[1] === id, 'Every update and tombstone has its old values, in the same order.');
  if (kind === 'x') tx.restore(table, id);
  else if ('deletedAt' in effect[3]) tx.remove(table, id);
  else tx.update(table, id, entry[3]);
}

function readChange(raw: Database.Database, seq: number): { effects: readonly Effect[]; undo: readonly Undo[] } {
  const body: unknown = raw.prepare('SELECT body FROM op_log WHERE seq = ?').pluck().get(seq);
  if (!Buffer.isBuffer(body)) throw refusal('NOTHING_TO_UNDO');
  const old: unknown = raw.prepare('SELECT old FROM op_undo WHERE seq = ?').pluck().get(seq);
  // `op_undo.old` is written by the write door only, as JSON of `Undo[]`.
  return { effects: readOp(body).e, undo: typeof old === 'string' ? (JSON.parse(old) as readonly Undo[]) : [] };
}

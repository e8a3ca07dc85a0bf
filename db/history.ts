import type Database from 'better-sqlite3';
import { hlcMilliseconds } from '#kernel/hlc.ts';
import { uuidToBuffer, type TableModel } from './columns.ts';
import { readOp, type Op, type Undo } from './op.ts';

/** One change of one record, newest first in a timeline. */
export interface HistoryEntry {
  readonly seq: number;
  readonly at: number;
  readonly command: string;
  readonly userId: string;
  readonly onBehalfOf: string | null;
  readonly kind: 'insert' | 'update' | 'remove';
  readonly fields: readonly { readonly key: string; readonly before: unknown; readonly after: unknown }[];
}

/**
 * Who changed a record, when, and what: read by walking from the op that touched it last to the one before, so that
 * the cost is the number of its changes, whatever the length of the log. Secret columns are named without values.
 */
export function historyOf(raw: Database.Database, model: TableModel, id: string, limit = 200): readonly HistoryEntry[] {
  const last = raw.prepare(`SELECT seq FROM "${model.name}" WHERE id = ?`).pluck().get(uuidToBuffer(id));
  const opAt = raw.prepare('SELECT body FROM op_log WHERE seq = ?').pluck();
  const undoAt = raw.prepare('SELECT old FROM op_undo WHERE seq = ?').pluck();
  const entries: HistoryEntry[] = [];
  let seq = typeof last === 'number' ? last : 0;
  while (seq > 0 && entries.length < limit) {
    const body = opAt.get(seq);
    if (!Buffer.isBuffer(body)) break;
    const op = readOp(body);
    const old = undoAt.get(seq);
    const undo = typeof old === 'string' ? (JSON.parse(old) as readonly Undo[]) : [];
    // A command may touch a record several times: its effects are told newest first, like everything else.
    const effects = op.e.filter(([, table, effectId]) => table === model.name && effectId === id).toReversed();
    const undone = undo.filter(([table, undoId]) => table === model.name && undoId === id);
    for (const effect of effects) {
      const previous = effect[0] === 'i' ? undefined : undone.pop();
      entries.push(entryOf(model, seq, op, effect, previous));
    }
    // The oldest effect of this op on the record was the last popped or is the first left: its predecessor is older.
    seq = predecessor(undo, model.name, id);
  }
  return entries;
}

function predecessor(undo: readonly Undo[], table: string, id: string): number {
  return undo.find(([undoTable, undoId]) => undoTable === table && undoId === id)?.[2] ?? 0;
}

function entryOf(
  model: TableModel,
  seq: number,
  op: Op,
  effect: Op['e'][number],
  undo: Undo | undefined,
): HistoryEntry {
  const kinds = { i: 'insert', u: 'update', x: 'remove' } as const;
  const after: Readonly<Record<string, unknown>> = effect[0] === 'x' ? {} : effect[3];
  const before = undo?.[3] ?? {};
  const shown = (key: string, value: unknown): unknown => (model.secret.includes(key) ? undefined : (value ?? null));
  return {
    seq,
    at: hlcMilliseconds(op.h),
    command: op.k,
    userId: op.u,
    onBehalfOf: op.f ?? null,
    kind: kinds[effect[0]],
    fields: Object.keys(after).map((key) => ({ key, before: shown(key, before[key]), after: shown(key, after[key]) })),
  };
}

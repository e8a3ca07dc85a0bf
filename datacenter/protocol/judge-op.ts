import { fits } from '#db/fitting.ts';
import type { Op } from '#db/op.ts';
import { judgeEffect, type HoldReason } from '#kernel/sync/merge.ts';
import type { DatacenterPorts } from './ports.ts';
import type { OfficeRecords } from './records.ts';
import type { StoreTransaction } from './store.ts';

export interface OpToJudge {
  readonly op: Op;
  readonly office: number;
  readonly records: OfficeRecords;
  /** Records on which an earlier op is held. */
  readonly blocked: ReadonlySet<string>;
}

/** Why an op is held back, or null when it may be applied. It loads the records that it will change. */
export async function reasonToHold(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  { op, office, records, blocked }: OpToJudge,
): Promise<HoldReason | null> {
  if (op.s > ports.schema || op.e.some(([, name]) => !ports.tables.has(name))) return 'schema-deferred';
  if (recordsOf(op, ports).some((record) => blocked.has(record))) return 'follows';
  for (const [author, name, id] of op.d ?? []) {
    const table = ports.tables.get(name);
    if (!table || (await tx.get(table.records, [author, id])) === undefined) return 'cause-missing';
  }
  const made = new Set<string>();
  for (const effect of op.e) {
    const [kind, name, id] = effect;
    const table = ports.tables.get(name);
    if (!table) return 'schema-deferred';
    if (!records.has(table, id)) await records.load(table, [id]);
    const isKnown = records.find(table, id) !== undefined || made.has(`${name} ${id}`);
    const reason = judgeEffect({ kind, mergeClass: table.mergeClass, isKnown });
    if (reason !== null) return reason;
    if (!fits(effect, table.model)) return 'illegal-state';
    made.add(`${name} ${id}`);
  }
  return ports.objection(op, office) === null ? null : 'illegal-state';
}

/** The records on which what follows must wait while this op is held; shared fields wait for nobody. */
export function recordsOf(op: Op, { tables }: Pick<DatacenterPorts, 'tables'>): readonly string[] {
  const own = op.e.filter(([, name]) => tables.get(name)?.mergeClass !== 'shared');
  return [...new Set(own.map(([, name, id]) => `${name} ${id}`))];
}

import { hlcMilliseconds } from '#kernel/hlc.ts';
import type { RowImage } from '#kernel/sync/messages.ts';
import type { Effect, Op } from '#db/op.ts';
import type { ModelTable } from './model-tables.ts';
import type { StoreTransaction } from './store.ts';
import type { RecordRow } from './tables.ts';

/** The records of one office while ops are applied: read when they are first asked for, written together at the end. */
export class OfficeRecords {
  readonly #tx: StoreTransaction;
  readonly #office: number;
  readonly #known = new Map<string, RecordRow | undefined>();
  readonly #changed = new Map<ModelTable, Map<string, RecordRow>>();

  constructor(tx: StoreTransaction, office: number) {
    this.#tx = tx;
    this.#office = office;
  }

  /** Reads these records at once, so that asking for each is free afterwards. */
  async load(table: ModelTable, ids: readonly string[]): Promise<void> {
    const unknown = ids.filter((id) => !this.#known.has(keyOf(table, id)));
    if (unknown.length === 0) return;
    for (const id of unknown) this.#known.set(keyOf(table, id), undefined);
    for (const row of await this.#tx.some(table.records, this.#office, unknown)) {
      this.#known.set(keyOf(table, row.id), row);
    }
  }

  /** The record as the ops applied so far have left it. */
  find(table: ModelTable, id: string): RecordRow | undefined {
    return this.#known.get(keyOf(table, id));
  }

  put(table: ModelTable, row: RecordRow): void {
    this.#known.set(keyOf(table, row.id), row);
    const changed = this.#changed.get(table) ?? new Map<string, RecordRow>();
    this.#changed.set(table, changed.set(row.id, row));
  }

  /** How many records `save` will write. */
  get changes(): number {
    return [...this.#changed.values()].reduce((sum, rows) => sum + rows.size, 0);
  }

  async save(): Promise<void> {
    for (const [table, rows] of this.#changed) await this.#tx.put(table.records, [...rows.values()]);
  }
}

function keyOf(table: ModelTable, id: string): string {
  return `${table.model.name} ${id}`;
}

/** The record that an effect leaves. `before` is the record that it finds; an insert finds none. */
export function recordAfter(
  effect: Effect,
  {
    op,
    seq,
    office,
    table,
    before,
  }: {
    readonly op: Op;
    readonly seq: number;
    readonly office: number;
    readonly table: ModelTable;
    readonly before: RecordRow | undefined;
  },
): RecordRow {
  const at = hlcMilliseconds(op.h);
  const touched = { updatedAt: at, updatedBy: op.u, seq };
  if (effect[0] === 'i' || before === undefined) {
    const given = effect[0] === 'x' ? {} : effect[3];
    const values = Object.fromEntries(business(table).map((key) => [key, given[key] ?? null]));
    return {
      ...values,
      ...{ officeNo: office, id: effect[2], revision: 1, createdAt: at, createdBy: op.u, deletedAt: null },
      ...touched,
    };
  }
  const changed = effect[0] === 'x' ? { deletedAt: at } : effect[3];
  return { ...before, ...changed, revision: before.revision + 1, ...touched };
}

/** The record as a channel brings it to other offices. */
export function imageOf(table: ModelTable, row: RecordRow): RowImage {
  const { id, officeNo, seq, revision } = row;
  // These columns are those of every synced table, with the types that `syncedColumns` gives them.
  const synced = row as unknown as Pick<RowImage, 'createdAt' | 'createdBy' | 'updatedAt' | 'updatedBy' | 'deletedAt'>;
  const { createdAt, createdBy, updatedAt, updatedBy, deletedAt } = synced;
  return {
    ...{ table: table.model.name, id, ownerOffice: officeNo, seq, revision },
    ...{ createdAt, createdBy, updatedAt, updatedBy, deletedAt },
    values: Object.fromEntries(business(table).map((key) => [key, row[key] ?? null])),
  };
}

function business({ model }: ModelTable): readonly string[] {
  return model.columns.flatMap(({ key, isSynced }) => (isSynced ? [] : [key]));
}

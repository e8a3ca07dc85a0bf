import { hlcMilliseconds } from '#kernel/hlc.ts';
import type { RowImage } from '#kernel/sync/messages.ts';
import type { Effect, Op } from '#db/op.ts';
import type { ModelTable } from './model-tables.ts';
import type { StoreTransaction } from './store.ts';
import type { RecordRow } from './tables.ts';

/** What is known of one record: as the ops so far have left it, and whether the database had it before. */
interface KnownRecord {
  row: RecordRow | undefined;
  isStored: boolean;
  isChanged: boolean;
}

/** The records of one office while ops are applied: read when they are first asked for, written together at the end. */
export class OfficeRecords {
  readonly #tx: StoreTransaction;
  readonly #office: number;
  readonly #known = new Map<ModelTable, Map<string, KnownRecord>>();
  #changes = 0;

  constructor(tx: StoreTransaction, office: number) {
    this.#tx = tx;
    this.#office = office;
  }

  /** Reads these records at once, so that asking for each is free afterwards. */
  async load(table: ModelTable, ids: readonly string[]): Promise<void> {
    const known = this.#of(table);
    const unknown = ids.filter((id) => !known.has(id));
    if (unknown.length === 0) return;
    for (const id of unknown) known.set(id, { row: undefined, isStored: false, isChanged: false });
    for (const row of await this.#tx.some(table.records, this.#office, unknown)) {
      known.set(row.id, { row, isStored: true, isChanged: false });
    }
  }

  /** Was it asked for already? */
  has(table: ModelTable, id: string): boolean {
    return this.#known.get(table)?.has(id) === true;
  }

  /** The record as the ops applied so far have left it. */
  find(table: ModelTable, id: string): RecordRow | undefined {
    return this.#known.get(table)?.get(id)?.row;
  }

  put(table: ModelTable, row: RecordRow): void {
    const known = this.#of(table);
    const record = known.get(row.id) ?? { row, isStored: false, isChanged: false };
    if (!record.isChanged) this.#changes += 1;
    record.row = row;
    record.isChanged = true;
    known.set(row.id, record);
  }

  /** How many records `save` will write. */
  get changes(): number {
    return this.#changes;
  }

  async save(): Promise<void> {
    for (const [table, known] of this.#known) {
      const stored: RecordRow[] = [];
      const made: RecordRow[] = [];
      for (const { row, isStored, isChanged } of known.values()) {
        if (row && isChanged) (isStored ? stored : made).push(row);
      }
      await this.#tx.insert(table.records, made);
      await this.#tx.put(table.records, stored);
    }
  }

  #of(table: ModelTable): Map<string, KnownRecord> {
    const found = this.#known.get(table);
    if (found) return found;
    const made = new Map<string, KnownRecord>();
    this.#known.set(table, made);
    return made;
  }
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
    const values: Record<string, unknown> = {};
    for (const key of business(table)) values[key] = given[key] ?? null;
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

const businessColumns = new WeakMap<ModelTable, readonly string[]>();

/** The columns of the module itself. */
function business(table: ModelTable): readonly string[] {
  const found = businessColumns.get(table);
  if (found) return found;
  const columns = table.model.columns.flatMap(({ key, isSynced }) => (isSynced ? [] : [key]));
  businessColumns.set(table, columns);
  return columns;
}

import type { TableModel } from '#db/columns.ts';
import type { MergeClass } from '#kernel/sync/merge.ts';
import type { StoreTable } from './store.ts';
import { recordTable, type RecordRow } from './tables.ts';

/** A synced table of the modules as the data centre sees it. */
export interface ModelTable {
  readonly model: TableModel;
  readonly mergeClass: MergeClass;
  readonly records: StoreTable<RecordRow>;
}

/** The synced tables by name; local ones never leave their PC. */
export function modelTables(models: readonly TableModel[]): ReadonlyMap<string, ModelTable> {
  return new Map(
    models.flatMap((model) =>
      model.conflictClass === 'local'
        ? []
        : [[model.name, { model, mergeClass: model.conflictClass, records: recordTable(model) }] as const],
    ),
  );
}

/** The office that a record is for, by what of it is told; null for none. */
export function addresseeOf({ model }: ModelTable, told: Readonly<Record<string, unknown>>): number | null {
  const value = model.addressee === null ? null : told[model.addressee];
  return typeof value === 'number' && value > 0 ? value : null;
}

import type { TableModel } from '#db/columns.ts';
import { filesNamedIn } from '#kernel/sync/file-chunks.ts';
import { namedFiles, type NamedFileRow } from './file-tables.ts';
import type { StoreTransaction } from './store.ts';

/** The contents that a record names, for an office that has the record, in the store of the office that wrote it. */
export function namedBy(
  model: TableModel,
  values: Readonly<Record<string, unknown>>,
  { officeNo, fromOffice }: Pick<NamedFileRow, 'officeNo' | 'fromOffice'>,
): readonly NamedFileRow[] {
  if (model.files === null) return [];
  return filesNamedIn(model.files, values).map(({ sha256, bytes }) => ({ officeNo, sha256, fromOffice, bytes }));
}

/**
 * Notes which contents an office may send or ask for. It stays when the record goes: an undo brings that back, and what
 * was once seen is no secret any more.
 */
export async function putNamed(tx: StoreTransaction, rows: readonly NamedFileRow[]): Promise<void> {
  const byKey = new Map(rows.map((row) => [`${row.sha256} ${row.fromOffice}`, row]));
  await tx.put(namedFiles, [...byKey.values()]);
}

import type { EntryRow } from '../entry-grid/entry-column.ts';
import type { Cells, ImportFile, ImportOutcome, Mapping } from './adapter.ts';

/** The rows of a sheet on their way through the wizard. */

/** Required columns that no column of the sheet was given to. */
export function missingColumns(columns: ImportFile['columns'], mapping: Mapping): readonly string[] {
  return columns.filter(({ key, isRequired }) => isRequired && (mapping[key] ?? null) === null).map(({ key }) => key);
}

/** Columns of the sheet that were given to more than one column of the importer. */
export function doubledColumns(mapping: Mapping): readonly number[] {
  const used = Object.values(mapping).filter((position) => position !== null);
  return [...new Set(used.filter((position, index) => used.indexOf(position) !== index))];
}

/** The refused rows as they are mended: by the keys of the importer. */
export function rejectedRows(rows: readonly Cells[], outcome: ImportOutcome, mapping: Mapping): readonly EntryRow[] {
  return outcome.rejected.map(({ row }) => {
    const cells = rows[row] ?? [];
    return Object.fromEntries(
      Object.entries(mapping).flatMap(([key, position]) => (position === null ? [] : [[key, cells[position] ?? '']])),
    );
  });
}

/** All rows, with what was mended put back in its place. */
export function mendedRows(
  rows: readonly Cells[],
  outcome: ImportOutcome,
  mapping: Mapping,
  mended: readonly EntryRow[],
): readonly Cells[] {
  const result = [...rows];
  outcome.rejected.forEach(({ row }, index) => {
    const entry = mended[index];
    if (!entry) return;
    const cells = [...(rows[row] ?? [])];
    for (const [key, position] of Object.entries(mapping)) {
      const value = entry[key];
      if (position !== null) cells[position] = typeof value === 'string' ? value : '';
    }
    result[row] = cells;
  });
  return result;
}

/** The rows that were accepted, and those that were not. */
export function partedRows(
  rows: readonly Cells[],
  outcome: ImportOutcome,
): { readonly good: readonly Cells[]; readonly rest: readonly Cells[] } {
  const rejected = new Set(outcome.rejected.map(({ row }) => row));
  return { good: rows.filter((_, row) => !rejected.has(row)), rest: rows.filter((_, row) => rejected.has(row)) };
}

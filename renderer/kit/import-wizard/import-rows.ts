import { excelDay } from '#kernel/excel-day.ts';
import type { EntryRow } from '../entry-grid/entry-column.ts';
import type { Cells, ImportFile, ImportOutcome, ImportRequest, ImportSheet, Mapping } from './adapter.ts';

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

/** Columns of the sheet in which something stands and that no column of the importer was given. */
export function unusedColumns({ headings, rows }: ImportSheet, mapping: Mapping): readonly string[] {
  const used = new Set(Object.values(mapping));
  const isFilled = (position: number): boolean => rows.some((cells) => (cells[position] ?? '') !== '');
  return headings.filter((heading, position) => heading !== '' && !used.has(position) && isFilled(position));
}

/** The rows of a sheet with their numbers in the file; days that lost their format in Excel as the days they mean. */
export function requestOf(
  { headings, rows, rowNumbers }: ImportSheet,
  mapping: Mapping,
  columns: ImportFile['columns'],
): ImportRequest {
  const days = new Set(columns.filter(({ isDate }) => isDate).map(({ key }) => mapping[key] ?? null));
  const written = rows.map((cells) =>
    cells.map((cell, position) => (days.has(position) ? (excelDay(cell) ?? cell) : cell)),
  );
  return { headings, rows: written, mapping, rowNumbers: rowNumbers ?? rows.map((_, index) => index + 2) };
}

/** The same request with a column more for each field that a refusal asks about and the sheet does not have. */
export function widenedRequest(
  request: ImportRequest,
  outcome: ImportOutcome,
  columns: readonly { readonly key: string; readonly title: string }[],
): ImportRequest {
  const asked = new Set(outcome.rejected.flatMap(({ problems }) => problems.map(({ field }) => field)));
  const added = columns.filter(({ key }) => asked.has(key) && (request.mapping[key] ?? null) === null);
  const width = request.headings.length;
  return {
    ...request,
    headings: [...request.headings, ...added.map(({ title }) => title)],
    mapping: { ...request.mapping, ...Object.fromEntries(added.map(({ key }, index) => [key, width + index])) },
  };
}

/** By so many first columns a row is known: its number, its name. */
const KNOWN_BY = 2;

/** The columns of the sheet as a person mends them: those by which he knows the row, those with a mistake, the others. */
export function mendingOrder(
  columns: ImportFile['columns'],
  { mapping }: Pick<ImportRequest, 'mapping'>,
  outcome: ImportOutcome,
): readonly string[] {
  const given = columns.map(({ key }) => key).filter((key) => (mapping[key] ?? null) !== null);
  const wrong = new Set(outcome.rejected.flatMap(({ problems }) => problems.map(({ field }) => field)));
  const [first, others] = [given.slice(0, KNOWN_BY), given.slice(KNOWN_BY)];
  return [...first, ...others.filter((key) => wrong.has(key)), ...others.filter((key) => !wrong.has(key))];
}

/** The words by which a person knows a row of the sheet: its number, its name. */
export function knownBy(columns: ImportFile['columns'], request: ImportRequest, row: number): string {
  return columns
    .map(({ key }) => request.mapping[key] ?? null)
    .filter((position) => position !== null)
    .slice(0, KNOWN_BY)
    .map((position) => request.rows[row]?.[position] ?? '')
    .join(' ');
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
      if (position === null) continue;
      // A row may be shorter than its headings: what lies between stays empty.
      while (cells.length < position) cells.push('');
      cells[position] = typeof value === 'string' ? value : '';
    }
    result[row] = cells;
  });
  return result;
}

/** A wrong value that was mended in one row and stands in others too, by their places among the refused. */
export interface SameElsewhere {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly rows: readonly number[];
}

/** Of the one cell that was just mended: the other refused rows with the same value there, refused for it as well. */
export function sameElsewhere(
  before: readonly EntryRow[],
  after: readonly EntryRow[],
  outcome: ImportOutcome,
): SameElsewhere | null {
  const changed = after.flatMap((row, at) =>
    row === before[at] ? [] : Object.keys(row).flatMap((key) => (row[key] === before[at]?.[key] ? [] : [{ at, key }])),
  );
  const [cell] = changed;
  if (cell === undefined || changed.length > 1) return null;
  const { at, key } = cell;
  const [from, to] = [before[at]?.[key], after[at]?.[key]];
  if (typeof from !== 'string' || typeof to !== 'string' || from === '' || to === '') return null;
  const rows = outcome.rejected.flatMap(({ problems }, other) =>
    other !== at && after[other]?.[key] === from && problems.some(({ field }) => field === key) ? [other] : [],
  );
  return rows.length === 0 ? null : { key, from, to, rows };
}

/** The refused rows, mended like the one that was mended by hand. */
export function mendedElsewhere(rows: readonly EntryRow[], { key, to, rows: alike }: SameElsewhere): EntryRow[] {
  const places = new Set(alike);
  return rows.map((row, at) => (places.has(at) ? { ...row, [key]: to } : row));
}

/** The request for the rows that were accepted, and the rows that were not. */
export function partedRows(
  request: ImportRequest,
  outcome: ImportOutcome,
): { readonly good: ImportRequest; readonly rest: readonly Cells[] } {
  const rejected = new Set(outcome.rejected.map(({ row }) => row));
  const isGood = (_: unknown, row: number): boolean => !rejected.has(row);
  return {
    good: { ...request, rows: request.rows.filter(isGood), rowNumbers: request.rowNumbers.filter(isGood) },
    rest: request.rows.filter((_, row) => rejected.has(row)),
  };
}

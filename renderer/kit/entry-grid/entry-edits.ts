import type { z } from 'zod';
import type { Problem } from '#kernel/verdict.ts';
import { problemsOfInput } from '../form/schema-problems.ts';
import { readEntry, type EntryColumn, type EntryRow, type EntryWords } from './entry-column.ts';

/** Changes of typed rows, each giving new rows and leaving the old ones as they were, so that undo is keeping them. */

export interface EntryContext {
  readonly columns: readonly EntryColumn[];
  readonly words: EntryWords;
  readonly newRow: () => EntryRow;
}

/** The rows with a text written into a cell. What cannot be read stays as the text, and the row's check names it. */
export function withText(
  rows: readonly EntryRow[],
  place: { readonly row: number; readonly column: number },
  text: string,
  context: EntryContext,
): readonly EntryRow[] {
  const column = context.columns[place.column];
  const row = rows[place.row];
  if (!column || !row || column.isReadOnly === true) return rows;
  const read = readEntry(column, text, context.words);
  const value = read.ok ? read.value : text;
  return row[column.key] === value ? rows : rows.with(place.row, { ...row, [column.key]: value });
}

/** A block of cells laid over the rows from a place on; the block may reach below the last row. */
export function withBlock(
  rows: readonly EntryRow[],
  place: { readonly row: number; readonly column: number },
  block: readonly (readonly string[])[],
  context: EntryContext,
): readonly EntryRow[] {
  let result = rows;
  block.forEach((cells, down) => {
    const row = place.row + down;
    if (row >= result.length) result = [...result, context.newRow()];
    cells.forEach((cell, across) => {
      result = withText(result, { row, column: place.column + across }, cell, context);
    });
  });
  return result;
}

/** The value of the cell above, or of the first row of a marked block, in all rows below it. */
export function filledDown(
  rows: readonly EntryRow[],
  block: {
    readonly firstRow: number;
    readonly lastRow: number;
    readonly firstColumn: number;
    readonly lastColumn: number;
  },
  columns: readonly EntryColumn[],
): readonly EntryRow[] {
  const isOneRow = block.firstRow === block.lastRow;
  const source = rows[isOneRow ? block.firstRow - 1 : block.firstRow];
  if (!source) return rows;
  const keys = columns
    .slice(block.firstColumn, block.lastColumn + 1)
    .flatMap(({ key, isReadOnly }) => (isReadOnly === true ? [] : [key]));
  const copied = Object.fromEntries(keys.map((key) => [key, source[key]]));
  return rows.map((row, index) => (index >= block.firstRow && index <= block.lastRow ? { ...row, ...copied } : row));
}

/** The problems of one row: what could not be read, then what the schema finds. */
export function problemsOfRow(
  row: EntryRow,
  schema: z.ZodObject,
  columns: readonly EntryColumn[],
  words: EntryWords,
): readonly Problem[] {
  const unread = columns.flatMap((column) => {
    const value = row[column.key];
    if (typeof value !== 'string' || column.kind === 'text' || value === '') return [];
    const read = readEntry(column, value, words);
    // A day that was read is kept in its own form, which can be read again.
    return read.ok ? [] : read.problems.slice(0, 1).map((problem) => ({ ...problem, field: column.key }));
  });
  const named = new Set(unread.map(({ field }) => field));
  return [...unread, ...problemsOfInput(schema, row).filter(({ field }) => !named.has(field ?? ''))];
}

/** Has nobody typed anything into this row? Such rows at the end are neither checked nor kept. */
export function isBlank(row: EntryRow, columns: readonly EntryColumn[], blank: EntryRow): boolean {
  return columns.every(({ key }) => (row[key] ?? '') === (blank[key] ?? ''));
}

/** Checks rows, each only once: a row that did not change is the same object and keeps its answer. */
export function createRowChecker(options: {
  readonly schema: z.ZodObject;
  readonly columns: readonly EntryColumn[];
  readonly words: EntryWords;
  readonly blank: EntryRow;
}): (row: EntryRow) => readonly Problem[] {
  const { schema, columns, words, blank } = options;
  const checked = new WeakMap<EntryRow, readonly Problem[]>();
  return (row) => {
    const known = checked.get(row);
    if (known) return known;
    const problems = isBlank(row, columns, blank) ? [] : problemsOfRow(row, schema, columns, words);
    checked.set(row, problems);
    return problems;
  };
}

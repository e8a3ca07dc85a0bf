import type { RowImage } from './messages.ts';

/**
 * Records on the line in fewer letters: the names of their values are told once for a page, as shapes, and each record
 * is the list of its values.
 */
export interface Shape {
  readonly table: string;
  /** The names of its own values, in their order. */
  readonly columns: readonly string[];
}

/** What every record has, in the order in which a list begins. */
const COMMON = 9;

/** The names of a record, and its values in their order. */
export function shapedOf(image: RowImage): { readonly shape: Shape; readonly values: readonly unknown[] } {
  const { table, id, ownerOffice, seq, revision, createdAt, createdBy, updatedAt, updatedBy, deletedAt } = image;
  const common = [id, ownerOffice, seq, revision, createdAt, createdBy, updatedAt, updatedBy, deletedAt];
  return {
    shape: { table, columns: Object.keys(image.values) },
    values: [...common, ...Object.values(image.values)],
  };
}

/**
 * The record again, from the values behind position `from` of the list; null when it has more or fewer values than its
 * shape has names. What the values are is for the caller to judge.
 */
export function imageOf({ table, columns }: Shape, list: readonly unknown[], from = 0): unknown {
  if (list.length !== from + COMMON + columns.length) return null;
  const values: Record<string, unknown> = {};
  let at = from + COMMON;
  for (const column of columns) values[column] = list[at++];
  return {
    table,
    id: list[from],
    ownerOffice: list[from + 1],
    seq: list[from + 2],
    revision: list[from + 3],
    createdAt: list[from + 4],
    createdBy: list[from + 5],
    updatedAt: list[from + 6],
    updatedBy: list[from + 7],
    deletedAt: list[from + 8],
    values,
  };
}

/**
 * What a page brings, each as an entry: a list begins with the number of its shape on this page. What fits no shape
 * comes as it is.
 */
export function unshapedEntries(entries: readonly unknown[], shapes: readonly Shape[]): readonly unknown[] {
  return entries.map((told) => {
    if (!Array.isArray(told)) return told;
    const [no] = told as readonly unknown[];
    const shape = typeof no === 'number' ? shapes[no] : undefined;
    return shape ? { kind: 'row', image: imageOf(shape, told, 1) } : told;
  });
}

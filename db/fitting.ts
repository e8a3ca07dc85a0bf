import { isLocalDate, isMonth } from '#kernel/date.ts';
import type { ColumnKind, TableModel } from './columns.ts';
import type { Effect } from './op.ts';
import { isStorable } from './storable.ts';

/**
 * May these values be written into the table? The data centre asks it of every op, and an office of what it takes from a
 * PC that was replaced. Only columns of the module's own, each with a value of its kind: who owns
 * a record, its id and its revision are nobody's to say. An update may also take a removal back.
 */
export function fits(effect: Effect, model: TableModel): boolean {
  if (effect[0] === 'x') return true;
  const columns = columnsOf(model);
  const isUpdate = effect[0] === 'u';
  const values = effect[3];
  for (const key of Object.keys(values)) {
    const value = values[key];
    const column = columns.get(key);
    if (column) {
      if (value === null ? !column.optional : !isOfKind[column.kind](value)) return false;
    } else if (!(isUpdate && key === 'deletedAt' && value === null)) return false;
  }
  if (isUpdate) return true;
  for (const [key, { optional }] of columns) {
    if (!optional && values[key] === undefined) return false;
  }
  return true;
}

interface OwnColumn {
  readonly kind: ColumnKind;
  readonly optional: boolean;
}

const known = new WeakMap<TableModel, ReadonlyMap<string, OwnColumn>>();

function columnsOf(model: TableModel): ReadonlyMap<string, OwnColumn> {
  const found = known.get(model);
  if (found) return found;
  const columns = new Map(model.columns.filter(({ isSynced }) => !isSynced).map((column) => [column.key, column]));
  known.set(model, columns);
  return columns;
}

/** No command writes a text as long; of what is longer hundreds would fill the disks of others. */
const TEXT_LETTERS = 20_000;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const isWhole = (value: unknown): boolean => Number.isSafeInteger(value);

const isOfKind: Readonly<Record<ColumnKind, (value: unknown) => boolean>> = {
  id: (value) => typeof value === 'string' && uuid.test(value),
  text: (value) => typeof value === 'string' && value.length <= TEXT_LETTERS && isStorable(value),
  integer: isWhole,
  money: isWhole,
  moment: isWhole,
  date: (value) => typeof value === 'string' && isLocalDate(value),
  month: (value) => typeof value === 'string' && isMonth(value),
  boolean: (value) => typeof value === 'boolean',
  json: (value) => value !== undefined && isStorable(value),
};

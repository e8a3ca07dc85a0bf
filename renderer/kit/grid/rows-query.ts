import { fold, searchKeys } from '#kernel/text/fold.ts';
import type { Language } from '#kernel/display.ts';
import type { CellValue, Column } from './column.ts';
import { isEmptyFilter, type Filter, type Sort } from './grid-state.ts';
import { foldedText, searchText, wordSortKey } from './word-cache.ts';

/** Which rows a grid shows, and in which order: by their positions, so that the rows themselves stay as they are. */

export interface RowsQuery<Row> {
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly filters: Readonly<Record<string, Filter>>;
  readonly sort: readonly Sort[];
  readonly search: string;
  readonly language: Language;
  /** A value as it is written, which is what a search looks at. */
  readonly write: (column: Column<Row>, value: CellValue) => string;
}

/** The positions of the rows that pass, sorted; rows that are equal keep the order they came in. */
export function queriedRows<Row>(query: RowsQuery<Row>): readonly number[] {
  const tests = [...filterTests(query), ...searchTest(query)];
  const positions: number[] = [];
  query.rows.forEach((row, position) => {
    if (tests.every((test) => test(row, position))) positions.push(position);
  });
  return sorted(positions, query);
}

type Test<Row> = (row: Row, position: number) => boolean;

function filterTests<Row>({ columns, filters }: RowsQuery<Row>): Test<Row>[] {
  return columns.flatMap((column) => {
    const filter = filters[column.key];
    if (!filter || isEmptyFilter(filter)) return [];
    return [testOf(column, filter)];
  });
}

function testOf<Row>(column: Column<Row>, filter: Filter): Test<Row> {
  switch (filter.kind) {
    case 'text': {
      const wanted = fold(filter.contains);
      return (row) => foldedText(String(column.value(row) ?? '')).includes(wanted);
    }
    case 'range': {
      const { from, to } = filter;
      return (row) => {
        const value = column.value(row);
        if (value === null || typeof value === 'boolean') return false;
        // A moment lies within its last day, a day within its last month: the longer text of the same beginning.
        const isAfterEnd = to !== null && value > to && !(typeof value === 'string' && value.startsWith(String(to)));
        return !(from !== null && value < from) && !isAfterEnd;
      };
    }
    case 'set': {
      const wanted = new Set(filter.values);
      return (row) => wanted.has(String(column.value(row) ?? ''));
    }
    default:
      return filter satisfies never;
  }
}

function searchTest<Row>(query: RowsQuery<Row>): Test<Row>[] {
  const words = query.search
    .split(/\s+/u)
    .map(spellings)
    .filter((each) => each.length > 0);
  if (words.length === 0) return [];
  const index = searchIndex(query);
  return [
    (_row, position) => {
      const text = `${index[position] ?? ''} `;
      return words.every((each) => each.some((spelling) => text.includes(spelling)));
    },
  ];
}

/**
 * A word with the space before it, for words are found by their beginning; and its spelling without hamza as a whole
 * word, with the space behind it too: what is left of وائل is وال, with which والتدريب begins.
 */
function spellings(word: string): readonly string[] {
  const { primary, hamza } = searchKeys(word.replace(/(?<=\p{N})[,٬](?=\p{N})/gu, ''));
  const [begun, whole] = [searchText(primary), primary === hamza ? '' : searchText(hamza)];
  return [begun, whole === '' ? '' : `${whole} `].filter(Boolean);
}

interface SearchIndex<Row> {
  readonly key: string;
  readonly read: (row: Row) => string;
  /** What can be searched of each row, folded; as far as it has been made. */
  readonly texts: string[];
}

/** By the list of rows: an index lives as long as they do. */
const indexes = new WeakMap<object, SearchIndex<never>>();

function searchIndex<Row>(query: RowsQuery<Row>): readonly string[] {
  return grownIndex(query, query.rows.length).texts;
}

/** Makes a piece of the index before anybody searches; false when nothing is left to do. */
export function warmSearch<Row>(query: RowsQuery<Row>, piece: number): boolean {
  const { texts } = grownIndex(query, 0);
  grownIndex(query, Math.min(query.rows.length, texts.length + piece));
  return texts.length < query.rows.length;
}

function grownIndex<Row>({ rows, columns, language, write }: RowsQuery<Row>, until: number): SearchIndex<Row> {
  const key = `${language} ${columns.map((column) => column.key).join(' ')}`;
  // Kept under these very rows, so it reads rows of this kind.
  let index = indexes.get(rows) as SearchIndex<Row> | undefined;
  if (index?.key !== key) {
    const readers = columns.flatMap((column) => searchReader(column, write) ?? []);
    index = { key, texts: [], read: (row) => readers.map((read) => read(row)).join('') };
    indexes.set(rows, index);
  }
  for (let position = index.texts.length; position < until; position += 1) {
    const row = rows[position];
    index.texts.push(row === undefined ? '' : index.read(row));
  }
  return index;
}

/** How a column's cells are read for a search; null for those in which nobody looks for words. */
function searchReader<Row>(column: Column<Row>, write: RowsQuery<Row>['write']): ((row: Row) => string) | null {
  switch (column.kind) {
    case 'boolean':
    case 'moment':
      return null;
    case 'text':
    case 'custom':
      return (row) => searchText(String(column.value(row) ?? ''));
    case 'money':
    case 'number':
      return (row) => ` ${String(column.value(row) ?? '')}`;
    case 'date':
      return (row) => {
        const day = column.value(row);
        return typeof day === 'string' ? ` ${day.slice(8, 10)} ${day.slice(5, 7)} ${day.slice(0, 4)}` : '';
      };
    case 'month':
    case 'enum': {
      // Few different values, each written once.
      const written = new Map<CellValue, string>();
      return (row) => {
        const value = column.value(row);
        const known = written.get(value);
        if (known !== undefined) return known;
        const text = searchText(write(column, value));
        written.set(value, text);
        return text;
      };
    }
    default:
      return column.kind satisfies never;
  }
}

function sorted<Row>(positions: number[], query: RowsQuery<Row>): readonly number[] {
  const orders = query.sort.flatMap(({ key, isDescending }) => {
    const column = query.columns.find((each) => each.key === key);
    return column ? [{ keys: sortKeys(column, query), sign: isDescending ? -1 : 1 }] : [];
  });
  if (orders.length === 0) return positions;
  return positions.sort((left, right) => {
    for (const { keys, sign } of orders) {
      const order = compare(keys[left] ?? null, keys[right] ?? null);
      if (order !== 0) return order * sign;
    }
    return left - right;
  });
}

const sortings = new WeakMap<object, Map<string, readonly (string | number | null)[]>>();

/** What each row is sorted by in a column: names by the alphabet of the language, all else by itself. */
function sortKeys<Row>(
  column: Column<Row>,
  { rows, language, write }: RowsQuery<Row>,
): readonly (string | number | null)[] {
  const kept = sortings.get(rows) ?? new Map<string, readonly (string | number | null)[]>();
  sortings.set(rows, kept);
  const name = `${language} ${column.key}`;
  const known = kept.get(name);
  if (known) return known;
  const keys = rows.map((row) => {
    const value = column.value(row);
    if (value === null || value === '') return null;
    if (typeof value === 'number') return value;
    if (column.kind === 'date' || column.kind === 'month') return String(value);
    return wordSortKey(
      column.kind === 'text' || column.kind === 'custom' ? String(value) : write(column, value),
      language,
    );
  });
  kept.set(name, keys);
  return keys;
}

/** Empty cells come last when sorting upwards. */
function compare(left: string | number | null, right: string | number | null): number {
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  return left < right ? -1 : 1;
}

/** The total below a column, over the rows that are shown. */
export function totalOf<Row>(column: Column<Row>, rows: readonly Row[], positions: readonly number[]): number | null {
  if (column.total === undefined) return null;
  let total = 0;
  for (const position of positions) {
    const row = rows[position];
    if (row === undefined) continue;
    const value = column.value(row);
    if (column.total === 'count') total += value === null || value === '' ? 0 : 1;
    else if (typeof value === 'number') total += value;
  }
  return total;
}

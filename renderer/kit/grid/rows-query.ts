import { fold, searchKeys } from '#kernel/text/fold.ts';
import { sortKey } from '#kernel/text/collate.ts';
import type { Language } from '#kernel/display.ts';
import type { CellValue, Column } from './column.ts';
import { isEmptyFilter, type Filter, type Sort } from './grid-state.ts';

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
      return (row) => fold(String(column.value(row) ?? '')).includes(wanted);
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
  const words = query.search.split(/\s+/u).map(wordSpellings).filter((spellings) => spellings.length > 0);
  if (words.length === 0) return [];
  const index = searchIndex(query);
  return [
    (_row, position) => {
      const text = index[position] ?? '';
      return words.every((spellings) => spellings.some((spelling) => text.includes(spelling)));
    },
  ];
}

/** A word and its spelling without hamza, each with the space before it: words are found by their beginning. */
function wordSpellings(word: string): readonly string[] {
  const { primary, hamza } = searchKeys(word);
  return [...new Set([primary, hamza])].map(plainWords).filter((spelling) => spelling.trim() !== '');
}

/** Everything that is written in a row, folded in both ways. Made once for the same rows, columns and language. */
const indexes = new WeakMap<object, { readonly key: string; readonly texts: readonly string[] }>();

function searchIndex<Row>({ rows, columns, language, write }: RowsQuery<Row>): readonly string[] {
  const key = `${language} ${columns.map((column) => column.key).join(' ')}`;
  const kept = indexes.get(rows);
  if (kept?.key === key) return kept.texts;
  const texts = rows.map((row) => {
    const text = columns.map((column) => write(column, column.value(row))).join(' ');
    const { primary, hamza } = searchKeys(text);
    return primary === hamza ? plainWords(primary) : `${plainWords(primary)}${plainWords(hamza)}`;
  });
  indexes.set(rows, { key, texts });
  return texts;
}

function plainWords(folded: string): string {
  return ` ${folded.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()}`;
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
function sortKeys<Row>(column: Column<Row>, { rows, language, write }: RowsQuery<Row>): readonly (string | number | null)[] {
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
    return sortKey(column.kind === 'text' || column.kind === 'custom' ? String(value) : write(column, value), language);
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

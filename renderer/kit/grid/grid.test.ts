import { describe, expect, test } from 'vitest';
import { localDate } from '#kernel/date.ts';
import { sortByName } from '#kernel/text/collate.ts';
import type { CellValue, Column } from './column.ts';
import { blockOf, cursorByKey } from './cursor.ts';
import { drawnRows, firstDrawn, placesFor } from './drawn-rows.ts';
import { sheetCell, sheetRows } from './export-sheet.ts';
import { initialState, movedColumn, nextSort, restoredState, shownColumns, withNewColumns } from './grid-state.ts';
import { queriedRows, totalOf, warmSearch, type RowsQuery } from './rows-query.ts';
import { fromTsv, toTsv } from './tsv.ts';
import { widthsOf } from './use-grid.ts';

interface Person {
  readonly name: string;
  readonly salary: number | null;
  readonly hiredOn: string;
  readonly state: string;
}
const people: readonly Person[] = [
  { name: 'مؤيد أحمد', salary: 500_000, hiredOn: localDate('2014-09-01'), state: 'active' },
  { name: 'فاطمة الزهراء', salary: 750_000, hiredOn: localDate('2020-01-15'), state: 'leave' },
  { name: 'ئازاد رزگار', salary: null, hiredOn: localDate('2014-10-01'), state: 'active' },
  { name: 'احمد كاظم', salary: 750_000, hiredOn: localDate('1999-12-31'), state: 'retired' },
];
const columns: readonly Column<Person>[] = [
  { key: 'name', title: 'الاسم', kind: 'text', value: (row) => row.name },
  { key: 'salary', title: 'الراتب', kind: 'money', value: (row) => row.salary, total: 'sum' },
  { key: 'hiredOn', title: 'التعيين', kind: 'date', value: (row) => row.hiredOn, total: 'count' },
  {
    key: 'state',
    title: 'الحالة',
    kind: 'enum',
    value: (row) => row.state,
    options: [{ value: 'leave', label: 'مجاز' }],
  },
];
const write = (column: Column<Person>, value: CellValue): string =>
  column.options?.find((option) => option.value === value)?.label ?? String(value);
const base: RowsQuery<Person> = { rows: people, columns, filters: {}, sort: [], search: '', language: 'ar', write };
const names = (change: Partial<RowsQuery<Person>>): readonly string[] =>
  queriedRows({ ...base, ...change }).map((position) => people[position]?.name ?? '');

describe('Search', () => {
  test.each([
    ['احمد', ['مؤيد أحمد', 'احمد كاظم']],
    ['أحمد كاظم', ['احمد كاظم']],
    ['مويد', ['مؤيد أحمد']],
    ['مئيد', ['مؤيد أحمد']],
    ['فاطمه الزهرا', ['فاطمة الزهراء']],
    ['ازاد', ['ئازاد رزگار']],
    ['رزكار', ['ئازاد رزگار']],
    ['750,000', ['فاطمة الزهراء', 'احمد كاظم']],
    ['٧٥٠٠٠٠', ['فاطمة الزهراء', 'احمد كاظم']],
    ['15/01/2020', ['فاطمة الزهراء']],
    ['مجاز', ['فاطمة الزهراء']],
    ['حمد', []],
    ['  ', people.map(({ name }) => name)],
  ])('finds %s by the beginnings of its words, in any spelling', (search, found) => {
    expect(names({ search })).toEqual(found);
  });

  test('gives the same answer when it was made ready piece by piece', () => {
    const rows = [...people];
    const query = { ...base, rows, search: 'احمد' };
    expect(warmSearch(query, 1)).toBe(true);
    expect(warmSearch(query, 2)).toBe(true);
    expect(warmSearch(query, 2)).toBe(false);
    expect(queriedRows(query)).toEqual([0, 3]);
  });
});

describe('Filters', () => {
  test('narrow by text, range, set and day, both ends included', () => {
    expect(names({ filters: { name: { kind: 'text', contains: 'زهرا' } } })).toEqual(['فاطمة الزهراء']);
    expect(names({ filters: { salary: { kind: 'range', from: 600_000, to: null } } })).toHaveLength(2);
    expect(names({ filters: { salary: { kind: 'range', from: null, to: 500_000 } } })).toEqual(['مؤيد أحمد']);
    expect(names({ filters: { state: { kind: 'set', values: ['leave', 'retired'] } } })).toHaveLength(2);
    const autumn = { kind: 'range', from: '2014-09-01', to: '2014-10-01' } as const;
    expect(names({ filters: { hiredOn: autumn } })).toEqual(['مؤيد أحمد', 'ئازاد رزگار']);
  });

  test('an empty filter lets everything through', () => {
    expect(
      names({ filters: { name: { kind: 'text', contains: ' ' }, state: { kind: 'set', values: [] } } }),
    ).toHaveLength(4);
  });
});

describe('Sorting', () => {
  test('orders names by the alphabet of the language, as the kernel does', () => {
    for (const language of ['ar', 'ckb', 'en'] as const) {
      const expected = sortByName(people, ({ name }) => name, language).map(({ name }) => name);
      expect(names({ language, sort: [{ key: 'name', isDescending: false }] })).toEqual(expected);
    }
  });

  test('puts empty cells last and breaks ties by the next column', () => {
    const sort = [
      { key: 'salary', isDescending: false },
      { key: 'hiredOn', isDescending: true },
    ];
    expect(names({ sort })).toEqual(['مؤيد أحمد', 'فاطمة الزهراء', 'احمد كاظم', 'ئازاد رزگار']);
  });

  test('a heading goes up, down and back; with Shift beside the others', () => {
    const up = nextSort([], 'name', 'alone');
    const down = nextSort(up, 'name', 'alone');
    expect([up, down, nextSort(down, 'name', 'alone')]).toEqual([
      [{ key: 'name', isDescending: false }],
      [{ key: 'name', isDescending: true }],
      [],
    ]);
    expect(nextSort(up, 'salary', 'beside').map(({ key }) => key)).toEqual(['name', 'salary']);
  });
});

describe('Views', () => {
  test('a kept view comes back; new columns join it and gone ones leave it', () => {
    const kept = {
      ...initialState(columns),
      order: ['state', 'gone', 'name'],
      hidden: ['gone', 'name'],
      widths: { gone: 90, state: 200 },
    };
    const state = restoredState(JSON.parse(JSON.stringify(kept)), columns);
    expect(state.order).toEqual(['state', 'name', 'salary', 'hiredOn']);
    expect(state.hidden).toEqual(['name']);
    expect(state.widths).toEqual({ state: 200 });
  });

  test.each([null, 'x', { order: 1 }, { ...initialState(columns), widths: { name: -5 } }])(
    'what is no view gives the design: %j',
    (kept) => {
      expect(restoredState(kept, columns)).toEqual(initialState(columns));
    },
  );

  test('a column that comes later joins where its screen has it, and what the user made of the others stays', () => {
    const before = initialState(columns.filter(({ key }) => key !== 'salary'));
    expect(withNewColumns(before, columns).order).toEqual(['name', 'salary', 'hiredOn', 'state']);
    const moved = { ...movedColumn(before, 'name', 1), search: 'علي', hidden: ['state'] };
    const later = columns.map((column) => ({ ...column, isHidden: column.key === 'salary' }));
    expect(withNewColumns(moved, later)).toEqual({
      ...{ ...moved, order: ['hiredOn', 'name', 'salary', 'state'], hidden: ['state', 'salary'] },
    });
    expect(withNewColumns(before, columns.slice(1)).order).toEqual(['salary', 'name', 'hiredOn', 'state']);
    expect(withNewColumns(moved, columns.slice(2))).toBe(moved);
  });

  test('pinned columns stand first, hidden ones nowhere, and columns move within the order', () => {
    const state = { ...initialState(columns), pinned: ['state'], hidden: ['salary'] };
    expect(shownColumns(columns, state).map(({ key }) => key)).toEqual(['state', 'name', 'hiredOn']);
    expect(movedColumn(state, 'hiredOn', -1).order).toEqual(['name', 'hiredOn', 'salary', 'state']);
    expect(movedColumn(state, 'name', -1)).toBe(state);
  });

  test('what room is left goes to the columns of text that nobody has drawn', () => {
    expect(widthsOf(columns, {}, 700)).toEqual([310, 130, 130, 130]);
    expect(widthsOf(columns, { name: 100 }, 700)).toEqual([100, 130, 130, 130]);
  });
});

test('Totals add and count what is shown only', () => {
  const shown = [0, 1, 2];
  expect(columns.map((column) => totalOf(column, people, shown))).toEqual([null, 1_250_000, 3, null]);
});

describe('Clipboard', () => {
  const cells = [
    ['زينب', '1500', ''],
    ['سطر\nثان', 'فيه "اقتباس"', 'و\tفاصلة'],
  ];
  test('cells survive the way to a spreadsheet and back', () => {
    expect(fromTsv(toTsv(cells))).toEqual(cells);
  });
  test('reads what Excel writes: CRLF and a line end behind the last row', () => {
    expect(fromTsv('a\tb\r\nc\t"d ""x"""\r\n')).toEqual([
      ['a', 'b'],
      ['c', 'd "x"'],
    ]);
  });
  test('keeps empty cells and empty rows between', () => {
    expect(fromTsv('a\t\n\nb\t')).toEqual([['a', ''], [''], ['b', '']]);
  });
});

describe('Keyboard', () => {
  const size = { rows: 100, columns: 5, page: 10 };
  const plain = { ctrlKey: false, metaKey: false };
  test.each([
    ['ArrowLeft', 'rtl', { row: 50, column: 3 }],
    ['ArrowLeft', 'ltr', { row: 50, column: 1 }],
    ['ArrowUp', 'rtl', { row: 49, column: 2 }],
    ['PageDown', 'rtl', { row: 60, column: 2 }],
    ['End', 'rtl', { row: 50, column: 4 }],
    ['Home', 'ltr', { row: 50, column: 0 }],
    ['x', 'ltr', null],
  ] as const)('%s in %s', (key, direction, place) => {
    expect(cursorByKey({ row: 50, column: 2 }, { key, ...plain }, size, direction)).toEqual(place);
  });
  test('stays inside, and with Ctrl goes to the ends', () => {
    expect(cursorByKey({ row: 0, column: 0 }, { key: 'PageUp', ...plain }, size, 'rtl')).toEqual({ row: 0, column: 0 });
    expect(cursorByKey({ row: 3, column: 1 }, { key: 'End', ctrlKey: true, metaKey: false }, size, 'rtl')).toEqual({
      row: 99,
      column: 4,
    });
    expect(blockOf({ row: 5, column: 3 }, { row: 2, column: 4 })).toEqual({
      firstRow: 2,
      lastRow: 5,
      firstColumn: 3,
      lastColumn: 4,
    });
  });
});

describe('Workbook', () => {
  test('days and months are numbers that Excel shows as days, amounts are numbers', () => {
    const [name, salary, hiredOn] = columns;
    expect(name && sheetCell(name, 'زينب', write)).toEqual({ value: 'زينب', type: String });
    expect(salary && sheetCell(salary, 500_000, write)).toEqual({ value: 500_000, type: Number, format: '#,##0' });
    // 1 February 2026 is day 46054 of Excel.
    expect(hiredOn && sheetCell(hiredOn, '2026-02-01', write)).toEqual({
      value: 46_054,
      type: Number,
      format: 'dd/mm/yyyy',
    });
    expect(salary && sheetCell(salary, null, write)).toBeNull();
  });

  test('a moment keeps its time of day, in Baghdad', () => {
    const at: Column<Person> = { key: 'at', title: 'الوقت', kind: 'moment', value: () => null };
    // 18:00 in Greenwich is 21:00 in Baghdad; 22:30 is half past one there, of the next day.
    expect(sheetCell(at, Date.UTC(2026, 10, 30, 18), write)).toEqual({
      value: 46_356.875,
      type: Number,
      format: 'dd/mm/yyyy hh:mm',
    });
    expect(sheetCell(at, Date.UTC(2026, 10, 29, 22, 30, 40), write)).toMatchObject({ value: 46_356 + 90 / 1_440 });
  });

  test('has title, headings, rows and totals, tells its progress and can be stopped', async () => {
    const source = {
      title: 'المنتسبون',
      columns,
      rows: people,
      positions: [1, 0],
      write,
      totals: [null, 1_250_000, null, null],
      totalLabel: 'المجموع',
    };
    const progress: number[] = [];
    const sheet = await sheetRows(source, (done) => progress.push(done), new AbortController().signal);
    expect(sheet).toHaveLength(5);
    expect(sheet.at(-1)).toMatchObject([{ value: 'المجموع', type: String }, { value: 1_250_000 }, null, null]);
    expect(progress.at(-1)).toBe(1);
    await expect(sheetRows(source, () => undefined, AbortSignal.abort())).rejects.toThrow();
  });
});

describe('the rows that are drawn', () => {
  const places = placesFor(12);
  const at = (firstInView: number, leading = 0, count = 1_000) =>
    drawnRows({ first: firstDrawn({ firstInView, places, count }), places, count, leading });

  test('cover the view and are always as many, at the top, between and at the end', () => {
    for (const firstInView of [0, 1, 7, 500, 987, 988]) {
      const indexes = at(firstInView).map(({ index }) => index);
      expect(indexes).toHaveLength(places);
      expect(new Set(indexes).size).toBe(places);
      for (let row = firstInView; row <= Math.min(999, firstInView + 12); row++) expect(indexes).toContain(row);
      expect(Math.max(...indexes)).toBeLessThan(1_000);
    }
  });

  test('keep the order of their elements and their stripes while they scroll by', () => {
    const order = at(0).map(({ place }) => place);
    for (const firstInView of [3, 8, 40, 41, 700]) {
      expect(at(firstInView).map(({ place }) => place)).toEqual(order);
      for (const { index, place } of at(firstInView)) expect(index % 2).toBe(place % 2);
    }
  });

  test('give only the rows that came into view another element', () => {
    const before = new Map(at(100).map(({ index, place }) => [index, place]));
    const kept = at(108).filter(({ index }) => before.has(index));
    expect(kept).toHaveLength(places - 8);
    for (const { index, place } of kept) expect(before.get(index)).toBe(place);
  });

  test('stand in their own order at rest', () => {
    const first = firstDrawn({ firstInView: 333, places, count: 1_000 });
    const indexes = at(333, first % places).map(({ index }) => index);
    expect(indexes).toEqual(Array.from({ length: places }, (_, step) => first + step));
  });

  test('are all rows of a short list', () => {
    expect(at(0, 0, 3).map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(at(0, 0, 0)).toEqual([]);
  });
});

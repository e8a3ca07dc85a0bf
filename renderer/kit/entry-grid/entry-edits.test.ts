import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { zDate, zRequired } from '#modules/contract.ts';
import { writerOf } from '#renderer/locale/display.tsx';
import { readEntry, writeEntry, type EntryColumn } from './entry-column.ts';
import { createRowChecker, filledDown, withBlock, withText } from './entry-edits.ts';

const columns: readonly EntryColumn[] = [
  { key: 'name', title: 'الاسم', kind: 'text' },
  { key: 'salary', title: 'الراتب', kind: 'money' },
  { key: 'hiredOn', title: 'التعيين', kind: 'date' },
  {
    key: 'state',
    title: 'الحالة',
    kind: 'enum',
    options: [
      { value: 'active', label: 'مستمر' },
      { value: 'leave', label: 'مجاز' },
    ],
  },
  { key: 'isOpen', title: 'مفتوح', kind: 'boolean' },
];
const words = {
  writer: writerOf({ language: 'ar', monthNames: 'iraqi', digits: 'latin', showHijri: false }),
  yes: 'نعم',
  no: 'لا',
};
const newRow = () => ({ name: '', salary: null, hiredOn: null, state: 'active', isOpen: false });
const context = { columns, words, newRow };
const schema = z.strictObject({
  name: zRequired(50),
  salary: z.number().min(1),
  hiredOn: zDate,
  state: z.enum(['active', 'leave']),
  isOpen: z.boolean(),
});

test.each([
  [1, '1500+250', 1750],
  [1, '٤٨٢٬٦٣٧', 482_637],
  [2, '1/2/2026', '2026-02-01'],
  [3, 'مج', 'leave'],
  [4, 'نعم', true],
  [2, '', null],
] as const)('column %i reads %s', (column, text, value) => {
  expect(columns[column] && readEntry(columns[column], text, words)).toEqual({ ok: true, value });
});

test('what is written can be read again as the same value', () => {
  const row = { name: 'زينب', salary: 1_152_500, hiredOn: '2014-09-01', state: 'leave', isOpen: true };
  for (const column of columns) {
    const value = row[column.key as keyof typeof row];
    expect(readEntry(column, writeEntry(column, value, words), words)).toEqual({ ok: true, value });
  }
});

describe('Edits', () => {
  test('a text that cannot be read stays, and is named by the check of its row', () => {
    const rows = withText([newRow()], { row: 0, column: 1 }, '12,5', context);
    expect(rows[0]).toMatchObject({ salary: '12,5' });
    const problems = createRowChecker({ schema, columns, words, blank: newRow() })(rows[0] ?? {});
    expect(problems).toMatchObject([
      { code: 'MONEY_FORM', field: 'salary' },
      { code: 'VALUE_REQUIRED', field: 'name' },
      { code: 'VALUE_REQUIRED', field: 'hiredOn' },
    ]);
  });

  test('the same text changes nothing, so that nothing is there to undo', () => {
    const rows = [newRow()];
    expect(withText(rows, { row: 0, column: 0 }, '', context)).toBe(rows);
  });

  test('a block from Excel is laid in and makes the rows it needs', () => {
    const rows = withBlock(
      [newRow()],
      { row: 0, column: 0 },
      [
        ['علي', '900'],
        ['سارة', '800', '3/4/2020'],
      ],
      context,
    );
    expect(rows).toMatchObject([
      { name: 'علي', salary: 900 },
      { name: 'سارة', salary: 800, hiredOn: '2020-04-03' },
    ]);
  });

  test('fill down copies from above, or from the first row of the block', () => {
    const rows = [{ ...newRow(), name: 'علي', salary: 5 }, newRow(), newRow()];
    const one = filledDown(rows, { firstRow: 1, lastRow: 1, firstColumn: 0, lastColumn: 0 }, columns);
    expect(one.map(({ name }) => name)).toEqual(['علي', 'علي', '']);
    const block = filledDown(rows, { firstRow: 0, lastRow: 2, firstColumn: 1, lastColumn: 1 }, columns);
    expect(block.map(({ salary }) => salary)).toEqual([5, 5, 5]);
    expect(block.map(({ name }) => name)).toEqual(['علي', '', '']);
  });

  test('a row in which nobody typed has no problems', () => {
    expect(createRowChecker({ schema, columns, words, blank: newRow() })(newRow())).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { localDate, month } from '#kernel/date.ts';
import { zDate, zOptionalText, zRequired } from '#modules/contract.ts';
import { writerOf } from '#renderer/locale/display.tsx';
import { differences, merged, proposedSides } from './conflict.ts';
import { dayByKey, startOfWeek, weeksOf } from './fields/calendar-month.ts';
import { parseDay } from './fields/day-input.ts';
import { parseNumber } from './fields/number-field.tsx';
import {
  fieldErrorOf,
  fieldErrorsOf,
  isRequiredField,
  problemOfError,
  problemsOfInput,
} from './form/schema-problems.ts';
import {
  doubledColumns,
  mendedElsewhere,
  mendedRows,
  mendingOrder,
  missingColumns,
  partedRows,
  rejectedRows,
  requestOf,
  sameElsewhere,
  unusedColumns,
  widenedRequest,
} from './import-wizard/import-rows.ts';
import { found } from './palette-search.ts';
import { pageCss } from './print/page-css.ts';
import type { Text } from '#renderer/locale/text.ts';
import { isPressed } from './shortcut.ts';
import { pastedName, previewOf } from './attachments/attachment.ts';
import { isPasteFor } from './attachments/paste-place.ts';
import { chartOptions } from './chart/chart-options.ts';
import { shownValue, type ValueWords } from './shown-value.ts';

describe('A form finds in its schema', () => {
  const schema = z.strictObject({
    name: zRequired(5),
    note: zOptionalText(10),
    startsOn: zDate,
    endsOn: zDate.nullable(),
    days: z.number().min(1).max(60),
    isOpen: z.boolean(),
    members: z.array(z.strictObject({ name: zRequired(5) })).min(1),
  });
  const good = {
    name: 'زينب',
    note: '',
    startsOn: localDate('2026-02-01'),
    endsOn: null,
    days: 3,
    isOpen: false,
    members: [{ name: 'علي' }],
  };

  test('nothing wrong with good values', () => {
    expect(problemsOfInput(schema, good)).toEqual([]);
  });
  test.each([
    [{ name: '' }, 'name', 'VALUE_REQUIRED'],
    [{ name: 'عبد الرحمن' }, 'name', 'VALUE_TOO_LONG'],
    [{ startsOn: null }, 'startsOn', 'VALUE_REQUIRED'],
    [{ startsOn: '31/2/2020' }, 'startsOn', 'DATE'],
    [{ days: 0 }, 'days', 'VALUE_TOO_SMALL'],
    [{ days: 61 }, 'days', 'VALUE_TOO_LARGE'],
    [{ days: 'x' }, 'days', 'VALUE_FORM'],
    [{ members: [] }, 'members', 'VALUE_REQUIRED'],
    [{ members: [{ name: '' }] }, 'members.0.name', 'VALUE_REQUIRED'],
  ])('%j', (change, field, code) => {
    expect(problemsOfInput(schema, { ...good, ...change })).toMatchObject([{ field, code }]);
  });
  test('which fields must be filled', () => {
    const required = ['name', 'note', 'startsOn', 'endsOn', 'days', 'isOpen', 'members.0.name'].filter((name) =>
      isRequiredField(schema, name),
    );
    expect(required).toEqual(['name', 'startsOn', 'days', 'members.0.name']);
  });
  test('a problem survives its way through the form library', () => {
    const problem = { code: 'VALUE_TOO_LONG', params: { limit: 5 } };
    expect(problemOfError(fieldErrorOf(problem))).toEqual(problem);
    const errors = fieldErrorsOf([
      { ...problem, field: 'members.1.name' },
      { code: 'X', field: 'name' },
      { code: 'Y', field: 'name' },
    ]);
    expect(errors).toMatchObject({ name: { type: 'X' }, members: [undefined, { name: { type: 'VALUE_TOO_LONG' } }] });
  });
});

describe('A day is typed', () => {
  test.each([
    ['1/2/2026', '2026-02-01'],
    ['٠١/٠٢/٢٠٢٦', '2026-02-01'],
    ['2026-02-01', '2026-02-01'],
    ['13/8/1447', '2026-02-01'],
    ['13/8/1447 هـ', '2026-02-01'],
  ])('%s', (typed, day) => {
    expect(parseDay(typed)).toEqual({ ok: true, value: day });
  });
  test.each(['31/2/2026', 'غداً', '31/8/1447'])('%s is refused', (typed) => {
    expect(parseDay(typed)).toMatchObject({ ok: false, problems: [{ code: 'DATE' }] });
  });
  test('a month is shown in weeks from Saturday to Friday', () => {
    const weeks = weeksOf(month('2026-02'));
    expect(weeks.map((week) => week[0])).toEqual([
      '2026-01-31',
      '2026-02-07',
      '2026-02-14',
      '2026-02-21',
      '2026-02-28',
    ]);
    expect(startOfWeek(localDate('2026-02-07'))).toBe('2026-02-07');
  });
  test('the arrows follow the eye', () => {
    const day = localDate('2026-02-10');
    expect([
      dayByKey(day, 'ArrowLeft', 'rtl'),
      dayByKey(day, 'ArrowLeft', 'ltr'),
      dayByKey(day, 'ArrowDown', 'rtl'),
      dayByKey(day, 'a', 'rtl'),
    ]).toEqual(['2026-02-11', '2026-02-09', '2026-02-17', null]);
  });
  test('numbers come in any figures and keep their bounds', () => {
    expect(parseNumber('١٬٢٠٠', {})).toEqual({ ok: true, value: 1200 });
    expect(parseNumber('61', { max: 60 })).toMatchObject({
      problems: [{ code: 'VALUE_TOO_LARGE', params: { limit: 60 } }],
    });
    expect(parseNumber('1.5', {}).ok).toBe(false);
  });
});

describe('Two people changed one record', () => {
  const fields = ['name', 'title', 'salary', 'phone'].map((key) => ({ key, kind: 'text' }));
  const base = { name: 'حسين', title: 'ملاحظ', salary: 1, phone: null };
  const mine = { ...base, title: 'معاون', salary: 2 };
  const theirs = { ...base, title: 'أقدم', phone: '077' };
  test('only what differs is asked, and only what both changed is open', () => {
    const open = differences(fields, mine, theirs);
    expect(open.map(({ key }) => key)).toEqual(['title', 'salary', 'phone']);
    expect(proposedSides(open, mine, theirs, base)).toEqual({ salary: 'mine', phone: 'theirs' });
    expect(proposedSides(open, mine, theirs, undefined)).toEqual({});
  });
  test('the result takes each value from the side that was chosen', () => {
    expect(merged(mine, theirs, { title: 'theirs', phone: 'theirs' })).toEqual({
      name: 'حسين',
      title: 'أقدم',
      salary: 2,
      phone: '077',
    });
  });
  test('empty text and nothing are the same', () => {
    expect(differences(fields, { ...base, phone: '' }, base)).toEqual([]);
  });
});

describe('An import', () => {
  const rows = [
    ['زينب', '1'],
    ['', '2'],
    ['علي', '3'],
  ];
  const mapping = { name: 0, number: 1, note: null };
  const outcome = {
    created: 2,
    updated: 0,
    same: 0,
    rejected: [{ row: 1, problems: [{ code: 'VALUE_REQUIRED', field: 'name' }] }],
  };
  test('misses required columns and sees one column used twice', () => {
    const wanted = [
      { key: 'name', isRequired: true },
      { key: 'note', isRequired: true },
    ];
    expect(missingColumns(wanted, mapping)).toEqual(['note']);
    expect(doubledColumns({ a: 1, b: 1, c: null, d: 2 })).toEqual([1]);
  });
  test('refused rows are mended in their place, the others stay', () => {
    expect(rejectedRows(rows, outcome, mapping)).toEqual([{ name: '', number: '2' }]);
    expect(mendedRows(rows, outcome, mapping, [{ name: 'سارة', number: '2' }])).toEqual([
      ['زينب', '1'],
      ['سارة', '2'],
      ['علي', '3'],
    ]);
    const request = requestOf({ name: '', headings: ['الاسم', 'الرقم'], rows, rowNumbers: [4, 5, 9] }, mapping, []);
    expect(partedRows(request, outcome)).toEqual({
      good: { ...request, rows: [rows[0], rows[2]], rowNumbers: [4, 9] },
      rest: [rows[1]],
    });
  });
  test('a day that lost its format in Excel is shown as the day it means, a number is left alone', () => {
    const sheet = { name: '', headings: ['الرقم', 'التعيين'], rows: [['45910', '45910']] };
    const columns = [
      { key: 'number', isRequired: false },
      { key: 'began', isRequired: false, isDate: true },
    ];
    expect(requestOf(sheet, { number: 0, began: 1 }, columns).rows).toEqual([['45910', '2025-09-10']]);
  });
  test('the columns with a mistake stand beside those by which a row is known', () => {
    const columns = ['number', 'name', 'unit', 'grade', 'step', 'bank'].map((key) => ({ key, isRequired: false }));
    const at = { number: 0, name: 1, unit: 2, grade: 3, step: 4, bank: null };
    const refused = { ...outcome, rejected: [{ row: 1, problems: [{ code: 'VALUE_REQUIRED', field: 'step' }] }] };
    expect(mendingOrder(columns, { mapping: at }, refused)).toEqual(['number', 'name', 'step', 'unit', 'grade']);
  });
  test('columns that nobody takes are named, empty ones are not', () => {
    const sheet = { name: '', headings: ['الاسم', 'الرقم', 'المنصب', 'فارغ'], rows: [['علي', '1', 'مدير', '']] };
    expect(unusedColumns(sheet, mapping)).toEqual(['المنصب']);
  });
  test('a value that was mended once is offered to the rows that are refused for the same value', () => {
    const refusedFor = (row: number, field: string) => ({ row, problems: [{ code: 'UNIT_UNKNOWN', field }] });
    const refused = { ...outcome, rejected: [refusedFor(0, 'unit'), refusedFor(1, 'unit'), refusedFor(2, 'iban')] };
    const before = [{ unit: 'المرآب' }, { unit: 'المرآب' }, { unit: 'المرآب' }];
    const after = before.with(0, { unit: 'الصيانة' });
    const same = sameElsewhere(before, after, refused);
    expect(same).toEqual({ key: 'unit', from: 'المرآب', to: 'الصيانة', rows: [1] });
    expect(same && mendedElsewhere(after, same)).toEqual([
      { unit: 'الصيانة' },
      { unit: 'الصيانة' },
      { unit: 'المرآب' },
    ]);
    expect(sameElsewhere(before, before, refused)).toBeNull();
    expect(sameElsewhere(before, [{ unit: 'أ' }, { unit: 'ب' }, { unit: 'المرآب' }], refused)).toBeNull();
  });
  test('a refusal that asks about a column that the sheet lacks brings that column', () => {
    const request = requestOf({ name: '', headings: ['الاسم', 'الرقم'], rows }, mapping, []);
    const asking = { ...outcome, rejected: [{ row: 2, problems: [{ code: 'POSSIBLE', field: 'note' }] }] };
    const wide = widenedRequest(request, asking, [{ key: 'note', title: 'ملاحظة' }]);
    expect([wide.headings, wide.mapping['note']]).toEqual([['الاسم', 'الرقم', 'ملاحظة'], 2]);
    expect(mendedRows(rows, asking, wide.mapping, [{ name: 'علي', number: '3', note: 'نعم' }])[2]).toEqual([
      'علي',
      '3',
      'نعم',
    ]);
  });
});

describe('The palette', () => {
  const items = [
    { title: 'وحدة إدارية جديدة', keywords: 'قسم شعبة' },
    { title: 'الوحدات الإدارية', keywords: '' },
    { title: 'النسخ الاحتياطي', keywords: 'backup' },
  ];
  test.each([
    ['وحده', ['وحدة إدارية جديدة']],
    ['ادارية', ['وحدة إدارية جديدة', 'الوحدات الإدارية']],
    ['شعبه', ['وحدة إدارية جديدة']],
    ['BACKUP', ['النسخ الاحتياطي']],
    ['احتياطي', ['النسخ الاحتياطي']],
    ['', items.map(({ title }) => title)],
    ['رواتب', []],
  ])('finds by %s', (query, titles) => {
    expect(found(items, query).map(({ title }) => title)).toEqual(titles);
  });
});

test('A shortcut is the place on the keyboard, so that it works with Arabic letters', () => {
  const press = { key: 'س', code: 'KeyS', ctrlKey: true, metaKey: false, altKey: false, shiftKey: false };
  expect(isPressed('Ctrl+S', press)).toBe(true);
  expect(isPressed('Ctrl+S', { ...press, shiftKey: true })).toBe(false);
  expect(isPressed('S', press)).toBe(false);
  expect(isPressed('F8', { ...press, key: 'F8', code: 'F8', ctrlKey: false })).toBe(true);
});

test('Pages count themselves in the figures and the direction of the office', () => {
  const display = { language: 'ar', monthNames: 'iraqi', digits: 'arabic', showHijri: false } as const;
  const text: Text = (_key, params) => `صفحة "${params?.['page']}" من ${params?.['pages']}`;
  const css = pageCss({ pageSize: 'A3', isLandscape: true, numbers: 'counted' }, display, text);
  expect(css).toContain('size: A3 landscape');
  expect(css).toContain('content: "صفحة \\"" counter(page, arabic-indic) "\\" من " counter(pages, arabic-indic)');
  expect(css).toContain('direction: rtl');
  const batch = pageCss({ pageSize: 'A5', isLandscape: false, numbers: 'none' }, display, text);
  expect(batch).toContain('size: A5 portrait');
  expect(batch).not.toContain('counter(');
});

test('Files are looked at by their type, and pasted pictures get a name of their own', () => {
  expect(['application/pdf', 'image/png', 'image/tiff', 'text/html'].map(previewOf)).toEqual([
    'pdf',
    'image',
    'none',
    'none',
  ]);
  expect(pastedName({ name: 'image.png' }, '2026-02-15-1')).toBe('2026-02-15-1.png');
  expect(pastedName({ name: 'أمر إداري.pdf' }, 'x')).toBe('أمر إداري.pdf');
});

describe('A value of a record', () => {
  test('is told in words, whatever it is made of', () => {
    const words: ValueWords = {
      writer: writerOf({ language: 'ar', monthNames: 'iraqi', digits: 'latin', showHijri: false }),
      text: (key) => key,
      optionLabel: () => null,
      numberedLabel: (key, value) => (key === 'parentOffice' && value === 4 ? 'مديرية بلدية النهرين' : null),
      fieldLabel: (key) => ({ net: 'الصافي', employees: 'الموظفون' })[key] ?? key,
    };
    const shown = (value: unknown) => shownValue({ key: 'totals', kind: 'json' }, value, words);
    expect(shown({ employees: 60, net: 46_036_311 })).toBe('الموظفون: 60 · الصافي: 46,036,311');
    expect(shownValue({ key: 'parentOffice', kind: 'integer' }, 4, words)).toBe('مديرية بلدية النهرين');
    expect(shownValue({ key: 'days', kind: 'integer' }, 4, words)).toBe('4');
    // A path keeps its order between Arabic words.
    expect(shown(['/srv/نسخ/01', 'D:\\scan', 'كتاب/77'])).toBe(
      '\u2066/srv/نسخ/01\u2069، \u2066D:\\scan\u2069، كتاب/77',
    );
    expect(
      shown([
        { code: 'RISK', titleAr: 'الخطورة' },
        { code: 'ENG', titleAr: 'الهندسية' },
      ]),
    ).toBe('الخطورة، الهندسية');
  });
});

describe('What is pasted on a record', () => {
  const dialog = {};
  /** An element with an ancestor for each of these selectors. */
  const place = (...matching: readonly string[]) => ({
    closest: (selector: string) => (selector.split(', ').some((each) => matching.includes(each)) ? dialog : null),
    checkVisibility: () => true,
  });
  const panel = place();

  test.each([
    ['while nothing has the focus', panel, null, true],
    ['while a button of the page has it', panel, place(), true],
    ['while somebody types in a field', panel, place('input'), false],
    ['while the panel lies behind another tab', { ...panel, checkVisibility: () => false }, null, false],
    ['while the window is locked', place('[inert]'), null, false],
    ['while a dialog beside it has the focus', panel, place('[role="dialog"]'), false],
    ['while the dialog around it has the focus', place('[role="dialog"]'), place('[role="dialog"]'), true],
  ])('%s: taken %s', (_, target, focused, expected) => expect(isPasteFor(target, focused)).toBe(expected));
});

test('a Kurdish range of figures keeps its order in a drawing', () => {
  const writer = writerOf({ language: 'ckb', digits: 'latin', monthNames: 'iraqi', showHijri: false });
  const options = chartOptions({ kind: 'bar', title: '', categories: ['50 تا 59'], series: [] }, writer);
  const { axisLabel } = options['xAxis'] as { axisLabel: { formatter: (name: string) => string } };
  expect(axisLabel.formatter('50 تا 59')).toBe('\u206850 تا 59\u2069');
});

import { useMemo, useState } from 'react';
import { z } from 'zod';
import { localDate } from '#kernel/date.ts';
import { zDate, zRequired } from '#modules/contract.ts';
import { useText } from '#renderer/locale/text.ts';
import type { EntryColumn, EntryRow } from '../entry-grid/entry-column.ts';
import { EntryGrid } from '../entry-grid/entry-grid.tsx';

const schema = z.strictObject({
  name: zRequired(100),
  number: zRequired(20),
  salary: z.number().int().min(1),
  hiredOn: zDate,
  state: z.enum(['active', 'leave', 'stopped', 'retired']),
  isPermanent: z.boolean(),
});

const newRow = (): EntryRow => ({
  name: '',
  number: '',
  salary: null,
  hiredOn: null,
  state: 'active',
  isPermanent: false,
});

const start: readonly EntryRow[] = [
  {
    name: 'كرار سلمان جبار الساعدي',
    number: '100201',
    salary: 637_500,
    hiredOn: localDate('2016-04-16'),
    state: 'active',
    isPermanent: true,
  },
  {
    name: 'شيلان رزگار کریم البرزنجي',
    number: '100202',
    salary: '12,5',
    hiredOn: '31/2/2020',
    state: 'leave',
    isPermanent: true,
  },
  {
    name: '',
    number: '100203',
    salary: 417_000,
    hiredOn: localDate('2019-11-03'),
    state: 'active',
    isPermanent: false,
  },
];

/** Rows of staff as they are typed in; two of them are wrong. */
export function GalleryEntry() {
  const text = useText();
  const [rows, setRows] = useState(start);
  const columns = useMemo<readonly EntryColumn[]>(
    () => [
      { key: 'name', title: text('kit.field.name'), kind: 'text', width: 260 },
      { key: 'number', title: text('kit.field.number'), kind: 'text', isLtr: true, width: 120 },
      { key: 'salary', title: text('kit.field.salary'), kind: 'money', width: 220 },
      { key: 'hiredOn', title: text('kit.field.hiredOn'), kind: 'date', width: 270 },
      {
        key: 'state',
        title: text('kit.field.state'),
        kind: 'enum',
        width: 150,
        options: (['active', 'leave', 'stopped', 'retired'] as const).map((value) => ({
          value,
          label: text(`kit.gallery.state.${value}`),
        })),
      },
      { key: 'isPermanent', title: text('kit.field.isPermanent'), kind: 'boolean' },
    ],
    [text],
  );
  return (
    <EntryGrid
      label={text('kit.gallery.people')}
      columns={columns}
      rows={rows}
      schema={schema}
      module="kit"
      newRow={newRow}
      height={200}
      onChange={setRows}
    />
  );
}

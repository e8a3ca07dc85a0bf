import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useText } from '#renderer/locale/text.ts';
import type { Column } from '../grid/column.ts';
import { Grid } from '../grid/grid.tsx';
import type { SavedView } from '../grid/views-menu.tsx';
import { galleryPeople, type GalleryPerson } from './people.ts';

export const GALLERY_ROWS = 100_000;

/** A hundred thousand people. */
export function GalleryGrid() {
  const text = useText();
  const rows = useMemo(() => galleryPeople(GALLERY_ROWS), []);
  const columns = usePeopleColumns();
  const [views, setViews] = useState<readonly SavedView[]>([]);
  const [opened, setOpened] = useState('');
  return (
    <>
      <Grid
        id="gallery.people"
        label={text('kit.gallery.people')}
        rows={rows}
        columns={columns}
        rowKey={(row) => row.id}
        height="460px"
        onOpen={(row) => setOpened(row.name)}
        actions={() => <Button size="small">{text('kit.action.print')}</Button>}
        views={views}
        mayShareViews
        onSaveView={async (view) => setViews([...views, { ...view, id: String(views.length), isMine: true }])}
        onRemoveView={async (id) => setViews(views.filter((view) => view.id !== id))}
        empty={{ title: text('kit.gallery.noPeople'), hint: text('kit.gallery.noPeopleHint') }}
      />
      <output aria-live="polite">{opened}</output>
    </>
  );
}

export function usePeopleColumns(): readonly Column<GalleryPerson>[] {
  const text = useText();
  return useMemo(
    () => [
      {
        key: 'number',
        title: text('kit.field.number'),
        kind: 'text',
        value: (row) => row.number,
        width: 130,
        pin: 'start',
        isLtr: true,
      },
      { key: 'name', title: text('kit.field.name'), kind: 'text', value: (row) => row.name, width: 230, pin: 'start' },
      { key: 'unit', title: text('kit.field.unit'), kind: 'text', value: (row) => row.unit },
      { key: 'grade', title: text('kit.field.grade'), kind: 'number', value: (row) => Number(row.grade), width: 90 },
      {
        key: 'state',
        title: text('kit.field.state'),
        kind: 'enum',
        value: (row) => row.state,
        options: [
          { value: 'active', label: text('kit.gallery.state.active'), tone: 'good' },
          { value: 'leave', label: text('kit.gallery.state.leave'), tone: 'busy' },
          { value: 'stopped', label: text('kit.gallery.state.stopped'), tone: 'warn' },
          { value: 'retired', label: text('kit.gallery.state.retired'), tone: 'plain' },
        ],
      },
      { key: 'salary', title: text('kit.field.salary'), kind: 'money', value: (row) => row.salary, total: 'sum' },
      {
        key: 'allowance',
        title: text('kit.field.allowance'),
        kind: 'money',
        value: (row) => row.allowance,
        total: 'sum',
      },
      { key: 'hiredOn', title: text('kit.field.hiredOn'), kind: 'date', value: (row) => row.hiredOn },
      { key: 'month', title: text('kit.field.month'), kind: 'month', value: (row) => row.month },
      { key: 'isPermanent', title: text('kit.field.isPermanent'), kind: 'boolean', value: (row) => row.isPermanent },
      {
        key: 'phone',
        title: text('kit.field.phone'),
        kind: 'text',
        value: (row) => row.phone,
        width: 150,
        isLtr: true,
      },
      { key: 'changedAt', title: text('kit.field.changedAt'), kind: 'moment', value: (row) => row.changedAt },
    ],
    [text],
  );
}

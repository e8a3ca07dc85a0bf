import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { money } from '#kernel/money.ts';
import { useText } from '#renderer/locale/text.ts';
import type { Action } from '../actions.tsx';
import { Chart } from '../chart/chart.tsx';
import { openPalette } from '../command-palette.tsx';
import { useConfirm } from '../confirm.tsx';
import { EmptyState } from '../empty-state.tsx';
import { Amount } from '../hide-amounts.tsx';
import { Loading } from '../loading.tsx';
import { PageHeader } from '../page-header.tsx';
import { PersonName } from '../person-name.tsx';
import { Problems } from '../problems.tsx';
import { ProgressBar } from '../progress-bar.tsx';
import { SideDrawer } from '../side-drawer.tsx';
import { StatusTag } from '../status-tag.tsx';
import { useToast } from '../toast.tsx';
import { AmountInWords } from '../fields/money-field.tsx';

export function GalleryHeader() {
  const text = useText();
  const toast = useToast();
  const actions = useMemo<readonly Action[]>(
    () => [
      {
        id: 'gallery.new',
        title: 'kit.gallery.newPerson',
        icon: 'plus',
        shortcut: 'Ctrl+M',
        tone: 'primary',
        keywords: 'إضافة موظف new',
        perform: () => toast.done(text('kit.gallery.newPerson')),
      },
      {
        id: 'gallery.print',
        title: 'kit.action.print',
        icon: 'print',
        shortcut: 'Ctrl+P',
        perform: () => toast.done(text('kit.action.print')),
      },
      {
        id: 'gallery.remove',
        title: 'kit.action.remove',
        icon: 'trash',
        tone: 'danger',
        answer: { ok: false, problems: [{ code: 'GALLERY_CLOSED' }] },
        perform: () => undefined,
      },
    ],
    [text, toast],
  );
  return (
    <PageHeader
      title="شعبة الرواتب"
      subtitle={
        <PersonName
          name={{ nameAr: 'أحمد جاسم محمد الجبوري', nameCkb: 'ئەحمەد جاسم محەمەد', nameEn: 'Ahmed Jasim Mohammed' }}
        />
      }
      status={<StatusTag tone="good">{text('kit.gallery.state.active')}</StatusTag>}
      back={{ label: text('kit.action.back'), perform: () => toast.done(text('kit.action.back')) }}
      actions={actions}
    />
  );
}

export function GallerySmall() {
  const text = useText();
  const toast = useToast();
  const confirm = useConfirm();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="kit-gallery-parts">
      <div className="kit-row">
        <StatusTag tone="good">{text('kit.gallery.state.active')}</StatusTag>
        <StatusTag tone="busy">{text('kit.gallery.state.leave')}</StatusTag>
        <StatusTag tone="warn">{text('kit.gallery.state.stopped')}</StatusTag>
        <StatusTag tone="bad">{text('kit.import.rejectedCount', { count: 3 })}</StatusTag>
        <StatusTag tone="plain">{text('kit.gallery.state.retired')}</StatusTag>
        <Amount value={money(1_152_500)} /> <AmountInWords value={money(1_152_500)} />
        <PersonName name="زينب عبد الأمير كاظم الخفاجي" length="short" />
      </div>
      <div className="kit-row">
        <Button onClick={openPalette}>{text('kit.palette.open')}</Button>
        <Button onClick={() => setOpen(true)}>{text('kit.action.open')}</Button>
        <Button
          onClick={() =>
            toast.undo(text('kit.gallery.saved', { name: 'زينب' }), async () => toast.done(text('kit.action.undo')))
          }
        >
          {text('kit.action.save')}
        </Button>
        <Button
          danger
          onClick={() =>
            void confirm({
              title: text('kit.files.removeTitle', { name: '1047.pdf' }),
              confirm: text('kit.action.remove'),
              tone: 'danger',
            })
          }
        >
          {text('kit.action.remove')}
        </Button>
      </div>
      <ProgressBar
        label={text('kit.import.committing')}
        value={0.42}
        onCancel={() => toast.done(text('kit.action.cancel'))}
      />
      <Problems
        module="kit"
        problems={[
          { code: 'VALUE_REQUIRED', field: 'name' },
          { code: 'MONEY_TOO_LARGE', params: { limit: 999_999_999_999 }, field: 'salary' },
          { code: 'INTERNAL' },
        ]}
        reference="A7F3-21"
      />
      <div className="kit-gallery-pair">
        <EmptyState
          title={text('kit.gallery.noPeople')}
          hint={text('kit.gallery.noPeopleHint')}
          icon="users"
          action={{ id: 'gallery.empty', title: 'kit.gallery.newPerson', icon: 'plus', perform: () => undefined }}
        />
        <Loading lines={4} />
      </div>
      <SideDrawer isOpen={isOpen} title={text('kit.gallery.personal')} onClose={() => setOpen(false)}>
        <Loading lines={3} />
      </SideDrawer>
    </div>
  );
}

export function GalleryCharts() {
  const text = useText();
  const [picked, setPicked] = useState('');
  const categories = useMemo(
    () => (['active', 'leave', 'stopped', 'retired'] as const).map((state) => text(`kit.gallery.state.${state}`)),
    [text],
  );
  const series = useMemo(
    () => [
      { name: '2025', values: [412, 38, 12, 56] },
      { name: '2026', values: [437, 29, 9, 71] },
    ],
    [],
  );
  return (
    <>
      <div className="kit-gallery-pair">
        <Chart
          kind="bar"
          title={text('kit.gallery.people')}
          categories={categories}
          series={series}
          onPick={({ category }) => setPicked(category)}
        />
        <Chart
          kind="pie"
          title={text('kit.field.state')}
          categories={categories}
          series={series}
          onPick={({ category }) => setPicked(category)}
        />
      </div>
      <output aria-live="polite">{picked}</output>
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { z } from 'zod';
import type { Column } from '#renderer/kit/grid/column.ts';
import { EmptyState } from '#renderer/kit/empty-state.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { RunDetail, zComparison } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useComponentNames } from '../lookups.ts';
import { PayList } from '../papers/pay-list.tsx';
import { useRunName } from '../papers/run-name.ts';

type Comparison = z.infer<typeof zComparison>;
type Person = Comparison['people'][number];
type Component = Comparison['components'][number];

/** With the mark of direction that keeps it before its figures. */
const PLUS = '\u200E+';

const tones = { CAME: 'good', LEFT: 'bad', CHANGED: 'busy' } as const;

/** Who came, who left, whose pay changed and by what, against the last locked month. */
export function ChangedPeople({ run }: { readonly run: RunDetail }) {
  return (
    <OfLastMonth run={run}>
      {(data, against) => <People run={run} people={data.people} against={against} />}
    </OfLastMonth>
  );
}

/** The sums of the components against those of the last locked month. */
export function ChangedComponents({ run }: { readonly run: RunDetail }) {
  return (
    <OfLastMonth run={run}>
      {(data, against) => <Components run={run} components={data.components} against={against} />}
    </OfLastMonth>
  );
}

function OfLastMonth(props: {
  readonly run: RunDetail;
  readonly children: (data: Comparison, against: string) => ReactNode;
}) {
  const text = useText();
  const { month } = useDisplay();
  const { data } = useQuery(query.report.comparison.queryOptions({ input: { runId: props.run.id } }));
  if (!data) return <Loading lines={8} />;
  if (data.previousMonth === null) {
    return (
      <EmptyState icon="history" title={text('payroll.compare.noMonth')} hint={text('payroll.compare.noMonthHint')} />
    );
  }
  return props.children(data, text('payroll.compare.against', { month: month(data.previousMonth) }));
}

interface Against {
  readonly run: RunDetail;
  readonly against: string;
}

function People({ run, people, against }: Against & { readonly people: readonly Person[] }) {
  const text = useText();
  const navigate = useNavigate();
  const runName = useRunName();
  const componentName = useComponentNames();
  const { number } = useDisplay();
  const columns = useMemo<readonly Column<Person>[]>(
    () => [
      {
        key: 'fullName',
        title: text('payroll.field.fullName'),
        kind: 'text',
        width: 220,
        value: (row) => row.fullName,
      },
      {
        ...{ key: 'change', title: text('payroll.compare.change'), kind: 'enum', width: 110 },
        options: (['CAME', 'LEFT', 'CHANGED'] as const).map((value) => ({
          ...{ value, label: text(`payroll.option.change.${value}`), tone: tones[value] },
        })),
        value: (row) => row.change,
      },
      ...beforeAndNow<Person>(text).map((column) => ({ ...column, total: 'sum' as const })),
      {
        ...{ key: 'why', title: text('payroll.compare.components'), kind: 'text', width: 420 },
        value: (row) =>
          row.components
            .map(({ code, before, now }) => `${componentName(code)} ${now > before ? PLUS : ''}${number(now - before)}`)
            .join(' · '),
      },
    ],
    [text, componentName, number],
  );
  return (
    <PayList
      id="payroll.comparison.people"
      label={text('payroll.compare.people')}
      subtitle={[runName(run), against].join(' — ')}
      rows={people}
      columns={columns}
      rowKey={({ employeeId }) => employeeId}
      isLandscape
      onOpen={({ slipId }) => {
        if (slipId !== null) void navigate(`/payroll/slips/${slipId}`);
      }}
      empty={{ title: text('payroll.compare.same') }}
    />
  );
}

function Components({ run, components, against }: Against & { readonly components: readonly Component[] }) {
  const text = useText();
  const runName = useRunName();
  const componentName = useComponentNames();
  const columns = useMemo<readonly Column<Component>[]>(
    () => [
      {
        ...{ key: 'code', title: text('payroll.field.component'), kind: 'text', width: 260 },
        value: (row) => componentName(row.code),
      },
      // Earnings and deductions stand in one list: no sum, it would say nothing.
      ...beforeAndNow<Component>(text),
    ],
    [text, componentName],
  );
  return (
    <PayList
      id="payroll.comparison.components"
      label={text('payroll.compare.byComponent')}
      subtitle={[runName(run), against].join(' — ')}
      rows={components}
      columns={columns}
      rowKey={({ code }) => code}
      empty={{ title: text('payroll.compare.same') }}
    />
  );
}

function beforeAndNow<Row extends { readonly before: number; readonly now: number }>(
  text: ReturnType<typeof useText>,
): readonly Column<Row>[] {
  return [
    { key: 'before', title: text('payroll.compare.before'), kind: 'money', value: (row) => row.before },
    { key: 'now', title: text('payroll.compare.now'), kind: 'money', value: (row) => row.now },
    {
      ...{ key: 'difference', title: text('payroll.field.difference'), kind: 'money' },
      value: (row) => row.now - row.before,
    },
  ];
}

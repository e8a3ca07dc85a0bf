import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import type { z } from 'zod';
import { monthOf, shiftMonth, type Month } from '#kernel/date.ts';
import { Chart } from '#renderer/kit/chart/chart.tsx';
import { EmptyState } from '#renderer/kit/empty-state.tsx';
import { useClear } from '#renderer/kit/fields/clear.tsx';
import { MonthInput } from '#renderer/kit/fields/month-field.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Loading } from '#renderer/kit/loading.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import type { zCost } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useComponentNames, useEntityOptions } from '../lookups.ts';
import { PayList } from '../papers/pay-list.tsx';
import './cost.css';
import './reports.css';
import { PickedList } from './picked-list.tsx';
import { UnitCost } from './unit-cost.tsx';

type MonthRow = z.infer<typeof zCost>['months'][number];

const MONTHS_BACK = 11;
/** Components shown beside each other; the others are in the list. */
const COMPONENTS_SHOWN = 12;

/** What the pay costs by month, component and unit. Every column of a chart opens the run or the list behind it. */
export default function Cost() {
  const text = useText();
  const { today } = useDesk();
  const entities = useEntityOptions();
  const [entityId, setEntityId] = useState<string | null>(null);
  const [toMonth, setToMonth] = useState<Month>(monthOf(today));
  const [fromMonth, setFromMonth] = useState<Month>(shiftMonth(monthOf(today), -MONTHS_BACK));
  const { data } = useQuery(query.report.cost.queryOptions({ input: { entityId, fromMonth, toMonth } }));
  return (
    <>
      <PageHeader title={text('payroll.cost.title')} subtitle={text('payroll.cost.body')} module="payroll" />
      <div className="kit-row pay-tools">
        <Select
          value={entityId}
          allowClear={useClear()}
          style={{ inlineSize: 300 }}
          aria-label={text('payroll.field.entityId')}
          placeholder={text('payroll.cost.allEntities')}
          options={entities.map(({ value, label }) => ({ value, label }))}
          onChange={(chosen: string | null | undefined) => setEntityId(chosen ?? null)}
        />
        <span>{text('payroll.field.fromMonth')}</span>
        <span className="pay-narrow">
          <MonthInput
            value={fromMonth}
            label={text('payroll.field.fromMonth')}
            onChange={(month) => {
              if (month !== null) setFromMonth(month);
            }}
          />
        </span>
        <span>{text('payroll.field.toMonth')}</span>
        <span className="pay-narrow">
          <MonthInput
            value={toMonth}
            label={text('payroll.field.toMonth')}
            onChange={(month) => {
              if (month !== null) setToMonth(month);
            }}
          />
        </span>
      </div>
      {!data && <Loading lines={10} />}
      {data?.months.length === 0 && (
        <EmptyState icon="chart" title={text('payroll.cost.empty')} hint={text('payroll.cost.emptyHint')} />
      )}
      {data && data.months.length > 0 && <Charts months={data.months} />}
    </>
  );
}

function Charts({ months }: { readonly months: readonly MonthRow[] }) {
  const text = useText();
  const navigate = useNavigate();
  const { month: monthName } = useDisplay();
  const componentName = useComponentNames();
  const [picked, setPicked] = useState<string | null>(null);
  const last = months.at(-1);
  const byMonth = useMemo(
    () => ({
      categories: months.map(({ month }) => monthName(month)),
      series: (['gross', 'arrears', 'stateShare'] as const).map((key) => ({
        name: text(`payroll.cost.${key}`),
        values: months.map((row) => row[key]),
      })),
    }),
    [months, monthName, text],
  );
  const codes = useMemo(() => largest(months), [months]);
  const byComponent = useMemo(
    () => ({
      categories: codes.map(componentName),
      series: [
        {
          name: text('payroll.field.amount'),
          values: codes.map((code) => months.reduce((sum, row) => sum + (row.byComponent[code] ?? 0), 0)),
        },
      ],
    }),
    [months, codes, componentName, text],
  );
  const openMonth = (row: MonthRow | undefined): void => {
    const [run] = row?.runs ?? [];
    if (run !== undefined) void navigate(`/payroll/runs/${run}`);
  };
  return (
    <>
      <div className="pay-cost">
        <Chart
          kind="bar"
          title={text('payroll.cost.byMonth')}
          {...byMonth}
          onPick={({ index }) => openMonth(months[index])}
        />
        <Chart
          kind="bar"
          title={text('payroll.cost.byComponent')}
          {...byComponent}
          onPick={({ index }) => setPicked(codes[index] ?? null)}
        />
        {last && <UnitCost month={last.month} runIds={last.runs} />}
      </div>
      <MonthList months={months} onOpen={openMonth} />
      {picked !== null && last && (
        <PickedList
          picked={{ kind: 'component', code: picked }}
          title={`${componentName(picked)} — ${monthName(last.month)}`}
          runIds={last.runs}
          onClose={() => setPicked(null)}
        />
      )}
    </>
  );
}

/** The components that cost most over the months. */
function largest(months: readonly MonthRow[]): readonly string[] {
  const sums = new Map<string, number>();
  for (const { byComponent } of months) {
    for (const [code, amount] of Object.entries(byComponent)) sums.set(code, (sums.get(code) ?? 0) + amount);
  }
  return [...sums]
    .toSorted(([, left], [, right]) => right - left)
    .slice(0, COMPONENTS_SHOWN)
    .map(([code]) => code);
}

function MonthList(props: { readonly months: readonly MonthRow[]; readonly onOpen: (row: MonthRow) => void }) {
  const { months, onOpen } = props;
  const text = useText();
  const { month: monthName } = useDisplay();
  const componentName = useComponentNames();
  const columns = useMemo<readonly Column<MonthRow>[]>(() => {
    const sum = (key: 'gross' | 'arrears' | 'stateShare' | 'net'): Column<MonthRow> => ({
      ...{ key, title: text(`payroll.cost.${key}`), kind: 'money', total: 'sum' },
      value: (row) => row[key],
    });
    const component = (code: string): Column<MonthRow> => ({
      ...{ key: `of.${code}`, title: componentName(code), kind: 'money', total: 'sum' },
      value: (row) => row.byComponent[code] ?? 0,
    });
    return [
      { key: 'month', title: text('payroll.field.month'), kind: 'month', pin: 'start', value: (row) => row.month },
      { key: 'employees', title: text('payroll.field.employees'), kind: 'number', value: (row) => row.employees },
      ...[sum('gross'), sum('arrears'), sum('stateShare'), sum('net')],
      ...largest(months).map(component),
    ];
  }, [text, componentName, months]);
  const [first, last] = [months[0], months.at(-1)];
  return (
    <PayList
      id="payroll.cost"
      label={text('payroll.cost.title')}
      subtitle={first && last ? `${monthName(first.month)} — ${monthName(last.month)}` : ''}
      rows={months}
      columns={columns}
      rowKey={({ month }) => month}
      isLandscape
      height="320px"
      onOpen={onOpen}
      empty={{ title: text('payroll.cost.empty') }}
    />
  );
}

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Segmented, Tag } from 'antd';
import { useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { shiftMonth, type Month } from '#kernel/date.ts';
import { Chart } from '#renderer/kit/chart/chart.tsx';
import { EmptyState } from '#renderer/kit/empty-state.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Loading } from '#renderer/kit/loading.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { payGroupings, type OpenOffice, type PayGrouping, type PayLine } from '../../contract/index.ts';
import { query } from '../client.ts';
import '../ministry.css';
import { Components } from './components.tsx';
import { MonthChoice } from './month-choice.tsx';
import { Unfinished } from './unfinished.tsx';
import { useMonth } from './use-month.ts';

const groupings = [...payGroupings, 'component'] as const;
const BARS_SHOWN = 12;

/** What the ministry pays in a month, by governorate, office, unit or component, beside the month before. */
export default function UnifiedPayroll() {
  const text = useText();
  const { months, month, unfinished, choose, isPending } = useMonth();
  const [params, setParams] = useSearchParams();
  const by = groupings.find((grouping) => grouping === params.get('by')) ?? 'governorate';
  const governorate = params.get('governorate');
  const show = (next: Readonly<Record<string, string | null>>, how?: { readonly replace: boolean }): void => {
    const all = { ...Object.fromEntries(params), ...next };
    setParams(
      Object.fromEntries(Object.entries(all).flatMap(([key, value]) => (value === null ? [] : [[key, value]]))),
      how,
    );
  };
  const within = by === 'office' || by === 'unit' ? governorate : null;
  return (
    <>
      <PageHeader title={text('ministry.payroll.title')} subtitle={text('ministry.payroll.body')} module="ministry" />
      {isPending && <Loading lines={8} />}
      {!isPending && month === null && <EmptyState icon="money" title={text('ministry.payroll.empty')} />}
      {month !== null && (
        <>
          <div className="kit-row ministry-tools">
            <MonthChoice months={months} month={month} onChoose={choose} />
            <Segmented
              value={by}
              options={groupings.map((value) => ({ value, label: text(`ministry.by.${value}`) }))}
              onChange={(next) => show({ by: next }, { replace: true })}
            />
            {within !== null && (
              <Tag
                closable={{ 'aria-label': text('kit.action.close') }}
                onClose={() => show({ governorate: null }, { replace: true })}
              >
                {text(`ministry.governorate.${within}`)}
              </Tag>
            )}
          </div>
          <Unfinished offices={unfinished} />
          {by === 'component' ? (
            <Components month={month} />
          ) : (
            <Totals
              key={by}
              month={month}
              by={by}
              within={within}
              lacking={unfinished}
              hasBefore={months.includes(shiftMonth(month, -1))}
              onGovernorate={(chosen) => show({ governorate: chosen, by: 'office' })}
            />
          )}
        </>
      )}
    </>
  );
}

interface TotalsProps {
  readonly month: Month;
  readonly by: PayGrouping;
  /** Only the offices of this governorate. */
  readonly within: string | null;
  /** The offices that the month lacks, and whether anything was paid in the month before: what lacks is not compared. */
  readonly lacking: readonly OpenOffice[];
  readonly hasBefore: boolean;
  readonly onGovernorate: (governorate: string) => void;
}

function Totals({ month, by, within, lacking, hasBefore, onGovernorate }: TotalsProps) {
  const text = useText();
  const navigate = useNavigate();
  const { data: all = none, isPending } = useQuery({
    ...query.payroll.totals.queryOptions({ input: { month, by } }),
    placeholderData: keepPreviousData,
  });
  const data = useMemo(
    () => (within === null ? all : all.filter(({ governorate }) => governorate === within)),
    [all, within],
  );
  const nameOf = useGroupName(by);
  const columns = useMemo(() => {
    const isWhole = (row: PayLine): boolean =>
      hasBefore &&
      !lacking.some(({ office, governorate }) =>
        row.office === null ? row.governorate === governorate : row.office === office,
      );
    return payColumns(text, nameOf, { by, isWhole });
  }, [text, nameOf, by, lacking, hasBefore]);
  const { month: monthName } = useDisplay();
  const place = within === null ? [] : [text(`ministry.governorate.${within}`)];
  const rowsOf = [monthName(month), text(`ministry.by.${by}`), ...place].join(' — ');
  const shown = data.slice(0, BARS_SHOWN);
  const open = (row: PayLine | undefined): void => {
    if (row?.office != null) void navigate(`/ministry/offices/${row.office}`);
    else if (row?.governorate != null) onGovernorate(row.governorate);
  };
  return (
    <>
      {shown.length > 0 && (
        <Chart
          kind="bar"
          title={text('ministry.payroll.chart')}
          categories={shown.map(nameOf)}
          series={[
            { name: text('ministry.field.net'), values: shown.map(({ now }) => now.net) },
            { name: text('ministry.field.netBefore'), values: shown.map(({ before }) => before.net) },
          ]}
          onPick={({ index }) => open(shown[index])}
          height={220}
        />
      )}
      <Listing
        id={`ministry.payroll.${by}`}
        label={text('ministry.payroll.title')}
        of={rowsOf}
        rows={data}
        columns={columns}
        rowKey={({ governorate, office, unitId }) => `${governorate ?? ''} ${office ?? ''} ${unitId ?? ''}`}
        isLoading={isPending}
        onOpen={open}
        empty={{ title: text('ministry.payroll.empty') }}
      />
    </>
  );
}

const none: readonly PayLine[] = [];

function useGroupName(by: PayGrouping): (row: PayLine) => string {
  const text = useText();
  return useMemo(
    () => (row) => {
      if (by === 'governorate') return row.governorate === null ? '—' : text(`ministry.governorate.${row.governorate}`);
      const office = row.officeName ?? text('ministry.twice.office', { office: row.office ?? 0 });
      return by === 'office' ? office : `${row.unitName ?? '—'} · ${office}`;
    },
    [text, by],
  );
}

function payColumns(
  text: (key: string) => string,
  nameOf: (row: PayLine) => string,
  { by, isWhole }: { readonly by: PayGrouping; readonly isWhole: (row: PayLine) => boolean },
): readonly Column<PayLine>[] {
  const title = (key: string): string => text(`ministry.field.${key}`);
  const money = (key: 'gross' | 'deductions' | 'arrears' | 'net' | 'stateShare'): Column<PayLine> => ({
    ...{ key, title: title(key), kind: 'money', total: 'sum', value: ({ now }) => now[key] },
  });
  return [
    { key: 'group', title: text(`ministry.by.${by}`), kind: 'text', width: 240, pin: 'start', value: nameOf },
    { key: 'employees', title: title('employees'), kind: 'number', total: 'sum', value: ({ now }) => now.employees },
    money('gross'),
    money('deductions'),
    money('arrears'),
    money('net'),
    { key: 'netBefore', title: title('netBefore'), kind: 'money', total: 'sum', value: ({ before }) => before.net },
    {
      key: 'change',
      title: title('change'),
      kind: 'money',
      total: 'sum',
      value: (row) => (isWhole(row) ? row.now.net - row.before.net : null),
    },
    money('stateShare'),
  ];
}

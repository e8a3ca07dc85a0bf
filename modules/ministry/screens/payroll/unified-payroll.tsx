import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useMemo } from 'react';
import { shiftMonth, type Month } from '#kernel/date.ts';
import { Chart } from '#renderer/kit/chart/chart.tsx';
import { EmptyState } from '#renderer/kit/empty-state.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Loading } from '#renderer/kit/loading.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import type { OpenOffice, PayGrouping, PayLine, PayScope } from '../../contract/index.ts';
import { query } from '../client.ts';
import '../ministry.css';
import { Components } from './components.tsx';
import { MonthChoice } from './month-choice.tsx';
import { ScopeTags, useScopeName } from './scope-tags.tsx';
import { Unfinished } from './unfinished.tsx';
import { useMonth } from './use-month.ts';
import { payViews, useScope } from './use-scope.ts';

const BARS_SHOWN = 12;

/**
 * What the ministry, a governorate or an office pays in a month, by governorate, office, unit or component, beside the
 * month before.
 */
export default function UnifiedPayroll() {
  const text = useText();
  const { months, month, unfinished, choose, isPending } = useMonth();
  const { view, scope, group, openGovernorate, openOffice, leave } = useScope();
  const scopeName = useScopeName(scope, month);
  const lacking = unfinished.filter((each) => isIn(scope, each));
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
              value={view}
              options={payViews.map((value) => ({ value, label: text(`ministry.by.${value}`) }))}
              onChange={group}
            />
            <ScopeTags scope={scope} name={scopeName} leave={leave} />
          </div>
          <Unfinished offices={lacking} />
          {view === 'component' ? (
            <Components month={month} scope={scope} scopeName={scopeName} />
          ) : (
            <Totals
              key={view}
              month={month}
              by={view}
              scope={scope}
              scopeName={scopeName}
              lacking={lacking}
              hasBefore={months.includes(shiftMonth(month, -1))}
              onGovernorate={openGovernorate}
              onOffice={openOffice}
            />
          )}
        </>
      )}
    </>
  );
}

function isIn(scope: PayScope, { governorate, office }: OpenOffice): boolean {
  return (
    (scope.governorate === undefined || scope.governorate === governorate) &&
    (scope.office === undefined || scope.office === office)
  );
}

interface TotalsProps {
  readonly month: Month;
  readonly by: PayGrouping;
  readonly scope: PayScope;
  readonly scopeName: string;
  /** The offices that the month lacks, and whether anything was paid in the month before: what lacks is not compared. */
  readonly lacking: readonly OpenOffice[];
  readonly hasBefore: boolean;
  readonly onGovernorate: (governorate: string) => void;
  readonly onOffice: (office: number) => void;
}

function Totals({ month, by, scope, scopeName, lacking, hasBefore, onGovernorate, onOffice }: TotalsProps) {
  const text = useText();
  const { data = none, isPending } = useQuery({
    ...query.payroll.totals.queryOptions({ input: { month, by, ...scope } }),
    placeholderData: keepPreviousData,
  });
  const nameOf = useGroupName(by, scope);
  const columns = useMemo(() => {
    const isWhole = (row: PayLine): boolean =>
      hasBefore &&
      !lacking.some(({ office, governorate }) =>
        row.office === null ? row.governorate === governorate : row.office === office,
      );
    return payColumns(text, nameOf, { by, isWhole });
  }, [text, nameOf, by, lacking, hasBefore]);
  const { month: monthName } = useDisplay();
  const rowsOf = [monthName(month), text(`ministry.by.${by}`), scopeName].join(' — ');
  const shown = data.slice(0, BARS_SHOWN);
  // Below a unit lies no list that this page has: whose pay it is, the office's own pages say.
  const open = (row: PayLine | undefined): void => {
    if (by === 'governorate' && row?.governorate != null) onGovernorate(row.governorate);
    if (by === 'office' && row?.office != null) onOffice(row.office);
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
        {...(by !== 'unit' && { onOpen: open })}
        empty={{ title: text('ministry.payroll.empty') }}
      />
    </>
  );
}

const none: readonly PayLine[] = [];

/** What a group is called; of units of one office that is open nobody needs to read its name in each row. */
function useGroupName(by: PayGrouping, { office: opened }: PayScope): (row: PayLine) => string {
  const text = useText();
  return useMemo(
    () => (row) => {
      if (by === 'governorate') return row.governorate === null ? '—' : text(`ministry.governorate.${row.governorate}`);
      const office = row.officeName ?? text('ministry.twice.office', { office: row.office ?? 0 });
      if (by === 'office') return office;
      return opened === undefined ? `${row.unitName ?? '—'} · ${office}` : (row.unitName ?? '—');
    },
    [text, by, opened],
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

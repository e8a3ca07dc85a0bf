import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Action } from '#renderer/kit/actions.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { runKinds, type RunRow } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useEntityOptions, useOptions, useUnitNames } from '../lookups.ts';
import { NewRun } from './new-run.tsx';
import { runTones, shownState } from './run-states.ts';

const everything = { entityId: null, state: null, kind: null, year: null };

/** The runs, newest month first; a filter of the columns or a saved view narrows them to an entity, a state, a year. */
export default function RunList() {
  const text = useText();
  const navigate = useNavigate();
  const { may } = useDesk();
  const [params, setParams] = useSearchParams();
  const { data = [], isPending } = useQuery(query.run.list.queryOptions({ input: everything }));
  const columns = useColumns(data);
  const actions = useMemo<readonly Action[]>(
    () => [
      {
        ...{ id: 'payroll.run.add', title: 'payroll.run.new', icon: 'plus', tone: 'primary', shortcut: 'Ctrl+Alt+N' },
        isVisible: may('payroll.run.prepare'),
        perform: () => setParams({ new: '' }),
      },
    ],
    [may, setParams],
  );
  return (
    <>
      <PageHeader title={text('payroll.run.title')} actions={actions} module="payroll" />
      <Listing
        id="payroll.runs"
        label={text('payroll.run.title')}
        rows={data}
        columns={columns}
        rowKey={({ id }) => id}
        isLoading={isPending}
        onOpen={({ id }) => void navigate(`/payroll/runs/${id}`)}
        empty={{ title: text('payroll.run.empty'), hint: text('payroll.run.emptyHint') }}
      />
      <NewRun
        isOpen={params.has('new')}
        runs={data}
        onClose={() => setParams({})}
        onMade={(id) => void navigate(`/payroll/runs/${id}`)}
      />
    </>
  );
}

function useColumns(runs: readonly RunRow[]): readonly Column<RunRow>[] {
  const text = useText();
  const kinds = useOptions(runKinds, 'kind');
  const entities = useEntityOptions();
  const unitName = useUnitNames();
  return useMemo(() => {
    const title = (key: string): string => text(`payroll.field.${key}`);
    const years = [...new Set(runs.map(({ month }) => month.slice(0, 4)))];
    const states = Object.entries(runTones).map(([value, tone]) => ({
      ...{ value, tone, label: text(`payroll.option.state.${value}`) },
    }));
    const money = (key: 'gross' | 'deductions' | 'arrears' | 'net', name: string, width = 125): Column<RunRow> => ({
      ...{ key, title: title(name), kind: 'money', width },
      value: ({ totals }) => totals[key],
    });
    return [
      { key: 'month', title: title('month'), kind: 'month', width: 120, pin: 'start', value: (row) => row.month },
      { key: 'kind', title: title('kind'), kind: 'enum', width: 115, options: kinds, value: (row) => row.kind },
      {
        ...{ key: 'entityId', title: title('entityId'), kind: 'enum', width: 220, options: entities },
        value: (row) => row.entityId,
        render: (row) => unitName(row.entityId) || row.entityName,
      },
      { key: 'state', title: title('state'), kind: 'enum', width: 110, options: states, value: shownState },
      {
        ...{ key: 'employees', title: title('employees'), kind: 'number', width: 90 },
        value: ({ totals }) => totals.employees,
      },
      money('gross', 'gross'),
      money('deductions', 'deductionsTotal'),
      money('net', 'net'),
      money('arrears', 'arrearsNet', 110),
      { key: 'errors', title: title('errors'), kind: 'number', width: 80, value: ({ totals }) => totals.errors },
      { key: 'warnings', title: title('warnings'), kind: 'number', width: 80, value: ({ totals }) => totals.warnings },
      { key: 'title', title: title('title'), kind: 'text', isHidden: true, value: (row) => row.title },
      {
        ...{ key: 'year', title: title('year'), kind: 'enum', width: 90, isHidden: true },
        options: years.map((year) => ({ value: year, label: year })),
        value: (row) => row.month.slice(0, 4),
      },
      { key: 'preparedBy', title: title('preparedBy'), kind: 'text', isHidden: true, value: (row) => row.preparedBy },
      { key: 'auditedBy', title: title('auditedBy'), kind: 'text', isHidden: true, value: (row) => row.auditedBy },
      { key: 'approvedBy', title: title('approvedBy'), kind: 'text', isHidden: true, value: (row) => row.approvedBy },
      { key: 'lockedAt', title: title('lockedAt'), kind: 'moment', isHidden: true, value: (row) => row.lockedAt },
      { key: 'package', title: title('packageTitle'), kind: 'text', isHidden: true, value: (row) => row.packageTitle },
    ];
  }, [text, runs, kinds, entities, unitName]);
}

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { z } from 'zod';
import { distinctTitles } from '#renderer/kit/fields/distinct-titles.ts';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useText } from '#renderer/locale/text.ts';
import type { RunDetail, zUnitTotals } from '../../contract/index.ts';
import { sheetCodes } from '../../rules/sheet-codes.ts';
import { query } from '../client.ts';
import { useComponentNames, useUnitNodes } from '../lookups.ts';
import { PayList } from '../papers/pay-list.tsx';
import { useRunName } from '../papers/run-name.ts';

type Row = z.infer<typeof zUnitTotals>['units'][number];

/** The sums of a run unit by unit, in the columns of the sheet. */
export function UnitTotals({ run }: { readonly run: RunDetail }) {
  const text = useText();
  const runName = useRunName();
  const componentName = useComponentNames();
  const filter = { runId: run.id, search: null, unitId: null, isHeld: null };
  const { data: sums } = useQuery(query.slip.sums.queryOptions({ input: filter }));
  const { data } = useQuery(query.report.unitTotals.queryOptions({ input: { runId: run.id } }));
  const nodes = useUnitNodes();
  const columns = useMemo<readonly Column<Row>[]>(() => {
    const nameOf = distinctTitles(nodes, data?.units.map(({ unitId }) => unitId) ?? []);
    const codes = sheetCodes(sums ?? { lines: {}, deductions: {} });
    const component = (code: string): Column<Row> => ({
      ...{ key: code, title: componentName(code), kind: 'money', width: 120, total: 'sum' },
      value: (row) => row.byComponent[code] ?? 0,
    });
    const sum = (key: 'gross' | 'deductions' | 'net' | 'stateShare', title: string): Column<Row> => ({
      ...{ key, title: text(title), kind: 'money', width: 125, total: 'sum' },
      value: (row) => row[key],
    });
    return [
      {
        ...{ key: 'unitName', title: text('payroll.field.unitId'), kind: 'text' },
        width: 240,
        pin: 'start',
        value: (row) => nameOf(row.unitId) ?? row.unitName,
      },
      {
        ...{ key: 'employees', title: text('payroll.field.employees'), kind: 'number', total: 'sum' },
        value: (row) => row.employees,
      },
      ...codes.earnings.map(component),
      sum('gross', 'payroll.field.gross'),
      ...codes.deductions.map(component),
      sum('deductions', 'payroll.field.deductionsTotal'),
      ...(data?.components.includes('ARREARS') === true ? [component('ARREARS')] : []),
      sum('net', 'payroll.field.net'),
      sum('stateShare', 'payroll.field.stateShare'),
    ];
  }, [text, componentName, nodes, sums, data]);
  return (
    <PayList
      id="payroll.units"
      label={text('payroll.list.units')}
      subtitle={runName(run)}
      rows={data?.units ?? []}
      columns={columns}
      rowKey={({ unitId }) => unitId}
      isLoading={!data || !sums}
      isLandscape
      fileName={`${text('payroll.list.units')} ${run.month}`}
      empty={{ title: text('payroll.sheet.empty') }}
    />
  );
}

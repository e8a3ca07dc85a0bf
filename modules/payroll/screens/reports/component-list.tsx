import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { z } from 'zod';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Loading } from '#renderer/kit/loading.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { RunDetail, zComponentList } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useCodeNames, useComponentNames, useUnitNames } from '../lookups.ts';
import { PayList } from '../papers/pay-list.tsx';
import { useRunName } from '../papers/run-name.ts';
import { Figures } from './figures.tsx';

type List = z.infer<typeof zComponentList>;
type Row = List['rows'][number];

/** What is paid to the staff, or taken from them to be sent on: to the tax office, the pension fund, a bank. */
type Side = 'paid' | 'taken';

/** One component person by person, and what it comes to. */
export function ComponentList({ run, code }: { readonly run: RunDetail; readonly code: string }) {
  const text = useText();
  const navigate = useNavigate();
  const runName = useRunName();
  const componentName = useComponentNames();
  const { data } = useQuery(query.report.componentList.queryOptions({ input: { runId: run.id, code } }));
  const filter = { runId: run.id, search: null, unitId: null, isHeld: null };
  const { data: sums } = useQuery(query.slip.sums.queryOptions({ input: filter }));
  const side: Side = sums && code in sums.deductions ? 'taken' : 'paid';
  const columns = useColumns(code, side, data);
  if (!data || !sums) return <Loading lines={8} />;
  const figures = [
    { label: text('payroll.list.ofMonth'), amount: data.total },
    ...(data.arrearsTotal === 0 ? [] : [{ label: text('payroll.list.arrears'), amount: data.arrearsTotal }]),
    ...(data.stateShareTotal === 0 ? [] : [{ label: text('payroll.field.stateShare'), amount: data.stateShareTotal }]),
    { label: text(wholeKeys[side]), amount: data.remittance },
  ];
  return (
    <>
      <Figures figures={figures} />
      <PayList
        id={`payroll.list.${code}`}
        label={text('payroll.list.of', { component: componentName(code) })}
        subtitle={runName(run)}
        rows={data.rows}
        columns={columns}
        rowKey={({ slipId }) => slipId}
        height="calc(100dvh - 375px)"
        fileName={`${componentName(code)} ${run.month}`}
        onOpen={({ slipId }) => void navigate(`/payroll/slips/${slipId}`)}
        empty={{ title: text('payroll.list.nobody') }}
      />
    </>
  );
}

/** Only what was taken is sent on. */
const wholeKeys = { paid: 'payroll.list.whole', taken: 'payroll.list.remittance' } as const;

function useColumns(code: string, side: Side, list: List | undefined): readonly Column<Row>[] {
  const text = useText();
  const unitName = useUnitNames();
  const codeName = useCodeNames();
  return useMemo(() => {
    const title = (key: string): string => text(`payroll.field.${key}`);
    const has = (total: number | undefined): boolean => total !== undefined && total !== 0;
    const isDetailed = list?.rows.some(({ detail }) => detail !== null) === true;
    const detail: Column<Row> = {
      ...{ key: 'detail', kind: 'text', width: 170 },
      title: code === 'TAX' ? title('taxStatus') : text('payroll.list.detail'),
      value: (row) => (code === 'TAX' ? codeName(row.detail) : row.detail),
    };
    const share: Column<Row> = {
      ...{ key: 'stateShare', title: title('stateShare'), kind: 'money', total: 'sum' },
      value: (row) => row.stateShare,
    };
    const arrears: Column<Row> = {
      ...{ key: 'arrears', title: text('payroll.list.arrears'), kind: 'money', total: 'sum' },
      value: (row) => row.arrears,
    };
    const whole: Column<Row> = {
      ...{ key: 'remittance', title: text(wholeKeys[side]), kind: 'money', total: 'sum' },
      value: (row) => row.amount + row.arrears + row.stateShare,
    };
    return [
      {
        ...{ key: 'employeeNumber', title: title('employeeNumber'), kind: 'text' },
        width: 110,
        isLtr: true,
        value: (row) => row.employeeNumber,
      },
      { key: 'fullName', title: title('fullName'), kind: 'text', width: 240, value: (row) => row.fullName },
      { key: 'unitId', title: title('unitId'), kind: 'text', width: 190, value: (row) => unitName(row.unitId) },
      ...(isDetailed ? [detail] : []),
      {
        ...{
          key: 'base',
          title: text(code === 'TAX' ? 'payroll.field.gross' : 'payroll.list.base'),
          kind: 'money',
          total: 'sum',
        },
        value: (row) => row.base,
      },
      { ...{ key: 'amount', title: title('amount'), kind: 'money', total: 'sum' }, value: (row) => row.amount },
      ...(has(list?.arrearsTotal) ? [arrears] : []),
      ...(has(list?.stateShareTotal) ? [share] : []),
      ...(has(list?.arrearsTotal) || has(list?.stateShareTotal) || side === 'taken' ? [whole] : []),
    ];
  }, [text, unitName, codeName, code, side, list]);
}

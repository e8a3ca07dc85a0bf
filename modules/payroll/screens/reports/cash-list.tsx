import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { z } from 'zod';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useText } from '#renderer/locale/text.ts';
import type { RunDetail, zCashList } from '../../contract/index.ts';
import { query } from '../client.ts';
import { PayList } from '../papers/pay-list.tsx';
import { useRunName } from '../papers/run-name.ts';

type Row = z.infer<typeof zCashList>['rows'][number];

/** Who is paid in cash: in whole notes, the rest carried to the next month, with a place to sign. */
export function CashList({ run }: { readonly run: RunDetail }) {
  const text = useText();
  const runName = useRunName();
  const { data, isPending } = useQuery(query.report.cashList.queryOptions({ input: { runId: run.id } }));
  const columns = useMemo<readonly Column<Row>[]>(() => {
    const title = (key: string): string => text(`payroll.field.${key}`);
    const sum = (key: 'net' | 'carriedIn' | 'paid' | 'remainder', heading: string): Column<Row> => ({
      ...{ key, title: heading, kind: 'money', total: 'sum', width: 120 },
      value: (row) => row[key],
    });
    return [
      {
        ...{ key: 'employeeNumber', title: title('employeeNumber'), kind: 'text' },
        width: 100,
        isLtr: true,
        value: (row) => row.employeeNumber,
      },
      { key: 'fullName', title: title('fullName'), kind: 'text', width: 240, value: (row) => row.fullName },
      sum('net', title('net')),
      sum('carriedIn', text('payroll.list.carriedIn')),
      sum('paid', text('payroll.list.handedOut')),
      sum('remainder', text('payroll.list.remainder')),
      {
        ...{ key: 'signature', title: text('payroll.list.signature'), kind: 'text', isForHand: true },
        width: 170,
        value: () => null,
      },
    ];
  }, [text]);
  return (
    <PayList
      id="payroll.cash"
      label={text('payroll.list.cash')}
      subtitle={runName(run)}
      rows={data?.rows ?? []}
      columns={columns}
      rowKey={({ slipId }) => slipId}
      isLoading={isPending}
      fileName={`${text('payroll.list.cash')} ${run.month}`}
      empty={{ title: text('payroll.list.noCash') }}
    />
  );
}

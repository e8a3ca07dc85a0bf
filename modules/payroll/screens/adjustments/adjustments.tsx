import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useText } from '#renderer/locale/text.ts';
import type { AdjustmentRow, RunDetail } from '../../contract/index.ts';
import { call, query } from '../client.ts';
import { KeptList } from '../kept-list.tsx';
import { useComponentNames } from '../lookups.ts';
import { EditAdjustment } from './edit-adjustment.tsx';
import { NewAdjustments } from './new-adjustments.tsx';

/** What orders add to a run alone, or take from it, person by person. */
export function Adjustments({ run }: { readonly run: RunDetail }) {
  const text = useText();
  const columns = useColumns();
  const { data = [], isPending } = useQuery(query.adjustment.list.queryOptions({ input: { runId: run.id } }));
  return (
    <KeptList
      id="payroll.adjustments"
      label={text('payroll.adjustment.title')}
      rows={data}
      columns={columns}
      isLoading={isPending}
      mayEdit={run.can.adjust.ok}
      newTitle="payroll.adjustment.new"
      empty={{ title: text('payroll.adjustment.empty'), hint: text('payroll.adjustment.emptyHint') }}
      height="calc(100dvh - 290px)"
      form={(row, close) =>
        row === null ? (
          <NewAdjustments runId={run.id} onClose={close} />
        ) : (
          <EditAdjustment row={row} answer={run.can.adjust} onClose={close} />
        )
      }
      remove={({ id, revision }) => call.adjustment.remove({ id, revision })}
    />
  );
}

function useColumns(): readonly Column<AdjustmentRow>[] {
  const text = useText();
  const componentName = useComponentNames();
  return useMemo(() => {
    const title = (key: string): string => text(`payroll.field.${key}`);
    return [
      { key: 'employeeName', title: title('fullName'), kind: 'text', width: 260, value: (row) => row.employeeName },
      { key: 'code', title: title('code'), kind: 'text', width: 180, value: (row) => componentName(row.code) },
      { key: 'amount', title: title('amount'), kind: 'money', total: 'sum', value: (row) => row.amount },
      { key: 'reason', title: title('reason'), kind: 'text', width: 260, value: (row) => row.reason },
      {
        ...{ key: 'orderNumber', title: title('orderNumber'), kind: 'text', width: 120, isLtr: true },
        value: (row) => row.orderNumber,
      },
    ];
  }, [text, componentName]);
}

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { Column } from '#renderer/kit/grid/column.ts';
import type { StatusTone } from '#renderer/kit/status-tag.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { orderKinds, type OrderListRow, type OrderState } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useOptions } from '../lookups.ts';

export const orderTones: Readonly<Record<OrderState, StatusTone>> = {
  draft: 'plain',
  checked: 'warn',
  approved: 'good',
  refused: 'bad',
  reversed: 'bad',
};

/** Orders, newest first: all that the user may see, or those of one employee. */
export function OrderGrid({ employeeId }: { readonly employeeId: string | null }) {
  const text = useText();
  const navigate = useNavigate();
  const columns = useColumns();
  const { data = [], isPending } = useQuery(query.order.list.queryOptions({ input: { employeeId } }));
  return (
    <Listing
      id="hr.orders"
      label={text('hr.order.title')}
      rows={data}
      columns={columns}
      rowKey={({ id }) => id}
      isLoading={isPending}
      onOpen={({ id }) => void navigate(`/hr/orders/${id}`)}
      empty={{ title: text('hr.order.empty') }}
    />
  );
}

function useColumns(): readonly Column<OrderListRow>[] {
  const text = useText();
  const kinds = useOptions(orderKinds, 'orderKind');
  return useMemo(() => {
    const title = (key: string): string => text(`hr.field.${key}`);
    return [
      {
        ...{ key: 'number', title: title('number'), kind: 'text', width: 110, isLtr: true, pin: 'start' },
        value: (row) => row.number,
      },
      { key: 'orderDate', title: title('orderDate'), kind: 'date', value: (row) => row.orderDate },
      { key: 'kind', title: title('kind'), kind: 'enum', width: 160, options: kinds, value: (row) => row.kind },
      { key: 'employeeName', title: title('fullName'), kind: 'text', width: 260, value: (row) => row.employeeName },
      { key: 'lineCount', title: title('lineCount'), kind: 'number', width: 110, value: (row) => row.lineCount },
      { key: 'effectiveDate', title: title('effectiveDate'), kind: 'date', value: (row) => row.effectiveDate },
      { key: 'issuer', title: title('issuer'), kind: 'text', value: (row) => row.issuer },
      { key: 'subject', title: title('subject'), kind: 'text', value: (row) => row.subject },
      {
        ...{ key: 'state', title: title('state'), kind: 'enum', width: 120 },
        options: Object.entries(orderTones).map(([value, tone]) => ({
          ...{ value, tone, label: text(`hr.option.orderState.${value}`) },
        })),
        value: (row) => row.state,
      },
    ];
  }, [text, kinds]);
}

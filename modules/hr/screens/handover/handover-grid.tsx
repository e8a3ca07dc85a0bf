import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { Column } from '#renderer/kit/grid/column.ts';
import type { StatusTone } from '#renderer/kit/status-tag.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import type { HandoverRow, HandoverState } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useOfficeName } from './office-name.ts';

export const handoverTones: Readonly<Record<HandoverState, StatusTone>> = {
  sent: 'warn',
  arrived: 'warn',
  recallAsked: 'warn',
  accepted: 'good',
  recallDenied: 'good',
  refused: 'bad',
  returned: 'plain',
};

/** Those who go, or those who come, the latest first. */
export function HandoverGrid({ direction, height }: { readonly direction: 'out' | 'in'; readonly height: string }) {
  const text = useText();
  const navigate = useNavigate();
  const columns = useColumns();
  const { data = none, isPending } = useQuery(query.handover.list.queryOptions());
  const rows = useMemo(() => data.filter((row) => row.direction === direction), [data, direction]);
  const name = direction === 'out' ? 'hr.handover.outgoing' : 'hr.handover.incoming';
  return (
    <Listing
      id={`hr.handovers.${direction}`}
      label={text(name)}
      rows={rows}
      columns={columns}
      rowKey={({ id }) => id}
      isLoading={isPending}
      onOpen={({ id }) => void navigate(`/hr/handovers/${id}`)}
      empty={{ title: text(`${name}.empty`) }}
      height={height}
    />
  );
}

const none: readonly HandoverRow[] = [];

function useColumns(): readonly Column<HandoverRow>[] {
  const text = useText();
  const officeName = useOfficeName();
  return useMemo(() => {
    const title = (key: string): string => text(`hr.field.${key}`);
    return [
      {
        ...{ key: 'fullName', title: title('fullName'), kind: 'text', width: 250, pin: 'start' },
        value: (row) => row.fullName,
      },
      { key: 'otherName', title: title('otherName'), kind: 'text', width: 230, value: officeName },
      {
        ...{ key: 'state', title: title('state'), kind: 'enum', width: 170 },
        options: Object.entries(handoverTones).map(([value, tone]) => ({
          ...{ value, tone, label: text(`hr.option.handoverState.${value}`) },
        })),
        value: (row) => row.state,
      },
      {
        ...{ key: 'effectiveDate', title: title('effectiveDate'), kind: 'date', width: 115 },
        value: (row) => row.effectiveDate,
      },
      {
        ...{ key: 'lastPaidMonth', title: title('lastPaidMonth'), kind: 'month', width: 130 },
        value: (row) => row.lastPaidMonth,
      },
      {
        ...{ key: 'orderNumber', title: title('orderNumber'), kind: 'text', width: 100, isLtr: true },
        value: (row) => row.orderNumber,
      },
      { key: 'orderDate', title: title('orderDate'), kind: 'date', width: 115, value: (row) => row.orderDate },
      { key: 'answeredOn', title: title('answeredOn'), kind: 'date', width: 115, value: (row) => row.answeredOn },
      { key: 'reason', title: title('reason'), kind: 'text', width: 220, value: (row) => row.reason },
    ];
  }, [text, officeName]);
}

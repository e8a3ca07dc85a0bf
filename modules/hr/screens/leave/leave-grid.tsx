import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { Column } from '#renderer/kit/grid/column.ts';
import type { StatusTone } from '#renderer/kit/status-tag.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import type { LeaveRow, LeaveState } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useCodeOptions, useUnitNames } from '../lookups.ts';

export const leaveTones: Readonly<Record<LeaveState, StatusTone>> = {
  requested: 'warn',
  approved: 'good',
  returned: 'plain',
  refused: 'bad',
  cancelled: 'bad',
};

/** Leaves, latest first: all that the user may see, or those of one employee. */
export function LeaveGrid({ employeeId, height }: { readonly employeeId: string | null; readonly height?: string }) {
  const text = useText();
  const navigate = useNavigate();
  const columns = useColumns(employeeId === null);
  const { data = noLeaves, isPending } = useQuery(query.leave.list.queryOptions({ input: { employeeId } }));
  return (
    <Listing
      id="hr.leaves"
      label={text('hr.leave.title')}
      rows={data}
      columns={columns}
      rowKey={({ id }) => id}
      isLoading={isPending}
      onOpen={({ id }) => void navigate(`/hr/leave/${id}`)}
      empty={{ title: text('hr.leave.empty') }}
      {...(height !== undefined && { height })}
    />
  );
}

const noLeaves: readonly LeaveRow[] = [];

function useColumns(isOfAll: boolean): readonly Column<LeaveRow>[] {
  const text = useText();
  const unitName = useUnitNames();
  const types = useCodeOptions('LEAVE');
  return useMemo(() => {
    const title = (key: string): string => text(`hr.field.${key}`);
    const who: readonly Column<LeaveRow>[] = [
      {
        ...{ key: 'number', title: title('officeNumber'), kind: 'text', width: 110, isLtr: true, pin: 'start' },
        value: (row) => row.number,
      },
      { key: 'fullName', title: title('fullName'), kind: 'text', width: 240, value: (row) => row.fullName },
    ];
    return [
      ...(isOfAll ? who : []),
      { key: 'type', title: title('leaveType'), kind: 'enum', width: 170, options: types, value: (row) => row.type },
      { key: 'fromDate', title: title('fromDate'), kind: 'date', width: 115, value: (row) => row.fromDate },
      { key: 'toDate', title: title('toDate'), kind: 'date', width: 115, value: (row) => row.toDate },
      { key: 'days', title: title('days'), kind: 'number', width: 80, value: (row) => row.days },
      {
        ...{ key: 'state', title: title('state'), kind: 'enum', width: 120 },
        options: Object.entries(leaveTones).map(([value, tone]) => ({
          ...{ value, tone, label: text(`hr.option.leaveState.${value}`) },
        })),
        value: (row) => row.state,
      },
      { key: 'returnedOn', title: title('returnedOn'), kind: 'date', width: 115, value: (row) => row.returnedOn },
      { key: 'balance', title: title('balance'), kind: 'number', width: 110, value: (row) => row.balance },
      ...(isOfAll
        ? [
            {
              ...({ key: 'unitId', title: title('unitId'), kind: 'text', width: 200 } as const),
              value: (row: LeaveRow) => unitName(row.unitId),
            },
          ]
        : []),
      { key: 'reason', title: title('reason'), kind: 'text', width: 200, value: (row) => row.reason },
    ];
  }, [text, unitName, types, isOfAll]);
}

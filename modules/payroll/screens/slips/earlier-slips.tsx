import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { Month } from '#kernel/date.ts';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { runKinds, type RunKind, type SlipRow } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useCodeNames, useOptions } from '../lookups.ts';

type SlipOfMonth = SlipRow & { readonly month: Month; readonly kind: RunKind };

/** The pay of one employee in every month, newest first. */
export function EarlierSlips({ employeeId }: { readonly employeeId: string }) {
  const text = useText();
  const navigate = useNavigate();
  const columns = useColumns();
  const { data = [], isPending } = useQuery(query.slip.ofEmployee.queryOptions({ input: { employeeId } }));
  return (
    <Listing
      id="payroll.earlier"
      label={text('payroll.slip.months')}
      rows={data}
      columns={columns}
      rowKey={({ id }) => id}
      isLoading={isPending}
      height="calc(100dvh - 280px)"
      onOpen={({ id }) => void navigate(`/payroll/slips/${id}`)}
      empty={{ title: text('payroll.slip.empty') }}
    />
  );
}

function useColumns(): readonly Column<SlipOfMonth>[] {
  const text = useText();
  const codeName = useCodeNames();
  const kinds = useOptions(runKinds, 'kind');
  return useMemo(() => {
    const title = (key: string): string => text(`payroll.field.${key}`);
    const money = (key: 'gross' | 'deductionsTotal' | 'arrearsNet' | 'net'): Column<SlipOfMonth> => ({
      ...{ key, title: title(key), kind: 'money' },
      value: (row) => row[key],
    });
    return [
      { key: 'month', title: title('month'), kind: 'month', value: (row) => row.month },
      { key: 'kind', title: title('kind'), kind: 'enum', options: kinds, value: (row) => row.kind },
      { key: 'grade', title: title('grade'), kind: 'text', width: 130, value: (row) => codeName(row.grade) },
      { key: 'step', title: title('step'), kind: 'number', width: 80, value: (row) => row.step },
      ...[money('gross'), money('deductionsTotal'), money('arrearsNet'), money('net')],
      { key: 'isHeld', title: title('isHeld'), kind: 'boolean', value: (row) => row.isHeld },
    ];
  }, [text, codeName, kinds]);
}

import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useNavigate } from 'react-router';
import { Loading } from '#renderer/kit/loading.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { RunDetail } from '../../contract/index.ts';
import { query } from '../client.ts';
import { PayList } from '../papers/pay-list.tsx';
import { useRunName } from '../papers/run-name.ts';
import { sumOfColumn, useSlipColumns } from './slip-columns.ts';
import { useSlips } from './use-slips.ts';

/** Everybody whom a run pays, with every component, and the exact sums below. */
export function SlipGrid({ run }: { readonly run: RunDetail }) {
  const text = useText();
  const navigate = useNavigate();
  const runName = useRunName();
  const { month } = useDisplay();
  const { slips, isPending, sums, isComplete } = useSlips(run);
  const columns = useSlipColumns(slips, sums);
  const totalOf = useCallback((key: string) => sumOfColumn(sums, key), [sums]);
  const coming = useMemo(
    () => (isComplete || !sums ? null : { count: sums.count, totalOf }),
    [isComplete, sums, totalOf],
  );
  const codes = useQuery(query.code.list.queryOptions());
  // A grid keeps the columns it began with in their order: it begins when all of them are known.
  if (isPending || !sums || codes.isPending) return <Loading lines={10} />;
  return (
    <PayList
      id="payroll.slips"
      label={text('payroll.slip.title')}
      subtitle={runName(run)}
      isLandscape
      pageSize="A3"
      fileName={[text('payroll.slip.title'), run.entityName, month(run.month)].join(' ')}
      rows={slips}
      columns={columns}
      rowKey={({ id }) => id}
      coming={coming}
      height="calc(100dvh - 250px)"
      onOpen={({ id }) => void navigate(`/payroll/slips/${id}`)}
      empty={{ title: text('payroll.slip.empty'), hint: text('payroll.slip.emptyHint') }}
    />
  );
}

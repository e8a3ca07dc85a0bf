import { skipToken, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { EmptyState } from '#renderer/kit/empty-state.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { ledgerKinds, type LedgerRow } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useOptions } from '../lookups.ts';

/** What locked runs took from one employee, carried to the next month, or left of a cash payment. */
export function Ledger({ employeeId }: { readonly employeeId: string | null }) {
  const text = useText();
  const navigate = useNavigate();
  const columns = useColumns();
  const { data = [], isPending } = useQuery(
    query.ledger.list.queryOptions({ input: employeeId === null ? skipToken : { employeeId } }),
  );
  if (employeeId === null) return <EmptyState icon="user" title={text('payroll.ledger.chooseEmployee')} />;
  return (
    <Listing
      id="payroll.ledger"
      label={text('payroll.ledger.title')}
      rows={data}
      columns={columns}
      rowKey={({ id }) => id}
      isLoading={isPending}
      height="calc(100dvh - 270px)"
      onOpen={({ runId }) => void navigate(`/payroll/runs/${runId}`)}
      empty={{ title: text('payroll.ledger.empty') }}
    />
  );
}

function useColumns(): readonly Column<LedgerRow>[] {
  const text = useText();
  const kinds = useOptions(ledgerKinds, 'ledgerKind');
  return useMemo(() => {
    const title = (key: string): string => text(`payroll.field.${key}`);
    return [
      { key: 'month', title: title('month'), kind: 'month', value: (row) => row.month },
      { key: 'kind', title: title('kind'), kind: 'enum', width: 240, options: kinds, value: (row) => row.kind },
      { key: 'sourceTitle', title: title('sourceTitle'), kind: 'text', width: 260, value: (row) => row.sourceTitle },
      { key: 'amount', title: title('amount'), kind: 'money', value: (row) => row.amount },
      { key: 'runTitle', title: title('runTitle'), kind: 'text', isHidden: true, value: (row) => row.runTitle },
    ];
  }, [text, kinds]);
}

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useText } from '#renderer/locale/text.ts';
import type { ProposalRow } from '../../contract/index.ts';
import { ProposedList, useProposedColumns } from '../answering/proposed-list.tsx';
import { query } from '../client.ts';

const noProposals: readonly ProposalRow[] = [];

/** Rule packages that the offices propose: what waits for an answer, and what was answered. */
export default function ProposalList() {
  const text = useText();
  const { data = noProposals, isPending } = useQuery(query.proposal.list.queryOptions({ input: {} }));
  const { office, proposedAt, standing } = useProposedColumns<ProposalRow>();
  const columns = useMemo<readonly Column<ProposalRow>[]>(() => {
    const title = (key: string): string => text(`ministry.field.${key}`);
    return [
      { key: 'titleAr', title: title('proposal'), kind: 'text', width: 300, pin: 'start', value: (row) => row.titleAr },
      office,
      { key: 'firstMonth', title: title('firstMonth'), kind: 'month', width: 140, value: (row) => row.firstMonth },
      ...[proposedAt, standing],
      { key: 'note', title: title('note'), kind: 'text', width: 260, value: ({ note }) => note },
    ];
  }, [text, office, proposedAt, standing]);
  return (
    <ProposedList name="proposals" path="/ministry/proposals" rows={data} columns={columns} isLoading={isPending} />
  );
}

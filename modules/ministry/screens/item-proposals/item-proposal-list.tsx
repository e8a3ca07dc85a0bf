import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useText } from '#renderer/locale/text.ts';
import type { ItemProposalRow } from '../../contract/index.ts';
import { ProposedList, useProposedColumns } from '../answering/proposed-list.tsx';
import { query } from '../client.ts';

const noProposals: readonly ItemProposalRow[] = [];

/** Items that the offices propose: what waits for an answer, and what was answered. */
export default function ItemProposalList() {
  const text = useText();
  const { data = noProposals, isPending } = useQuery(query.itemProposal.list.queryOptions({ input: {} }));
  const { office, proposedAt, standing } = useProposedColumns<ItemProposalRow>();
  const columns = useMemo<readonly Column<ItemProposalRow>[]>(() => {
    const title = (key: string): string => text(`ministry.field.${key}`);
    return [
      { key: 'nameAr', title: title('item'), kind: 'text', width: 280, pin: 'start', value: (row) => row.nameAr },
      {
        ...{ key: 'itemCode', title: title('itemCode'), kind: 'text', width: 160 },
        value: ({ itemCode }) => itemCode ?? text('ministry.itemProposal.new'),
      },
      ...[office, proposedAt, standing],
      { key: 'reason', title: title('proposalReason'), kind: 'text', width: 320, value: ({ reason }) => reason },
    ];
  }, [text, office, proposedAt, standing]);
  return (
    <ProposedList
      name="itemProposals"
      path="/ministry/item-proposals"
      rows={data}
      columns={columns}
      isLoading={isPending}
    />
  );
}

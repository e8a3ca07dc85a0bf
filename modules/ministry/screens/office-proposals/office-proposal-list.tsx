import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { proposedChanges } from '#modules/structure/contract/index.ts';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useText } from '#renderer/locale/text.ts';
import type { OfficeProposalRow } from '../../contract/index.ts';
import { ProposedList, useProposedColumns } from '../answering/proposed-list.tsx';
import { query } from '../client.ts';

const noProposals: readonly OfficeProposalRow[] = [];

/** Changes of the tree that the offices propose: what waits for an answer, and what was answered. */
export default function OfficeProposalList() {
  const text = useText();
  const { data = noProposals, isPending } = useQuery(query.officeProposal.list.queryOptions({ input: {} }));
  const { office, proposedAt, standing } = useProposedColumns<OfficeProposalRow>();
  const columns = useMemo<readonly Column<OfficeProposalRow>[]>(() => {
    const title = (key: string): string => text(`ministry.field.${key}`);
    return [
      {
        ...{ key: 'nameAr', title: title('proposedOffice'), kind: 'text', width: 250, pin: 'start' },
        value: (row) => row.nameAr,
      },
      {
        ...{ key: 'change', title: text('structure.field.change'), kind: 'enum', width: 120 },
        options: proposedChanges.map((value) => ({ value, label: text(`structure.option.change.${value}`) })),
        value: ({ change }) => change,
      },
      { ...office, title: title('proposer'), width: 200 },
      ...[proposedAt, standing],
      { key: 'reason', title: title('proposalReason'), kind: 'text', width: 320, value: ({ reason }) => reason },
    ];
  }, [text, office, proposedAt, standing]);
  return (
    <ProposedList
      name="officeProposals"
      path="/ministry/office-proposals"
      rows={data}
      columns={columns}
      isLoading={isPending}
    />
  );
}

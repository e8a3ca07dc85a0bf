import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { proposedChanges } from '#modules/structure/contract/index.ts';
import { useOfficeNames } from '#modules/structure/screens/for-others.ts';
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
  const officeName = useOfficeNames();
  const columns = useMemo<readonly Column<OfficeProposalRow>[]>(() => {
    const title = (key: string): string => text(`ministry.field.${key}`);
    return [
      {
        ...{ key: 'about', title: title('aboutOffice'), kind: 'text', width: 230, pin: 'start' },
        // Which one is meant, as it is called now: a new one has no other name yet.
        value: ({ aboutOffice, nameAr }) => (aboutOffice === null ? nameAr : officeName(aboutOffice)),
      },
      {
        ...{ key: 'change', title: text('structure.field.change'), kind: 'enum', width: 120 },
        options: proposedChanges.map((value) => ({ value, label: text(`structure.option.change.${value}`) })),
        value: ({ change }) => change,
      },
      {
        ...{ key: 'nameAr', title: title('proposedName'), kind: 'text', width: 220 },
        value: ({ change, aboutOffice, nameAr }) =>
          change === 'reword' && aboutOffice !== null && officeName(aboutOffice) !== nameAr ? nameAr : null,
      },
      { ...office, title: title('proposer'), width: 180 },
      ...[proposedAt, standing],
      { key: 'reason', title: title('proposalReason'), kind: 'text', width: 320, value: ({ reason }) => reason },
    ];
  }, [text, officeName, office, proposedAt, standing]);
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

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { Column } from '#renderer/kit/grid/column.ts';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import type { ItemProposalRow } from '../../contract.ts';
import { query } from '../client.ts';
import { standingOf, standings, standingTones } from '../proposals/standing.ts';

const noProposals: readonly ItemProposalRow[] = [];

/** Items that the offices propose: what waits for an answer, and what was answered. */
export default function ItemProposalList() {
  const text = useText();
  const navigate = useNavigate();
  const { data = noProposals, isPending } = useQuery(query.itemProposal.list.queryOptions({ input: {} }));
  const columns = useMemo<readonly Column<ItemProposalRow>[]>(() => {
    const title = (key: string): string => text(`ministry.field.${key}`);
    return [
      { key: 'nameAr', title: title('item'), kind: 'text', width: 280, pin: 'start', value: (row) => row.nameAr },
      {
        ...{ key: 'itemCode', title: title('itemCode'), kind: 'text', width: 160 },
        value: ({ itemCode }) => itemCode ?? text('ministry.itemProposal.new'),
      },
      {
        ...{ key: 'officeName', title: title('nameAr'), kind: 'text', width: 240 },
        value: ({ office, officeName }) => officeName ?? text('ministry.twice.office', { office }),
      },
      { key: 'proposedAt', title: title('proposedAt'), kind: 'moment', width: 170, value: (row) => row.proposedAt },
      {
        ...{ key: 'standing', title: title('state'), kind: 'enum', width: 130 },
        options: standings.map((value) => ({
          ...{ value, tone: standingTones[value] },
          label: text(`ministry.proposal.${value}`),
        })),
        value: standingOf,
      },
      { key: 'reason', title: title('proposalReason'), kind: 'text', width: 320, value: ({ reason }) => reason },
    ];
  }, [text]);
  return (
    <>
      <PageHeader
        title={text('ministry.itemProposals.title')}
        subtitle={text('ministry.itemProposals.body')}
        module="ministry"
      />
      <Listing
        id="ministry.itemProposals"
        label={text('ministry.itemProposals.title')}
        rows={data}
        columns={columns}
        rowKey={({ office, id }) => `${office} ${id}`}
        isLoading={isPending}
        onOpen={({ office, id }) => void navigate(`/ministry/item-proposals/${office}/${id}`)}
        empty={{ title: text('ministry.itemProposals.empty'), hint: text('ministry.itemProposals.emptyHint') }}
      />
    </>
  );
}

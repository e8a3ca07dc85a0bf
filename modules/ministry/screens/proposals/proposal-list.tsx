import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { Column } from '#renderer/kit/grid/column.ts';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import type { ProposalRow } from '../../contract.ts';
import { query } from '../client.ts';
import { standingOf, standings, standingTones } from './standing.ts';

/** Rule packages that the offices propose: what waits for an answer, and what was answered. */
export default function ProposalList() {
  const text = useText();
  const navigate = useNavigate();
  const { data = [], isPending } = useQuery(query.proposal.list.queryOptions({ input: {} }));
  const columns = useMemo<readonly Column<ProposalRow>[]>(() => {
    const title = (key: string): string => text(`ministry.field.${key}`);
    return [
      { key: 'titleAr', title: title('proposal'), kind: 'text', width: 300, pin: 'start', value: (row) => row.titleAr },
      {
        ...{ key: 'officeName', title: title('nameAr'), kind: 'text', width: 240 },
        value: ({ office, officeName }) => officeName ?? text('ministry.twice.office', { office }),
      },
      { key: 'firstMonth', title: title('firstMonth'), kind: 'month', width: 140, value: (row) => row.firstMonth },
      { key: 'proposedAt', title: title('proposedAt'), kind: 'moment', width: 170, value: (row) => row.proposedAt },
      {
        ...{ key: 'standing', title: title('state'), kind: 'enum', width: 130 },
        options: standings.map((value) => ({
          ...{ value, tone: standingTones[value] },
          label: text(`ministry.proposal.${value}`),
        })),
        value: standingOf,
      },
      { key: 'note', title: title('note'), kind: 'text', width: 260, value: ({ note }) => note },
    ];
  }, [text]);
  return (
    <>
      <PageHeader
        title={text('ministry.proposals.title')}
        subtitle={text('ministry.proposals.body')}
        module="ministry"
      />
      <Listing
        id="ministry.proposals"
        label={text('ministry.proposals.title')}
        rows={data}
        columns={columns}
        rowKey={({ office, id }) => `${office} ${id}`}
        isLoading={isPending}
        onOpen={({ office, id }) => void navigate(`/ministry/proposals/${office}/${id}`)}
        empty={{ title: text('ministry.proposals.empty'), hint: text('ministry.proposals.emptyHint') }}
      />
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Action } from '#renderer/kit/actions.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import type { ProposalRow } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useCatalogue } from '../lookups.ts';
import { useNameColumns } from '../names.ts';
import { NewProposal } from './new-proposal.tsx';
import { standingOf, standings, standingTones } from './standing.ts';

const noProposals: readonly ProposalRow[] = [];

/** What this office proposes of the catalogue, and what the data centre answered. */
export default function ProposalList() {
  const text = useText();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const { isProposer } = useCatalogue();
  const [name] = useNameColumns<ProposalRow>(text('items.field.nameAr'), 280);
  const { data = noProposals, isPending } = useQuery(query.proposal.list.queryOptions());
  const columns = useMemo<readonly Column<ProposalRow>[]>(() => {
    const title = (key: string): string => text(`items.field.${key}`);
    return [
      name,
      {
        ...{ key: 'itemCode', title: title('code'), kind: 'text', width: 160 },
        value: ({ itemCode }) => itemCode ?? text('items.proposal.newItem'),
      },
      {
        ...{ key: 'standing', title: title('state'), kind: 'enum', width: 150 },
        options: standings.map((value) => ({
          ...{ value, tone: standingTones[value], label: text(`items.option.standing.${value}`) },
        })),
        value: standingOf,
      },
      { key: 'reason', title: title('reason'), kind: 'text', width: 320, value: ({ reason }) => reason },
      {
        ...{ key: 'answer', title: title('answer'), kind: 'text', width: 320 },
        value: ({ decision }) => decision?.reason ?? null,
      },
      { key: 'updatedAt', title: title('updatedAt'), kind: 'moment', width: 170, value: (row) => row.updatedAt },
    ];
  }, [text, name]);
  const actions = useMemo<readonly Action[]>(
    () => [
      {
        ...{ id: 'items.proposal.add', title: 'items.proposal.new', icon: 'plus', tone: 'primary' },
        ...{ shortcut: 'Ctrl+Alt+N', isVisible: isProposer },
        perform: () => setParams({ new: '' }),
      },
    ],
    [isProposer, setParams],
  );
  return (
    <>
      <PageHeader
        title={text('items.proposal.title')}
        subtitle={text('items.proposal.body')}
        actions={actions}
        module="items"
      />
      <Listing
        id="items.proposals"
        label={text('items.proposal.title')}
        rows={data}
        columns={columns}
        rowKey={({ id }) => id}
        isLoading={isPending}
        onOpen={({ id }) => void navigate(`/items/proposals/${id}`)}
        empty={{
          title: text('items.proposal.empty'),
          hint: text(isProposer ? 'items.proposal.emptyHint' : 'items.proposal.emptyAlone'),
        }}
      />
      {isProposer && params.has('new') && (
        <NewProposal of={null} onClose={() => setParams({})} onMade={(id) => void navigate(`/items/proposals/${id}`)} />
      )}
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Action } from '#renderer/kit/actions.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { proposedChanges, type ProposalRow } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useTree } from '../lookups.ts';
import { NewProposal } from './new-proposal.tsx';
import { standingOf, standings, standingTones } from './standing.ts';

const noProposals: readonly ProposalRow[] = [];

/** What this office proposes of the tree of the ministry, and what the data centre answered. */
export default function ProposalList() {
  const text = useText();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const language = useLanguage();
  const { isProposer } = useTree();
  const { data = noProposals, isPending } = useQuery(query.proposal.list.queryOptions());
  const columns = useMemo<readonly Column<ProposalRow>[]>(() => {
    const title = (key: string): string => text(`structure.field.${key}`);
    return [
      {
        ...{ key: 'name', title: title('name'), kind: 'text', width: 280, pin: 'start' },
        value: (row) => nameIn(language, row),
      },
      {
        ...{ key: 'change', title: title('change'), kind: 'enum', width: 140 },
        options: proposedChanges.map((value) => ({ value, label: text(`structure.option.change.${value}`) })),
        value: ({ change }) => change,
      },
      {
        ...{ key: 'standing', title: title('state'), kind: 'enum', width: 150 },
        options: standings.map((value) => ({
          ...{ value, tone: standingTones[value], label: text(`structure.option.standing.${value}`) },
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
  }, [text, language]);
  const actions = useMemo<readonly Action[]>(
    () => [
      {
        ...{ id: 'structure.proposal.create', title: 'structure.proposal.new', icon: 'plus', tone: 'primary' },
        ...{ shortcut: 'Ctrl+Alt+N', isVisible: isProposer },
        perform: () => setParams({ new: '' }),
      },
    ],
    [isProposer, setParams],
  );
  return (
    <>
      <PageHeader
        title={text('structure.proposal.title')}
        subtitle={text('structure.proposal.body')}
        actions={actions}
        module="structure"
      />
      <Listing
        id="structure.proposals"
        label={text('structure.proposal.title')}
        rows={data}
        columns={columns}
        rowKey={({ id }) => id}
        isLoading={isPending}
        onOpen={({ id }) => void navigate(`/structure/proposals/${id}`)}
        empty={{
          title: text('structure.proposal.empty'),
          hint: text(isProposer ? 'structure.proposal.emptyHint' : 'structure.proposal.emptyAlone'),
        }}
      />
      {isProposer && params.has('new') && (
        <NewProposal
          wish={{ change: 'add', below: null }}
          onClose={() => setParams({})}
          onMade={(id) => void navigate(`/structure/proposals/${id}`)}
        />
      )}
    </>
  );
}

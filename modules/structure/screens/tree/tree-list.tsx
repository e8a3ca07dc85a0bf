import { useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { peerKinds } from '#modules/org/contract.ts';
import type { Action } from '#renderer/kit/actions.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import type { TreeRow } from '../../contract/index.ts';
import { useOfficeNames, useTree } from '../lookups.ts';
import { NewProposal } from '../proposals/new-proposal.tsx';

/** What sets an office below the one before it. */
const INDENT = '\u2003';
const standings = ['own', 'open', 'closed'] as const;
const tones = { own: 'good', open: 'plain', closed: 'bad' } as const;

/** The offices of the ministry as the data centre made them known, each under the one that it belongs to. */
export default function TreeList() {
  const text = useText();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const { offices, isProposer, isPending } = useTree();
  const columns = useColumns();
  const actions = useMemo<readonly Action[]>(
    () => [
      {
        ...{ id: 'structure.proposal.add', title: 'structure.proposal.new', icon: 'plus', tone: 'primary' },
        ...{ shortcut: 'Ctrl+Alt+N', isVisible: isProposer && offices.length > 0 },
        perform: () => setParams({ new: '' }),
      },
    ],
    [isProposer, offices, setParams],
  );
  return (
    <>
      <PageHeader
        title={text('structure.tree.title')}
        subtitle={text('structure.tree.body')}
        actions={actions}
        module="structure"
      />
      <Listing
        id="structure.offices"
        label={text('structure.tree.title')}
        rows={offices}
        columns={columns}
        rowKey={({ office }) => String(office)}
        isLoading={isPending}
        onOpen={({ office }) => void navigate(`/structure/offices/${office}`)}
        empty={{ title: text('structure.tree.empty'), hint: text('structure.tree.emptyHint') }}
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

function useColumns(): readonly Column<TreeRow>[] {
  const text = useText();
  const language = useLanguage();
  const officeName = useOfficeNames();
  const { own } = useTree();
  return useMemo(() => {
    const title = (key: string): string => text(`structure.field.${key}`);
    return [
      {
        ...{ key: 'name', title: title('name'), kind: 'text', width: 380, pin: 'start' },
        value: (row) => INDENT.repeat(row.depth) + nameIn(language, row),
      },
      { key: 'office', title: title('number'), kind: 'number', width: 90, value: ({ office }) => office },
      {
        ...{ key: 'standing', title: title('standing'), kind: 'enum', width: 120 },
        options: standings.map((value) => ({
          ...{ value, tone: tones[value], label: text(`structure.standing.${value}`) },
        })),
        value: ({ office, isClosed }) => {
          if (isClosed) return 'closed';
          return office === own ? 'own' : 'open';
        },
      },
      {
        ...{ key: 'kind', title: title('kind'), kind: 'enum', width: 150 },
        options: [...peerKinds, 'data_centre'].map((value) => ({ value, label: text(`org.option.peerKind.${value}`) })),
        // It is no office of a kind that people choose.
        value: ({ office, kind }) => (office === DATACENTER_OFFICE ? 'data_centre' : kind),
      },
      {
        ...{ key: 'parent', title: title('parentOffice'), kind: 'text', width: 320 },
        value: ({ parentOffice }) => (parentOffice === null ? null : officeName(parentOffice)),
      },
    ];
  }, [text, language, officeName, own]);
}

import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import type { Action } from '#renderer/kit/actions.tsx';
import { EmptyState } from '#renderer/kit/empty-state.tsx';
import { Facts } from '#renderer/kit/facts.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { nameIn, useDisplay } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import type { TreeRow } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useOfficeWords, useTree } from '../lookups.ts';
import { standingOf } from '../proposals/standing.ts';
import { NewProposal, type Wish } from '../proposals/new-proposal.tsx';
import '../structure.css';

/** One office of the tree as it came down, what is below it, and what may be proposed of it. */
export default function OfficePage() {
  const text = useText();
  const language = useLanguage();
  const navigate = useNavigate();
  const no = Number(useParams()['id']);
  const { offices, own, isProposer, isPending } = useTree();
  const { may } = useDesk();
  const [wish, setWish] = useState<Wish | null>(null);
  const office = offices.find((each) => each.office === no);
  const actions = useActions(isProposer ? office : undefined, setWish);
  if (isPending) return <Loading lines={6} />;
  if (!office)
    return <EmptyState title={text('structure.problem.OFFICE_UNKNOWN')} hint={text('structure.tree.emptyHint')} />;
  return (
    <>
      <PageHeader
        title={nameIn(language, office)}
        subtitle={text('structure.tree.readOnly')}
        status={
          <>
            {office.office === own && <StatusTag tone="good">{text('structure.standing.own')}</StatusTag>}
            {office.isClosed && <StatusTag tone="bad">{text('structure.standing.closed')}</StatusTag>}
          </>
        }
        actions={actions}
        module="structure"
      />
      {may('structure.proposal.view') && <Waiting office={no} />}
      <OfficeFacts office={office} />
      <Below rows={offices.filter(({ parentOffice }) => parentOffice === no)} />
      {wish && (
        <NewProposal
          wish={wish}
          onClose={() => setWish(null)}
          onMade={(id) => void navigate(`/structure/proposals/${id}`)}
        />
      )}
    </>
  );
}

/** What this office has proposed of it already: a second proposal may contradict the first. */
function Waiting({ office }: { readonly office: number }) {
  const text = useText();
  const language = useLanguage();
  const { data = [] } = useQuery(query.proposal.list.queryOptions({ throwOnError: false }));
  const waiting = data.filter((row) => row.aboutOffice === office && ['draft', 'waiting'].includes(standingOf(row)));
  if (waiting.length === 0) return null;
  return (
    <Alert
      type="info"
      showIcon
      className="structure-notice"
      title={text('structure.tree.waiting')}
      description={
        <ul>
          {waiting.map((row) => (
            <li key={row.id}>
              <Link to={`/structure/proposals/${row.id}`}>
                {text('structure.tree.proposal', {
                  ...{ name: nameIn(language, row), change: text(`structure.option.change.${row.change}`) },
                  standing: text(`structure.option.standing.${standingOf(row)}`),
                })}
              </Link>
            </li>
          ))}
        </ul>
      }
    />
  );
}

function OfficeFacts({ office }: { readonly office: TreeRow }) {
  const text = useText();
  const { number } = useDisplay();
  const words = useOfficeWords();
  const said = (['nameAr', 'nameCkb', 'nameEn', 'kind', 'parentOffice'] as const)
    .map((field) => [text(`structure.field.${field}`), words(field, office[field])] as const)
    .filter(([, value]) => value !== '');
  return <Facts isWide facts={[[text('structure.field.number'), number(office.office)], ...said]} />;
}

function Below({ rows }: { readonly rows: readonly TreeRow[] }) {
  const text = useText();
  const language = useLanguage();
  return (
    <section>
      <h2 className="structure-part">{text('structure.tree.below')}</h2>
      {rows.length === 0 && <p>{text('structure.tree.nothingBelow')}</p>}
      <ul>
        {rows.map((row) => (
          <li key={row.office}>
            <Link to={`/structure/offices/${row.office}`}>{nameIn(language, row)}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What may be proposed of an office; none of one that is closed, nor of the data centre. */
function useActions(office: TreeRow | undefined, propose: (wish: Wish) => void): readonly Action[] {
  return useMemo(() => {
    if (!office) return [];
    const isChanged = office.office !== DATACENTER_OFFICE && !office.isClosed;
    return [
      {
        ...{ id: 'structure.proposal.reword', title: 'structure.proposal.reword', icon: 'edit', tone: 'primary' },
        isVisible: isChanged,
        perform: () => propose({ change: 'reword', of: office }),
      },
      {
        ...{ id: 'structure.proposal.below', title: 'structure.proposal.below', icon: 'plus' },
        ...{ shortcut: 'Ctrl+Alt+N', isVisible: !office.isClosed },
        perform: () => propose({ change: 'add', below: office.office }),
      },
      {
        ...{ id: 'structure.proposal.close', title: 'structure.proposal.close', icon: 'close', tone: 'danger' },
        isVisible: isChanged,
        perform: () => propose({ change: 'close', of: office }),
      },
    ];
  }, [office, propose]);
}

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Action } from '#renderer/kit/actions.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { packageStandings, type PackageRow, type PackageStanding } from '../contract/index.ts';
import { query } from './client.ts';
import { DraftPackage } from './draft-package.tsx';

export const standingTones = {
  ...({ draft: 'busy', waiting: 'warn', accepted: 'good', refused: 'bad' } as const),
  ...({ inForce: 'good', superseded: 'plain', withdrawn: 'plain' } as const),
} as const satisfies Record<PackageStanding, string>;

/** The rule packages of the office: which months each is for, and how many of its rules are still unconfirmed. */
export default function PackageList() {
  const text = useText();
  const navigate = useNavigate();
  const { may } = useDesk();
  const [params, setParams] = useSearchParams();
  const { data = [], isPending } = useQuery(query.package.list.queryOptions());
  const columns = useColumns();
  const actions = useMemo<readonly Action[]>(
    () => [
      {
        ...{ id: 'regulation.package.draft', title: 'regulation.package.new', icon: 'plus', tone: 'primary' },
        ...{ shortcut: 'Ctrl+Alt+N', isVisible: may('regulation.package.edit') },
        perform: () => setParams({ new: '' }),
      },
    ],
    [may, setParams],
  );
  return (
    <>
      <PageHeader title={text('regulation.package.title')} actions={actions} module="regulation" />
      <Listing
        id="regulation.packages"
        label={text('regulation.package.title')}
        rows={data}
        columns={columns}
        rowKey={({ id }) => id}
        isLoading={isPending}
        onOpen={({ id }) => void navigate(`/regulation/packages/${id}`)}
        empty={{ title: text('regulation.package.empty') }}
      />
      {params.has('new') && data.length > 0 && (
        <DraftPackage
          packages={data}
          onClose={() => setParams({})}
          onMade={(id) => void navigate(`/regulation/packages/${id}`)}
        />
      )}
    </>
  );
}

function useColumns(): readonly Column<PackageRow>[] {
  const text = useText();
  return useMemo(() => {
    const title = (key: string): string => text(`regulation.field.${key}`);
    return [
      { key: 'titleAr', title: title('titleAr'), kind: 'text', width: 300, pin: 'start', value: (row) => row.titleAr },
      { key: 'version', title: title('version'), kind: 'number', width: 90, value: ({ version }) => version },
      { key: 'firstMonth', title: title('firstMonth'), kind: 'month', width: 150, value: (row) => row.firstMonth },
      {
        ...{ key: 'state', title: title('state'), kind: 'enum', width: 150 },
        options: packageStandings.map((value) => ({
          ...{ value, tone: standingTones[value] },
          label: text(`regulation.standing.${value}`),
        })),
        value: ({ standing }) => standing,
      },
      {
        ...{ key: 'origin', title: title('origin'), kind: 'enum', width: 140 },
        options: (['centre', 'office'] as const).map((value) => ({ value, label: text(`regulation.origin.${value}`) })),
        value: ({ isOfCentre }) => (isOfCentre ? 'centre' : 'office'),
      },
      { key: 'rules', title: title('rules'), kind: 'number', width: 110, value: ({ rules }) => rules },
      { key: 'unconfirmed', title: title('unconfirmed'), kind: 'number', width: 140, value: (row) => row.unconfirmed },
      { key: 'publishedAt', title: title('publishedAt'), kind: 'moment', width: 170, value: (row) => row.publishedAt },
      { key: 'note', title: title('note'), kind: 'text', width: 240, value: ({ note }) => note },
    ];
  }, [text]);
}

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { compareVersions } from '#kernel/sync/release.ts';
import type { Action } from '#renderer/kit/actions.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { nameIn } from '#renderer/locale/display.tsx';
import { useDesk } from '#renderer/module.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { governorates, type OfficeRow } from '../../contract/index.ts';
import { query } from '../client.ts';
import { OfficeMap } from './office-map.tsx';
import { officeStates, stateOf, stateTones } from './office-state.ts';

const ASK_MILLISECONDS = 15_000;

/** Every office of the ministry: in a list with what waits and what failed, and on the map. */
export default function OfficeList() {
  const text = useText();
  const navigate = useNavigate();
  const { may } = useDesk();
  const {
    data = [],
    isPending,
    dataUpdatedAt,
  } = useQuery({
    ...query.office.list.queryOptions({ input: {} }),
    refetchInterval: ASK_MILLISECONDS,
  });
  const columns = useColumns(data, dataUpdatedAt);
  const actions = useMemo<readonly Action[]>(
    () => [
      {
        ...{ id: 'ministry.office.add', title: 'ministry.offices.new', icon: 'plus', tone: 'primary' },
        shortcut: 'Ctrl+Alt+N',
        isVisible: may('ministry.office.edit'),
        perform: () => void navigate('/ministry/offices/new'),
      },
    ],
    [may, navigate],
  );
  return (
    <>
      <PageHeader
        title={text('ministry.offices.title')}
        subtitle={text('ministry.offices.body')}
        actions={actions}
        module="ministry"
      />
      <div className="ministry-offices">
        <Listing
          id="ministry.offices"
          label={text('ministry.offices.title')}
          rows={data}
          columns={columns}
          rowKey={({ office }) => String(office)}
          isLoading={isPending}
          onOpen={({ office }) => void navigate(`/ministry/offices/${office}`)}
          empty={{ title: text('ministry.offices.empty') }}
        />
        <OfficeMap offices={data} now={dataUpdatedAt} />
      </div>
    </>
  );
}

function useColumns(offices: readonly OfficeRow[], now: number): readonly Column<OfficeRow>[] {
  const text = useText();
  const language = useLanguage();
  const programs = useMemo(() => programsOf(offices), [offices]);
  return useMemo(() => {
    const title = (key: string): string => text(`ministry.field.${key}`);
    return [
      { key: 'office', title: title('office'), kind: 'number', width: 60, value: ({ office }) => office },
      {
        key: 'nameAr',
        title: title('nameAr'),
        kind: 'text',
        width: 210,
        pin: 'start',
        value: (row) => nameIn(language, row),
      },
      {
        ...{ key: 'state', title: title('state'), kind: 'enum', width: 100 },
        options: officeStates.map((state) => ({
          ...{ value: state, label: text(`ministry.state.${state}`), tone: stateTones[state] },
        })),
        value: (row) => stateOf(row, now),
      },
      {
        ...{ key: 'governorate', title: title('governorate'), kind: 'enum', width: 100 },
        options: governorates.map((code) => ({ value: code, label: text(`ministry.governorate.${code}`) })),
        value: ({ governorate }) => governorate,
      },
      { key: 'lastSeenAt', title: title('lastSeenAt'), kind: 'moment', value: ({ lastSeenAt }) => lastSeenAt },
      {
        ...{ key: 'program', title: title('program'), kind: 'enum', width: 90, isLtr: true },
        options: programs.map((version) => ({ value: version, label: version })),
        value: ({ health }) => health?.program ?? null,
        render: ({ health }) => health?.program ?? '—',
      },
      { key: 'unsent', title: title('unsent'), kind: 'number', value: ({ health }) => health?.unsent ?? null },
      { key: 'lag', title: title('lag'), kind: 'number', value: ({ seq, appliedSeq }) => seq - appliedSeq },
      { key: 'held', title: title('held'), kind: 'number', value: ({ held }) => held },
      { key: 'incidents', title: title('incidents'), kind: 'number', value: ({ incidents }) => incidents },
      { key: 'seq', title: title('seq'), kind: 'number', isHidden: true, value: ({ seq }) => seq },
      { key: 'durableSeq', title: title('durableSeq'), kind: 'number', isHidden: true, value: (row) => row.durableSeq },
      {
        key: 'schema',
        title: title('schema'),
        kind: 'number',
        isHidden: true,
        value: ({ health }) => health?.schema ?? null,
      },
      {
        key: 'inbox',
        title: title('inbox'),
        kind: 'number',
        isHidden: true,
        value: ({ health }) => health?.inbox ?? null,
      },
    ];
  }, [text, language, now, programs]);
}

/** The versions of the program that offices have, the newest first. */
function programsOf(offices: readonly OfficeRow[]): readonly string[] {
  const told = offices.flatMap(({ health }) => (health?.program === undefined ? [] : [health.program]));
  return [...new Set(told)].toSorted((one, other) => compareVersions(other, one));
}

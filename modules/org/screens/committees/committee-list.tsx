import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { Action } from '#renderer/kit/actions.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { states, type CommitteeRow } from '../../contract.ts';
import { query } from '../client.ts';
import { useUnitNames } from '../lookups.ts';
import { useNameColumns } from '../name-columns.ts';

/** The committees, standing and ended. */
export default function CommitteeList() {
  const text = useText();
  const navigate = useNavigate();
  const { may } = useDesk();
  const { data = [], isPending } = useQuery(query.committee.list.queryOptions({ input: {} }));
  const columns = useColumns();
  const actions = useMemo<readonly Action[]>(
    () => [
      {
        ...{ id: 'org.committee.add', title: 'org.committee.new', icon: 'plus', tone: 'primary' },
        shortcut: 'Ctrl+Alt+N',
        isVisible: may('org.committee.edit'),
        perform: () => void navigate('/org/committees/new'),
      },
    ],
    [may, navigate],
  );
  return (
    <>
      <PageHeader title={text('org.committee.title')} actions={actions} module="org" />
      <Listing
        id="org.committees"
        label={text('org.committee.title')}
        rows={data}
        columns={columns}
        rowKey={({ id }) => id}
        isLoading={isPending}
        onOpen={({ id }) => void navigate(`/org/committees/${id}`)}
        empty={{ title: text('org.committee.empty') }}
      />
    </>
  );
}

function useColumns(): readonly Column<CommitteeRow>[] {
  const text = useText();
  const unitName = useUnitNames();
  const names = useNameColumns<CommitteeRow>();
  return useMemo(() => {
    const [name, ...otherNames] = names;
    const title = (key: string): string => text(`org.field.${key}`);
    return [
      { ...name, pin: 'start' },
      {
        key: 'orderNumber',
        title: title('orderNumber'),
        kind: 'text',
        width: 100,
        isLtr: true,
        value: (row) => row.orderNumber,
      },
      { key: 'orderDate', title: title('orderDate'), kind: 'date', value: ({ orderDate }) => orderDate },
      {
        key: 'unitId',
        title: title('unitId'),
        kind: 'text',
        width: 220,
        value: (row) => unitName(row.unitId) || row.unitNameAr,
      },
      {
        ...{ key: 'chairman', title: text('org.committee.chairman'), kind: 'text', width: 200 },
        value: ({ members }) => members.find(({ seat }) => seat === 'chairman')?.personName ?? null,
      },
      {
        key: 'members',
        title: text('org.committee.memberCount'),
        kind: 'number',
        value: ({ members }) => members.length,
      },
      {
        ...{ key: 'state', title: title('state'), kind: 'enum', width: 90 },
        options: states.map((state) => ({
          value: state,
          label: text(`org.state.committee.${state}`),
          tone: state === 'open' ? 'good' : 'plain',
        })),
        value: ({ state }) => state,
      },
      {
        key: 'validFrom',
        title: title('validFrom'),
        kind: 'date',
        isHidden: true,
        value: ({ validFrom }) => validFrom,
      },
      { key: 'validTo', title: title('validTo'), kind: 'date', isHidden: true, value: ({ validTo }) => validTo },
      ...otherNames,
    ];
  }, [text, unitName, names]);
}

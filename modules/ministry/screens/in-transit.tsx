import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Column } from '#renderer/kit/grid/column.ts';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import type { InTransit } from '../contract/index.ts';
import { query } from './client.ts';

/** Whoever has left one office and is in no other: the board of a transfer, and of an office that is split. */
export default function PeopleInTransit() {
  const text = useText();
  const { data, isPending } = useQuery(query.person.inTransit.queryOptions({ input: {} }));
  const columns = useMemo<readonly Column<InTransit>[]>(() => {
    const title = (key: string): string => text(`ministry.field.${key}`);
    const officeName = (office: number, name: string | null): string =>
      name ?? text('ministry.twice.office', { office });
    return [
      {
        key: 'fullName',
        title: title('fullName'),
        kind: 'text',
        width: 230,
        pin: 'start',
        value: (row) => row.fullName,
      },
      {
        ...{ key: 'state', title: title('state'), kind: 'enum', width: 140 },
        options: [
          { value: 'sent', tone: 'warn', label: text('ministry.transit.sent') },
          { value: 'recallAsked', tone: 'warn', label: text('ministry.transit.recallAsked') },
          { value: 'givenBack', tone: 'warn', label: text('ministry.transit.givenBack') },
        ],
        value: ({ state }) => state,
      },
      { key: 'since', title: title('since'), kind: 'moment', width: 150, value: (row) => row.since },
      {
        ...{ key: 'overdue', title: title('overdue'), kind: 'enum', width: 140 },
        options: [{ value: 'overdue', tone: 'bad', label: text('ministry.transit.overdue') }],
        value: ({ isOverdue }) => (isOverdue ? 'overdue' : null),
      },
      {
        ...{ key: 'fromName', title: title('fromName'), kind: 'text', width: 180 },
        value: ({ fromOffice, fromName }) => officeName(fromOffice, fromName),
      },
      {
        ...{ key: 'toName', title: title('toName'), kind: 'text', width: 180 },
        value: ({ toOffice, toName }) => officeName(toOffice, toName),
      },
      {
        key: 'orderNumber',
        title: title('orderNumber'),
        kind: 'text',
        width: 120,
        isLtr: true,
        value: (row) => row.orderNumber,
      },
      { key: 'effectiveDate', title: title('effectiveDate'), kind: 'date', value: (row) => row.effectiveDate },
    ];
  }, [text]);
  return (
    <>
      <PageHeader title={text('ministry.transit.title')} subtitle={text('ministry.transit.body')} module="ministry" />
      {data?.hasMore === true && <p className="kit-soft">{text('ministry.transit.more')}</p>}
      <Listing
        id="ministry.transit"
        label={text('ministry.transit.title')}
        rows={data?.people ?? []}
        columns={columns}
        rowKey={({ id }) => id}
        isLoading={isPending}
        empty={{ title: text('ministry.transit.none'), hint: text('ministry.transit.noneHint') }}
      />
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Column } from '#renderer/kit/grid/column.ts';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { actKinds, type ActRow } from '../contract/index.ts';
import { actDetail } from './act-words.ts';
import { query } from './client.ts';

/** Who did what at the data centre, and who looked for whom. */
export default function Acts() {
  const text = useText();
  const { data = [], isPending } = useQuery(query.act.list.queryOptions({ input: {} }));
  const { month, list } = useDisplay();
  const columns = useMemo<readonly Column<ActRow>[]>(() => {
    const title = (key: string): string => text(`ministry.field.${key}`);
    const detailOf = (act: ActRow): string | null => actDetail(act, { text, month, list });
    return [
      { key: 'at', title: title('at'), kind: 'moment', pin: 'start', value: ({ at }) => at },
      { key: 'byName', title: title('byName'), kind: 'text', width: 190, value: ({ byName }) => byName },
      {
        ...{ key: 'kind', title: title('kind'), kind: 'enum', width: 220 },
        options: actKinds.map((value) => ({ value, label: text(`ministry.act.${value}`) })),
        value: ({ kind }) => kind,
      },
      {
        ...{ key: 'office', title: title('office'), kind: 'number', isHidden: true },
        value: ({ office }) => office,
      },
      { key: 'officeName', title: title('nameAr'), kind: 'text', width: 210, value: ({ officeName }) => officeName },
      {
        ...{ key: 'detail', title: title('detail'), kind: 'text', width: 340 },
        value: detailOf,
        // A long reason is read to its end where the pointer rests.
        render: (row) => <span title={detailOf(row) ?? undefined}>{detailOf(row)}</span>,
      },
    ];
  }, [text, month, list]);
  return (
    <>
      <PageHeader title={text('ministry.acts.title')} subtitle={text('ministry.acts.body')} module="ministry" />
      <Listing
        id="ministry.acts"
        label={text('ministry.acts.title')}
        rows={data}
        columns={columns}
        rowKey={({ id }) => id}
        isLoading={isPending}
        empty={{ title: text('ministry.acts.empty') }}
      />
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Column } from '#renderer/kit/grid/column.ts';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { actKinds, type ActRow } from '../contract/index.ts';
import { query } from './client.ts';

/** Who did what at the data centre, and who looked for whom. */
export default function Acts() {
  const text = useText();
  const { data = [], isPending } = useQuery(query.act.list.queryOptions({ input: {} }));
  const detailOf = useDetail();
  const columns = useMemo<readonly Column<ActRow>[]>(() => {
    const title = (key: string): string => text(`ministry.field.${key}`);
    return [
      { key: 'at', title: title('at'), kind: 'moment', pin: 'start', value: ({ at }) => at },
      { key: 'byName', title: title('byName'), kind: 'text', width: 220, value: ({ byName }) => byName },
      {
        ...{ key: 'kind', title: title('kind'), kind: 'enum', width: 260 },
        options: actKinds.map((value) => ({ value, label: text(`ministry.act.${value}`) })),
        value: ({ kind }) => kind,
      },
      { key: 'office', title: title('office'), kind: 'number', width: 110, value: ({ office }) => office },
      { key: 'officeName', title: title('nameAr'), kind: 'text', width: 240, value: ({ officeName }) => officeName },
      { key: 'detail', title: title('detail'), kind: 'text', width: 300, value: detailOf },
    ];
  }, [text, detailOf]);
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

/** What the act was about, as it was noted; of a change in the register the columns that were changed. */
function useDetail(): (act: ActRow) => string | null {
  const text = useText();
  const { list } = useDisplay();
  return useCallback(
    ({ kind, detail }) => {
      if (kind !== 'office_changed' || detail === null) return detail;
      return list(detail.split(' ').map((key) => text(`ministry.field.${key}`)));
    },
    [text, list],
  );
}

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { Column } from '#renderer/kit/grid/column.ts';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { editionStandings, type EditionRow } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useCatalogue } from '../lookups.ts';
import { standingTones } from './standing.ts';

const noEditions: readonly EditionRow[] = [];

/** The editions of the catalogue: what each wrote, and since when it is in force. */
export default function EditionList() {
  const text = useText();
  const navigate = useNavigate();
  const { isWriter, standing } = useCatalogue();
  const { data = noEditions, isPending } = useQuery(query.edition.list.queryOptions());
  const columns = useMemo<readonly Column<EditionRow>[]>(() => {
    const title = (key: string): string => text(`items.field.${key}`);
    return [
      { key: 'version', title: title('edition'), kind: 'number', width: 100, value: ({ version }) => version },
      {
        ...{ key: 'state', title: title('state'), kind: 'enum', width: 140 },
        options: editionStandings.map((value) => ({
          ...{ value, tone: standingTones[value], label: text(`items.option.state.${value}`) },
        })),
        value: (row) => row.standing,
      },
      { key: 'lines', title: title('lines'), kind: 'number', width: 120, value: ({ lines }) => lines },
      { key: 'publishedAt', title: title('publishedAt'), kind: 'moment', width: 180, value: (row) => row.publishedAt },
      { key: 'note', title: title('note'), kind: 'text', width: 420, value: ({ note }) => note },
    ];
  }, [text]);
  return (
    <>
      <PageHeader title={text('items.edition.title')} subtitle={standing} module="items" />
      <Listing
        id="items.editions"
        label={text('items.edition.title')}
        rows={data}
        columns={columns}
        rowKey={({ id }) => id}
        isLoading={isPending}
        onOpen={({ id }) => void navigate(`/items/editions/${id}`)}
        empty={{
          title: text('items.edition.empty'),
          hint: text(isWriter ? 'items.edition.emptyWriter' : 'items.catalogue.emptyReader'),
        }}
      />
    </>
  );
}

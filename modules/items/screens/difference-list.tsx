import { useMemo } from 'react';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import type { FieldDifference } from '../contract/index.ts';
import { useItemWords } from './item-words.ts';

/** What changes of an item, field by field. */
export function DifferenceList(props: {
  readonly id: string;
  readonly differences: readonly FieldDifference[];
  readonly empty: { readonly title: string; readonly hint?: string };
  readonly height?: string;
}) {
  const text = useText();
  const { value } = useItemWords();
  const columns = useMemo<readonly Column<FieldDifference>[]>(
    () => [
      {
        ...{ key: 'field', title: text('items.field.what'), kind: 'text', width: 220, pin: 'start' },
        value: ({ field }) => text(`items.field.${field}`),
      },
      {
        ...{ key: 'before', title: text('items.field.before'), kind: 'text', width: 360 },
        value: ({ field, before }) => value(field, before),
      },
      {
        ...{ key: 'after', title: text('items.field.after'), kind: 'text', width: 360 },
        value: ({ field, after }) => value(field, after),
      },
    ],
    [text, value],
  );
  return (
    <Listing
      id={props.id}
      label={text('items.compare.title')}
      rows={props.differences}
      columns={columns}
      rowKey={({ field }) => field}
      isLoading={false}
      height={props.height ?? '360px'}
      empty={props.empty}
    />
  );
}

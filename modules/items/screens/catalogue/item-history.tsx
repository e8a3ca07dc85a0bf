import { useMemo } from 'react';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import type { ItemDetail } from '../../contract/index.ts';
import { useItemWords } from '../item-words.ts';

type Wording = ItemDetail['history'][number];

/** By which editions an item came to be as it is. */
export function ItemHistory({ history }: { readonly history: ItemDetail['history'] }) {
  const text = useText();
  const { changes } = useItemWords();
  const columns = useMemo<readonly Column<Wording>[]>(
    () => [
      {
        ...{ key: 'edition', title: text('items.field.edition'), kind: 'number', width: 90 },
        value: ({ edition }) => edition,
      },
      {
        ...{ key: 'publishedAt', title: text('items.field.publishedAt'), kind: 'moment', width: 170 },
        value: ({ publishedAt }) => publishedAt,
      },
      {
        ...{ key: 'changes', title: text('items.field.changes'), kind: 'text', width: 720 },
        value: ({ isNew, differences }) => (isNew ? text('items.compare.new') : changes(differences)),
      },
    ],
    [text, changes],
  );
  return (
    <Listing
      id="items.history"
      label={text('items.history.title')}
      rows={history}
      columns={columns}
      rowKey={({ edition }) => String(edition)}
      isLoading={false}
      height="calc(100dvh - 260px)"
      empty={{ title: text('items.history.empty'), hint: text('items.history.emptyHint') }}
    />
  );
}

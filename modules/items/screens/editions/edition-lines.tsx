import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import type { EditionDetail, EditionLine } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useItemWords } from '../item-words.ts';
import { useNameColumns } from '../names.ts';

const noLines: readonly EditionLine[] = [];

/** What an edition changes against what was in force before it. */
export function EditionLines({ of: { id, revision, lines } }: { readonly of: EditionDetail }) {
  const text = useText();
  const navigate = useNavigate();
  const { changes } = useItemWords();
  const [name] = useNameColumns<EditionLine>(text('items.field.lineName'), 260);
  const { data = noLines, isPending } = useQuery({
    ...query.edition.lines.queryOptions({ input: { id } }),
    // Its lines count as changes of the edition.
    queryKey: [...query.edition.lines.queryKey({ input: { id } }), revision],
  });
  const columns = useMemo<readonly Column<EditionLine>[]>(() => {
    const title = (key: string): string => text(`items.field.${key}`);
    return [
      {
        ...{ key: 'code', title: title('lineCode'), kind: 'text', width: 150, isLtr: true, pin: 'start' },
        value: ({ code }) => code,
      },
      name,
      {
        ...{ key: 'kind', title: title('lineKind'), kind: 'enum', width: 100 },
        options: ['group', 'item'].map((value) => ({ value, label: text(`items.option.lineKind.${value}`) })),
        value: ({ kind }) => kind,
      },
      {
        ...{ key: 'change', title: title('change'), kind: 'enum', width: 110 },
        options: [
          { value: 'new', label: text('items.compare.new'), tone: 'good' },
          { value: 'changed', label: text('items.compare.changed'), tone: 'busy' },
        ],
        value: ({ isNew }) => (isNew ? 'new' : 'changed'),
      },
      {
        ...{ key: 'changes', title: title('changes'), kind: 'text', width: 520 },
        value: ({ differences }) => changes(differences),
      },
    ];
  }, [text, name, changes]);
  return (
    <>
      {data.length > 0 && data.length < lines && (
        <Alert
          type="info"
          showIcon
          className="items-notice"
          title={text('items.edition.tooMany', { shown: data.length, total: lines })}
        />
      )}
      <Listing
        id="items.edition.lines"
        label={text('items.compare.title')}
        rows={data}
        columns={columns}
        rowKey={({ kind, code }) => `${kind} ${code}`}
        isLoading={isPending}
        onOpen={(line) => void navigate(line.kind === 'item' ? `/items/catalogue/${line.id}` : '/items/groups')}
        height="calc(100dvh - 260px)"
        empty={{ title: text('items.edition.noLines'), hint: text('items.edition.noLinesHint') }}
      />
    </>
  );
}

import { useMemo } from 'react';
import { EmptyState } from '#renderer/kit/empty-state.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useText } from '#renderer/locale/text.ts';
import { TableTools } from '#renderer/record/table-tools.tsx';
import type { FieldDifference } from '../contract/index.ts';
import { useItemWords } from './item-words.ts';
import './items.css';

/** What changes of an item, field by field, and all of it to be read: who accepts a wording has seen its last word. */
export function DifferenceList(props: {
  /** What is changed, as it stands on paper. Already translated. */
  readonly of: string;
  readonly differences: readonly FieldDifference[];
  readonly empty: { readonly title: string; readonly hint?: string };
}) {
  const text = useText();
  const columns = useColumns();
  const { differences, empty } = props;
  const title = text('items.compare.title');
  if (differences.length === 0) return <EmptyState {...empty} />;
  return (
    <div className="items-compared">
      <TableTools
        title={title}
        subtitle={props.of}
        columns={columns}
        rows={differences}
        rowKey={({ field }) => field}
      />
      <table className="items-differences" aria-label={title}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col">
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {differences.map((difference) => (
            <tr key={difference.field}>
              {columns.map(({ key, value }) =>
                key === 'what' ? (
                  <th key={key} scope="row">
                    {value(difference)}
                  </th>
                ) : (
                  <td key={key}>
                    <bdi>{value(difference)}</bdi>
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function useColumns(): readonly Column<FieldDifference>[] {
  const text = useText();
  const { value } = useItemWords();
  return useMemo(
    () => [
      {
        ...{ key: 'what', title: text('items.field.what'), kind: 'text', width: 160 },
        value: ({ field }) => text(`items.field.${field}`),
      },
      ...(['before', 'after'] as const).map((side): Column<FieldDifference> => ({
        ...{ key: side, title: text(`items.field.${side}`), kind: 'text', width: 400 },
        value: (difference) => value(difference.field, difference[side]),
      })),
    ],
    [text, value],
  );
}

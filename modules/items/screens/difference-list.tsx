import { EmptyState } from '#renderer/kit/empty-state.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { FieldDifference } from '../contract/index.ts';
import { useItemWords } from './item-words.ts';
import './items.css';

/** What changes of an item, field by field, and all of it to be read: who accepts a wording has seen its last word. */
export function DifferenceList(props: {
  readonly differences: readonly FieldDifference[];
  readonly empty: { readonly title: string; readonly hint?: string };
}) {
  const text = useText();
  const { value } = useItemWords();
  const { differences, empty } = props;
  if (differences.length === 0) return <EmptyState {...empty} />;
  return (
    <table className="items-differences" aria-label={text('items.compare.title')}>
      <thead>
        <tr>
          {['what', 'before', 'after'].map((key) => (
            <th key={key} scope="col">
              {text(`items.field.${key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {differences.map(({ field, before, after }) => (
          <tr key={field}>
            <th scope="row">{text(`items.field.${field}`)}</th>
            {[before, after].map((said, side) => (
              <td key={side === 0 ? 'before' : 'after'}>
                <bdi>{value(field, said)}</bdi>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

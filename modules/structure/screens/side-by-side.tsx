import { useMemo } from 'react';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useText } from '#renderer/locale/text.ts';
import { TableTools } from '#renderer/record/table-tools.tsx';
import type { OfficeDifference, OfficeStanding } from '../contract/index.ts';
import { useOfficeWords } from './lookups.ts';
import './structure.css';

type Field = OfficeDifference['field'];

const fields: readonly Field[] = ['nameAr', 'nameCkb', 'nameEn', 'kind', 'parentOffice', 'isClosed'];

/** One side: how an office stands there, under a title that is already translated. */
interface Side {
  readonly key: string;
  readonly title: string;
  readonly standing: OfficeStanding;
}

/** An office as it stands on two sides or three, field by field; what is otherwise is marked. */
export function SideBySide(props: {
  /** Already translated, as it stands on paper. */
  readonly title: string;
  readonly of: string;
  readonly sides: readonly Side[];
}) {
  const { title, of, sides } = props;
  const columns = useColumns(sides);
  const rows = fields.filter((field) => field !== 'isClosed' || sides.some(({ standing }) => standing.isClosed));
  return (
    <div className="structure-sides">
      <TableTools title={title} subtitle={of} columns={columns} rows={rows} rowKey={(field) => field} />
      <table aria-label={title}>
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
          {rows.map((field) => (
            <tr key={field} className={isSame(sides, field) ? undefined : 'structure-otherwise'}>
              {columns.map(({ key, value }) =>
                key === 'what' ? (
                  <th key={key} scope="row">
                    {value(field)}
                  </th>
                ) : (
                  <td key={key}>
                    <bdi>{value(field)}</bdi>
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

function isSame(sides: readonly Side[], field: Field): boolean {
  return new Set(sides.map(({ standing }) => standing[field])).size === 1;
}

function useColumns(sides: readonly Side[]): readonly Column<Field>[] {
  const text = useText();
  const words = useOfficeWords();
  return useMemo(
    () => [
      {
        ...{ key: 'what', title: text('structure.field.what'), kind: 'text', width: 160 },
        value: (field) => text(`structure.field.${field}`),
      },
      ...sides.map(({ key, title, standing }): Column<Field> => ({
        ...{ key, title, kind: 'text', width: 320 },
        value: (field) => words(field, standing[field]),
      })),
    ],
    [sides, text, words],
  );
}

import { useMemo } from 'react';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { cellText } from '../grid/cell-text.ts';
import { isFigures, type Column } from '../grid/column.ts';
import { totalOf } from '../grid/rows-query.ts';

export interface PrintTableProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** A first column that numbers the rows. */
  readonly isNumbered?: boolean;
}

/** The rows of a grid on paper. The heading is repeated on each page, a row is never cut, the total closes the last. */
export function PrintTable<Row>({ columns, rows, rowKey, isNumbered = true }: PrintTableProps<Row>) {
  const text = useText();
  const writer = useDisplay();
  const words = useMemo(() => ({ yes: text('kit.yes'), no: text('kit.no') }), [text]);
  const positions = useMemo(() => rows.map((_, index) => index), [rows]);
  const totals = columns.map((column) => totalOf(column, rows, positions));
  const firstTotal = totals.findIndex((total) => total !== null);
  return (
    <table className="kit-print-table">
      <thead>
        <tr>
          {isNumbered && <th scope="col">{text('kit.entry.rowNumber')}</th>}
          {columns.map((column) => (
            <th key={column.key} scope="col">
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={rowKey(row)}>
            {isNumbered && <td className="kit-print-figures">{writer.number(index + 1)}</td>}
            {columns.map((column) => (
              <td key={column.key} className={isFigures(column.kind) ? 'kit-print-figures' : undefined}>
                <bdi>{writer.digits(cellText(column, column.value(row), writer, words))}</bdi>
              </td>
            ))}
          </tr>
        ))}
        {firstTotal >= 0 && (
          <tr className="kit-print-total">
            <th scope="row" colSpan={Math.max(1, firstTotal + (isNumbered ? 1 : 0))}>
              {text('kit.grid.total')}
            </th>
            {totals.slice(Math.max(firstTotal, isNumbered ? firstTotal : 1)).map((total, index) => (
              <td key={columns[firstTotal + index]?.key ?? index} className="kit-print-figures">
                {total !== null && writer.number(total)}
              </td>
            ))}
          </tr>
        )}
      </tbody>
    </table>
  );
}

import { useMemo, type ReactNode } from 'react';
import { cellText } from '#renderer/kit/grid/cell-text.ts';
import { isFigures, type Column } from '#renderer/kit/grid/column.ts';
import { SignatureBlocks } from '#renderer/kit/print/letterhead.tsx';
import type { PrintOptions } from '#renderer/kit/print/page-css.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useLetterhead } from '#renderer/record/paper.tsx';
import { sheetPages, type SheetPage } from '../../rules/sheet-pages.ts';
import { pageSetting, type PageSetting } from './page-room.ts';
import './papers.css';

interface PagedTableProps<Row> {
  readonly page: PrintOptions;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Who signs below the last row, already translated. */
  readonly signers: readonly string[];
}

/**
 * A list of amounts on paper, parted into pages here and not by the printer, so that each page closes with its own sum
 * and with what it carries on, and the next opens with what was brought.
 */
export function PagedTable<Row>({ page, columns, rows, rowKey, signers }: PagedTableProps<Row>) {
  const letterhead = useLetterhead();
  const lines = Math.max(letterhead.ar.length, letterhead.en.length);
  const setting = useMemo(() => pageSetting(columns, page, lines), [columns, page, lines]);
  const pages = useMemo(() => {
    const summed = columns.filter(({ total }) => total === 'sum');
    const amounts = rows.map((row) => summed.map((column) => Number(column.value(row) ?? 0)));
    return sheetPages(amounts, signers.length > 0 ? setting : { ...setting, signatures: 0 });
  }, [columns, rows, setting, signers.length]);
  return pages.map((each, index) => (
    <section key={each.from} className="pay-page">
      <Sheet
        columns={columns}
        rows={rows}
        rowKey={rowKey}
        setting={setting}
        page={each}
        place={placeOf(index, pages)}
      />
      {index === pages.length - 1 && signers.length > 0 && (
        <SignatureBlocks blocks={signers.map((role) => ({ role }))} />
      )}
    </section>
  ));
}

interface Place {
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

function placeOf(index: number, pages: readonly SheetPage[]): Place {
  return { isFirst: index === 0, isLast: index === pages.length - 1 };
}

function Sheet<Row>(
  props: Omit<PagedTableProps<Row>, 'page' | 'signers'> & {
    readonly setting: PageSetting;
    readonly page: SheetPage;
    readonly place: Place;
  },
) {
  const { columns, rows, rowKey, setting, page, place } = props;
  const text = useText();
  const writer = useDisplay();
  const words = useMemo(() => ({ yes: text('kit.yes'), no: text('kit.no') }), [text]);
  const sum = (key: string, label: string, amounts: readonly number[]): ReactNode => (
    <SumRow key={key} kind={key} label={label} columns={columns} amounts={amounts} height={setting.sumHeight} />
  );
  const hasSums = page.own.length > 0;
  return (
    <table style={{ fontSize: `${setting.fontSize}pt` }}>
      <colgroup>
        {setting.shares.map((share, index) => (
          <col key={columns[index - 1]?.key ?? 'number'} style={{ inlineSize: `${share * 100}%` }} />
        ))}
      </colgroup>
      <thead>
        <tr style={{ blockSize: `${setting.headHeight}mm` }}>
          <th scope="col">{text('kit.entry.rowNumber')}</th>
          {columns.map((column) => (
            <th key={column.key} scope="col">
              <span className="pay-cell">{column.title}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {hasSums && !place.isFirst && sum('brought', text('payroll.paper.brought'), page.brought)}
        {rows.slice(page.from, page.to).map((row, index) => (
          <tr key={rowKey(row)} style={{ blockSize: `${setting.rowHeight}mm` }}>
            <td className="pay-figures">{writer.number(page.from + index + 1)}</td>
            {columns.map((column) => (
              <Cell key={column.key} column={column}>
                {writer.digits(cellText(column, column.value(row), writer, words))}
              </Cell>
            ))}
          </tr>
        ))}
        {hasSums && !(place.isFirst && place.isLast) && sum('own', text('payroll.paper.pageTotal'), page.own)}
        {hasSums && sum('carried', text(place.isLast ? 'payroll.paper.total' : 'payroll.paper.carried'), page.carried)}
      </tbody>
    </table>
  );
}

function Cell<Row>({ column, children }: { readonly column: Column<Row>; readonly children: string }) {
  return isFigures(column.kind) ? (
    <td className="pay-figures">
      <bdi>{children}</bdi>
    </td>
  ) : (
    <td>
      <bdi className="pay-cell">{children}</bdi>
    </td>
  );
}

/** A row of sums: what it is stands over the columns before the first amount. */
function SumRow<Row>(props: {
  readonly kind: string;
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly amounts: readonly number[];
  readonly height: number;
}) {
  const { columns, amounts } = props;
  const { number } = useDisplay();
  const isSum = ({ total }: Column<Row>): boolean => total === 'sum';
  const before = columns.findIndex(isSum);
  const after = columns.slice(before);
  return (
    <tr className="pay-sum" data-sum={props.kind} style={{ blockSize: `${props.height}mm` }}>
      <th scope="row" colSpan={before + 1}>
        {props.label}
      </th>
      {after.map((column, index) => (
        <td key={column.key} className="pay-figures" data-column={column.key}>
          {isSum(column) && number(amounts[after.slice(0, index).filter(isSum).length] ?? 0)}
        </td>
      ))}
    </tr>
  );
}

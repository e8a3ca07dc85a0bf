import { useMemo, type ReactNode } from 'react';
import { cellText } from '#renderer/kit/grid/cell-text.ts';
import { isFigures, type Column } from '#renderer/kit/grid/column.ts';
import { SignatureBlocks } from '#renderer/kit/print/letterhead.tsx';
import type { PrintOptions } from '#renderer/kit/print/page-css.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useLetterhead } from '#renderer/record/paper.tsx';
import { sheetPages, type SheetPage } from '../../rules/sheet-pages.ts';
import { pageSetting, type ColumnTexts, type PageSetting } from './page-room.ts';
import './papers.css';

interface PagedTableProps<Row> {
  readonly page: PrintOptions;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Who signs below the last row, already translated. */
  readonly signers: readonly string[];
}

/** A column as it is printed: its heading, its cells and whether they are summed. */
interface PaperColumn extends ColumnTexts {
  readonly key: string;
  readonly isSummed: boolean;
}

/**
 * A list of amounts on paper, parted into pages here and not by the printer, so that each page closes with its own sum
 * and with what it carries on, and the next opens with what was brought.
 */
export function PagedTable<Row>({ page, columns, rows, signers }: PagedTableProps<Row>) {
  const letterhead = useLetterhead();
  const headLines = Math.max(letterhead.ar.length, letterhead.en.length);
  const { printed, amounts } = usePaperColumns(columns, rows);
  const setting = useMemo(() => pageSetting(printed, page, headLines), [printed, page, headLines]);
  const pages = useMemo(
    () => sheetPages(amounts, signers.length > 0 ? setting : { ...setting, signatures: 0 }),
    [amounts, setting, signers.length],
  );
  return pages.map((each, index) => (
    <section key={each.from} className="pay-page">
      <Sheet columns={printed} setting={setting} page={each} place={placeOf(index, pages)} />
      {index === pages.length - 1 && signers.length > 0 && (
        <SignatureBlocks blocks={signers.map((role) => ({ role }))} />
      )}
    </section>
  ));
}

/** The texts of all cells, the row numbers before them, and the figures that are summed, row by row. */
function usePaperColumns<Row>(columns: readonly Column<Row>[], rows: readonly Row[]) {
  const text = useText();
  const writer = useDisplay();
  return useMemo(() => {
    const words = { yes: text('kit.yes'), no: text('kit.no') };
    const summed = columns.filter(({ total }) => total === 'sum');
    const amounts = rows.map((row) => summed.map((column) => Number(column.value(row) ?? 0)));
    const numbers: PaperColumn = {
      ...{ key: 'number', heading: text('kit.entry.rowNumber'), isFigures: true, isSummed: false },
      cells: rows.map((_, index) => writer.number(index + 1)),
    };
    const printed = columns.map((column): PaperColumn => {
      const { key, title, kind, total } = column;
      const cells = rows.map((row) => writer.digits(cellText(column, column.value(row), writer, words)));
      const isOneLine = isFigures(kind) || kind === 'date' || kind === 'month';
      const isForHand = column.isForHand === true;
      return { key, heading: title, cells, isFigures: isOneLine, isForHand, isSummed: total === 'sum' };
    });
    return { printed: [numbers, ...withSums(printed, amounts, writer.number)], amounts };
  }, [columns, rows, text, writer]);
}

/** The sum of all is the widest figure of its column, so the column is measured by it too. */
function withSums(
  columns: readonly PaperColumn[],
  amounts: readonly (readonly number[])[],
  number: (value: number) => string,
): readonly PaperColumn[] {
  let at = 0;
  return columns.map((column) => {
    if (!column.isSummed) return column;
    const place = at;
    at += 1;
    const sum = amounts.reduce((total, row) => total + (row[place] ?? 0), 0);
    return { ...column, sum: number(sum) };
  });
}

interface Place {
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

function placeOf(index: number, pages: readonly SheetPage[]): Place {
  return { isFirst: index === 0, isLast: index === pages.length - 1 };
}

function Sheet(props: {
  readonly columns: readonly PaperColumn[];
  readonly setting: PageSetting;
  readonly page: SheetPage;
  readonly place: Place;
}) {
  const { columns, setting, page, place } = props;
  const text = useText();
  const sum = (key: string, label: string, amounts: readonly number[]): ReactNode => (
    <SumRow key={key} kind={key} label={label} columns={columns} amounts={amounts} height={setting.sumHeight} />
  );
  const hasSums = page.own.length > 0;
  const positions = Array.from({ length: page.to - page.from }, (_, index) => page.from + index);
  return (
    <table style={{ fontSize: `${setting.fontSize}pt` }}>
      <colgroup>
        {columns.map(({ key }, index) => (
          <col key={key} style={{ inlineSize: `${(setting.shares[index] ?? 0) * 100}%` }} />
        ))}
      </colgroup>
      <thead>
        <tr style={{ blockSize: `${setting.headHeight}mm` }}>
          {columns.map(({ key, heading }) => (
            <th key={key} scope="col">
              <span className="pay-cell">{heading}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {hasSums && !place.isFirst && sum('brought', text('payroll.paper.brought'), page.brought)}
        {positions.map((position) => (
          <tr key={position} style={{ blockSize: `${setting.rowHeight}mm` }}>
            {columns.map(({ key, cells, isFigures: isOneLine }) => (
              <td key={key} className={isOneLine ? 'pay-figures' : undefined}>
                <bdi className={isOneLine ? undefined : 'pay-cell'}>{cells[position]}</bdi>
              </td>
            ))}
          </tr>
        ))}
        {hasSums && !(place.isFirst && place.isLast) && sum('own', text('payroll.paper.pageTotal'), page.own)}
        {hasSums && sum('carried', text(place.isLast ? 'payroll.paper.total' : 'payroll.paper.carried'), page.carried)}
      </tbody>
    </table>
  );
}

/** A row of sums: what it is stands over the columns before the first amount. */
function SumRow(props: {
  readonly kind: string;
  readonly label: string;
  readonly columns: readonly PaperColumn[];
  readonly amounts: readonly number[];
  readonly height: number;
}) {
  const { columns, amounts } = props;
  const { number } = useDisplay();
  const before = columns.findIndex(({ isSummed }) => isSummed);
  const after = columns.slice(before);
  return (
    <tr className="pay-sum" data-sum={props.kind} style={{ blockSize: `${props.height}mm` }}>
      <th scope="row" colSpan={before}>
        {props.label}
      </th>
      {after.map(({ key, isSummed }, index) => (
        <td key={key} className="pay-figures" data-column={key}>
          {isSummed && number(amounts[after.slice(0, index).filter((each) => each.isSummed).length] ?? 0)}
        </td>
      ))}
    </tr>
  );
}

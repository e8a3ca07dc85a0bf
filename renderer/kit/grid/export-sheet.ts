import type { SheetData } from 'write-excel-file/browser';
import { BAGHDAD_OFFSET_MINUTES, dayNumber, firstDay, isLocalDate, isMonth, type LocalDate } from '#kernel/date.ts';
import type { CellValue, Column } from './column.ts';

/**
 * A grid as a workbook: a title, the headings, days as days, moments with their hour, amounts as numbers, and the sums
 * under their name.
 */

export interface SheetSource<Row> {
  readonly title: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly positions: readonly number[];
  readonly write: (column: Column<Row>, value: CellValue) => string;
  readonly totals: readonly (number | null)[];
  /** What the row of sums is called, already translated. */
  readonly totalLabel: string;
}

type Cell = NonNullable<SheetData[number][number]>;

/** Excel counts days from 1899-12-30. */
const EXCEL_DAY_OFFSET = 25_569;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const PIECE = 2_000;

/** The rows of the sheet. Between pieces the window may draw; `onProgress` hears how far it is, `signal` stops it. */
export async function sheetRows<Row>(
  source: SheetSource<Row>,
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<SheetData> {
  const { columns, rows, positions, title, totals } = source;
  const sheet: SheetData = [
    [{ value: title, fontWeight: 'bold', fontSize: 14, columnSpan: Math.max(1, columns.length) }],
    columns.map((column) => ({
      value: column.title,
      fontWeight: 'bold' as const,
      backgroundColor: '#e3f1ee',
      wrap: true,
    })),
  ];
  for (let start = 0; start < positions.length; start += PIECE) {
    signal.throwIfAborted();
    for (const position of positions.slice(start, start + PIECE)) {
      const row = rows[position];
      if (row !== undefined) sheet.push(columns.map((column) => sheetCell(column, column.value(row), source.write)));
    }
    onProgress(Math.min(1, (start + PIECE) / positions.length));
    await nextFrame();
  }
  if (totals.some((total) => total !== null)) sheet.push(totalCells(totals, source.totalLabel));
  return sheet;
}

/** The sums below their columns; in the first column without one stands what they are, as on the screen. */
function totalCells(totals: readonly (number | null)[], label: string): (Cell | null)[] {
  const firstPlain = totals.indexOf(null);
  return totals.map((total, position) => {
    if (total !== null) return { value: total, type: Number, format: '#,##0', fontWeight: 'bold' };
    return position === firstPlain ? { value: label, type: String, fontWeight: 'bold' } : null;
  });
}

/** One value in the type that Excel counts and sorts with. */
export function sheetCell<Row>(column: Column<Row>, value: CellValue, write: SheetSource<Row>['write']): Cell | null {
  if (value === null || value === '') return null;
  if (typeof value === 'number' && (column.kind === 'money' || column.kind === 'number')) {
    return { value, type: Number, format: '#,##0' };
  }
  if (column.kind === 'moment' && typeof value === 'number') {
    return { value: excelMoment(value), type: Number, format: 'dd/mm/yyyy hh:mm' };
  }
  const day = dayOf(column, value);
  if (day !== null) {
    const format = column.kind === 'month' ? 'mm/yyyy' : 'dd/mm/yyyy';
    return { value: dayNumber(day) + EXCEL_DAY_OFFSET, type: Number, format };
  }
  return { value: write(column, value), type: String };
}

function dayOf<Row>(column: Column<Row>, value: CellValue): LocalDate | null {
  if (typeof value !== 'string') return null;
  if (column.kind === 'date' && isLocalDate(value)) return value;
  return column.kind === 'month' && isMonth(value) ? firstDay(value) : null;
}

/** Days of Excel with the time of day in Baghdad as their fraction, down to the minute that the screen shows. */
function excelMoment(ms: number): number {
  const minutes = Math.floor(ms / MINUTE) + BAGHDAD_OFFSET_MINUTES;
  return (minutes * MINUTE) / DAY + EXCEL_DAY_OFFSET;
}

/** Makes the file and hands it to the browser to keep. The writer is loaded when somebody first exports. */
export async function saveSheet(
  sheet: SheetData,
  options: { readonly fileName: string; readonly widths: readonly number[]; readonly direction: 'rtl' | 'ltr' },
): Promise<void> {
  const { default: writeXlsxFile } = await import('write-excel-file/browser');
  const file = writeXlsxFile(sheet, {
    columns: options.widths.map((width) => ({ width: Math.max(8, Math.round(width / 7)) })),
    rightToLeft: options.direction === 'rtl',
    stickyRowsCount: 2,
  });
  await file.toFile(`${options.fileName}.xlsx`);
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

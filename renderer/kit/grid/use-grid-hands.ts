import { useState, type KeyboardEvent, type MouseEvent } from 'react';
import { blockOf, clamped, cursorByKey, type Cursor, type GridSize } from './cursor.ts';
import { toTsv } from './tsv.ts';
import type { GridModel } from './use-grid.ts';
import type { Selection } from './use-selection.ts';

/** More cells than this are not put on the clipboard at once. */
const COPY_LIMIT = 500_000;

interface HandsOptions<Row> {
  readonly model: GridModel<Row>;
  readonly size: GridSize;
  readonly direction: 'rtl' | 'ltr';
  readonly rowKey: (row: Row) => string;
  readonly selection: Selection | null;
  readonly onOpen: ((row: Row) => void) | undefined;
  /** Brings a cell into view. */
  readonly reveal: (cursor: Cursor) => void;
}

/** The keyboard and the mouse on a grid: where they stand, what they mark, select, copy and open. */
export function useGridHands<Row>(options: HandsOptions<Row>) {
  const { model, size, direction, rowKey, selection, onOpen, reveal } = options;
  const [cursor, setCursor] = useState<Cursor>({ row: 0, column: 0 });
  const [anchor, setAnchor] = useState<Cursor | null>(null);
  const at = clamped(cursor, size);
  const block = anchor && blockOf(clamped(anchor, size), at);
  const rowAt = (index: number): Row | undefined => model.rows[model.positions[index] ?? -1];
  const keysBetween = (first: number, last: number): string[] =>
    rowsBetween(model, Math.min(first, last), Math.max(first, last)).map(rowKey);

  const go = (next: Cursor, isExtending: boolean): void => {
    setAnchor(isExtending ? (anchor ?? at) : null);
    setCursor(next);
    reveal(next);
  };
  const toggle = (index: number, isRange: boolean): void => {
    const row = rowAt(index);
    if (!selection || row === undefined) return;
    if (isRange) selection.add(keysBetween(at.row, index));
    else selection.toggle(rowKey(row));
  };
  const letGo = (): void => {
    setAnchor(null);
    selection?.clear();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    // Fields and buttons of the headings keep their own keys.
    if (event.target !== event.currentTarget || size.rows === 0) return;
    const hasControl = event.ctrlKey || event.metaKey;
    const next = cursorByKey(at, event, size, direction);
    const row = rowAt(at.row);
    if (next) go(next, event.shiftKey);
    else if (event.key === 'Enter' && row !== undefined) onOpen?.(row);
    else if (event.key === ' ') toggle(at.row, event.shiftKey);
    else if (hasControl && event.code === 'KeyC')
      copy(copiedRows({ model, selection, rowKey, block: block ?? blockOf(at, at) }));
    else if (hasControl && event.code === 'KeyA') selection?.set(keysBetween(0, size.rows - 1));
    else if (event.key === 'Escape' && (anchor || (selection?.keys.size ?? 0) > 0)) letGo();
    else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent<HTMLDivElement>): void => {
    const place = placeOf(event);
    if (!place) return;
    if (place.isCheck) toggle(place.row, event.shiftKey);
    setAnchor(event.shiftKey && !place.isCheck ? (anchor ?? at) : null);
    setCursor({ row: place.row, column: place.column ?? at.column });
    const row = rowAt(place.row);
    // The second click of a double click falls on the same words: it has been opened already.
    const isFirst = event.detail < 2;
    if (place.isLink && isFirst && row !== undefined && !event.shiftKey) onOpen?.(row);
  };
  const onDoubleClick = (event: MouseEvent<HTMLDivElement>): void => {
    const place = placeOf(event);
    const row = place && !place.isCheck && !place.isLink ? rowAt(place.row) : undefined;
    if (row !== undefined) onOpen?.(row);
  };
  return { at, block, onKeyDown, onClick, onDoubleClick };
}

function rowsBetween<Row>({ rows, positions }: GridModel<Row>, first: number, last: number): Row[] {
  return positions.slice(first, last + 1).flatMap((position) => rows[position] ?? []);
}

/** The selected rows whole, or the marked block, as they are written. Amounts and numbers go without their grouping. */
export function copiedRows<Row>(options: {
  readonly model: GridModel<Row>;
  readonly selection: Selection | null;
  readonly rowKey: (row: Row) => string;
  readonly block: ReturnType<typeof blockOf>;
}): readonly (readonly string[])[] {
  const { model, selection, rowKey, block } = options;
  const keys = selection?.keys ?? new Set<string>();
  const isSelection = keys.size > 0;
  const columns = isSelection ? model.shown : model.shown.slice(block.firstColumn, block.lastColumn + 1);
  const all = isSelection
    ? rowsBetween(model, 0, model.positions.length).filter((row) => keys.has(rowKey(row)))
    : rowsBetween(model, block.firstRow, block.lastRow);
  const most = Math.floor(COPY_LIMIT / Math.max(1, columns.length));
  return all.slice(0, most).map((row) =>
    columns.map((column) => {
      const value = column.value(row);
      return typeof value === 'number' && column.kind !== 'moment' ? String(value) : model.write(column, value);
    }),
  );
}

function copy(rows: readonly (readonly string[])[]): void {
  void navigator.clipboard.writeText(toTsv(rows));
}

interface Place {
  readonly row: number;
  readonly column: number | null;
  readonly isCheck: boolean;
  /** On the words that open the row. */
  readonly isLink: boolean;
}

/** Which cell the mouse is on; null for headings and totals. */
function placeOf(event: MouseEvent<HTMLDivElement>): Place | null {
  if (!(event.target instanceof Element)) return null;
  const row = event.target.closest<HTMLElement>('[data-row]')?.dataset['row'];
  if (row === undefined) return null;
  const column = event.target.closest<HTMLElement>('[data-column]')?.dataset['column'];
  return {
    row: Number(row),
    column: column === undefined ? null : Number(column),
    isCheck: event.target.closest('.kit-grid-check') !== null,
    isLink: event.target.closest('.kit-grid-open') !== null,
  };
}

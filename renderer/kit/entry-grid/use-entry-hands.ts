import {
  useId,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from 'react';
import { blockOf, clamped, cursorByKey, type Cursor } from '../grid/cursor.ts';
import { fromTsv, toTsv } from '../grid/tsv.ts';
import { writeEntry, type EntryColumn, type EntryRow, type EntryWords } from './entry-column.ts';
import { filledDown, withBlock, withText } from './entry-edits.ts';
import type { useHistory } from './use-history.ts';

interface HandsOptions {
  readonly rows: readonly EntryRow[];
  readonly columns: readonly EntryColumn[];
  readonly words: EntryWords;
  readonly newRow: () => EntryRow;
  readonly history: ReturnType<typeof useHistory>;
  readonly isReadOnly: boolean;
  readonly mayAddRows: boolean;
  readonly direction: 'rtl' | 'ltr';
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly reveal: (row: number) => void;
}

export type EntryHands = ReturnType<typeof useEntryHands>;

const PAGE = 8;

/** The keyboard, the mouse and the clipboard on rows that are being typed. */
export function useEntryHands(options: HandsOptions) {
  const { rows, columns, words, newRow, history, isReadOnly, mayAddRows, direction, scroller, reveal } = options;
  const gridId = useId();
  const [cursor, setCursor] = useState<Cursor>({ row: 0, column: 0 });
  const [anchor, setAnchor] = useState<Cursor | null>(null);
  const [draft, setDraft] = useState<string | null>(null);
  // Closing the editor takes its focus away, and losing the focus closes it: only the first of the two may write.
  const isEditing = useRef(false);
  const size = { rows: rows.length, columns: columns.length, page: PAGE };
  const at = clamped(cursor, size);
  const block = blockOf(clamped(anchor ?? at, size), at);
  const context = { columns, words, newRow };
  const column = columns[at.column];

  const move = (next: Cursor, count = rows.length): void => {
    setAnchor(null);
    const target = clamped(next, { ...size, rows: count });
    setCursor(target);
    reveal(target.row);
  };
  /** The rows with the draft in its cell; the editor is closed. */
  const settled = (): readonly EntryRow[] => {
    if (draft === null || !isEditing.current) return rows;
    isEditing.current = false;
    setDraft(null);
    const next = withText(rows, at, draft, context);
    history.change(next);
    return next;
  };
  const edit = (text?: string): void => {
    if (isReadOnly || column?.isReadOnly === true) return;
    isEditing.current = true;
    setDraft(text ?? writeEntry(column ?? neverShown, rows[at.row]?.[column?.key ?? ''], words));
  };
  /** To the next or previous cell; behind the last one of the last row begins a new row. */
  const step = (by: 1 | -1): void => {
    const after = settled();
    const place = at.row * columns.length + at.column + by;
    const needsRow = place >= after.length * columns.length && mayAddRows;
    if (needsRow) history.change([...after, newRow()]);
    if (place >= 0)
      move(
        { row: Math.floor(place / columns.length), column: place % columns.length },
        after.length + (needsRow ? 1 : 0),
      );
    scroller.current?.focus();
  };
  const down = (by: 1 | -1): void => {
    const after = settled();
    const needsRow = by > 0 && at.row + 1 >= after.length && mayAddRows;
    if (needsRow) history.change([...after, newRow()]);
    move({ row: at.row + by, column: at.column }, after.length + (needsRow ? 1 : 0));
    scroller.current?.focus();
  };
  const addRow = (): void => {
    history.change([...settled(), newRow()]);
    move({ row: rows.length, column: 0 }, rows.length + 1);
    scroller.current?.focus();
  };
  const clearBlock = (): void => {
    let next = rows;
    for (let row = block.firstRow; row <= block.lastRow; row += 1) {
      for (let place = block.firstColumn; place <= block.lastColumn; place += 1)
        next = withText(next, { row, column: place }, '', context);
    }
    history.change(next);
  };
  const removeRows = (): void =>
    history.change(rows.filter((_, index) => index < block.firstRow || index > block.lastRow));
  const copied = (): string =>
    toTsv(
      rows.slice(block.firstRow, block.lastRow + 1).map((row) =>
        columns.slice(block.firstColumn, block.lastColumn + 1).map((each) => {
          const value = row[each.key];
          return typeof value === 'number' ? String(value) : writeEntry(each, value, words);
        }),
      ),
    );

  const editing = (event: KeyboardEvent): boolean => {
    if (event.key === 'Enter') down(event.shiftKey ? -1 : 1);
    else if (event.key === 'Tab') step(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') {
      isEditing.current = false;
      setDraft(null);
      scroller.current?.focus();
    } else {
      // Whoever saves while he types in a cell means that cell too.
      if ((event.ctrlKey || event.metaKey) && event.code === 'KeyS') {
        settled();
        scroller.current?.focus();
      }
      return false;
    }
    return true;
  };
  const controlled = (event: KeyboardEvent): boolean => {
    if (event.code === 'KeyC') void navigator.clipboard.writeText(copied());
    else if (isReadOnly) return false;
    else if (event.code === 'KeyD') history.change(filledDown(rows, block, columns));
    else if (event.key === 'Delete' && mayAddRows) removeRows();
    else if (event.code === 'KeyZ' && !event.shiftKey) history.undo();
    else if (event.code === 'KeyY' || event.code === 'KeyZ') history.redo();
    else return false;
    return true;
  };
  const resting = (event: KeyboardEvent): boolean => {
    const hasControl = event.ctrlKey || event.metaKey;
    if (hasControl && controlled(event)) return true;
    // At either end of the grid Tab goes on to the rest of the page.
    const isAtStart = at.row === 0 && at.column === 0;
    const isAtEnd = at.row === rows.length - 1 && at.column === columns.length - 1;
    const next = cursorByKey(at, event, size, direction);
    if (next) {
      setAnchor(event.shiftKey ? (anchor ?? at) : null);
      setCursor(next);
      reveal(next.row);
    } else if (event.key === 'Enter') down(event.shiftKey ? -1 : 1);
    else if (event.key === 'Tab' && !(event.shiftKey ? isAtStart : isAtEnd)) step(event.shiftKey ? -1 : 1);
    else if (event.key === 'F2') edit();
    else if (event.key === 'Delete' && !isReadOnly) clearBlock();
    else if (event.key.length === 1 && !hasControl && !event.altKey) edit(event.key);
    else return false;
    return true;
  };
  return {
    gridId,
    at,
    draft,
    edit,
    addRow,
    type: (text: string): void => setDraft(text),
    commit: (): void => void settled(),
    cellId: (row: number, place: number): string => `${gridId}-${row}-${place}`,
    isMarked: (row: number, place: number): boolean =>
      anchor !== null &&
      row >= block.firstRow &&
      row <= block.lastRow &&
      place >= block.firstColumn &&
      place <= block.lastColumn,
    point: (place: Cursor, event: MouseEvent): void => {
      if (draft !== null && place.row === at.row && place.column === at.column) return;
      settled();
      setAnchor(event.shiftKey ? (anchor ?? at) : null);
      setCursor(place);
    },
    onKeyDown: (event: KeyboardEvent): void => {
      if (rows.length === 0 && event.key !== 'Insert') return;
      if (draft === null ? resting(event) : editing(event)) event.preventDefault();
    },
    onPaste: (event: ClipboardEvent): void => {
      // Into an open cell the text goes by itself.
      if (isReadOnly || draft !== null) return;
      event.preventDefault();
      const pasted = fromTsv(event.clipboardData.getData('text/plain'));
      const fitting = mayAddRows ? pasted : pasted.slice(0, rows.length - block.firstRow);
      history.change(withBlock(rows, { row: block.firstRow, column: block.firstColumn }, fitting, context));
    },
  };
}

/** Stands in where a grid without columns would be edited, which cannot happen. */
const neverShown: EntryColumn = { key: '', title: '', kind: 'text' };

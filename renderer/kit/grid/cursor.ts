/** Where the keyboard stands in a grid, and where a key leads from there. */
export interface Cursor {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that fit on the screen. */
  readonly page: number;
}

/** The cell a key leads to; null for keys that do not move. In RTL the arrows follow the eye. */
export function cursorByKey(
  from: Cursor,
  press: { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean },
  size: GridSize,
  direction: 'rtl' | 'ltr',
): Cursor | null {
  const target = targetOf(from, press.key, press.ctrlKey || press.metaKey, size, direction);
  return target && clamped(target, size);
}

function targetOf(from: Cursor, key: string, isFar: boolean, size: GridSize, direction: 'rtl' | 'ltr'): Cursor | null {
  const { row, column } = from;
  const onward = direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowRight': {
      const isOnward = key === onward;
      if (isFar) return { row, column: isOnward ? size.columns : 0 };
      return { row, column: column + (isOnward ? 1 : -1) };
    }
    case 'ArrowUp':
      return { row: isFar ? 0 : row - 1, column };
    case 'ArrowDown':
      return { row: isFar ? size.rows : row + 1, column };
    case 'PageUp':
      return { row: row - size.page, column };
    case 'PageDown':
      return { row: row + size.page, column };
    case 'Home':
      return { row: isFar ? 0 : row, column: 0 };
    case 'End':
      return { row: isFar ? size.rows : row, column: size.columns };
    default:
      return null;
  }
}

export function clamped({ row, column }: Cursor, size: GridSize): Cursor {
  const within = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value));
  return { row: within(row, size.rows), column: within(column, size.columns) };
}

/** The rectangle between two cells. */
export function blockOf(anchor: Cursor, cursor: Cursor) {
  return {
    firstRow: Math.min(anchor.row, cursor.row),
    lastRow: Math.max(anchor.row, cursor.row),
    firstColumn: Math.min(anchor.column, cursor.column),
    lastColumn: Math.max(anchor.column, cursor.column),
  };
}

import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { cellText } from './cell-text.ts';
import { defaultWidth, type CellValue, type Column } from './column.ts';
import { initialState, shownColumns, withNewColumns, type GridState } from './grid-state.ts';
import { queriedRows, warmSearch, type RowsQuery } from './rows-query.ts';

export interface GridModel<Row> {
  readonly state: GridState;
  readonly change: (change: Partial<GridState>) => void;
  readonly shown: readonly Column<Row>[];
  readonly widths: readonly number[];
  /** The positions of the shown rows among all rows. */
  readonly positions: readonly number[];
  readonly rows: readonly Row[];
  readonly write: (column: Column<Row>, value: CellValue) => string;
}

/** The state of a grid and what follows from it. */
export function useGrid<Row>(options: {
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly initialSearch: string;
  /** The room for the columns, so that they fill it. */
  readonly room: number;
}): GridModel<Row> {
  const { rows, columns, initialSearch, room } = options;
  const writer = useDisplay();
  const text = useText();
  const [kept, setState] = useState<GridState>(() => ({ ...initialState(columns), search: initialSearch }));
  const state = withNewColumns(kept, columns);
  // What the user then makes of a new column is made of this state.
  if (state !== kept) setState(state);
  const change = useCallback((part: Partial<GridState>) => setState((before) => ({ ...before, ...part })), []);
  // Typing stays quick: the rows follow when there is time.
  const search = useDeferredValue(state.search);
  const { filters, sort } = state;
  const words = useMemo(() => ({ yes: text('kit.yes'), no: text('kit.no') }), [text]);
  const write = useCallback(
    (column: Column<Row>, value: CellValue) => cellText(column, value, writer, words),
    [writer, words],
  );
  const { language } = writer;
  const positions = useMemo(
    () => queriedRows({ rows, columns, filters, sort, search, language, write }),
    [rows, columns, filters, sort, search, language, write],
  );
  const { order, hidden, pinned } = state;
  const shown = useMemo(() => shownColumns(columns, { order, hidden, pinned }), [columns, order, hidden, pinned]);
  useWarmSearch({ rows, columns, language, write });
  const widths = useMemo(() => widthsOf(shown, state.widths, room), [shown, state.widths, room]);
  return { state, change, shown, widths, positions, rows, write };
}

const WARM_ROWS = 1_500;

/** While nothing else is to be done, long lists are made ready for the first search. */
function useWarmSearch<Row>(query: Pick<RowsQuery<Row>, 'rows' | 'columns' | 'language' | 'write'>): void {
  const { rows, columns, language, write } = query;
  useEffect(() => {
    const whole = { rows, columns, language, write, filters: {}, sort: [], search: '' };
    let next = requestIdleCallback(function warm() {
      if (warmSearch(whole, WARM_ROWS)) next = requestIdleCallback(warm);
    });
    return () => cancelIdleCallback(next);
  }, [rows, columns, language, write]);
}

/** Own widths as they are; what room is left goes to the columns of text that nobody has drawn to a width. */
export function widthsOf<Row>(
  shown: readonly Column<Row>[],
  chosen: Readonly<Record<string, number>>,
  room: number,
): readonly number[] {
  const widths = shown.map((column) => chosen[column.key] ?? defaultWidth(column));
  const left = room - widths.reduce((sum, width) => sum + width, 0);
  const stretching = shown.filter((column) => stretches(column, chosen)).length;
  if (left <= 0 || stretching === 0) return widths;
  const share = Math.floor(left / stretching);
  return widths.map((width, index) => {
    const column = shown[index];
    return column && stretches(column, chosen) ? width + share : width;
  });
}

function stretches<Row>(column: Column<Row>, chosen: Readonly<Record<string, number>>): boolean {
  return (
    (column.kind === 'text' || column.kind === 'custom') && chosen[column.key] === undefined && column.isLtr !== true
  );
}

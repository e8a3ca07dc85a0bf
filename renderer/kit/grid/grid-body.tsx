import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useMemo, useState, type CSSProperties, type RefObject, type UIEvent } from 'react';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { drawnRows, firstDrawn, placesFor, type DrawnRow } from './drawn-rows.ts';
import { GridHeader } from './grid-header.tsx';
import { GridRow } from './grid-row.tsx';
import { GridTotals } from './grid-totals.tsx';
import type { GridModel } from './use-grid.ts';
import { useGridHands } from './use-grid-hands.ts';
import type { Selection } from './use-selection.ts';

const ROW_HEIGHT = 30;
const HEADER_HEIGHT = 34;
const CHECK_WIDTH = 40;

interface GridBodyProps<Row> {
  readonly gridId: string;
  readonly label: string;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly model: GridModel<Row>;
  readonly totals: readonly (number | null)[];
  readonly rowKey: (row: Row) => string;
  /** Null where rows cannot be selected. */
  readonly selection: Selection | null;
  readonly onOpen: ((row: Row) => void) | undefined;
}

/** The headings, the rows that are in view, and the totals. */
export function GridBody<Row>(props: GridBodyProps<Row>) {
  const { gridId, label, scroller, model, totals, rowKey, selection, onOpen } = props;
  const { shown, positions, rows, state, change, widths } = model;
  const { direction } = useDisplay();
  const hasTotals = totals.some((total) => total !== null);
  const virtual = useVirtualizer({
    count: positions.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 0,
    paddingStart: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
    scrollPaddingEnd: hasTotals ? ROW_HEIGHT : 0,
    // Rows that come into view are drawn in the frame that shows them, not in one more.
    useFlushSync: true,
  });
  const drawn = useDrawnRows(virtual, positions.length);
  const pinnedCount = shown.filter(({ key }) => state.pinned.includes(key)).length;
  const page = Math.max(1, Math.floor((virtual.scrollRect?.height ?? 300) / ROW_HEIGHT) - 3);
  const hands = useGridHands({
    model,
    size: { rows: positions.length, columns: shown.length, page },
    direction,
    rowKey,
    selection,
    onOpen,
    reveal(cursor) {
      virtual.scrollToIndex(cursor.row);
      // The row may be drawn only now; the cell is brought in sideways once it is there.
      requestAnimationFrame(() =>
        document
          .getElementById(`${gridId}-${cursor.row}-${cursor.column}`)
          ?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
      );
    },
  });
  const { at, block } = hands;
  const isAll = selection !== null && positions.length > 0 && selection.keys.size >= positions.length;
  const hasChecks = selection !== null;
  const sheetStyle = useMemo(() => sheetVariables(widths, hasChecks), [widths, hasChecks]);
  const pinnedWidth = widths.slice(0, pinnedCount).reduce((sum, width) => sum + width, hasChecks ? CHECK_WIDTH : 0);
  const toggleAll = useCallback(() => {
    if (isAll) selection.clear();
    else
      selection?.set(positions.flatMap((position) => (rows[position] === undefined ? [] : [rowKey(rows[position])])));
  }, [isAll, selection, positions, rows, rowKey]);
  return (
    <div
      ref={scroller}
      className="kit-grid-scroller kit-focusable"
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={positions.length + 1}
      aria-colcount={shown.length}
      aria-multiselectable={hasChecks}
      aria-activedescendant={positions.length > 0 ? `${gridId}-${at.row}-${at.column}` : undefined}
      style={{ scrollPaddingInlineStart: pinnedWidth }}
      onScroll={followSideways}
      onKeyDown={hands.onKeyDown}
      onClick={hands.onClick}
      onDoubleClick={hands.onDoubleClick}
    >
      <div className="kit-grid-sheet" role="rowgroup" style={{ ...sheetStyle, blockSize: virtual.getTotalSize() }}>
        <GridHeader
          columns={shown}
          widths={widths}
          state={state}
          change={change}
          pinnedCount={pinnedCount}
          hasChecks={hasChecks}
          isAll={isAll}
          onToggleAll={toggleAll}
        />
        <Rows
          {...{ model, gridId, pinnedCount, selection, rowKey, block }}
          drawn={drawn}
          rowAt={(index) => rows[positions[index] ?? -1]}
          cursor={at}
          isOpenable={onOpen !== undefined}
        />
      </div>
      {hasTotals && (
        <GridTotals
          columns={shown}
          totals={totals}
          pinnedCount={pinnedCount}
          hasChecks={hasChecks}
          style={sheetStyle}
        />
      )}
    </div>
  );
}

/** The rows to draw now: while they scroll by, the elements keep their order; at rest they take that of the rows. */
function useDrawnRows(virtual: Virtualizer<HTMLDivElement, Element>, count: number): readonly DrawnRow[] {
  const [leading, setLeading] = useState(0);
  const range = virtual.calculateRange();
  if (!range) return [];
  const places = placesFor(Math.ceil((virtual.scrollRect?.height ?? 0) / ROW_HEIGHT));
  const first = firstDrawn({ firstInView: range.startIndex, places, count });
  if (!virtual.isScrolling && leading !== first % places) setLeading(first % places);
  return drawnRows({ first, places, count, leading });
}

interface RowsProps<Row> extends Pick<GridBodyProps<Row>, 'model' | 'gridId' | 'selection' | 'rowKey'> {
  readonly drawn: readonly DrawnRow[];
  readonly rowAt: (index: number) => Row | undefined;
  readonly pinnedCount: number;
  readonly cursor: { readonly row: number; readonly column: number };
  readonly block: ReturnType<typeof useGridHands>['block'];
  readonly isOpenable: boolean;
}

function Rows<Row>({
  model,
  gridId,
  selection,
  rowKey,
  drawn,
  rowAt,
  pinnedCount,
  cursor,
  block,
  isOpenable,
}: RowsProps<Row>) {
  const text = useText();
  const selectLabel = text('kit.grid.select');
  return drawn.map(({ index, place }) => {
    const row = rowAt(index);
    if (row === undefined) return null;
    const key = rowKey(row);
    const marked = block && index >= block.firstRow && index <= block.lastRow ? block : null;
    return (
      <GridRow
        key={place}
        row={row}
        index={index}
        top={HEADER_HEIGHT + index * ROW_HEIGHT}
        columns={model.shown}
        widths={model.widths}
        write={model.write}
        search={model.state.search}
        gridId={gridId}
        pinnedCount={pinnedCount}
        isSelected={selection?.keys.has(key) === true}
        isSelectable={selection !== null}
        cursorColumn={index === cursor.row ? cursor.column : null}
        firstMarked={marked?.firstColumn ?? -1}
        lastMarked={marked?.lastColumn ?? -1}
        selectLabel={selectLabel}
        isOpenable={isOpenable}
      />
    );
  });
}

/** The widths of the columns as CSS variables, so that one style moves a column in every row. */
function sheetVariables(widths: readonly number[], hasChecks: boolean): CSSProperties {
  const variables = Object.fromEntries(widths.map((width, position) => [`--w${position}`, `${width}px`]));
  const total = widths.reduce((sum, width) => sum + width, hasChecks ? CHECK_WIDTH : 0);
  return { ...variables, inlineSize: total };
}

/** Tells the pinned cells how far the grid has been moved sideways. */
function followSideways(event: UIEvent<HTMLDivElement>): void {
  const grid = event.currentTarget;
  const moved = `${grid.scrollLeft}px`;
  if (grid.style.getPropertyValue('--grid-x') === moved) return;
  grid.style.setProperty('--grid-x', moved);
  grid.classList.toggle('kit-grid-moved', grid.scrollLeft !== 0);
}

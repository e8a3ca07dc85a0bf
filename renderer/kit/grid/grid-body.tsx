import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, type CSSProperties, type RefObject } from 'react';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
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
    overscan: 6,
    paddingStart: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
    scrollPaddingEnd: hasTotals ? ROW_HEIGHT : 0,
    useFlushSync: false,
  });
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
      requestAnimationFrame(() => document.getElementById(`${gridId}-${cursor.row}-${cursor.column}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' }));
    },
  });
  const { at, block } = hands;
  const isAll = selection !== null && positions.length > 0 && selection.keys.size >= positions.length;
  const hasChecks = selection !== null;
  const sheetStyle = useMemo(() => sheetVariables(widths, pinnedCount, hasChecks), [widths, pinnedCount, hasChecks]);
  const toggleAll = (): void => (isAll ? selection.clear() : selection?.set(hands.keysBetween(0, positions.length)));
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
          selectAll={hasChecks ? { isAll, toggle: toggleAll } : null}
        />
        <Rows
          {...{ model, gridId, pinnedCount, selection, rowKey, block }}
          items={virtual.getVirtualItems()}
          rowAt={(index) => rows[positions[index] ?? -1]}
          cursor={at}
          isOpenable={onOpen !== undefined}
        />
      </div>
      {hasTotals && (
        <GridTotals model={model} totals={totals} pinnedCount={pinnedCount} hasChecks={hasChecks} style={sheetStyle} />
      )}
    </div>
  );
}

interface RowsProps<Row> extends Pick<GridBodyProps<Row>, 'model' | 'gridId' | 'selection' | 'rowKey'> {
  readonly items: readonly { readonly index: number; readonly start: number }[];
  readonly rowAt: (index: number) => Row | undefined;
  readonly pinnedCount: number;
  readonly cursor: { readonly row: number; readonly column: number };
  readonly block: ReturnType<typeof useGridHands>['block'];
  readonly isOpenable: boolean;
}

function Rows<Row>({ model, gridId, selection, rowKey, items, rowAt, pinnedCount, cursor, block, isOpenable }: RowsProps<Row>) {
  const text = useText();
  const selectLabel = text('kit.grid.select');
  return items.map(({ index, start }) => {
    const row = rowAt(index);
    if (row === undefined) return null;
    const key = rowKey(row);
    const marked = block && index >= block.firstRow && index <= block.lastRow ? block : null;
    return (
      <GridRow
        key={key}
        row={row}
        index={index}
        top={start}
        rowKey={key}
        columns={model.shown}
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

/** The widths of the columns and the places of the pinned ones, as CSS variables, so that one style moves a column. */
function sheetVariables(widths: readonly number[], pinnedCount: number, hasChecks: boolean): CSSProperties {
  const variables: Record<string, string> = {};
  let start = hasChecks ? CHECK_WIDTH : 0;
  let total = start;
  widths.forEach((width, position) => {
    variables[`--w${position}`] = `${width}px`;
    if (position < pinnedCount) variables[`--p${position}`] = `${start}px`;
    start += width;
    total += width;
  });
  // Custom properties are valid in a style, though its type does not list them.
  return { ...variables, inlineSize: total } as CSSProperties;
}

import { Popover } from 'antd';
import { memo, useRef, useState, type CSSProperties, type PointerEvent, type ReactNode } from 'react';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Icon } from '../icon.tsx';
import { isFigures, type Column } from './column.ts';
import { ColumnFilter } from './column-filter.tsx';
import { isEmptyFilter, nextSort, type GridState } from './grid-state.ts';

interface HeaderProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly widths: readonly number[];
  readonly state: GridState;
  readonly change: (change: Partial<GridState>) => void;
  readonly pinnedCount: number;
  readonly hasChecks: boolean;
  readonly isAll: boolean;
  readonly onToggleAll: () => void;
}

/** The headings: a click sorts, the funnel filters, the edge is drawn to a width. Not drawn anew while rows move. */
export const GridHeader = memo(function GridHeader<Row>(props: HeaderProps<Row>) {
  const { columns, widths, state, change, pinnedCount } = props;
  const text = useText();
  return (
    <div className="kit-grid-header" role="row" aria-rowindex={1}>
      {props.hasChecks && (
        <div className="kit-grid-cell kit-grid-check kit-grid-pinned" role="columnheader">
          <input
            type="checkbox"
            aria-label={text('kit.grid.selectAll')}
            checked={props.isAll}
            onChange={props.onToggleAll}
          />
        </div>
      )}
      {columns.map((column, position) => (
        <Heading
          key={column.key}
          column={column}
          position={position}
          width={widths[position] ?? 100}
          state={state}
          change={change}
          isPinned={position < pinnedCount}
        />
      ))}
    </div>
  );
  // `memo` forgets the type parameter of the component it wraps.
}) as <Row>(props: HeaderProps<Row>) => ReactNode;

interface HeadingProps<Row> {
  readonly column: Column<Row>;
  readonly position: number;
  readonly width: number;
  readonly state: GridState;
  readonly change: (change: Partial<GridState>) => void;
  readonly isPinned: boolean;
}

function Heading<Row>({ column, position, width, state, change, isPinned }: HeadingProps<Row>) {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const sort = state.sort.find(({ key }) => key === column.key);
  const filter = state.filters[column.key];
  const isFiltered = filter !== undefined && !isEmptyFilter(filter);
  const style: CSSProperties = { inlineSize: `var(--w${position})` };
  const classes = [
    'kit-grid-cell kit-grid-heading',
    isFigures(column.kind) && 'kit-grid-figures',
    isPinned && 'kit-grid-pinned',
  ];
  return (
    <div
      className={classes.filter(Boolean).join(' ')}
      role="columnheader"
      aria-colindex={position + 1}
      aria-sort={sort ? (sort.isDescending ? 'descending' : 'ascending') : 'none'}
      style={style}
    >
      <button
        type="button"
        className="kit-grid-sort"
        title={column.title}
        onClick={(event) => change({ sort: nextSort(state.sort, column.key, event.shiftKey ? 'beside' : 'alone') })}
      >
        <span>{column.title}</span>
        {sort && <Icon name={sort.isDescending ? 'down' : 'up'} size={12} />}
      </button>
      <Popover
        open={isOpen}
        onOpenChange={setOpen}
        trigger="click"
        placement="bottom"
        destroyOnHidden
        content={
          <ColumnFilter
            column={column}
            filter={filter}
            onChange={(next) => change({ filters: withFilter(state, column.key, next) })}
            onClose={() => setOpen(false)}
          />
        }
      >
        <button
          type="button"
          className={isFiltered ? 'kit-grid-funnel kit-grid-funnel-on' : 'kit-grid-funnel'}
          aria-label={text('kit.grid.filterOf', { column: column.title })}
          aria-expanded={isOpen}
        >
          <Icon name="filter" size={12} />
        </button>
      </Popover>
      <ResizeEdge
        position={position}
        width={width}
        onResize={(next) => change({ widths: { ...state.widths, [column.key]: next } })}
      />
    </div>
  );
}

function withFilter(state: GridState, key: string, filter: GridState['filters'][string] | null): GridState['filters'] {
  const others = Object.fromEntries(Object.entries(state.filters).filter(([name]) => name !== key));
  return filter === null || isEmptyFilter(filter) ? others : { ...others, [key]: filter };
}

const NARROWEST = 48;
const WIDEST = 900;

/** While it is drawn, only the CSS variable moves; the state follows when it is let go. */
function ResizeEdge({
  position,
  width,
  onResize,
}: {
  position: number;
  width: number;
  onResize: (width: number) => void;
}) {
  const { direction } = useDisplay();
  const start = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const next = useRef(width);
  const widthAt = (x: number): number => {
    const moved = start.current ? (x - start.current.x) * (direction === 'rtl' ? -1 : 1) : 0;
    return Math.max(NARROWEST, Math.min(WIDEST, (start.current?.width ?? width) + moved));
  };
  const move = (event: PointerEvent<HTMLSpanElement>): void => {
    if (!start.current) return;
    next.current = widthAt(event.clientX);
    const sheet = event.currentTarget.closest<HTMLElement>('.kit-grid-sheet');
    sheet?.classList.add('kit-grid-resized');
    sheet?.style.setProperty(`--w${position}`, `${next.current}px`);
  };
  return (
    <span
      className="kit-grid-edge"
      aria-hidden
      onPointerDown={(event) => {
        start.current = { x: event.clientX, width };
        next.current = width;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={move}
      onPointerUp={(event) => {
        event.currentTarget.closest('.kit-grid-sheet')?.classList.remove('kit-grid-resized');
        if (start.current && next.current !== width) onResize(next.current);
        start.current = null;
      }}
    />
  );
}

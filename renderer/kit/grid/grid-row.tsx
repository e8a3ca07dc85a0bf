import { memo, type CSSProperties, type ReactNode } from 'react';
import type { Money } from '#kernel/money.ts';
import { Highlighted } from '../highlighted.tsx';
import { StatusTag } from '../status-tag.tsx';
import { Amount } from '../hide-amounts.tsx';
import { isFigures, type CellValue, type Column } from './column.ts';

export interface GridRowProps<Row> {
  readonly row: Row;
  /** Its place among the shown rows. */
  readonly index: number;
  readonly top: number;
  readonly columns: readonly Column<Row>[];
  readonly widths: readonly number[];
  readonly write: (column: Column<Row>, value: CellValue) => string;
  readonly search: string;
  readonly gridId: string;
  readonly pinnedCount: number;
  readonly isSelected: boolean;
  readonly isSelectable: boolean;
  /** The cursor's column when it stands in this row. */
  readonly cursorColumn: number | null;
  /** The columns of the marked block where it covers this row, otherwise -1. Numbers, so that `memo` sees the same. */
  readonly firstMarked: number;
  readonly lastMarked: number;
  readonly selectLabel: string;
  readonly isOpenable: boolean;
}

/** One row. Drawn anew only when something of its own changes: that is what keeps scrolling smooth. */
export const GridRow = memo(function GridRow<Row>(props: GridRowProps<Row>) {
  const {
    row,
    index,
    top,
    columns,
    widths,
    gridId,
    isSelected,
    isSelectable,
    cursorColumn,
    firstMarked,
    lastMarked,
    pinnedCount,
  } = props;
  const classes = [
    'kit-grid-row',
    index % 2 === 1 && 'kit-grid-row-odd',
    isSelected && 'kit-grid-row-selected',
    cursorColumn !== null && 'kit-grid-row-current',
  ];
  return (
    <div
      className={classes.filter(Boolean).join(' ')}
      role="row"
      aria-rowindex={index + 2}
      {...(isSelectable && { 'aria-selected': isSelected })}
      data-row={index}
      style={{ insetBlockStart: top }}
    >
      {isSelectable && <RowCheck isSelected={isSelected} label={props.selectLabel} />}
      {columns.map((column, position) => {
        const value = column.value(row);
        const written = column.render ? '' : props.write(column, value);
        const content = cell({ column, row, value, written, search: props.search });
        return (
          <div
            key={column.key}
            {...(position === cursorColumn && { id: `${gridId}-${index}-${position}` })}
            role="gridcell"
            aria-colindex={position + 1}
            data-column={position}
            className={cellClass(column, {
              isPinned: position < pinnedCount,
              isCursor: position === cursorColumn,
              isMarked: position >= firstMarked && position <= lastMarked,
              isShort: isShort(column, written, widths[position] ?? 0),
            })}
            style={widthOf(position)}
          >
            {position === 0 && props.isOpenable ? <span className="kit-grid-open">{content}</span> : content}
          </div>
        );
      })}
    </div>
  );
  // `memo` forgets the type parameter of the component it wraps.
}) as <Row>(props: GridRowProps<Row>) => ReactNode;

/** Apart, because a field is brought up to date at some cost each time that its row is drawn. */
const RowCheck = memo(function RowCheck({ isSelected, label }: { isSelected: boolean; label: string }) {
  return (
    <div className="kit-grid-cell kit-grid-check kit-grid-pinned" role="gridcell">
      <input type="checkbox" tabIndex={-1} checked={isSelected} readOnly aria-label={label} />
    </div>
  );
});

const widthStyles: CSSProperties[] = [];

/** The width of a column as its variable says; the same object each time, so that nothing is compared. */
function widthOf(position: number): CSSProperties {
  return (widthStyles[position] ??= { inlineSize: `var(--w${position})` });
}

/** In pixels: figures take just under 8, Arabic letters about 6 on average. */
const LETTER_WIDTH = 8;
/** The cell's own space at both ends and its edge. */
const CELL_SPACE = 17;
/** The space of a state's tag at both ends. */
const TAG_SPACE = 16;

/**
 * Is a text surely short enough for its column? Each cell that is cut is clipped apart from all others, and clipping
 * some five hundred cells takes a third of the time that painting takes. A guess that is wrong stays in the cell's own
 * space.
 */
function isShort<Row>(column: Column<Row>, written: string, width: number): boolean {
  if (column.render) return false;
  const space = column.kind === 'enum' ? CELL_SPACE + TAG_SPACE : CELL_SPACE;
  return written.length * LETTER_WIDTH + space <= width;
}

interface CellContent<Row> {
  readonly column: Column<Row>;
  readonly row: Row;
  readonly value: CellValue;
  readonly written: string;
  readonly search: string;
}

function cell<Row>({ column, row, value, written, search }: CellContent<Row>): ReactNode {
  if (column.render) return column.render(row);
  if (written === '') return null;
  // Amounts are whole dinars wherever a row carries them.
  if (column.kind === 'money' && typeof value === 'number') return <Amount value={value as Money} withCurrency="no" />;
  if (column.kind === 'enum') {
    const tone = column.options?.find((option) => option.value === value)?.tone;
    if (tone !== undefined) return <StatusTag tone={tone}>{written}</StatusTag>;
  }
  const marked = search === '' ? written : <Highlighted text={written} query={search} />;
  return column.kind === 'text' ? <bdi>{marked}</bdi> : marked;
}

function cellClass<Row>(
  column: Column<Row>,
  marks: { isPinned: boolean; isCursor: boolean; isMarked: boolean; isShort: boolean },
): string {
  return [
    'kit-grid-cell',
    isFigures(column.kind) && 'kit-grid-figures',
    column.isLtr && 'kit-grid-ltr',
    marks.isPinned && 'kit-grid-pinned',
    marks.isShort && 'kit-grid-short',
    marks.isMarked && 'kit-grid-marked',
    marks.isCursor && 'kit-grid-cursor',
  ]
    .filter(Boolean)
    .join(' ');
}

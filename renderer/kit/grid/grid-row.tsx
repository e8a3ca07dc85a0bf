import { memo, type ReactNode } from 'react';
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
  readonly rowKey: string;
  readonly columns: readonly Column<Row>[];
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
      {isSelectable && (
        <div className="kit-grid-cell kit-grid-check kit-grid-pinned" role="gridcell">
          <input
            type="checkbox"
            tabIndex={-1}
            checked={isSelected}
            readOnly
            aria-label={props.selectLabel}
            data-check={props.rowKey}
          />
        </div>
      )}
      {columns.map((column, position) => (
        <div
          key={column.key}
          id={`${gridId}-${index}-${position}`}
          role="gridcell"
          aria-colindex={position + 1}
          data-column={position}
          className={cellClass(column, {
            isPinned: position < pinnedCount,
            isCursor: position === cursorColumn,
            isMarked: position >= firstMarked && position <= lastMarked,
          })}
          style={{ inlineSize: `var(--w${position})` }}
        >
          {position === 0 && props.isOpenable ? (
            <span className="kit-grid-open">{cell(column, row, props)}</span>
          ) : (
            cell(column, row, props)
          )}
        </div>
      ))}
    </div>
  );
  // `memo` forgets the type parameter of the component it wraps.
}) as <Row>(props: GridRowProps<Row>) => ReactNode;

function cell<Row>(column: Column<Row>, row: Row, { write, search }: GridRowProps<Row>): ReactNode {
  if (column.render) return column.render(row);
  const value = column.value(row);
  if (value === null || value === '') return null;
  // Amounts are whole dinars wherever a row carries them.
  if (column.kind === 'money' && typeof value === 'number') return <Amount value={value as Money} withCurrency="no" />;
  const written = write(column, value);
  if (column.kind === 'enum') {
    const tone = column.options?.find((option) => option.value === value)?.tone;
    if (tone !== undefined) return <StatusTag tone={tone}>{written}</StatusTag>;
  }
  if (column.kind === 'text')
    return (
      <bdi>
        <Highlighted text={written} query={search} />
      </bdi>
    );
  return <Highlighted text={written} query={search} />;
}

function cellClass<Row>(
  column: Column<Row>,
  marks: { isPinned: boolean; isCursor: boolean; isMarked: boolean },
): string {
  return [
    'kit-grid-cell',
    isFigures(column.kind) && 'kit-grid-figures',
    column.isLtr && 'kit-grid-ltr',
    marks.isPinned && 'kit-grid-pinned',
    marks.isMarked && 'kit-grid-marked',
    marks.isCursor && 'kit-grid-cursor',
  ]
    .filter(Boolean)
    .join(' ');
}

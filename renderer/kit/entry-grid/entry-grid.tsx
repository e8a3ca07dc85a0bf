import { Button } from 'antd';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, type CSSProperties } from 'react';
import type { z } from 'zod';
import type { Problem } from '#kernel/verdict.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Icon } from '../icon.tsx';
import type { EntryColumn, EntryRow, EntryWords } from './entry-column.ts';
import { createRowChecker } from './entry-edits.ts';
import './entry-grid.css';
import { EntryGridRow } from './entry-grid-row.tsx';
import { useEntryHands } from './use-entry-hands.ts';
import { useHistory } from './use-history.ts';

export interface EntryGridProps {
  /** What is entered, already translated. */
  readonly label: string;
  readonly columns: readonly EntryColumn[];
  readonly rows: readonly EntryRow[];
  readonly onChange: (rows: readonly EntryRow[]) => void;
  /** Of one row. */
  readonly schema: z.ZodObject;
  /** Whose texts explain the problems. */
  readonly module: string;
  readonly newRow: () => EntryRow;
  /** What the office found beyond the schema, by the position of the row. */
  readonly problems?: readonly { readonly row: number; readonly problems: readonly Problem[] }[];
  /** What stands before each row instead of 1, 2, 3: the number that it has in a file. */
  readonly rowNumbers?: readonly number[];
  readonly isReadOnly?: boolean;
  /** False where rows are only mended: none is added or taken away. */
  readonly mayAddRows?: boolean;
  readonly height?: number;
}

const ROW_HEIGHT = 32;
const NUMBER_WIDTH = 44;

/** Rows typed like on a sheet: Enter and Tab move, F2 edits, Ctrl+D fills down, a block pasted from Excel is laid in. */
export function EntryGrid(props: EntryGridProps) {
  const {
    columns,
    rows,
    schema,
    module,
    newRow,
    problems: found,
    isReadOnly = false,
    mayAddRows = true,
    label,
  } = props;
  const text = useText();
  const writer = useDisplay();
  const scroller = useRef<HTMLDivElement>(null);
  const words = useMemo(() => ({ writer, yes: text('kit.yes'), no: text('kit.no') }), [writer, text]);
  const history = useHistory(rows, props.onChange);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
    paddingStart: ROW_HEIGHT,
    scrollPaddingStart: ROW_HEIGHT,
    useFlushSync: false,
  });
  const hands = useEntryHands({
    rows,
    columns,
    words,
    newRow,
    history,
    isReadOnly,
    mayAddRows: mayAddRows && !isReadOnly,
    direction: writer.direction,
    scroller,
    reveal: (row) => virtual.scrollToIndex(row),
  });
  const problemsByRow = useRowProblems({ rows, schema, columns, words, newRow, found });
  const wrong = [...problemsByRow.values()].filter((problems) => problems.length > 0).length;
  return (
    <section className="kit-entry" aria-label={label}>
      <div
        ref={scroller}
        className="kit-entry-scroller kit-focusable"
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
        aria-readonly={isReadOnly}
        aria-activedescendant={rows.length > 0 ? hands.cellId(hands.at.row, hands.at.column) : undefined}
        style={{ blockSize: props.height ?? 320 }}
        onKeyDown={hands.onKeyDown}
        onPaste={hands.onPaste}
      >
        <div
          className="kit-entry-sheet"
          role="rowgroup"
          style={{ ...widthsOf(columns), blockSize: virtual.getTotalSize() }}
        >
          <Headings columns={columns} />
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            return (
              row && (
                <EntryGridRow
                  key={index}
                  row={row}
                  index={index}
                  number={props.rowNumbers?.[index] ?? index + 1}
                  top={start}
                  columns={columns}
                  words={words}
                  module={module}
                  hands={hands}
                  isReadOnly={isReadOnly}
                  problems={problemsByRow.get(row) ?? noProblems}
                />
              )
            );
          })}
        </div>
      </div>
      <footer className="kit-row">
        {mayAddRows && !isReadOnly && (
          <Button icon={<Icon name="plus" />} onClick={hands.addRow}>
            {text('kit.list.add')}
          </Button>
        )}
        {!isReadOnly && (
          <Button icon={<Icon name="undo" />} disabled={!history.mayUndo} onClick={history.undo}>
            {text('kit.action.undo')}
          </Button>
        )}
        <span className="kit-soft" role="status">
          {text('kit.grid.count', { count: rows.length })}
        </span>
        {wrong > 0 && <span className="kit-entry-wrong">{text('kit.entry.wrong', { count: wrong })}</span>}
        <span className="kit-grow" />
        <span className="kit-soft">{!isReadOnly && text('kit.entry.keys')}</span>
      </footer>
    </section>
  );
}

const noProblems: readonly Problem[] = [];

function Headings({ columns }: { columns: readonly EntryColumn[] }) {
  const text = useText();
  return (
    <div className="kit-entry-head" role="row" aria-rowindex={1}>
      <div className="kit-entry-cell kit-entry-number" role="columnheader" aria-label={text('kit.entry.rowNumber')} />
      {columns.map((column, position) => (
        <div
          key={column.key}
          className="kit-entry-cell"
          role="columnheader"
          style={{ inlineSize: `var(--w${position})` }}
          title={column.title}
        >
          {column.title}
          {column.isRequired === true && (
            <span className="kit-field-required" title={text('kit.required')} aria-hidden>
              *
            </span>
          )}
        </div>
      ))}
    </div>
  );
}

/** The problems of every row: its own, and what the office found beyond them. */
function useRowProblems(
  options: Pick<EntryGridProps, 'rows' | 'schema' | 'columns' | 'newRow'> & {
    readonly words: EntryWords;
    readonly found: EntryGridProps['problems'];
  },
): ReadonlyMap<EntryRow, readonly Problem[]> {
  const { rows, schema, columns, words, newRow, found } = options;
  const check = useMemo(
    () => createRowChecker({ schema, columns, words, blank: newRow() }),
    [schema, columns, words, newRow],
  );
  return useMemo(() => {
    const byPosition = new Map(found?.map(({ row, problems }) => [row, problems]));
    return new Map(
      rows.map((row, position) => {
        const more = byPosition.get(position);
        return [row, more ? [...check(row), ...more] : check(row)] as const;
      }),
    );
  }, [rows, found, check]);
}

function widthsOf(columns: readonly EntryColumn[]): CSSProperties {
  const widths = columns.map((column) => column.width ?? (column.kind === 'text' ? 200 : 130));
  const variables = Object.fromEntries(widths.map((width, position) => [`--w${position}`, `${width}px`]));
  return { ...variables, inlineSize: NUMBER_WIDTH + widths.reduce((sum, width) => sum + width, 0) };
}

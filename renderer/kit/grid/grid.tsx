import { useEffect, useId, useMemo, useRef, useState, type ReactNode } from 'react';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { Action } from '../actions.tsx';
import { EmptyState } from '../empty-state.tsx';
import { Loading } from '../loading.tsx';
import type { Column } from './column.ts';
import './grid.css';
import { GridBody } from './grid-body.tsx';
import { GridExport } from './grid-export.tsx';
import { initialState, restoredState } from './grid-state.ts';
import { GridToolbar } from './grid-toolbar.tsx';
import { totalOf } from './rows-query.ts';
import { useGrid } from './use-grid.ts';
import { useRoom } from './use-room.ts';
import { useSelection } from './use-selection.ts';
import type { SavedView, ViewsMenuProps } from './views-menu.tsx';

export interface GridProps<Row> {
  /** Under which its views are kept: `org.units`. */
  readonly id: string;
  /** What it lists, already translated. */
  readonly label: string;
  /** What these rows are of, already translated: a month, a grouping. A workbook says it in its title and its name. */
  readonly of?: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly onOpen?: (row: Row) => void;
  /** Buttons for the selected rows; with them rows can be selected. */
  readonly actions?: (selected: readonly Row[]) => ReactNode;
  readonly isSelectable?: boolean;
  readonly onSelect?: (selected: readonly Row[]) => void;
  /** Told which rows the search and the filters leave; null where they leave all. */
  readonly onShown?: (shown: readonly Row[] | null) => void;
  readonly views?: readonly SavedView[];
  readonly onSaveView?: NonNullable<ViewsMenuProps['onSave']>;
  readonly onRemoveView?: (id: string) => Promise<void>;
  readonly mayShareViews?: boolean;
  /** Prints what is shown. */
  readonly onPrint?: (shown: { readonly columns: readonly Column<Row>[]; readonly rows: readonly Row[] }) => void;
  readonly isPrintedByKey?: boolean;
  readonly empty: { readonly title: string; readonly hint?: string; readonly action?: Action };
  readonly isLoading?: boolean;
  /** More rows are on their way: how many there will be, and what a column will sum up to where that is known. */
  readonly coming?: { readonly count: number; readonly totalOf: (key: string) => number | null } | null;
  readonly initialSearch?: string;
  /** Any CSS length; by default it fills what the page leaves. */
  readonly height?: string;
  /** Of the exported workbook; by default the label, and what its rows are of. */
  readonly fileName?: string;
}

/** A table for very many rows: sorted, filtered, searched and totalled here, drawn only where it is looked at. */
export function Grid<Row>(props: GridProps<Row>) {
  const { rows, columns, label, rowKey } = props;
  const text = useText();
  const gridId = useId();
  const writer = useDisplay();
  const scroller = useRef<HTMLDivElement>(null);
  const isSelectable = props.isSelectable ?? props.actions !== undefined;
  const room = useRoom(scroller) - (isSelectable ? 40 : 0);
  const model = useGrid({ rows, columns, initialSearch: props.initialSearch ?? '', room });
  const selection = useSelection();
  const [isExporting, setExporting] = useState(false);
  const { positions, shown } = model;
  const coming = props.coming ?? null;
  const isNarrowed = positions.length !== rows.length;
  const totals = useMemo(() => {
    if (coming === null) return shown.map((column) => totalOf(column, rows, positions));
    // A sum of the rows that have come so far would be taken for that of all.
    return shown.map(({ key, total }) => (total === undefined || isNarrowed ? null : coming.totalOf(key)));
  }, [shown, rows, positions, coming, isNarrowed]);
  const selected = useMemo(
    () => (selection.keys.size === 0 ? [] : rows.filter((row) => selection.keys.has(rowKey(row)))),
    [rows, rowKey, selection.keys],
  );
  const { onSelect, onShown } = props;
  useEffect(() => onSelect?.(selected), [selected, onSelect]);
  useEffect(
    () => onShown?.(isNarrowed ? positions.flatMap((position) => rows[position] ?? []) : null),
    [positions, rows, isNarrowed, onShown],
  );
  const clear = (): void => model.change({ search: '', filters: {} });
  const { onPrint } = props;

  return (
    <section
      className="kit-grid"
      aria-label={label}
      style={{ ...(props.height !== undefined && { blockSize: props.height }) }}
    >
      <GridToolbar
        model={model}
        columns={columns}
        label={label}
        views={props.views}
        mayShare={props.mayShareViews === true}
        onSaveView={props.onSaveView}
        onRemoveView={props.onRemoveView}
        onPickView={(view) => model.change(restoredState(view.state, columns))}
        onReset={() => model.change(initialState(columns))}
        onExport={() => setExporting(true)}
        onPrint={
          onPrint && (() => onPrint({ columns: shown, rows: positions.flatMap((position) => rows[position] ?? []) }))
        }
        isPrintedByKey={props.isPrintedByKey === true}
        coming={coming?.count ?? null}
        isLoading={props.isLoading === true}
        selectedCount={selected.length}
        onClearSelection={selection.clear}
        selectedActions={selected.length > 0 ? props.actions?.(selected) : null}
      />
      {isExporting && (
        <GridExport
          title={titleOf(props)}
          fileName={props.fileName ?? titleOf(props)}
          direction={writer.direction}
          model={model}
          totals={totals}
          onDone={() => setExporting(false)}
        />
      )}
      {props.isLoading === true ? (
        <Loading lines={10} />
      ) : (
        <GridBody
          gridId={gridId}
          label={label}
          scroller={scroller}
          model={model}
          totals={totals}
          rowKey={rowKey}
          selection={isSelectable ? selection : null}
          onOpen={props.onOpen}
        />
      )}
      {props.isLoading !== true && rows.length === 0 && <EmptyState icon="list" {...props.empty} />}
      {rows.length > 0 && positions.length === 0 && (
        <EmptyState
          icon="search"
          title={text('kit.grid.nothingFound')}
          hint={text('kit.grid.nothingFoundHint')}
          action={{ id: 'kit.grid.clear', title: 'kit.grid.clearAll', perform: clear }}
        />
      )}
    </section>
  );
}

/** What is listed, and of what. */
function titleOf({ label, of }: Pick<GridProps<unknown>, 'label' | 'of'>): string {
  return of === undefined ? label : `${label} — ${of}`;
}

import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useText } from '#renderer/locale/text.ts';
import { SearchInput } from '../fields/search-input.tsx';
import { Icon } from '../icon.tsx';
import { usePrintKey } from '../print/use-print-key.ts';
import type { Column } from './column.ts';
import { ColumnChooser } from './column-chooser.tsx';
import type { GridModel } from './use-grid.ts';
import { ViewsMenu, type SavedView, type ViewsMenuProps } from './views-menu.tsx';

interface ToolbarProps<Row> {
  readonly model: GridModel<Row>;
  readonly columns: readonly Column<Row>[];
  readonly label: string;
  readonly views: readonly SavedView[] | undefined;
  readonly mayShare: boolean;
  readonly onSaveView: ViewsMenuProps['onSave'];
  readonly onRemoveView: ViewsMenuProps['onRemove'];
  readonly onPickView: (view: SavedView) => void;
  readonly onReset: () => void;
  readonly onExport: () => void;
  readonly onPrint: (() => void) | undefined;
  /** Is this the list of the page, which Ctrl+P prints? */
  readonly isPrintedByKey: boolean;
  /** How many rows there will be when all have come; null when they are here. */
  readonly coming: number | null;
  /** What is here is not all there is: it is neither counted nor taken away. */
  readonly isLoading: boolean;
  readonly selectedCount: number;
  readonly onClearSelection: () => void;
  readonly selectedActions: ReactNode;
}

/** Search, count, views, columns, export and print; and what can be done with the selected rows. */
export function GridToolbar<Row>(props: ToolbarProps<Row>) {
  const { model, columns, label, coming, isLoading } = props;
  const text = useText();
  const { state, change, positions, rows } = model;
  const isUnready = positions.length === 0 || coming !== null || isLoading;
  usePrintKey(props.isPrintedByKey && !isUnready ? props.onPrint : undefined);
  const isNarrowed = state.search !== '' || Object.keys(state.filters).length > 0;
  return (
    <div className="kit-grid-toolbar" role="toolbar" aria-label={text('kit.grid.tools', { list: label })}>
      <SearchInput value={state.search} label={text('kit.grid.search')} onChange={(search) => change({ search })} />
      <span className="kit-grid-count" role="status">
        {!isLoading &&
          (coming === null && positions.length === rows.length
            ? text('kit.grid.count', { count: rows.length })
            : text('kit.grid.countOf', { shown: positions.length, all: coming ?? rows.length }))}
      </span>
      {isNarrowed && (
        <Button size="small" onClick={() => change({ search: '', filters: {} })} icon={<Icon name="close" size={12} />}>
          {text('kit.grid.clearAll')}
        </Button>
      )}
      {props.selectedCount > 0 && (
        <span className="kit-grid-selected">
          {text('kit.grid.selected', { count: props.selectedCount })}
          {props.selectedActions}
          <Button size="small" type="text" onClick={props.onClearSelection}>
            {text('kit.grid.unselect')}
          </Button>
        </span>
      )}
      <span className="kit-grow" />
      {props.views && (
        <ViewsMenu
          views={props.views}
          state={state}
          mayShare={props.mayShare}
          onPick={props.onPickView}
          onReset={props.onReset}
          onSave={props.onSaveView}
          onRemove={props.onRemoveView}
        />
      )}
      <ColumnChooser columns={columns} state={state} change={change} />
      <Button icon={<Icon name="download" />} disabled={isUnready} onClick={props.onExport}>
        {text('kit.grid.export')}
      </Button>
      {props.onPrint && (
        <Button icon={<Icon name="print" />} disabled={isUnready} onClick={props.onPrint}>
          {text('kit.action.print')}
        </Button>
      )}
    </div>
  );
}

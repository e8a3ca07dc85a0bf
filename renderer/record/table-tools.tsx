import { Button } from 'antd';
import { useContext, useState } from 'react';
import { cellText } from '#renderer/kit/grid/cell-text.ts';
import { defaultWidth, type Column } from '#renderer/kit/grid/column.ts';
import { GridExport } from '#renderer/kit/grid/grid-export.tsx';
import { Icon } from '#renderer/kit/icon.tsx';
import { PrintTable } from '#renderer/kit/print/print-table.tsx';
import { usePrintKey } from '#renderer/kit/print/use-print-key.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { InRecord } from './in-record.ts';
import { Paper } from './paper.tsx';

/** What a table that is shown whole, instead of in a grid, can do like a grid: it is exported and printed. */
export function TableTools<Row>(props: {
  /** Already translated, like the subtitle: what the table is, and of what. */
  readonly title: string;
  readonly subtitle: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}) {
  const { title, subtitle, columns, rows, rowKey } = props;
  const text = useText();
  const writer = useDisplay();
  const isInRecord = useContext(InRecord);
  const [shown, setShown] = useState<'sheet' | 'paper' | null>(null);
  const print = (): void => setShown('paper');
  const close = (): void => setShown(null);
  usePrintKey(isInRecord ? undefined : print);
  const words = { yes: text('kit.yes'), no: text('kit.no') };
  return (
    <>
      <div className="kit-row" role="toolbar" aria-label={text('kit.grid.tools', { list: title })}>
        <span className="kit-grow" />
        <Button icon={<Icon name="download" />} onClick={() => setShown('sheet')}>
          {text('kit.grid.export')}
        </Button>
        <Button icon={<Icon name="print" />} onClick={print}>
          {text('kit.action.print')}
        </Button>
      </div>
      {shown === 'sheet' && (
        <GridExport
          title={`${title} — ${subtitle}`}
          fileName={`${title} — ${subtitle}`}
          direction={writer.direction}
          model={{
            ...{ shown: columns, rows, positions: rows.map((_, at) => at), widths: columns.map(defaultWidth) },
            write: (column, value) => cellText(column, value, writer, words),
          }}
          totals={columns.map(() => null)}
          onDone={close}
        />
      )}
      {shown === 'paper' && (
        <Paper title={title} subtitle={subtitle} onClose={close}>
          <PrintTable columns={columns} rows={rows} rowKey={rowKey} />
        </Paper>
      )}
    </>
  );
}

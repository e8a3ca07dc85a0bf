import { useContext, useState } from 'react';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Grid, type GridProps } from '#renderer/kit/grid/grid.tsx';
import { PrintTable } from '#renderer/kit/print/print-table.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useDesk } from '#renderer/module.ts';
import { InRecord } from './in-record.ts';
import { Paper } from './paper.tsx';
import { useViews } from './use-views.ts';

type ListingProps<Row> = Omit<
  GridProps<Row>,
  'views' | 'onSaveView' | 'onRemoveView' | 'mayShareViews' | 'onPrint' | 'isPrintedByKey'
>;
interface Shown<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}

/** Beyond so many columns a page is turned on its side. */
const UPRIGHT_COLUMNS = 6;

/** A list of records: a grid whose views are kept in the office, and that prints under its letterhead, with what its rows are of. */
export function Listing<Row>(props: ListingProps<Row>) {
  const { date } = useDisplay();
  const { today } = useDesk();
  const views = useViews(props.id);
  const isInRecord = useContext(InRecord);
  const [shown, setShown] = useState<Shown<Row> | null>(null);
  return (
    <>
      <Grid {...props} {...views} onPrint={setShown} isPrintedByKey={!isInRecord} />
      {shown && (
        <Paper
          title={props.label}
          subtitle={props.of === undefined ? date(today) : `${props.of} — ${date(today)}`}
          isLandscape={shown.columns.length > UPRIGHT_COLUMNS}
          onClose={() => setShown(null)}
        >
          <PrintTable columns={shown.columns} rows={shown.rows} rowKey={props.rowKey} />
        </Paper>
      )}
    </>
  );
}

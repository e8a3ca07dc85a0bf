import { useState } from 'react';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Grid, type GridProps } from '#renderer/kit/grid/grid.tsx';
import type { PageSize, PrintOptions } from '#renderer/kit/print/page-css.ts';
import { useText } from '#renderer/locale/text.ts';
import { Paper } from '#renderer/record/paper.tsx';
import { useViews } from '#renderer/record/use-views.ts';
import { PagedTable } from './paged-table.tsx';

type PayListProps<Row> = Omit<
  GridProps<Row>,
  'of' | 'views' | 'onSaveView' | 'onRemoveView' | 'mayShareViews' | 'onPrint'
> & {
  /** Below the title of the paper and in that of the workbook, already translated: whose list, of which month. */
  readonly subtitle: string;
  readonly isLandscape?: boolean;
  readonly pageSize?: PageSize;
  /** Leaves out what a smaller page has no room for. */
  readonly fit?: (columns: readonly Column<Row>[], page: PrintOptions) => readonly Column<Row>[];
};

interface Shown<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}

/** Beyond so many columns a page is turned on its side. */
const UPRIGHT_COLUMNS = 6;

/** Down to the end of the window, below the head of a run's page. */
const HEIGHT = 'calc(100dvh - 310px)';

/** Who signs a list of the pay (domain sheet §5.3), by the keys of their titles. */
const signerKeys = ['preparer', 'auditor', 'accounts', 'disburser'] as const;

export function useSigners(): readonly string[] {
  const text = useText();
  return signerKeys.map((key) => text(`payroll.paper.signer.${key}`));
}

/** A list of amounts: a grid whose views are kept, and that prints with the sums of each page and signatures. */
export function PayList<Row>({ subtitle, isLandscape, pageSize, fit, ...props }: PayListProps<Row>) {
  const views = useViews(props.id);
  const signers = useSigners();
  const [shown, setShown] = useState<Shown<Row> | null>(null);
  return (
    <>
      <Grid height={HEIGHT} {...props} of={subtitle} {...views} onPrint={setShown} />
      {shown && (
        <Paper
          title={props.label}
          subtitle={subtitle}
          isLandscape={isLandscape ?? shown.columns.length > UPRIGHT_COLUMNS}
          {...(pageSize !== undefined && { pageSize })}
          onClose={() => setShown(null)}
        >
          {(page) => (
            <PagedTable
              page={page}
              columns={fit ? fit(shown.columns, page) : shown.columns}
              rows={shown.rows}
              signers={signers}
            />
          )}
        </Paper>
      )}
    </>
  );
}

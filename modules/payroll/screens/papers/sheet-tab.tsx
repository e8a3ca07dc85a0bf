import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Icon } from '#renderer/kit/icon.tsx';
import type { PrintOptions } from '#renderer/kit/print/page-css.ts';
import { useText } from '#renderer/locale/text.ts';
import type { RunDetail } from '../../contract/index.ts';
import { query } from '../client.ts';
import '../reports/reports.css';
import { useSlips } from '../slips/use-slips.ts';
import { PayList } from './pay-list.tsx';
import { useRunName } from './run-name.ts';
import { fitsA4, useSheetColumns, type SheetRow } from './sheet-columns.ts';
import { SlipPapers } from './slip-papers.tsx';

/** The payroll sheet of a run: on the screen, as a workbook, on paper with the sums of each page; and its slips. */
export default function SheetTab({ run }: { readonly run: RunDetail }) {
  const text = useText();
  const navigate = useNavigate();
  const runName = useRunName();
  const { slips, sums, isComplete } = useSlips(run);
  const { data: beside } = useQuery(query.report.sheet.queryOptions({ input: { runId: run.id } }));
  const columns = useSheetColumns(sums);
  const [printed, setPrinted] = useState<readonly string[] | null>(null);
  const rows = useMemo<readonly SheetRow[]>(() => {
    const bySlip = new Map(beside?.map((row) => [row.slipId, row]));
    return slips.map((slip) => ({ ...slip, beside: bySlip.get(slip.id) }));
  }, [slips, beside]);
  const fit = useCallback(
    (shown: readonly Column<SheetRow>[], { pageSize }: PrintOptions) =>
      pageSize === 'A3' ? shown : shown.filter(fitsA4),
    [],
  );
  return (
    <>
      <div className="kit-row pay-tools">
        <Button
          icon={<Icon name="print" />}
          disabled={!isComplete || rows.length === 0}
          onClick={() => setPrinted(rows.map(({ id }) => id))}
        >
          {text('payroll.paper.allSlips')}
        </Button>
        <span className="kit-soft">{text('payroll.paper.selectSlips')}</span>
      </div>
      <PayList
        id="payroll.sheet"
        label={text('payroll.sheet.title')}
        subtitle={runName(run)}
        rows={rows}
        columns={columns}
        rowKey={({ id }) => id}
        isLoading={!isComplete || !sums || !beside}
        isLandscape
        pageSize="A3"
        fit={fit}
        fileName={`${text('payroll.sheet.title')} ${run.month}`}
        onOpen={({ id }) => void navigate(`/payroll/slips/${id}`)}
        actions={(selected) => (
          <Button type="primary" onClick={() => setPrinted(selected.map(({ id }) => id))}>
            {text('payroll.paper.printSlips')}
          </Button>
        )}
        empty={{ title: text('payroll.sheet.empty'), hint: text('payroll.sheet.emptyHint') }}
      />
      {printed && <SlipPapers run={run} ids={printed} onClose={() => setPrinted(null)} />}
    </>
  );
}

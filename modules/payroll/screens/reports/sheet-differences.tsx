import { Button } from 'antd';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { z } from 'zod';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Icon } from '#renderer/kit/icon.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { sheetCauses, type RunDetail, type zSheetComparison } from '../../contract/index.ts';
import { useComponentNames } from '../lookups.ts';
import { PayList } from '../papers/pay-list.tsx';
import { useRunName } from '../papers/run-name.ts';
import './reports.css';

type Comparison = z.infer<typeof zSheetComparison>;
type Difference = Comparison['differences'][number];

/** Where the old system's sheet and the run differ: person by person, figure by figure, with the probable cause. */
export function SheetDifferences(props: {
  readonly run: RunDetail;
  readonly compared: Comparison;
  readonly onAgain: () => void;
}) {
  const { run, compared } = props;
  const text = useText();
  const { number } = useDisplay();
  const navigate = useNavigate();
  const runName = useRunName();
  const columns = useColumns();
  const people = new Set(compared.differences.map(({ employeeId, name }) => employeeId ?? name)).size;
  return (
    <>
      <div className="kit-row pay-tools" role="status">
        <strong>
          {text('payroll.compare.summary', {
            ...{ rows: number(compared.rows), matched: number(compared.matched) },
            ...{ equal: number(compared.equal), people: number(people) },
          })}
        </strong>
        <span className="kit-grow" />
        <Button icon={<Icon name="refresh" />} onClick={props.onAgain}>
          {text('payroll.compare.again')}
        </Button>
      </div>
      {compared.ambiguous.length > 0 && (
        <p className="kit-field-error">
          {text('payroll.compare.ambiguous', { names: compared.ambiguous.map(({ name }) => name).join(' · ') })}
        </p>
      )}
      <PayList
        id="payroll.sheetDifferences"
        label={text('payroll.compare.oldSheet')}
        subtitle={runName(run)}
        rows={compared.differences}
        columns={columns}
        rowKey={({ row, employeeId, component }) => `${row ?? ''} ${employeeId ?? ''} ${component}`}
        isLandscape
        fileName={`${text('payroll.compare.oldSheet')} ${run.month}`}
        onOpen={({ slipId }) => {
          if (slipId !== null) void navigate(`/payroll/slips/${slipId}`);
        }}
        empty={{ title: text('payroll.compare.same') }}
      />
    </>
  );
}

function useColumns(): readonly Column<Difference>[] {
  const text = useText();
  const componentName = useComponentNames();
  return useMemo(
    () => [
      { key: 'row', title: text('payroll.compare.row'), kind: 'number', width: 80, value: ({ row }) => row },
      { key: 'name', title: text('payroll.field.fullName'), kind: 'text', width: 230, value: ({ name }) => name },
      {
        ...{ key: 'component', title: text('payroll.field.component'), kind: 'text', width: 190 },
        value: (row) => componentName(row.component),
      },
      { key: 'sheet', title: text('payroll.compare.inSheet'), kind: 'money', value: ({ sheet }) => sheet },
      { key: 'diwan', title: text('payroll.compare.inRun'), kind: 'money', value: ({ diwan }) => diwan },
      {
        ...{ key: 'difference', title: text('payroll.field.difference'), kind: 'money' },
        value: ({ sheet, diwan }) => (sheet === null || diwan === null ? null : diwan - sheet),
      },
      {
        ...{ key: 'cause', title: text('payroll.compare.cause'), kind: 'enum', width: 300 },
        options: sheetCauses.map((value) => ({ value, label: text(`payroll.option.sheetCause.${value}`) })),
        value: ({ cause }) => cause,
      },
    ],
    [text, componentName],
  );
}

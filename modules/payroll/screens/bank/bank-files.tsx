import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { z } from 'zod';
import { FileName } from '#renderer/kit/attachments/file-name.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Grid } from '#renderer/kit/grid/grid.tsx';
import { useText } from '#renderer/locale/text.ts';
import { bankFileStates, type bankFileRow, type RunDetail } from '../../contract/index.ts';
import { query } from '../client.ts';
import '../reports/reports.css';
import './bank.css';
import { BankFileDrawer } from './bank-file-drawer.tsx';

type BankFile = z.infer<typeof bankFileRow>;

/** The files that were made of a run, with their control totals; one opens with its hash and what came back. */
export function BankFiles({ run }: { readonly run: RunDetail }) {
  const text = useText();
  const [openedId, setOpenedId] = useState<string | null>(null);
  const { data = [] } = useQuery(query.bankFile.list.queryOptions({ input: { runId: run.id } }));
  const columns = useMemo<readonly Column<BankFile>[]>(
    () => [
      {
        ...{ key: 'fileName', title: text('payroll.bank.fileName'), kind: 'text', width: 210 },
        value: (row) => row.fileName,
        render: (row) => <FileName name={row.fileName} />,
      },
      {
        key: 'templateName',
        title: text('payroll.field.templateId'),
        kind: 'text',
        width: 170,
        value: (row) => row.templateName,
      },
      {
        ...{ key: 'state', title: text('payroll.field.state'), kind: 'enum', width: 120 },
        options: bankFileStates.map((value) => ({
          ...{ value, label: text(`payroll.option.bankFileState.${value}`) },
          tone: value === 'made' ? 'good' : 'warn',
        })),
        value: (row) => row.state,
      },
      { key: 'rows', title: text('payroll.bank.count'), kind: 'number', width: 80, value: (row) => row.rows },
      { key: 'total', title: text('payroll.field.total'), kind: 'money', value: (row) => row.total },
      {
        key: 'returned',
        title: text('payroll.bank.returned'),
        kind: 'number',
        width: 90,
        value: (row) => row.returned.length,
      },
      {
        key: 'isResend',
        title: text('payroll.bank.isResend'),
        kind: 'boolean',
        width: 110,
        value: (row) => row.resendOf !== null,
      },
      { key: 'createdAt', title: text('payroll.bank.madeAt'), kind: 'moment', value: (row) => row.createdAt },
    ],
    [text],
  );
  const opened = data.find(({ id }) => id === openedId);
  if (data.length === 0) return null;
  return (
    <div className="pay-tools">
      <Grid
        id="payroll.bankFiles"
        label={text('payroll.bank.files')}
        rows={data}
        columns={columns}
        rowKey={({ id }) => id}
        height="220px"
        onOpen={({ id }) => setOpenedId(id)}
        empty={{ title: text('payroll.bank.noFiles') }}
      />
      {opened && <BankFileDrawer run={run} file={opened} onClose={() => setOpenedId(null)} />}
    </div>
  );
}

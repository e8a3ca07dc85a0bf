import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { z } from 'zod';
import { ActionButton } from '#renderer/kit/actions.tsx';
import { FileName } from '#renderer/kit/attachments/file-name.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import type { bankRow, RunDetail } from '../../contract/index.ts';
import { query } from '../client.ts';
import { PayList } from '../papers/pay-list.tsx';
import { useRunName } from '../papers/run-name.ts';
import '../reports/reports.css';
import { BankFiles } from './bank-files.tsx';
import { MakeFile } from './make-file.tsx';

type Row = z.infer<typeof bankRow>;

/** What a run pays through the banks, what is missing in it, and the files that were made of it. */
export default function BankTab({ run }: { readonly run: RunDetail }) {
  const text = useText();
  const runName = useRunName();
  const { may } = useDesk();
  const [isMaking, setMaking] = useState(false);
  const { data = [], isPending } = useQuery(
    query.bankFile.rows.queryOptions({ input: { runId: run.id, bank: null, resendOf: null } }),
  );
  const columns = useColumns();
  const isLocked = run.state === 'locked';
  const incomplete = data.filter(({ missing }) => missing.length > 0).length;
  return (
    <>
      <div className="kit-row pay-tools">
        <ActionButton
          module="payroll"
          action={{
            ...{ id: 'payroll.bank.make', title: 'payroll.bank.make', icon: 'download', tone: 'primary' },
            isVisible: may('payroll.bank.edit'),
            answer: isLocked ? { ok: true } : { ok: false, problems: [{ code: 'RUN_NOT_LOCKED' }] },
            perform: () => setMaking(true),
          }}
        />
        {incomplete > 0 && <StatusTag tone="warn">{text('payroll.bank.incomplete', { count: incomplete })}</StatusTag>}
      </div>
      <BankFiles run={run} />
      <PayList
        id="payroll.bankRows"
        label={text('payroll.bank.rows')}
        subtitle={runName(run)}
        rows={data}
        columns={columns}
        rowKey={({ employeeId }) => employeeId}
        isLoading={isPending}
        height="380px"
        fileName={`${text('payroll.bank.rows')} ${run.month}`}
        empty={{ title: text('payroll.bank.noRows') }}
      />
      {isMaking && <MakeFile run={run} rows={data} resendOf={null} onClose={() => setMaking(false)} />}
    </>
  );
}

function useColumns(): readonly Column<Row>[] {
  const text = useText();
  return useMemo(() => {
    const title = (key: string): string => text(`payroll.field.${key}`);
    return [
      {
        ...{ key: 'employeeNumber', title: title('employeeNumber'), kind: 'text', width: 110, isLtr: true },
        value: (row) => row.employeeNumber,
      },
      { key: 'fullName', title: title('fullName'), kind: 'text', width: 230, value: (row) => row.fullName },
      { key: 'bank', title: title('bank'), kind: 'text', width: 130, value: (row) => row.bank },
      { key: 'iban', title: title('iban'), kind: 'text', width: 230, isLtr: true, value: (row) => row.iban },
      { key: 'account', title: title('account'), kind: 'text', width: 150, isLtr: true, value: (row) => row.account },
      { key: 'net', title: title('net'), kind: 'money', total: 'sum', value: (row) => row.net },
      {
        ...{ key: 'missing', title: text('payroll.bank.missing'), kind: 'text', width: 200 },
        value: (row) => row.missing.map((each) => text(`payroll.option.missing.${each}`)).join(' · '),
      },
      {
        ...{ key: 'sentIn', title: text('payroll.bank.sentIn'), kind: 'text', width: 190 },
        value: (row) => row.sentIn,
        render: (row) => row.sentIn !== null && <FileName name={row.sentIn} />,
      },
    ];
  }, [text]);
}

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { z } from 'zod';
import type { Money } from '#kernel/money.ts';
import { FileName } from '#renderer/kit/attachments/file-name.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Grid } from '#renderer/kit/grid/grid.tsx';
import { Amount } from '#renderer/kit/hide-amounts.tsx';
import { Icon } from '#renderer/kit/icon.tsx';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { useCommand } from '#renderer/record/use-command.ts';
import type { bankFileRow, RunDetail } from '../../contract/index.ts';
import { call, query } from '../client.ts';
import { bytesOfBase64, handOut, sha256Of } from './file-bytes.ts';
import { MakeFile } from './make-file.tsx';
import { MarkReturned } from './mark-returned.tsx';

type BankFile = z.infer<typeof bankFileRow>;

/** One bank file: its control totals and hash, its exact bytes, what the bank sent back, and sending that again. */
export function BankFileDrawer(props: {
  readonly run: RunDetail;
  readonly file: BankFile;
  readonly onClose: () => void;
}) {
  const { run, file, onClose } = props;
  const text = useText();
  const { may } = useDesk();
  const [dialog, setDialog] = useState<'returned' | 'resend' | null>(null);
  const { data: again = [] } = useQuery(
    query.bankFile.rows.queryOptions({
      input: { runId: run.id, bank: null, resendOf: file.id },
      enabled: file.returned.length > 0,
    }),
  );
  const hasUnsent = again.some(({ sentIn }) => sentIn === null);
  return (
    <SideDrawer isOpen title={<FileName name={file.fileName} />} width={900} onClose={onClose}>
      <Controls file={file} />
      <div className="kit-row">
        <Download file={file} />
        {may('payroll.bank.edit') && (
          <>
            <Button icon={<Icon name="undo" />} onClick={() => setDialog('returned')}>
              {text('payroll.bank.markReturned')}
            </Button>
            {again.length > 0 && (
              <Button
                type={hasUnsent ? 'primary' : 'default'}
                icon={<Icon name="refresh" />}
                onClick={() => setDialog('resend')}
              >
                {text('payroll.bank.resend')}
              </Button>
            )}
          </>
        )}
      </div>
      {file.returned.length > 0 && <ReturnedRows rows={file.returned} />}
      {dialog === 'returned' && <MarkReturned run={run} file={file} onClose={() => setDialog(null)} />}
      {dialog === 'resend' && <MakeFile run={run} rows={again} resendOf={file.id} onClose={() => setDialog(null)} />}
    </SideDrawer>
  );
}

function Controls({ file }: { readonly file: BankFile }) {
  const text = useText();
  const { number, bytes, moment } = useDisplay();
  return (
    <dl className="kit-card pay-bank-controls">
      <div>
        <dt>{text('payroll.bank.count')}</dt>
        <dd>{number(file.rows)}</dd>
      </div>
      <div>
        <dt>{text('payroll.field.total')}</dt>
        <dd>
          {/* The office gave it as whole dinars. */}
          <Amount value={file.total as Money} />
        </dd>
      </div>
      <div>
        <dt>{text('payroll.bank.size')}</dt>
        <dd>{bytes(file.bytes)}</dd>
      </div>
      <div>
        <dt>{text('payroll.bank.madeAt')}</dt>
        <dd>
          <bdi>{moment(file.createdAt)}</bdi>
        </dd>
      </div>
      <div>
        <dt>{text('payroll.bank.hash')}</dt>
        <dd className="kit-ltr pay-bank-hash" translate="no">
          {file.sha256}
        </dd>
      </div>
    </dl>
  );
}

/** Hands out the bytes that were made, after their hash was reckoned anew here. */
function Download({ file }: { readonly file: BankFile }) {
  const text = useText();
  const command = useCommand('payroll');
  const [isProved, setProved] = useState<boolean | null>(null);
  const download = (): Promise<void | undefined> =>
    command(async () => {
      const { base64, fileName, sha256 } = await call.bankFile.download({ id: file.id });
      const content = bytesOfBase64(base64);
      const own = await sha256Of(content);
      setProved(own === sha256 && own === file.sha256);
      handOut(content, fileName);
    });
  return (
    <>
      <Button type="primary" icon={<Icon name="download" />} onClick={() => void download()}>
        {text('payroll.bank.download')}
      </Button>
      {isProved !== null && (
        <StatusTag tone={isProved ? 'good' : 'bad'}>
          {text(isProved ? 'payroll.bank.hashEqual' : 'payroll.bank.hashDiffers')}
        </StatusTag>
      )}
    </>
  );
}

function ReturnedRows({ rows }: { readonly rows: BankFile['returned'] }) {
  const text = useText();
  const columns = useMemo<readonly Column<BankFile['returned'][number]>[]>(
    () => [
      {
        key: 'employeeName',
        title: text('payroll.field.fullName'),
        kind: 'text',
        width: 230,
        value: (row) => row.employeeName,
      },
      { key: 'amount', title: text('payroll.field.amount'), kind: 'money', total: 'sum', value: (row) => row.amount },
      { key: 'reason', title: text('payroll.field.reason'), kind: 'text', width: 240, value: (row) => row.reason },
      { key: 'returnedOn', title: text('payroll.bank.returnedOn'), kind: 'date', value: (row) => row.returnedOn },
    ],
    [text],
  );
  return (
    <Grid
      id="payroll.returned"
      label={text('payroll.bank.returnedRows')}
      rows={rows}
      columns={columns}
      rowKey={({ employeeId }) => employeeId}
      height="300px"
      empty={{ title: text('payroll.bank.noReturned') }}
    />
  );
}

import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useMemo, useRef, useState } from 'react';
import type { z } from 'zod';
import type { LocalDate } from '#kernel/date.ts';
import type { Money } from '#kernel/money.ts';
import { DateInput } from '#renderer/kit/fields/date-field.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useDirtyMark } from '#renderer/kit/form/leaving.ts';
import { Grid } from '#renderer/kit/grid/grid.tsx';
import { Icon } from '#renderer/kit/icon.tsx';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { useCommand } from '#renderer/record/use-command.ts';
import { platform } from '#renderer/rpc.ts';
import type { bankFileRow, RunDetail } from '../../contract/index.ts';
import { readReturned, returnedStates, type ReturnedLine } from '../../rules/returned-rows.ts';
import { call, query } from '../client.ts';

type BankFile = z.infer<typeof bankFileRow>;

/** What the bank sent back, pasted or read from its file: each row is matched to a payment before it is kept. */
export function MarkReturned(props: {
  readonly run: RunDetail;
  readonly file: BankFile;
  readonly onClose: () => void;
}) {
  const { run, file, onClose } = props;
  const text = useText();
  const command = useCommand('payroll');
  const { today } = useDesk();
  const chooser = useRef<HTMLInputElement>(null);
  const [pasted, setPasted] = useState('');
  const [returnedOn, setReturnedOn] = useState<LocalDate>(today);
  const { data: sent = [] } = useQuery(
    query.bankFile.rows.queryOptions({ input: { runId: run.id, bank: file.bank, resendOf: file.resendOf } }),
  );
  const lines = useMemo(() => readReturned(cellsOf(pasted), sent), [pasted, sent]);
  const found = lines.filter(({ state }) => state === 'FOUND');
  const read = (picked: File | undefined): Promise<void | undefined> =>
    command(async () => {
      if (!picked) return;
      const [sheet] = await platform.call.import.sheets({ file: picked });
      setPasted([sheet?.headings ?? [], ...(sheet?.rows ?? [])].map((row) => row.join('\t')).join('\n'));
    });
  const keep = async (): Promise<void> => {
    const kept = await command(
      () =>
        call.bankFile.markReturned({
          ...{ id: file.id, revision: file.revision },
          rows: found.flatMap(({ employeeId, amount, reason }) =>
            employeeId === null || amount === null
              ? []
              : // The net that was sent, in whole dinars.
                [{ employeeId, amount: amount as Money, reason: reason || text('payroll.bank.noReason'), returnedOn }],
          ),
        }),
      text('payroll.bank.kept', { count: found.length }),
    );
    if (kept) onClose();
  };
  return (
    <SideDrawer isOpen title={text('payroll.bank.markReturned')} width={860} onClose={onClose}>
      <Unsaved isDirty={pasted.trim() !== ''} />
      <p className="kit-soft">{text('payroll.bank.returnedHint')}</p>
      <Input.TextArea
        value={pasted}
        rows={6}
        dir="auto"
        aria-label={text('payroll.bank.returnedRows')}
        onChange={(event) => setPasted(event.target.value)}
      />
      <div className="kit-row pay-bank-tools">
        <Button icon={<Icon name="upload" />} onClick={() => chooser.current?.click()}>
          {text('payroll.bank.answerFile')}
        </Button>
        <label className="kit-row">
          {text('payroll.bank.returnedOn')}
          <DateInput
            value={returnedOn}
            label={text('payroll.bank.returnedOn')}
            onChange={(day) => {
              if (day !== null) setReturnedOn(day);
            }}
          />
        </label>
        <span className="kit-grow" />
        <Button type="primary" disabled={found.length === 0} onClick={() => void keep()}>
          {text('payroll.bank.keep', { count: found.length })}
        </Button>
      </div>
      <input
        ref={chooser}
        type="file"
        hidden
        accept=".xlsx,.csv,.txt"
        aria-label={text('payroll.bank.answerFile')}
        onChange={(event) => {
          void read(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      {lines.length > 0 && <Lines lines={lines} />}
    </SideDrawer>
  );
}

/** Stands inside the drawer, so that closing it asks before rows that were pasted are lost. */
function Unsaved({ isDirty }: { readonly isDirty: boolean }) {
  useDirtyMark(isDirty);
  return null;
}

function Lines({ lines }: { readonly lines: readonly ReturnedLine[] }) {
  const text = useText();
  const columns = useMemo<readonly Column<ReturnedLine>[]>(
    () => [
      { key: 'row', title: text('payroll.compare.row'), kind: 'number', width: 70, value: ({ row }) => row },
      {
        ...{ key: 'state', title: text('payroll.field.state'), kind: 'enum', width: 190 },
        options: returnedStates.map((value) => ({
          ...{ value, label: text(`payroll.option.returnedState.${value}`) },
          tone: value === 'FOUND' ? 'good' : 'bad',
        })),
        value: ({ state }) => state,
      },
      { key: 'name', title: text('payroll.field.fullName'), kind: 'text', width: 230, value: ({ name }) => name },
      { key: 'amount', title: text('payroll.bank.sentAmount'), kind: 'money', value: ({ amount }) => amount },
      {
        ...{ key: 'bankAmount', title: text('payroll.bank.bankAmount'), kind: 'money' },
        value: ({ bankAmount }) => bankAmount,
      },
      { key: 'reason', title: text('payroll.field.reason'), kind: 'text', width: 200, value: ({ reason }) => reason },
    ],
    [text],
  );
  return (
    <Grid
      id="payroll.returnedLines"
      label={text('payroll.bank.returnedRows')}
      rows={lines}
      columns={columns}
      rowKey={({ row }) => String(row)}
      height="360px"
      empty={{ title: text('payroll.bank.noReturned') }}
    />
  );
}

/** Lines as they are copied from a sheet, or as a file has them with one of the usual signs between the cells. */
function cellsOf(pasted: string): readonly (readonly string[])[] {
  const sign = ['\t', ';', '|', ','].find((each) => pasted.includes(each)) ?? '\t';
  // Thousands are parted by commas too, so that a comma parts cells only where nothing else does.
  return pasted.split(/\r?\n/u).map((line) => line.split(sign));
}

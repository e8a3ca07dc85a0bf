import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useEffect, useEffectEvent, useMemo } from 'react';
import { Link } from 'react-router';
import { z } from 'zod';
import type { Money } from '#kernel/money.ts';
import { zId, zOptionalText } from '#modules/contract.ts';
import { FileName } from '#renderer/kit/attachments/file-name.tsx';
import { useField } from '#renderer/kit/fields/field.tsx';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { SwitchField } from '#renderer/kit/fields/switch-field.tsx';
import { Form, FormSection, useFormValues } from '#renderer/kit/form/form.tsx';
import { Amount } from '#renderer/kit/hide-amounts.tsx';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import type { bankRow, RunDetail } from '../../contract/index.ts';
import { cellsOf } from '../../rules/bank-file.ts';
import { call, query } from '../client.ts';

type Row = z.infer<typeof bankRow>;

const input = z.object({ templateId: zId, bank: zOptionalText(80), acknowledgeSentBefore: z.boolean() });
const PREVIEWED = 5;
/** So many of those who would be paid twice are named. */
const NAMED = 5;

/** Which template and which bank; the first lines are shown as the file will have them. */
export function MakeFile(props: {
  readonly run: RunDetail;
  readonly rows: readonly Row[];
  /** The file whose returned rows are sent again; null for a first one. */
  readonly resendOf: string | null;
  readonly onClose: () => void;
}) {
  const { run, rows, resendOf, onClose } = props;
  const text = useText();
  const done = useCommandDone();
  const { data: templates = [], isSuccess } = useQuery(query.bankTemplate.list.queryOptions());
  const banks = useMemo(() => [...new Set(rows.flatMap(({ bank }) => bank ?? []))], [rows]);
  return (
    <SideDrawer
      isOpen
      title={text(resendOf === null ? 'payroll.bank.make' : 'payroll.bank.resend')}
      width={760}
      onClose={onClose}
    >
      <Form
        schema={input}
        values={{ templateId: null, bank: null, acknowledgeSentBefore: false }}
        module="payroll"
        submitLabel={text('payroll.bank.make')}
        onCancel={onClose}
        onSubmit={async (chosen) => {
          await call.bankFile.make({ runId: run.id, resendOf, ...chosen });
          onClose();
          await done('payroll.bank_file.make');
        }}
      >
        <FormSection>
          <SelectField
            name="templateId"
            options={templates.map(({ id, name, bank }) => ({ value: id, label: `${name} — ${bank}` }))}
            span={3}
          />
          {isSuccess && templates.length === 0 && (
            <p>
              {text('payroll.bank.noTemplatesHint')}{' '}
              <Link to="/payroll/bank-templates">{text('payroll.bank.templates')}</Link>
            </p>
          )}
          <SelectField
            name="bank"
            label={text('payroll.bank.ofBank')}
            hint={text('payroll.bank.ofBankHint')}
            options={banks.map((bank) => ({ value: bank, label: bank }))}
            span={3}
          />
        </FormSection>
        <BankOfTemplate banks={banks} />
        <SentBefore rows={rows} />
        <Preview run={run} rows={rows} resendOf={resendOf} />
      </Form>
    </SideDrawer>
  );
}

/** A template is of a bank: its file holds that bank's accounts, unless somebody asks for all. */
function BankOfTemplate({ banks }: { readonly banks: readonly string[] }) {
  const text = useText();
  const { templateId } = useFormValues();
  const { value, change } = useField({ name: 'bank' });
  const { data: templates = [] } = useQuery(query.bankTemplate.list.queryOptions());
  const own = templates.find(({ id }) => id === templateId)?.bank ?? null;
  const chooseOwn = useEffectEvent(() => {
    if (own !== null && banks.includes(own)) change(own);
  });
  useEffect(() => chooseOwn(), [own]);
  if (own === null || value || banks.length < 2) return null;
  return <p role="alert">{text('payroll.bank.allBanks', { count: banks.length })}</p>;
}

/**
 * Rows that went to a bank in another file would be paid twice: they are named, and whoever wants that says so. What
 * was said of some rows does not hold for others.
 */
function SentBefore({ rows }: { readonly rows: readonly Row[] }) {
  const text = useText();
  const { bank } = useFormValues();
  const { change } = useField({ name: 'acknowledgeSentBefore' });
  const sent = paidRows(rows, bank).filter(({ sentIn }) => sentIn !== null);
  const askAnew = useEffectEvent(() => {
    change(false);
  });
  useEffect(() => askAnew(), [bank]);
  if (sent.length === 0) return null;
  const rest = sent.length - NAMED;
  return (
    <Alert
      type="warning"
      showIcon
      title={text('payroll.bank.sentBefore', { count: sent.length })}
      description={
        <>
          <ul className="pay-bank-sent">
            {sent.slice(0, NAMED).map(({ employeeId, fullName, sentIn }) => (
              <li key={employeeId}>
                <bdi>{fullName}</bdi> — <FileName name={sentIn ?? ''} />
              </li>
            ))}
            {rest > 0 && <li>{text('payroll.bank.sentMore', { number: rest })}</li>}
          </ul>
          <SwitchField name="acknowledgeSentBefore" span={3} />
        </>
      }
    />
  );
}

function paidRows(rows: readonly Row[], bank: unknown): readonly Row[] {
  return rows.filter((row) => row.net > 0 && (typeof bank !== 'string' || bank === '' || row.bank === bank));
}

/** The first lines of the file, and what it holds altogether. */
function Preview(props: { readonly run: RunDetail; readonly rows: readonly Row[]; readonly resendOf: string | null }) {
  const { run, rows, resendOf } = props;
  const text = useText();
  const { templateId, bank, acknowledgeSentBefore } = useFormValues();
  const { data: templates = [] } = useQuery(query.bankTemplate.list.queryOptions());
  const template = templates.find(({ id }) => id === templateId);
  if (!template) return null;
  // What went out again already is sent once more only if somebody says so.
  const isRest = resendOf !== null && acknowledgeSentBefore !== true;
  const paid = paidRows(rows, bank).filter(({ sentIn }) => !isRest || sentIn === null);
  // The unit is not among the rows that the screen has; the file itself has it.
  const payments = paid.slice(0, PREVIEWED).map((row) => ({ ...row, unitName: '…' }));
  const cells = cellsOf(payments, { ...template.layout, hasTrailer: false }, run.month);
  const total = paid.reduce((sum, { net }) => sum + net, 0);
  return (
    <section className="kit-card pay-bank-preview">
      <p className="kit-row">
        <strong>{text('payroll.bank.preview')}</strong>
        <span>{text('payroll.bank.rowCount', { count: paid.length })}</span>
        {/* A sum of whole dinars. */}
        <Amount value={total as Money} />
      </p>
      <table dir="auto">
        <tbody>
          {cells.map((row, index) => (
            <tr key={index}>
              {row.map((cell, position) => (
                <td key={position}>
                  <bdi>{cell}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

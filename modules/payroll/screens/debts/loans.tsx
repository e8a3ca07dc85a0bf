import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { z } from 'zod';
import { monthOf } from '#kernel/date.ts';
import { DateField } from '#renderer/kit/fields/date-field.tsx';
import { FieldList } from '#renderer/kit/fields/field-list.tsx';
import { LtrField } from '#renderer/kit/fields/ltr-field.tsx';
import { MoneyField } from '#renderer/kit/fields/money-field.tsx';
import { MonthField } from '#renderer/kit/fields/month-field.tsx';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { loanInput, loanKinds, zMonth, type LoanRow } from '../../contract/index.ts';
import { call, query } from '../client.ts';
import { EmployeeField } from '../employee-field.tsx';
import { KeptList } from '../kept-list.tsx';
import { useOptions } from '../lookups.ts';

/** Loans that are paid back by instalments from the pay. */
export function Loans({ employeeId }: { readonly employeeId: string | null }) {
  const text = useText();
  const { may } = useDesk();
  const columns = useColumns();
  const { data = [], isPending } = useQuery(query.loan.list.queryOptions({ input: { employeeId } }));
  return (
    <KeptList
      id="payroll.loans"
      label={text('payroll.loan.title')}
      rows={data}
      columns={columns}
      isLoading={isPending}
      mayEdit={may('payroll.ledger.edit')}
      newTitle="payroll.loan.new"
      empty={{ title: text('payroll.loan.empty') }}
      height="calc(100dvh - 310px)"
      form={(row, close) => <LoanForm row={row} employeeId={employeeId} onClose={close} />}
      remove={({ id, revision }) => call.loan.remove({ id, revision })}
    />
  );
}

function useColumns(): readonly Column<LoanRow>[] {
  const text = useText();
  const kinds = useOptions(loanKinds, 'loanKind');
  return useMemo(() => {
    const title = (key: string): string => text(`payroll.field.${key}`);
    const money = (key: 'instalment' | 'total' | 'paid' | 'balance' | 'carried'): Column<LoanRow> => ({
      ...{ key, title: title(key), kind: 'money', width: 105, total: 'sum' },
      value: (row) => row[key],
    });
    return [
      { key: 'employeeName', title: title('fullName'), kind: 'text', width: 200, value: (row) => row.employeeName },
      { key: 'kind', title: title('kind'), kind: 'enum', width: 130, options: kinds, value: (row) => row.kind },
      { key: 'lender', title: title('lender'), kind: 'text', width: 150, value: (row) => row.lender },
      { key: 'number', title: title('number'), kind: 'text', width: 90, isLtr: true, value: (row) => row.number },
      ...[money('instalment'), money('total'), money('paid'), money('balance'), money('carried')],
      { key: 'fromMonth', title: title('fromMonth'), kind: 'month', width: 120, value: (row) => row.fromMonth },
      { key: 'loanDate', title: title('loanDate'), kind: 'date', isHidden: true, value: (row) => row.loanDate },
    ];
  }, [text, kinds]);
}

const loanForm = loanInput
  .omit({ skipMonths: true })
  .extend({ skipMonths: z.array(z.object({ month: zMonth })).max(120) })
  .strip();

function LoanForm(props: {
  readonly row: LoanRow | null;
  readonly employeeId: string | null;
  readonly onClose: () => void;
}) {
  const text = useText();
  const { today, may } = useDesk();
  const done = useCommandDone();
  const kinds = useOptions(loanKinds, 'loanKind');
  const { row, onClose } = props;
  const empty = {
    ...{ employeeId: props.employeeId, kind: 'STATE_ADVANCE', lender: '', number: null, loanDate: today },
    ...{ instalment: null, total: null, fromMonth: monthOf(today), skipMonths: [] },
  };
  return (
    <Form
      schema={loanForm}
      values={row === null ? empty : { ...row, skipMonths: row.skipMonths.map((month) => ({ month })) }}
      module="payroll"
      isReadOnly={!may('payroll.ledger.edit')}
      onCancel={onClose}
      onSubmit={async ({ employeeId, skipMonths, ...loan }) => {
        const input = { ...loan, skipMonths: skipMonths.map(({ month }) => month) };
        if (row === null) await call.loan.create({ ...input, employeeId });
        else await call.loan.edit({ ...input, id: row.id, revision: row.revision });
        onClose();
        await done(row === null ? 'payroll.loan.create' : 'payroll.loan.edit');
      }}
    >
      <FormSection>
        {row === null ? <EmployeeField name="employeeId" span={3} /> : <strong>{row.employeeName}</strong>}
      </FormSection>
      <FormSection>
        <SelectField name="kind" options={kinds} />
        <TextField name="lender" />
        <LtrField name="number" />
        <DateField name="loanDate" />
        <MonthField name="fromMonth" />
        <MoneyField name="total" />
        <MoneyField name="instalment" />
      </FormSection>
      <FieldList
        name="skipMonths"
        title={text('payroll.field.skipMonths')}
        most={120}
        newRow={() => ({ month: null })}
        renderRow={(prefix) => <MonthField name={`${prefix}.month`} />}
      />
    </Form>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { monthOf } from '#kernel/date.ts';
import { DateField } from '#renderer/kit/fields/date-field.tsx';
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
import { courtOrderInput, courtOrderKinds, type CourtOrderRow } from '../../contract/index.ts';
import { call, query } from '../client.ts';
import { EmployeeField } from '../employee-field.tsx';
import { KeptList } from '../kept-list.tsx';
import { useOptions } from '../lookups.ts';

/** What the directorates of execution take from the pay. */
export function CourtOrders({ employeeId }: { readonly employeeId: string | null }) {
  const text = useText();
  const { may } = useDesk();
  const columns = useColumns();
  const { data = [], isPending } = useQuery(query.courtOrder.list.queryOptions({ input: { employeeId } }));
  return (
    <KeptList
      id="payroll.courtOrders"
      label={text('payroll.courtOrder.title')}
      rows={data}
      columns={columns}
      isLoading={isPending}
      mayEdit={may('payroll.ledger.edit')}
      newTitle="payroll.courtOrder.new"
      empty={{ title: text('payroll.courtOrder.empty') }}
      height="calc(100dvh - 310px)"
      form={(row, close) => <CourtOrderForm row={row} employeeId={employeeId} onClose={close} />}
      remove={({ id, revision }) => call.courtOrder.remove({ id, revision })}
    />
  );
}

function useColumns(): readonly Column<CourtOrderRow>[] {
  const text = useText();
  const kinds = useOptions(courtOrderKinds, 'courtOrderKind');
  return useMemo(() => {
    const title = (key: string): string => text(`payroll.field.${key}`);
    const money = (key: 'monthly' | 'total' | 'paid' | 'balance'): Column<CourtOrderRow> => ({
      ...{ key, title: title(key), kind: 'money', width: 105, total: 'sum' },
      value: (row) => row[key],
    });
    return [
      { key: 'employeeName', title: title('fullName'), kind: 'text', width: 200, value: (row) => row.employeeName },
      { key: 'kind', title: title('kind'), kind: 'enum', width: 120, options: kinds, value: (row) => row.kind },
      {
        ...{ key: 'caseNumber', title: title('caseNumber'), kind: 'text', width: 120, isLtr: true },
        value: (row) => row.caseNumber,
      },
      { key: 'directorate', title: title('directorate'), kind: 'text', width: 150, value: (row) => row.directorate },
      ...[money('monthly'), money('total'), money('paid'), money('balance')],
      { key: 'fromMonth', title: title('fromMonth'), kind: 'month', width: 120, value: (row) => row.fromMonth },
      { key: 'toMonth', title: title('toMonth'), kind: 'month', width: 120, value: (row) => row.toMonth },
      { key: 'creditor', title: title('creditor'), kind: 'text', isHidden: true, value: (row) => row.creditor },
      { key: 'orderDate', title: title('orderDate'), kind: 'date', isHidden: true, value: (row) => row.orderDate },
    ];
  }, [text, kinds]);
}

function CourtOrderForm(props: {
  readonly row: CourtOrderRow | null;
  readonly employeeId: string | null;
  readonly onClose: () => void;
}) {
  const text = useText();
  const { today, may } = useDesk();
  const done = useCommandDone();
  const kinds = useOptions(courtOrderKinds, 'courtOrderKind');
  const { row, onClose } = props;
  const empty = {
    ...{ employeeId: props.employeeId, kind: 'JUDGMENT', caseNumber: '', directorate: '', creditor: null },
    ...{ orderDate: today, monthly: null, total: null, fromMonth: monthOf(today), toMonth: null },
  };
  return (
    <Form
      schema={courtOrderInput.strip()}
      values={row ?? empty}
      module="payroll"
      isReadOnly={!may('payroll.ledger.edit')}
      onCancel={onClose}
      onSubmit={async ({ employeeId, ...input }) => {
        if (row === null) await call.courtOrder.create({ ...input, employeeId });
        else await call.courtOrder.edit({ ...input, id: row.id, revision: row.revision });
        onClose();
        await done(row === null ? 'payroll.court_order.create' : 'payroll.court_order.edit');
      }}
    >
      <FormSection>
        {row === null ? <EmployeeField name="employeeId" span={3} /> : <strong>{row.employeeName}</strong>}
      </FormSection>
      <FormSection>
        <SelectField name="kind" options={kinds} />
        <LtrField name="caseNumber" />
        <DateField name="orderDate" />
        <TextField name="directorate" />
        <TextField name="creditor" />
        <MoneyField name="monthly" />
        <MoneyField name="total" hint={text('payroll.courtOrder.totalHint')} />
        <MonthField name="fromMonth" />
        <MonthField name="toMonth" />
      </FormSection>
    </Form>
  );
}

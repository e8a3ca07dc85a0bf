import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { DateField } from '#renderer/kit/fields/date-field.tsx';
import { LtrField } from '#renderer/kit/fields/ltr-field.tsx';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { exemptionInput, type CodeName, type ExemptionRow } from '../../contract/index.ts';
import { call, query } from '../client.ts';
import { EmployeeField } from '../employee-field.tsx';
import { KeptList } from '../kept-list.tsx';
import { useComponentNames } from '../lookups.ts';

const noCodes: readonly CodeName[] = [];

/** Who is exempt from a temporary deduction, or has opted out of it, since when and by which request. */
export function Exemptions({ employeeId }: { readonly employeeId: string | null }) {
  const text = useText();
  const { may } = useDesk();
  const columns = useColumns();
  const { data = [], isPending } = useQuery(query.exemption.list.queryOptions({ input: { employeeId } }));
  return (
    <KeptList
      id="payroll.exemptions"
      label={text('payroll.exemption.title')}
      rows={data}
      columns={columns}
      isLoading={isPending}
      mayEdit={may('payroll.ledger.edit')}
      newTitle="payroll.exemption.new"
      empty={{ title: text('payroll.exemption.empty') }}
      height="calc(100dvh - 310px)"
      form={(row, close) => <ExemptionForm row={row} employeeId={employeeId} onClose={close} />}
      remove={({ id, revision }) => call.exemption.remove({ id, revision })}
    />
  );
}

function useColumns(): readonly Column<ExemptionRow>[] {
  const text = useText();
  const componentName = useComponentNames();
  return useMemo(() => {
    const title = (key: string): string => text(`payroll.field.${key}`);
    return [
      { key: 'employeeName', title: title('fullName'), kind: 'text', width: 260, value: (row) => row.employeeName },
      { key: 'code', title: title('levy'), kind: 'text', width: 220, value: (row) => componentName(row.code) },
      { key: 'validFrom', title: title('validFrom'), kind: 'date', value: (row) => row.validFrom },
      { key: 'validTo', title: title('validTo'), kind: 'date', value: (row) => row.validTo },
      {
        ...{ key: 'requestNumber', title: title('requestNumber'), kind: 'text', width: 130, isLtr: true },
        value: (row) => row.requestNumber,
      },
      { key: 'requestDate', title: title('requestDate'), kind: 'date', value: (row) => row.requestDate },
    ];
  }, [text, componentName]);
}

function ExemptionForm(props: {
  readonly row: ExemptionRow | null;
  readonly employeeId: string | null;
  readonly onClose: () => void;
}) {
  const text = useText();
  const { today, may } = useDesk();
  const done = useCommandDone();
  const componentName = useComponentNames();
  const { data = noCodes } = useQuery(query.code.list.queryOptions());
  const levies = useMemo(
    () => data.filter(({ kind }) => kind === 'LEVY').map(({ code }) => ({ value: code, label: componentName(code) })),
    [data, componentName],
  );
  const { row, onClose } = props;
  const empty = {
    ...{ employeeId: props.employeeId, code: levies.length === 1 ? levies[0]?.value : null },
    ...{ validFrom: today, validTo: null, requestNumber: null, requestDate: today },
  };
  return (
    <Form
      schema={exemptionInput.strip()}
      values={row ?? empty}
      module="payroll"
      isReadOnly={!may('payroll.ledger.edit')}
      onCancel={onClose}
      onSubmit={async ({ employeeId, ...input }) => {
        if (row === null) await call.exemption.create({ ...input, employeeId });
        else await call.exemption.edit({ ...input, id: row.id, revision: row.revision });
        onClose();
        await done(row === null ? 'payroll.exemption.create' : 'payroll.exemption.edit');
      }}
    >
      <FormSection>
        {row === null ? <EmployeeField name="employeeId" span={3} /> : <strong>{row.employeeName}</strong>}
      </FormSection>
      <FormSection>
        <SelectField
          name="code"
          label={text('payroll.field.levy')}
          options={levies}
          span={3}
          {...(levies.length === 0 && { hint: text('payroll.exemption.noLevies') })}
        />
        <DateField name="validFrom" />
        <DateField name="validTo" />
        <LtrField name="requestNumber" />
        <DateField name="requestDate" />
      </FormSection>
    </Form>
  );
}

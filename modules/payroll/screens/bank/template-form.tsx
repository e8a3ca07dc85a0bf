import type { z } from 'zod';
import { demandHere } from '#renderer/failure.ts';
import { ActionButton } from '#renderer/kit/actions.tsx';
import { useConfirm } from '#renderer/kit/confirm.tsx';
import { FieldList } from '#renderer/kit/fields/field-list.tsx';
import { NumberField } from '#renderer/kit/fields/number-field.tsx';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { SwitchField } from '#renderer/kit/fields/switch-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { Form, FormSection, useFormValues } from '#renderer/kit/form/form.tsx';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { useCommand, useCommandDone } from '#renderer/record/use-command.ts';
import { bankTemplateInput, type BankColumn, type BankLayout, type bankTemplateRow } from '../../contract/index.ts';
import { judgeLayout } from '../../rules/bank-file.ts';
import { call } from '../client.ts';
import { useOptions } from '../lookups.ts';

type Template = z.infer<typeof bankTemplateRow>;

export const bankFormats: readonly BankLayout['format'][] = ['DELIMITED', 'FIXED', 'XLSX'];
const encodings: readonly BankLayout['encoding'][] = ['UTF8', 'WINDOWS_1256'];
const lineEnds: readonly BankLayout['lineEnd'][] = ['CRLF', 'LF'];
const delimiters = { COMMA: ',', SEMICOLON: ';', TAB: '\t', BAR: '|' } as const;
const bankFields: readonly BankColumn['field'][] = [
  ...(['SEQUENCE', 'NAME', 'NUMBER', 'IBAN', 'ACCOUNT', 'BANK', 'NET', 'MONTH', 'UNIT', 'FIXED_TEXT'] as const),
];

/** What every bank asks for at least (domain sheet §5.4). */
const usual: BankLayout = {
  ...{ format: 'DELIMITED', encoding: 'UTF8', delimiter: ',', hasHeading: true, lineEnd: 'CRLF', hasTrailer: false },
  columns: (['SEQUENCE', 'NAME', 'IBAN', 'NET'] as const).map((field) => ({
    ...{ field, heading: '', width: null, text: null },
  })),
};

/** How a bank wants its file: the format, the columns in their order, the control row. */
export function TemplateForm({
  template,
  onClose,
}: {
  readonly template: Template | null;
  readonly onClose: () => void;
}) {
  const text = useText();
  const done = useCommandDone();
  const { may } = useDesk();
  const named = usual.columns.map((column) => ({
    ...column,
    heading: text(`payroll.option.bankField.${column.field}`),
  }));
  const send = async (input: z.output<typeof bankTemplateInput>): Promise<void> => {
    demandHere(judgeLayout(input.layout));
    if (template) await call.bankTemplate.edit({ id: template.id, revision: template.revision, ...input });
    else await call.bankTemplate.create(input);
    onClose();
    await done(template ? 'payroll.bank_template.edit' : 'payroll.bank_template.create');
  };
  return (
    <SideDrawer
      isOpen
      title={text(template ? 'payroll.table.payroll_bank_template' : 'payroll.bank.newTemplate')}
      width={860}
      onClose={onClose}
    >
      <Form
        schema={bankTemplateInput}
        values={template ?? { name: '', bank: '', layout: { ...usual, columns: named } }}
        module="payroll"
        isReadOnly={!may('payroll.bank.edit')}
        onCancel={onClose}
        onSubmit={send}
        actions={template && may('payroll.bank.edit') && <RemoveTemplate template={template} onRemoved={onClose} />}
      >
        <FormSection>
          <TextField name="name" label={text('payroll.field.templateName')} span={2} />
          <TextField name="bank" />
        </FormSection>
        <LayoutFields />
      </Form>
    </SideDrawer>
  );
}

/** Only what the chosen format asks for is shown. */
function LayoutFields() {
  const text = useText();
  const values = useFormValues();
  // The form's values hold the layout that they began with.
  const { format, columns } = values['layout'] as BankLayout;
  const formats = useOptions(bankFormats, 'bankFormat');
  const codings = useOptions(encodings, 'encoding');
  const ends = useOptions(lineEnds, 'lineEnd');
  const fields = useOptions(bankFields, 'bankField');
  const parting = Object.entries(delimiters).map(([key, value]) => ({
    ...{ value, label: text(`payroll.option.delimiter.${key}`) },
  }));
  return (
    <>
      <FormSection title={text('payroll.bank.layout')}>
        <SelectField name="layout.format" options={formats} />
        {format !== 'XLSX' && <SelectField name="layout.encoding" options={codings} />}
        {format === 'DELIMITED' && <SelectField name="layout.delimiter" options={parting} />}
        {format !== 'XLSX' && <SelectField name="layout.lineEnd" options={ends} />}
        <SwitchField name="layout.hasHeading" />
        <SwitchField name="layout.hasTrailer" hint={text('payroll.bank.trailerHint')} />
      </FormSection>
      <FieldList
        name="layout.columns"
        title={text('payroll.bank.columns')}
        most={30}
        newRow={() => ({ field: 'NAME', heading: '', width: null, text: null })}
        renderRow={(prefix, index) => (
          <>
            <SelectField name={`${prefix}.field`} options={fields} />
            <TextField name={`${prefix}.heading`} />
            {format === 'FIXED' && <NumberField name={`${prefix}.width`} min={1} max={200} />}
            {columns[index]?.field === 'FIXED_TEXT' && <TextField name={`${prefix}.text`} />}
          </>
        )}
      />
    </>
  );
}

function RemoveTemplate({ template, onRemoved }: { readonly template: Template; readonly onRemoved: () => void }) {
  const text = useText();
  const confirm = useConfirm();
  const command = useCommand('payroll');
  const remove = async (): Promise<void> => {
    const title = text('payroll.bank.removeTemplate', { name: template.name });
    if (!(await confirm({ title, confirm: text('kit.action.remove'), tone: 'danger' }))) return;
    const { id, revision } = template;
    if (await command(() => call.bankTemplate.remove({ id, revision }), text('payroll.bank.templateRemoved')))
      onRemoved();
  };
  return (
    <ActionButton
      action={{
        ...{ id: 'payroll.bank.removeTemplate', title: 'kit.action.remove', icon: 'trash', tone: 'danger' },
        perform: remove,
      }}
    />
  );
}

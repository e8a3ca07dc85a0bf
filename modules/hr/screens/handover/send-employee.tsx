import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { DateField } from '#renderer/kit/fields/date-field.tsx';
import { LtrField } from '#renderer/kit/fields/ltr-field.tsx';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { TextAreaField } from '#renderer/kit/fields/text-area-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { nameIn, useDisplay } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { dispatchInput, zOfficeNumber } from '../../contract/index.ts';
import { call, query } from '../client.ts';

/** The office is chosen from a list, whose values are texts. */
const shape = dispatchInput
  .omit({ employeeId: true })
  .extend({ toOffice: z.preprocess((value) => (typeof value === 'string' ? Number(value) : value), zOfficeNumber) });

/** Sends an employee to another office: to which, under which order, from which day on. */
export function SendEmployee({ employeeId, onClose }: { readonly employeeId: string; readonly onClose: () => void }) {
  const text = useText();
  const language = useLanguage();
  const navigate = useNavigate();
  const { today } = useDesk();
  const { month, number } = useDisplay();
  const done = useCommandDone();
  const { data: offices } = useQuery(query.handover.offices.queryOptions());
  const { data: preview, error } = useQuery(query.handover.preview.queryOptions({ input: { employeeId } }));
  if (error) throw error;
  if (!offices || !preview) return <Loading lines={4} />;
  const { lastPaidMonth, effectiveDate, debts } = preview;
  const paid = { month: lastPaidMonth === null ? '' : month(lastPaidMonth), debts: number(debts) };
  return (
    <Dialog title={`${text('hr.handover.send')}: ${preview.fullName}`} width={760} onClose={onClose}>
      <Form
        schema={shape}
        values={{ toOffice: null, orderNumber: '', orderDate: today, effectiveDate, note: null }}
        module="hr"
        answer={preview.answer}
        submitLabel={text('hr.handover.send.submit')}
        onCancel={onClose}
        onSubmit={async (input) => {
          const { id } = await call.handover.send({ ...input, employeeId });
          onClose();
          await navigate(`/hr/handovers/${id}`);
          await done('hr.handover.send');
        }}
      >
        <Alert
          type="info"
          showIcon
          title={lastPaidMonth === null ? text('hr.handover.send.unpaid') : text('hr.handover.send.paid', paid)}
          description={text('hr.handover.send.hint')}
        />
        <FormSection>
          <SelectField
            name="toOffice"
            span={2}
            options={offices.map(({ office, ...names }) => ({
              value: String(office),
              label: `${nameIn(language, names)} (${number(office)})`,
            }))}
          />
          <LtrField name="orderNumber" />
          <DateField name="orderDate" />
          <DateField name="effectiveDate" />
          <TextAreaField name="note" span={3} />
        </FormSection>
      </Form>
    </Dialog>
  );
}

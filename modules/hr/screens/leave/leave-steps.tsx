import { Alert } from 'antd';
import { z } from 'zod';
import { isLocalDate, type LocalDate } from '#kernel/date.ts';
import { zDate } from '#modules/contract.ts';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { DateField } from '#renderer/kit/fields/date-field.tsx';
import { LtrField } from '#renderer/kit/fields/ltr-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { Form, FormSection, useFormValues } from '#renderer/kit/form/form.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { ReasonDialog } from '#renderer/record/reason-dialog.tsx';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { leaveOrder } from '../../contract/index.ts';
import { returnOf, weekOnly } from '../../rules/leave-return.ts';
import { call } from '../client.ts';

interface StepProps {
  readonly leave: {
    readonly id: string;
    readonly revision: number;
    readonly toDate: LocalDate;
  };
  readonly onClose: () => void;
}

const paper = z.object(leaveOrder);
const returnPaper = z.object({ returnedOn: zDate, ...leaveOrder });

/** Granted under an order, which is issued with it. */
export function ApproveLeave({ leave, onClose }: StepProps) {
  const text = useText();
  const { today } = useDesk();
  const done = useCommandDone();
  return (
    <Dialog title={text('hr.leave.approve')} width={700} onClose={onClose}>
      <Form
        schema={paper}
        values={{ number: '', orderDate: today, issuer: '' }}
        module="hr"
        submitLabel={text('hr.leave.approve')}
        onCancel={onClose}
        onSubmit={async (input) => {
          await call.leave.approve({ id: leave.id, revision: leave.revision, ...input });
          onClose();
          await done('hr.leave.approve');
        }}
      >
        <FormSection title={text('hr.order.paper')}>
          <OrderPaperFields />
        </FormSection>
      </Form>
    </Dialog>
  );
}

/** Refused, and why: who asked for it reads it. */
export function RefuseLeave({ leave: { id, revision }, onClose }: StepProps) {
  const text = useText();
  return (
    <ReasonDialog
      title={text('hr.leave.refuse')}
      label={text('hr.field.refusalReason')}
      submitLabel={text('hr.leave.refuse')}
      module="hr"
      maxLength={300}
      command="hr.leave.refuse"
      send={(reason) => call.leave.refuse({ id, revision, reason })}
      onClose={onClose}
    />
  );
}

/** Back at work: in time, earlier or later, and what each means is said before it is written. */
export function ReturnFromLeave({ leave, onClose }: StepProps) {
  const text = useText();
  const { today } = useDesk();
  const done = useCommandDone();
  return (
    <Dialog title={text('hr.leave.return')} width={700} onClose={onClose}>
      <Form
        schema={returnPaper}
        values={{ returnedOn: null, number: '', orderDate: today, issuer: '' }}
        module="hr"
        submitLabel={text('hr.leave.return')}
        onCancel={onClose}
        onSubmit={async (input) => {
          await call.leave.return({ id: leave.id, revision: leave.revision, ...input });
          onClose();
          await done('hr.leave.return');
        }}
      >
        <FormSection title={text('hr.order.paper')}>
          <DateField name="returnedOn" />
          <OrderPaperFields />
        </FormSection>
        <ReturnMeaning toDate={leave.toDate} />
      </Form>
    </Dialog>
  );
}

function OrderPaperFields() {
  return (
    <>
      <LtrField name="number" />
      <DateField name="orderDate" />
      <TextField name="issuer" span={2} />
    </>
  );
}

function ReturnMeaning({ toDate }: { readonly toDate: LocalDate }) {
  const text = useText();
  const { shortDate } = useDisplay();
  const { returnedOn } = useFormValues();
  if (typeof returnedOn !== 'string' || !isLocalDate(returnedOn)) return null;
  const back = returnOf(toDate, returnedOn, weekOnly);
  switch (back.kind) {
    case 'EARLY':
      return <Alert type="info" showIcon title={text('hr.leave.return.early', { count: back.unusedDays })} />;
    case 'ON_TIME':
      return <Alert type="success" showIcon title={text('hr.leave.return.onTime')} />;
    case 'LATE':
      return (
        <Alert
          type="warning"
          showIcon
          title={text('hr.leave.return.late', {
            ...{ count: back.days, from: shortDate(back.absentFrom), to: shortDate(back.absentTo) },
          })}
        />
      );
    default:
      return back satisfies never;
  }
}

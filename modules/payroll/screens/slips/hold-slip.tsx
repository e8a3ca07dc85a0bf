import { z } from 'zod';
import { zRequired } from '#modules/contract.ts';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { TextAreaField } from '#renderer/kit/fields/text-area-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import type { SlipDetail } from '../../contract/index.ts';
import { call } from '../client.ts';

const reasoned = z.object({ reason: zRequired(300) });

/** Holds a person's pay back, with the reason. */
export function HoldSlip({ slip, onClose }: { readonly slip: SlipDetail; readonly onClose: () => void }) {
  const text = useText();
  const done = useCommandDone();
  const { id, revision, fullName } = slip;
  return (
    <Dialog title={text('payroll.slip.holdOf', { name: fullName })} onClose={onClose}>
      <Form
        schema={reasoned}
        values={{ reason: '' }}
        module="payroll"
        submitLabel={text('payroll.slip.hold')}
        onCancel={onClose}
        onSubmit={async ({ reason }) => {
          await call.slip.hold({ id, revision, reason });
          onClose();
          await done('payroll.run.hold_slip');
        }}
      >
        <FormSection>
          <TextAreaField name="reason" label={text('payroll.field.holdReason')} maxLength={300} />
        </FormSection>
      </Form>
    </Dialog>
  );
}

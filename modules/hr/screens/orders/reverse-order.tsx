import { z } from 'zod';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { DateField } from '#renderer/kit/fields/date-field.tsx';
import { LtrField } from '#renderer/kit/fields/ltr-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { leaveOrder } from '../../contract/index.ts';
import { call } from '../client.ts';

const paper = z.object(leaveOrder);

/** The order that takes back another: its number, date and issuer. It is checked and approved like every order. */
export function ReverseOrder(props: {
  readonly order: { readonly id: string; readonly revision: number; readonly issuer: string };
  readonly onClose: () => void;
  readonly onMade: (id: string) => void;
}) {
  const text = useText();
  const { today } = useDesk();
  const done = useCommandDone();
  const { id, revision, issuer } = props.order;
  return (
    <Dialog title={text('hr.order.reverse')} width={700} onClose={props.onClose}>
      <Form
        schema={paper}
        values={{ number: '', orderDate: today, issuer }}
        module="hr"
        onCancel={props.onClose}
        onSubmit={async (input) => {
          const made = await call.order.reverse({ id, revision, ...input });
          props.onMade(made.id);
          props.onClose();
          await done('hr.order.reverse');
        }}
      >
        <FormSection>
          <LtrField name="number" />
          <DateField name="orderDate" />
          <TextField name="issuer" />
        </FormSection>
      </Form>
    </Dialog>
  );
}

import { z } from 'zod';
import { zRequired } from '#modules/contract.ts';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { TextAreaField } from '#renderer/kit/fields/text-area-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import type { RunDetail } from '../../contract/index.ts';
import { call } from '../client.ts';

const noted = z.object({ note: zRequired(500) });

/** Sends a run back to its preparer, with the reason that he will read. */
export function NoteRun(props: {
  readonly run: Pick<RunDetail, 'id' | 'revision'>;
  readonly move: 'return' | 'reject';
  readonly onClose: () => void;
}) {
  const text = useText();
  const done = useCommandDone();
  const { move } = props;
  const { id, revision } = props.run;
  return (
    <Dialog title={text(`payroll.move.run.${move}`)} onClose={props.onClose}>
      <Form
        schema={noted}
        values={{ note: '' }}
        module="payroll"
        submitLabel={text(`payroll.move.run.${move}`)}
        onCancel={props.onClose}
        onSubmit={async ({ note }) => {
          await call.run[move]({ id, revision, note });
          props.onClose();
          await done(`payroll.run.${move}`);
        }}
      >
        <FormSection>
          <TextAreaField name="note" label={text('payroll.field.returnNote')} maxLength={500} />
        </FormSection>
      </Form>
    </Dialog>
  );
}

import { z } from 'zod';
import { DateField } from '#renderer/kit/fields/date-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { useDesk } from '#renderer/module.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import type { LocalDate } from '#kernel/date.ts';
import { zDate } from '#modules/contract.ts';

const schema = z.object({ validTo: zDate });

/** Asks for the last day of something: of a unit, a role, a delegation, a committee. All already translated. */
export function OnDay(props: {
  readonly title: string;
  readonly body?: string;
  readonly label: string;
  readonly submitLabel: string;
  /** The command that `end` runs. */
  readonly command: string;
  readonly end: (validTo: LocalDate) => Promise<unknown>;
  readonly onClose: () => void;
}) {
  const { today } = useDesk();
  const done = useCommandDone();
  return (
    <Dialog title={props.title} onClose={props.onClose} width={440}>
      {props.body !== undefined && <p>{props.body}</p>}
      <Form
        schema={schema}
        values={{ validTo: today }}
        module="org"
        submitLabel={props.submitLabel}
        onCancel={props.onClose}
        onSubmit={async ({ validTo }) => {
          await props.end(validTo);
          props.onClose();
          await done(props.command);
        }}
      >
        <FormSection>
          <DateField name="validTo" label={props.label} span={3} />
        </FormSection>
      </Form>
    </Dialog>
  );
}

import { z } from 'zod';
import { zRequired } from '#modules/contract.ts';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { TextAreaField } from '#renderer/kit/fields/text-area-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { useCommandDone } from './use-command.ts';

/** Demands the reason for a step, which somebody else will read, and takes the step with it. */
export function ReasonDialog(props: {
  /** Already translated, as the next three. */
  readonly title: string;
  readonly label: string;
  readonly submitLabel: string;
  /** What whoever takes the step should know before. */
  readonly hint?: string;
  readonly module: string;
  /** The longest reason that the step takes. */
  readonly maxLength: number;
  /** The command that `send` runs. */
  readonly command: string;
  readonly send: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
}) {
  const { maxLength, hint, onClose } = props;
  const done = useCommandDone();
  return (
    <Dialog title={props.title} onClose={onClose}>
      <Form
        schema={z.object({ reason: zRequired(maxLength) })}
        values={{ reason: '' }}
        module={props.module}
        submitLabel={props.submitLabel}
        onCancel={onClose}
        onSubmit={async ({ reason }) => {
          await props.send(reason);
          onClose();
          await done(props.command);
        }}
      >
        <FormSection>
          <TextAreaField
            {...{ name: 'reason', label: props.label, maxLength, span: 3 }}
            {...(hint !== undefined && { hint })}
          />
        </FormSection>
      </Form>
    </Dialog>
  );
}

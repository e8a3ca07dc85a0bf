import { z } from 'zod';
import { zRequired } from '#modules/contract.ts';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { TextAreaField } from '#renderer/kit/fields/text-area-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import type { IssueRow } from '../../contract/index.ts';
import { call } from '../client.ts';

const noted = z.object({ note: zRequired(300) });
/** The most that one command accepts. */
const AT_ONCE = 1_000;

/** Accepts warnings, with the reason that the auditor will read. */
export function AcceptIssues(props: {
  readonly runId: string;
  readonly issues: readonly IssueRow[];
  readonly onClose: () => void;
}) {
  const text = useText();
  const done = useCommandDone();
  const { runId, issues } = props;
  return (
    <Dialog title={text('payroll.issue.acceptCount', { count: issues.length })} onClose={props.onClose}>
      <Form
        schema={noted}
        values={{ note: '' }}
        module="payroll"
        submitLabel={text('payroll.issue.accept')}
        onCancel={props.onClose}
        onSubmit={async ({ note }) => {
          for (let from = 0; from < issues.length; from += AT_ONCE) {
            const ids = issues.slice(from, from + AT_ONCE).map(({ id }) => id);
            await call.issue.accept({ runId, ids, note });
          }
          props.onClose();
          await done('payroll.issue.accept');
        }}
      >
        <FormSection>
          <TextAreaField name="note" label={text('payroll.field.acceptedNote')} maxLength={300} />
        </FormSection>
      </Form>
    </Dialog>
  );
}

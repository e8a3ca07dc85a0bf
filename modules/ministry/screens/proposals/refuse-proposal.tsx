import { z } from 'zod';
import { zRequired } from '#modules/contract.ts';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { TextAreaField } from '#renderer/kit/fields/text-area-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import type { ProposalDetail } from '../../contract.ts';
import { call } from '../client.ts';

const reasoned = z.object({ reason: zRequired(500) });

/** Refuses a proposal; the office reads the reason. */
export function RefuseProposal(props: { readonly proposal: ProposalDetail; readonly onClose: () => void }) {
  const { proposal, onClose } = props;
  const text = useText();
  const done = useCommandDone();
  const { office, id, revision, titleAr } = proposal;
  return (
    <Dialog title={text('ministry.proposal.refuseOf', { title: titleAr })} onClose={onClose}>
      <Form
        schema={reasoned}
        values={{ reason: '' }}
        module="ministry"
        submitLabel={text('ministry.proposal.refuse')}
        onCancel={onClose}
        onSubmit={async ({ reason }) => {
          await call.proposal.refuse({ office, id, revision, reason });
          onClose();
          await done('ministry.proposal.refuse');
        }}
      >
        <FormSection>
          <TextAreaField name="reason" maxLength={500} span={3} />
        </FormSection>
      </Form>
    </Dialog>
  );
}

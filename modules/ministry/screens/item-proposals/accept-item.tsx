import { useNavigate } from 'react-router';
import { z } from 'zod';
import { useGroupNodes } from '#modules/items/screens/for-others.ts';
import { zKindCode } from '#modules/items/contract/index.ts';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { TreeField } from '#renderer/kit/fields/tree-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import type { ItemProposalDetail } from '../../contract/index.ts';
import { useAnswering } from '../answering/answers.tsx';
import { call } from '../client.ts';

/** Takes a proposed item into the draft edition; a new one needs the kind in which it gets its code. */
export function AcceptItem({
  proposal,
  onClose,
}: {
  readonly proposal: ItemProposalDetail;
  readonly onClose: () => void;
}) {
  const text = useText();
  const navigate = useNavigate();
  const done = useCommandDone();
  const answering = useAnswering();
  const nodes = useGroupNodes({ isOfKinds: true });
  const { office, id, revision, nameAr, itemCode, kindCode } = proposal;
  const isNew = itemCode === null;
  return (
    <Dialog title={text('ministry.proposal.acceptAsk', { title: nameAr })} onClose={onClose}>
      <Form
        schema={z.object({ kindCode: isNew ? zKindCode : zKindCode.nullable() })}
        values={{ kindCode }}
        module="ministry"
        submitLabel={text('ministry.proposal.accept')}
        onCancel={onClose}
        onSubmit={async (input) => {
          const { itemId } = await answering(() => call.itemProposal.accept({ office, id, revision, ...input }));
          onClose();
          await done('ministry.itemProposal.accept');
          void navigate(`/items/catalogue/${itemId}`);
        }}
      >
        <p>{text(isNew ? 'ministry.itemProposal.acceptNew' : 'ministry.itemProposal.acceptChange')}</p>
        {isNew && (
          <FormSection>
            <TreeField name="kindCode" nodes={nodes} span={3} hint={text('ministry.itemProposal.kindHint')} />
          </FormSection>
        )}
      </Form>
    </Dialog>
  );
}

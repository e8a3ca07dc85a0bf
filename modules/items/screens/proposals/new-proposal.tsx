import { Form } from '#renderer/kit/form/form.tsx';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { proposalInput, type ItemRow } from '../../contract/index.ts';
import { wordingOf } from '../../rules/differences.ts';
import { call } from '../client.ts';
import { blankItem } from '../item-fields.tsx';
import { ProposalFields } from './proposal-fields.tsx';

/** A proposal of this office: a new item, or another wording of one that is in force. It is sent from its own page. */
export function NewProposal(props: {
  readonly of: ItemRow | null;
  readonly onClose: () => void;
  readonly onMade: (id: string) => void;
}) {
  const text = useText();
  const language = useLanguage();
  const done = useCommandDone();
  const { of } = props;
  return (
    <SideDrawer
      isOpen
      title={of === null ? text('items.proposal.new') : text('items.proposal.changeOf', { name: nameIn(language, of) })}
      width={860}
      onClose={props.onClose}
    >
      <Form
        schema={proposalInput}
        values={{ ...(of === null ? blankItem : wordingOf(of)), kindCode: null, reason: '' }}
        module="items"
        onCancel={props.onClose}
        onSubmit={async (input) => {
          const { id } = await call.proposal.create({ ...input, itemCode: of?.code ?? null });
          props.onMade(id);
          await done('items.proposal.create');
        }}
      >
        <ProposalFields isNewItem={of === null} />
      </Form>
    </SideDrawer>
  );
}

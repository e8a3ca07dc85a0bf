import { demandHere } from '#renderer/failure.ts';
import { Form } from '#renderer/kit/form/form.tsx';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { closingInput, type TreeRow } from '../../contract/index.ts';
import { judgeProposed } from '../../rules/proposed.ts';
import { call } from '../client.ts';
import { useTree } from '../lookups.ts';
import { beginningOf, inputOf, proposalForm } from './form.ts';
import { ProposalFields, ReasonField } from './proposal-fields.tsx';

/** What somebody wants of the tree: a new office below one (or below none), another wording, or a closing. */
export type Wish =
  | { readonly change: 'add'; readonly below: number | null }
  | { readonly change: 'reword' | 'close'; readonly of: TreeRow };

/** A proposal of this office about the tree. It is sent from its own page. */
export function NewProposal(props: {
  readonly wish: Wish;
  readonly onClose: () => void;
  readonly onMade: (id: string) => void;
}) {
  const text = useText();
  const language = useLanguage();
  const done = useCommandDone();
  const { wish, onClose } = props;
  const made = async ({ id }: { readonly id: string }): Promise<void> => {
    props.onMade(id);
    await done('structure.proposal.create');
  };
  const title =
    wish.change === 'add'
      ? text('structure.proposal.new')
      : text(`structure.proposal.${wish.change}Of`, { name: nameIn(language, wish.of) });
  return (
    <SideDrawer isOpen title={title} width={860} onClose={onClose}>
      {wish.change === 'close' ? (
        <Form
          schema={closingInput}
          values={{ reason: '' }}
          module="structure"
          onCancel={onClose}
          onSubmit={async (input) => made(await call.proposal.createClosing({ ...input, aboutOffice: wish.of.office }))}
        >
          <ReasonField />
        </Form>
      ) : (
        <Worded
          of={wish.change === 'add' ? null : wish.of}
          below={wish.change === 'add' ? wish.below : null}
          made={made}
          onClose={onClose}
        />
      )}
    </SideDrawer>
  );
}

function Worded(props: {
  readonly of: TreeRow | null;
  readonly below: number | null;
  readonly made: (proposal: { readonly id: string }) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { offices } = useTree();
  const { of, below, made, onClose } = props;
  const aboutOffice = of?.office ?? null;
  return (
    <Form
      schema={proposalForm}
      values={beginningOf(of, below)}
      module="structure"
      onCancel={onClose}
      onSubmit={async (written) => {
        const input = inputOf(written);
        demandHere(judgeProposed({ ...input, change: of === null ? 'add' : 'reword', aboutOffice }, offices));
        await made(await call.proposal.create({ ...input, aboutOffice }));
      }}
    >
      <ProposalFields aboutOffice={aboutOffice} />
    </Form>
  );
}

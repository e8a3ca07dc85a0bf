import { TreeField } from '#renderer/kit/fields/tree-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { codeForms, itemInput, zKindCode } from '../../contract/index.ts';
import { call } from '../client.ts';
import { blankItem, ItemFields } from '../item-fields.tsx';
import { useGroupNodes } from '../lookups.ts';

const schema = itemInput.extend({ kindCode: zKindCode });

/** A new item in the draft edition: it gets the next code of its kind. */
export function NewItem(props: {
  /** The group that is shown: where it is a kind, the item comes into it. */
  readonly group: string | null;
  readonly onClose: () => void;
  readonly onMade: (id: string) => void;
}) {
  const text = useText();
  const done = useCommandDone();
  const nodes = useGroupNodes({ isOfKinds: true });
  const { group } = props;
  return (
    <SideDrawer isOpen title={text('items.catalogue.new')} width={860} onClose={props.onClose}>
      <Form
        schema={schema}
        values={{ ...blankItem, kindCode: group !== null && codeForms.kind.test(group) ? group : null }}
        module="items"
        onCancel={props.onClose}
        onSubmit={async (input) => {
          const { id } = await call.item.create(input);
          props.onMade(id);
          await done('items.item.create');
        }}
      >
        <FormSection>
          <TreeField name="kindCode" nodes={nodes} span={3} hint={text('items.form.kindHint')} />
        </FormSection>
        <ItemFields />
      </Form>
    </SideDrawer>
  );
}

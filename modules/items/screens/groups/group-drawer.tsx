import { Button } from 'antd';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { TreeField } from '#renderer/kit/fields/tree-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { Icon } from '#renderer/kit/icon.tsx';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useCommand, useCommandDone } from '#renderer/record/use-command.ts';
import { groupInput, zGroupCode, type GroupRow } from '../../contract/index.ts';
import { call } from '../client.ts';
import { useGroupNodes } from '../lookups.ts';

const newGroup = groupInput.extend({ parentCode: zGroupCode.nullable() });

/** One group: its names. A new one gets the next code below the group above it. */
export function GroupDrawer({ of, onClose }: { readonly of: GroupRow | null; readonly onClose: () => void }) {
  const text = useText();
  return (
    <SideDrawer
      isOpen
      title={of === null ? text('items.group.new') : text('items.group.one', { code: of.code })}
      onClose={onClose}
    >
      {of === null ? <NewGroup onClose={onClose} /> : <KnownGroup of={of} onClose={onClose} />}
    </SideDrawer>
  );
}

function NewGroup({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const done = useCommandDone();
  const nodes = useGroupNodes({ isOfKinds: false }).map((node) => ({ ...node, isDisabled: node.id.length > 5 }));
  return (
    <Form
      schema={newGroup}
      values={{ parentCode: null, nameAr: '', nameCkb: null, nameEn: null }}
      module="items"
      onCancel={onClose}
      onSubmit={async (input) => {
        await call.group.create(input);
        onClose();
        await done('items.group.create');
      }}
    >
      <FormSection>
        <TreeField name="parentCode" nodes={nodes} span={3} hint={text('items.group.parentHint')} />
      </FormSection>
      <Names />
    </Form>
  );
}

function KnownGroup({ of, onClose }: { readonly of: GroupRow; readonly onClose: () => void }) {
  const done = useCommandDone();
  const run = useCommand('items');
  const text = useText();
  const { id, revision, can } = of;
  const remove = async (): Promise<void> => {
    const removed = await run(() => call.group.remove({ id, revision }), text('items.command.group.remove'));
    if (removed) onClose();
  };
  return (
    <Form
      schema={groupInput}
      values={{ nameAr: of.nameAr, nameCkb: of.nameCkb, nameEn: of.nameEn }}
      module="items"
      answer={can.edit}
      onCancel={onClose}
      onSubmit={async (input) => {
        await call.group.edit({ ...input, id, revision });
        onClose();
        await done('items.group.edit');
      }}
      actions={
        can.remove.ok && (
          <Button danger icon={<Icon name="trash" />} onClick={() => void remove()}>
            {text('items.catalogue.remove')}
          </Button>
        )
      }
    >
      <Names />
    </Form>
  );
}

function Names() {
  const text = useText();
  return (
    <FormSection>
      <TextField name="nameAr" label={text('items.field.groupName')} span={3} />
      <TextField name="nameCkb" />
      <TextField name="nameEn" />
    </FormSection>
  );
}

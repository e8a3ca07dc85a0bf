import { LtrField } from '#renderer/kit/fields/ltr-field.tsx';
import { useField } from '#renderer/kit/fields/field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { permissionKey } from '#renderer/record/labels.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { roleInput, type RoleRow } from '../../contract.ts';
import { call } from '../client.ts';
import { useRoles } from '../lookups.ts';
import { permissionGroups } from './permission-groups.ts';

export interface RoleDraft {
  /** The role that is changed, or null for a new one. */
  readonly role: RoleRow | null;
  /** The role whose permissions a new one begins with. */
  readonly from: RoleRow | null;
}

/** A role of the office's own: its names and what it may do. */
export function RoleForm({ draft, onClose }: { readonly draft: RoleDraft; readonly onClose: () => void }) {
  const text = useText();
  const done = useCommandDone();
  const { role, from } = draft;
  const blank = { code: '', nameAr: '', nameCkb: null, nameEn: null, permissions: from?.permissions ?? [] };
  const { code, nameAr, nameCkb, nameEn, permissions } = role ?? blank;
  return (
    <SideDrawer isOpen title={text(role ? 'org.role.edit' : 'org.role.new')} width={720} onClose={onClose}>
      <Form
        schema={roleInput}
        values={{ code, nameAr, nameCkb, nameEn, permissions }}
        module="org"
        onCancel={onClose}
        onSubmit={async (input) => {
          if (role) await call.role.edit({ ...input, id: role.id, revision: role.revision });
          else await call.role.create(input);
          onClose();
          await done(role ? 'org.role.edit' : 'org.role.create');
        }}
      >
        <FormSection>
          <TextField name="nameAr" />
          <TextField name="nameCkb" />
          <TextField name="nameEn" />
          <LtrField name="code" hint={text('org.role.codeHint')} span={3} />
        </FormSection>
        <PermissionChoice />
      </Form>
    </SideDrawer>
  );
}

/** Every permission as a box to tick, module by module; one that this user does not hold cannot be handed out. */
function PermissionChoice() {
  const text = useText();
  const { may } = useDesk();
  const roles = useRoles();
  const { value, change } = useField({ name: 'permissions' });
  const chosen = new Set(Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : []);
  const toggle = (permission: string): void => {
    const next = new Set(chosen);
    if (!next.delete(permission)) next.add(permission);
    change([...next]);
  };
  return (
    <>
      {permissionGroups(roles).map(({ module, permissions }) => (
        <fieldset key={module} className="org-permissions">
          <legend>{text(module === 'platform' ? 'platform.module.platform' : `${module}.name`)}</legend>
          {permissions.map((permission) => (
            <label key={permission}>
              <input
                type="checkbox"
                checked={chosen.has(permission)}
                disabled={!may(permission) && !chosen.has(permission)}
                onChange={() => toggle(permission)}
              />
              <span>{text(permissionKey(permission))}</span>
            </label>
          ))}
        </fieldset>
      ))}
    </>
  );
}

import { demandHere } from '#renderer/failure.ts';
import { DateField } from '#renderer/kit/fields/date-field.tsx';
import { LtrField } from '#renderer/kit/fields/ltr-field.tsx';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { permissionKey } from '#renderer/record/labels.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { delegationInput } from '../../contract.ts';
import { isPersonal, judgeDelegation } from '../../rules/index.ts';
import { call } from '../client.ts';
import { useRoles, useUserOptions } from '../lookups.ts';
import { permissionGroups } from '../roles/permission-groups.ts';

/** A new delegation: from whom to whom, what, under which order. Nothing chosen hands over everything. */
export function NewDelegation({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const text = useText();
  const { today } = useDesk();
  const users = useUserOptions();
  const roles = useRoles();
  const done = useCommandDone();
  const permissions = permissionGroups(roles)
    .flatMap((group) => group.permissions)
    .filter((permission) => !isPersonal(permission));
  return (
    <SideDrawer isOpen={isOpen} title={text('org.delegation.new')} width={720} onClose={onClose}>
      {isOpen && (
        <Form
          schema={delegationInput}
          values={{
            ...{ fromUserId: null, toUserId: null, permissions: null, validFrom: today, validTo: null },
            ...{ orderNumber: '', orderDate: today },
          }}
          module="org"
          onCancel={onClose}
          onSubmit={async (input) => {
            const chosen = input.permissions?.length === 0 ? null : input.permissions;
            const delegation = { ...input, permissions: chosen };
            demandHere(judgeDelegation(delegation));
            await call.delegation.create(delegation);
            onClose();
            await done('org.delegation.create');
          }}
        >
          <FormSection>
            <SelectField name="fromUserId" options={users} span={3} />
            <SelectField name="toUserId" options={users} span={3} />
            <SelectField
              name="permissions"
              label={text('org.delegation.scope')}
              hint={text('org.delegation.scopeHint')}
              isMultiple
              options={permissions.map((permission) => ({ value: permission, label: text(permissionKey(permission)) }))}
              span={3}
            />
            <DateField name="validFrom" />
            <DateField name="validTo" />
            <LtrField name="orderNumber" />
            <DateField name="orderDate" />
          </FormSection>
        </Form>
      )}
    </SideDrawer>
  );
}

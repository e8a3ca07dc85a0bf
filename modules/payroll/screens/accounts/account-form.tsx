import { useMemo } from 'react';
import type { z } from 'zod';
import { ActionButton } from '#renderer/kit/actions.tsx';
import { useConfirm } from '#renderer/kit/confirm.tsx';
import { LtrField } from '#renderer/kit/fields/ltr-field.tsx';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { TreeField } from '#renderer/kit/fields/tree-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useCommand, useCommandDone } from '#renderer/record/use-command.ts';
import { accountInput, accountRoles, type accountRow } from '../../contract/index.ts';
import { call } from '../client.ts';
import { useOptions, useUnitNodes } from '../lookups.ts';
import { useAccountComponents } from './account-components.ts';

type Account = z.infer<typeof accountRow>;

/** The account on which a component is booked: for the whole office, or for one unit. */
export function AccountForm(props: {
  /** Null for a new one. */
  readonly account: Account | null;
  /** What a new one begins with. */
  readonly values?: Readonly<Record<string, string>>;
  readonly onClose: () => void;
}) {
  const { account, onClose } = props;
  const text = useText();
  const done = useCommandDone();
  const units = useUnitNodes();
  const roles = useOptions(accountRoles, 'accountRole');
  const known = useAccountComponents();
  const asked = props.values?.['component'];
  const components = useMemo(
    () =>
      asked === undefined || known.some(({ value }) => value === asked)
        ? known
        : [...known, { value: asked, label: asked }],
    [known, asked],
  );
  const send = async (input: z.output<typeof accountInput>): Promise<void> => {
    if (account) await call.account.edit({ id: account.id, revision: account.revision, ...input });
    else await call.account.create(input);
    onClose();
    await done(account ? 'payroll.account.edit' : 'payroll.account.create');
  };
  return (
    <SideDrawer
      isOpen
      title={text(account ? 'payroll.table.payroll_account' : 'payroll.account.new')}
      onClose={onClose}
    >
      <Form
        schema={accountInput}
        values={account ?? { component: null, role: null, unitId: null, code: '', name: '', ...props.values }}
        module="payroll"
        onCancel={onClose}
        onSubmit={send}
        actions={account && <RemoveAccount account={account} onRemoved={onClose} />}
      >
        <FormSection>
          <SelectField name="component" options={components} span={3} />
          <SelectField name="role" options={roles} span={3} />
          <TreeField name="unitId" nodes={units} hint={text('payroll.account.unitHint')} span={3} />
          <LtrField
            name="code"
            label={text('payroll.field.accountCode')}
            hint={text('payroll.account.codeHint')}
            span={3}
          />
          <TextField name="name" label={text('payroll.field.accountName')} span={3} />
        </FormSection>
      </Form>
    </SideDrawer>
  );
}

function RemoveAccount({ account, onRemoved }: { readonly account: Account; readonly onRemoved: () => void }) {
  const text = useText();
  const confirm = useConfirm();
  const command = useCommand('payroll');
  const remove = async (): Promise<void> => {
    const title = text('payroll.account.removeTitle');
    if (!(await confirm({ title, confirm: text('kit.action.remove'), tone: 'danger' }))) return;
    const { id, revision } = account;
    if (await command(() => call.account.remove({ id, revision }), text('payroll.account.removed'))) onRemoved();
  };
  return (
    <ActionButton
      action={{
        id: 'payroll.account.remove',
        title: 'kit.action.remove',
        icon: 'trash',
        tone: 'danger',
        perform: remove,
      }}
    />
  );
}

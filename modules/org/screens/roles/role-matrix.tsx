import { useMemo, useState } from 'react';
import type { Action } from '#renderer/kit/actions.tsx';
import { ActionButton } from '#renderer/kit/actions.tsx';
import { useConfirm } from '#renderer/kit/confirm.tsx';
import { Icon } from '#renderer/kit/icon.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { permissionKey } from '#renderer/record/labels.ts';
import { useCommand } from '#renderer/record/use-command.ts';
import type { RoleRow } from '../../contract.ts';
import { call } from '../client.ts';
import { useRoles } from '../lookups.ts';
import { ownRolesFirst, permissionGroups } from './permission-groups.ts';
import { RoleForm, type RoleDraft } from './role-form.tsx';
import './roles.css';

/** Which role may do what: the permissions of every module against the roles of the office. */
export default function RoleMatrix() {
  const text = useText();
  const language = useLanguage();
  const { may } = useDesk();
  const known = useRoles();
  const roles = useMemo(() => ownRolesFirst(known), [known]);
  const [draft, setDraft] = useState<RoleDraft | null>(null);
  const groups = useMemo(() => permissionGroups(roles), [roles]);
  const actions = useMemo<readonly Action[]>(
    () => [
      {
        ...{ id: 'org.role.new', title: 'org.role.new', icon: 'plus', tone: 'primary', shortcut: 'Ctrl+Alt+N' },
        isVisible: may('org.role.edit'),
        perform: () => setDraft({ role: null, from: null }),
      },
    ],
    [may],
  );
  return (
    <>
      <PageHeader title={text('org.role.title')} actions={actions} module="org" />
      <div className="org-matrix" role="region" aria-label={text('org.role.matrix')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text('org.role.permission')}</th>
              {roles.map((role) => (
                <th key={role.id} scope="col">
                  <RoleHead role={role} edit={setDraft} />
                </th>
              ))}
            </tr>
          </thead>
          {groups.map(({ module, permissions }) => (
            <tbody key={module}>
              <tr>
                <th scope="rowgroup" colSpan={roles.length + 1} className="org-matrix-group">
                  <span>{text(module === 'platform' ? 'platform.module.platform' : `${module}.name`)}</span>
                </th>
              </tr>
              {permissions.map((permission) => (
                <tr key={permission}>
                  <th scope="row">{text(permissionKey(permission))}</th>
                  {roles.map((role) => (
                    <td key={role.id}>
                      {role.permissions.includes(permission) && (
                        <Icon
                          name="check"
                          label={text('org.role.holds', {
                            role: nameIn(language, role),
                            permission: text(permissionKey(permission)),
                          })}
                        />
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
      {draft && <RoleForm draft={draft} onClose={() => setDraft(null)} />}
    </>
  );
}

function RoleHead({ role, edit }: { readonly role: RoleRow; readonly edit: (draft: RoleDraft) => void }) {
  const text = useText();
  const language = useLanguage();
  const { may } = useDesk();
  const run = useCommand('org');
  const confirm = useConfirm();
  const isOwn = may('org.role.edit') && !role.isBuiltIn;
  const remove = async (): Promise<void> => {
    const isSure = await confirm({
      title: text('org.role.remove.ask', { name: nameIn(language, role) }),
      confirm: text('platform.action.remove'),
      tone: 'danger',
    });
    if (isSure)
      await run(() => call.role.remove({ id: role.id, revision: role.revision }), text('org.command.role.remove'));
  };
  return (
    <div className="org-matrix-head">
      <bdi>{nameIn(language, role)}</bdi>
      <StatusTag tone={role.isBuiltIn ? 'plain' : 'busy'}>
        {text(role.isBuiltIn ? 'org.role.builtIn' : 'org.role.own')}
      </StatusTag>
      {isOwn && (
        <>
          <ActionButton
            action={{ id: 'edit', title: 'platform.action.edit', perform: () => edit({ role, from: null }) }}
          />
          <ActionButton action={{ id: 'remove', title: 'platform.action.remove', tone: 'danger', perform: remove }} />
        </>
      )}
      {may('org.role.edit') && role.isBuiltIn && (
        <ActionButton
          action={{ id: 'copy', title: 'platform.action.copy', perform: () => edit({ role: null, from: role }) }}
        />
      )}
    </div>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Action } from '#renderer/kit/actions.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { nameIn, useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { ImportDrawer } from '#renderer/record/import-drawer.tsx';
import { Listing } from '#renderer/record/listing.tsx';
import type { UserRow } from '../../contract.ts';
import { query } from '../client.ts';
import { useLanguageOptions, useRoles, useUnitNames } from '../lookups.ts';
import { useNameColumns } from '../name-columns.ts';
import { NewUser } from './new-user.tsx';
import { userState, userTones } from './user-state.ts';

/** Everybody who may sign in. */
export default function UserList() {
  const text = useText();
  const navigate = useNavigate();
  const { may } = useDesk();
  const [params, setParams] = useSearchParams();
  const [isImporting, setIsImporting] = useState(false);
  const { data = [], isPending } = useQuery(query.user.list.queryOptions({ input: {} }));
  const columns = useColumns();
  const actions = useMemo<readonly Action[]>(
    () => [
      {
        ...{ id: 'org.user.add', title: 'org.user.new', icon: 'plus', tone: 'primary', shortcut: 'Ctrl+Alt+N' },
        isVisible: may('org.user.edit'),
        perform: () => setParams({ new: '' }),
      },
      {
        ...{ id: 'org.user.import', title: 'org.user.import', icon: 'upload' },
        isVisible: may('org.user.edit') && may('platform.import'),
        perform: () => setIsImporting(true),
      },
    ],
    [may, setParams],
  );
  return (
    <>
      <PageHeader title={text('org.user.title')} actions={actions} module="org" />
      <Listing
        id="org.users"
        label={text('org.user.title')}
        rows={data}
        columns={columns}
        rowKey={({ id }) => id}
        isLoading={isPending}
        onOpen={({ id }) => void navigate(`/org/users/${id}`)}
        empty={{ title: text('org.user.empty') }}
      />
      <NewUser
        isOpen={params.has('new')}
        onClose={() => setParams({})}
        onMade={(id) => void navigate(`/org/users/${id}`)}
      />
      {isImporting && (
        <ImportDrawer
          importer="org.user"
          module="org"
          title={text('org.user.import')}
          onClose={() => setIsImporting(false)}
        />
      )}
    </>
  );
}

function useColumns(): readonly Column<UserRow>[] {
  const text = useText();
  const { language, list } = useDisplay();
  const languages = useLanguageOptions();
  const roles = useRoles();
  const unitName = useUnitNames();
  const names = useNameColumns<UserRow>();
  return useMemo(() => {
    const [name, ...otherNames] = names;
    const title = (key: string): string => text(`org.field.${key}`);
    const roleNames = new Map(roles.map((role) => [role.code, nameIn(language, role)]));
    return [
      {
        key: 'userName',
        title: title('userName'),
        kind: 'text',
        width: 140,
        isLtr: true,
        pin: 'start',
        value: (user) => user.userName,
      },
      name,
      { key: 'jobTitle', title: title('jobTitle'), kind: 'text', width: 140, value: ({ jobTitle }) => jobTitle },
      {
        key: 'unitId',
        title: title('unitId'),
        kind: 'text',
        width: 220,
        value: (user) => unitName(user.unitId) || user.unitNameAr,
      },
      {
        ...{ key: 'roles', title: title('roles'), kind: 'text', width: 200 },
        value: (user) => list(user.roles.map((code) => roleNames.get(code) ?? code)),
      },
      {
        ...{ key: 'state', title: title('state'), kind: 'enum', width: 140 },
        options: Object.entries(userTones).map(([value, tone]) => ({
          value,
          tone,
          label: text(`org.user.state.${value}`),
        })),
        value: userState,
      },
      {
        key: 'language',
        title: title('language'),
        kind: 'enum',
        width: 100,
        options: languages,
        isHidden: true,
        value: (user) => user.language,
      },
      ...otherNames,
    ];
  }, [text, language, list, languages, roles, unitName, names]);
}

import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { ActionButton, type Action } from '#renderer/kit/actions.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { Listing } from '#renderer/record/listing.tsx';
import type { DelegationRow } from '../../contract.ts';
import { call, query } from '../client.ts';
import { useUsers } from '../lookups.ts';
import { OnDay } from '../on-day.tsx';
import { periodState } from '../users/assignments.tsx';
import { NewDelegation } from './new-delegation.tsx';

/** Who acts for whom (تخويل), under which order, from when to when. */
export default function DelegationList() {
  const text = useText();
  const { may, today } = useDesk();
  const [params, setParams] = useSearchParams();
  const [ending, setEnding] = useState<DelegationRow | null>(null);
  const { data = [], isPending } = useQuery(query.delegation.list.queryOptions({ input: {} }));
  const userName = useUserNames();
  const columns = useColumns(userName);
  const actions = useMemo<readonly Action[]>(
    () => [
      {
        ...{ id: 'org.delegation.add', title: 'org.delegation.new', icon: 'plus', tone: 'primary' },
        shortcut: 'Ctrl+Alt+N',
        isVisible: may('org.delegation.edit'),
        perform: () => setParams({ new: '' }),
      },
    ],
    [may, setParams],
  );
  return (
    <>
      <PageHeader
        title={text('org.delegation.title')}
        subtitle={text('org.delegation.body')}
        actions={actions}
        module="org"
      />
      <Listing
        id="org.delegations"
        label={text('org.delegation.title')}
        rows={data}
        columns={columns}
        rowKey={({ id }) => id}
        isLoading={isPending}
        empty={{ title: text('org.delegation.empty') }}
        actions={([chosen, ...others]) =>
          chosen &&
          others.length === 0 && (
            <ActionButton
              action={{
                ...{ id: 'org.delegation.revoke', title: 'org.delegation.revoke' },
                isVisible: may('org.delegation.edit') && chosen.validTo >= today,
                perform: () => setEnding(chosen),
              }}
            />
          )
        }
      />
      <NewDelegation isOpen={params.has('new')} onClose={() => setParams({})} />
      {ending && (
        <OnDay
          title={text('org.delegation.revoke.title', {
            from: userName(ending.fromUserId),
            to: userName(ending.toUserId),
          })}
          label={text('org.delegation.revoke.on')}
          submitLabel={text('org.delegation.revoke')}
          command="org.delegation.revoke"
          end={(validTo) => call.delegation.revoke({ id: ending.id, revision: ending.revision, validTo })}
          onClose={() => setEnding(null)}
        />
      )}
    </>
  );
}

function useUserNames(): (id: string) => string {
  const users = useUsers();
  const language = useLanguage();
  return useMemo(() => {
    const names = new Map(users.map((user) => [user.id, nameIn(language, user)]));
    return (id) => names.get(id) ?? '';
  }, [users, language]);
}

function useColumns(userName: (id: string) => string): readonly Column<DelegationRow>[] {
  const text = useText();
  const { today } = useDesk();
  return useMemo(
    () => [
      {
        key: 'fromUserId',
        title: text('org.field.fromUserId'),
        kind: 'text',
        width: 180,
        value: (row) => userName(row.fromUserId),
      },
      {
        key: 'toUserId',
        title: text('org.field.toUserId'),
        kind: 'text',
        width: 180,
        value: (row) => userName(row.toUserId),
      },
      {
        ...{ key: 'permissions', title: text('org.delegation.scope'), kind: 'text', width: 120 },
        value: ({ permissions }) =>
          permissions === null
            ? text('org.delegation.all')
            : text('org.delegation.permissionCount', { count: permissions.length }),
      },
      {
        ...{ key: 'state', title: text('org.delegation.state'), kind: 'enum', width: 90 },
        options: [
          { value: 'running', label: text('org.delegation.state.running'), tone: 'good' },
          { value: 'coming', label: text('org.delegation.state.coming'), tone: 'busy' },
          { value: 'over', label: text('org.delegation.state.over'), tone: 'plain' },
        ],
        value: (row) => periodState(row, today),
      },
      { key: 'validFrom', title: text('org.field.validFrom'), kind: 'date', value: ({ validFrom }) => validFrom },
      { key: 'validTo', title: text('org.field.validTo'), kind: 'date', value: ({ validTo }) => validTo },
      {
        key: 'orderNumber',
        title: text('org.field.orderNumber'),
        kind: 'text',
        width: 110,
        isLtr: true,
        value: (row) => row.orderNumber,
      },
      { key: 'orderDate', title: text('org.field.orderDate'), kind: 'date', value: ({ orderDate }) => orderDate },
    ],
    [text, userName, today],
  );
}

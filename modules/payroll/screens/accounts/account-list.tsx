import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { z } from 'zod';
import type { Action } from '#renderer/kit/actions.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { accountRoles, type accountRow } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useComponentNames, useOptions, useUnitNames } from '../lookups.ts';
import { AccountForm } from './account-form.tsx';

type Account = z.infer<typeof accountRow>;

/** On which account each component is booked (الدليل المحاسبي). */
export default function AccountList() {
  const text = useText();
  const { may } = useDesk();
  const [opened, setOpened] = useState<Account | 'new' | null>(null);
  const { data = [], isPending } = useQuery(query.account.list.queryOptions());
  const columns = useColumns();
  const mayEdit = may('payroll.account.edit');
  const actions = useMemo<readonly Action[]>(
    () => [
      {
        ...{ id: 'payroll.account.new', title: 'payroll.account.new', icon: 'plus', tone: 'primary' },
        shortcut: 'Ctrl+Alt+N',
        isVisible: mayEdit,
        perform: () => setOpened('new'),
      },
    ],
    [mayEdit],
  );
  return (
    <>
      <PageHeader
        title={text('payroll.account.title')}
        subtitle={text('payroll.account.body')}
        actions={actions}
        module="payroll"
      />
      <Listing
        id="payroll.accounts"
        label={text('payroll.account.title')}
        rows={data}
        columns={columns}
        rowKey={({ id }) => id}
        isLoading={isPending}
        {...(mayEdit && { onOpen: setOpened })}
        empty={{ title: text('payroll.account.empty'), hint: text('payroll.account.emptyHint') }}
      />
      {opened && <AccountForm account={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />}
    </>
  );
}

function useColumns(): readonly Column<Account>[] {
  const text = useText();
  const unitName = useUnitNames();
  const componentName = useComponentNames();
  const roles = useOptions(accountRoles, 'accountRole');
  return useMemo(
    () => [
      {
        ...{ key: 'code', title: text('payroll.field.accountCode'), kind: 'text' },
        width: 160,
        isLtr: true,
        value: (row) => row.code,
      },
      {
        ...{ key: 'name', title: text('payroll.field.accountName'), kind: 'text' },
        width: 280,
        value: (row) => row.name,
      },
      {
        ...{ key: 'component', title: text('payroll.field.component'), kind: 'text' },
        width: 240,
        value: (row) => componentName(row.component),
      },
      {
        ...{ key: 'role', title: text('payroll.field.role'), kind: 'enum' },
        width: 150,
        options: roles,
        value: (row) => row.role,
      },
      {
        ...{ key: 'unitId', title: text('payroll.field.unitId'), kind: 'text', width: 220 },
        value: (row) => (row.unitId === null ? text('payroll.account.wholeOffice') : unitName(row.unitId)),
      },
    ],
    [text, unitName, componentName, roles],
  );
}

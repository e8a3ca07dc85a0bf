import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { z } from 'zod';
import { accountRoles, type RunDetail, type zJournal } from '../../contract/index.ts';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Grid } from '#renderer/kit/grid/grid.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { Problems } from '#renderer/kit/problems.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { AccountForm } from '../accounts/account-form.tsx';
import { query } from '../client.ts';
import { useComponentNames, useOptions } from '../lookups.ts';
import { PayList } from '../papers/pay-list.tsx';
import { useRunName } from '../papers/run-name.ts';
import './reports.css';

type Line = z.infer<typeof zJournal>['lines'][number];
type Unmapped = z.infer<typeof zJournal>['unmapped'][number];

/** The journal of a run. As long as an amount has no account, it shows those in its place and is not given out. */
export function Journal({ run }: { readonly run: RunDetail }) {
  const text = useText();
  const { data } = useQuery(query.report.journal.queryOptions({ input: { runId: run.id } }));
  if (!data) return <Loading lines={8} />;
  const { unmapped, isBalanced } = data;
  return unmapped.length > 0 ? (
    <>
      <Problems problems={[{ code: 'JOURNAL_UNMAPPED', params: { count: unmapped.length } }]} module="payroll" />
      <UnmappedList unmapped={unmapped} />
    </>
  ) : (
    <>
      <p className="kit-row pay-tools">
        <StatusTag tone={isBalanced ? 'good' : 'bad'}>
          {text(isBalanced ? 'payroll.list.balanced' : 'payroll.list.notBalanced')}
        </StatusTag>
      </p>
      <JournalLines run={run} lines={data.lines} />
    </>
  );
}

function JournalLines({ run, lines }: { readonly run: RunDetail; readonly lines: readonly Line[] }) {
  const text = useText();
  const runName = useRunName();
  const componentName = useComponentNames();
  const columns = useMemo<readonly Column<Line>[]>(() => {
    const side = (key: Line['side']): Column<Line> => ({
      ...{ key, title: text(`payroll.list.${key}`), kind: 'money', width: 150, total: 'sum' },
      value: (line) => (line.side === key ? line.amount : null),
    });
    return [
      {
        ...{ key: 'accountCode', title: text('payroll.field.accountCode'), kind: 'text' },
        width: 150,
        isLtr: true,
        value: (line) => line.accountCode,
      },
      {
        ...{ key: 'accountName', title: text('payroll.field.accountName'), kind: 'text' },
        width: 260,
        value: (line) => line.accountName,
      },
      {
        ...{ key: 'component', title: text('payroll.field.component'), kind: 'text' },
        width: 220,
        value: (line) => componentName(line.component),
      },
      side('DEBIT'),
      side('CREDIT'),
    ];
  }, [text, componentName]);
  return (
    <PayList
      id="payroll.journal"
      label={text('payroll.list.journal')}
      subtitle={runName(run)}
      rows={lines}
      columns={columns}
      rowKey={({ side, component, accountCode }) => `${side} ${component} ${accountCode}`}
      fileName={`${text('payroll.list.journal')} ${run.month}`}
      empty={{ title: text('payroll.sheet.empty') }}
    />
  );
}

/** Amounts without an account; opening one gives it its account. */
function UnmappedList({ unmapped }: { readonly unmapped: readonly Unmapped[] }) {
  const text = useText();
  const { may } = useDesk();
  const componentName = useComponentNames();
  const roles = useOptions(accountRoles, 'accountRole');
  const [opened, setOpened] = useState<Unmapped | null>(null);
  const columns = useMemo<readonly Column<Unmapped>[]>(
    () => [
      {
        ...{ key: 'component', title: text('payroll.field.component'), kind: 'text' },
        width: 260,
        value: (row) => componentName(row.component),
      },
      { ...{ key: 'role', title: text('payroll.field.role'), kind: 'enum' }, options: roles, value: (row) => row.role },
      { ...{ key: 'amount', title: text('payroll.field.amount'), kind: 'money' }, value: (row) => row.amount },
    ],
    [text, componentName, roles],
  );
  return (
    <>
      <Grid
        id="payroll.unmapped"
        label={text('payroll.list.unmapped')}
        rows={unmapped}
        columns={columns}
        rowKey={({ component, role }) => `${component} ${role}`}
        height="calc(100dvh - 330px)"
        {...(may('payroll.account.edit') && { onOpen: setOpened })}
        empty={{ title: text('payroll.list.balanced') }}
      />
      {opened && (
        <AccountForm
          account={null}
          values={{ component: opened.component, role: opened.role }}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}

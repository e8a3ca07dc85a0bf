import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { useCommand } from '#renderer/record/use-command.ts';
import { issueKinds, issueStates, type IssueRow, type RunDetail } from '../../contract/index.ts';
import { call, query } from '../client.ts';
import { useOptions } from '../lookups.ts';
import { useIssueWords } from '../step-words.ts';
import { AcceptIssues } from './accept-issues.tsx';
import { useCause } from './use-cause.ts';

/** What a person must look at before the run goes on: errors are mended at their cause, warnings accepted or mended. */
export function IssueList({ run }: { readonly run: RunDetail }) {
  const text = useText();
  const command = useCommand('payroll');
  const columns = useColumns();
  const openCause = useCause(run.id);
  const [accepting, setAccepting] = useState<readonly IssueRow[] | null>(null);
  const input = { runId: run.id, severity: null, state: null };
  const { data = [], isPending } = useQuery(query.issue.list.queryOptions({ input }));
  const mayJudge = run.can.accept.ok;
  const reopen = async (issues: readonly IssueRow[]): Promise<void> => {
    await command(async () => {
      for (const { id, revision } of issues) await call.issue.reopen({ id, revision });
    }, text('payroll.command.issue.reopen'));
  };
  return (
    <>
      <Listing
        id="payroll.issues"
        label={text('payroll.issue.title')}
        rows={data}
        columns={columns}
        rowKey={({ id }) => id}
        isLoading={isPending}
        height="calc(100dvh - 250px)"
        onOpen={(issue) => void openCause(issue)}
        actions={(selected) => {
          const open = selected.filter(({ severity, state }) => severity === 'warning' && state === 'open');
          const accepted = selected.filter(({ state }) => state === 'accepted');
          const [only] = selected;
          return (
            <>
              {mayJudge && (
                <>
                  <Button type="primary" size="small" disabled={open.length === 0} onClick={() => setAccepting(open)}>
                    {text('payroll.issue.accept')}
                  </Button>
                  <Button size="small" disabled={accepted.length === 0} onClick={() => void reopen(accepted)}>
                    {text('payroll.issue.reopen')}
                  </Button>
                </>
              )}
              {selected.length === 1 && only !== undefined && (
                <Button size="small" onClick={() => void openCause(only)}>
                  {text('payroll.issue.openCause')}
                </Button>
              )}
            </>
          );
        }}
        empty={{ title: text('payroll.issue.empty'), hint: text('payroll.issue.emptyHint') }}
      />
      {accepting && <AcceptIssues runId={run.id} issues={accepting} onClose={() => setAccepting(null)} />}
    </>
  );
}

const severityTones = { error: 'bad', warning: 'warn' } as const;
const stateTones = { open: 'plain', accepted: 'good' } as const;

function useColumns(): readonly Column<IssueRow>[] {
  const text = useText();
  const words = useIssueWords();
  const kinds = useOptions(Object.keys(issueKinds), 'issueKind');
  return useMemo(() => {
    const title = (key: string): string => text(`payroll.field.${key}`);
    return [
      {
        ...{ key: 'severity', title: title('severity'), kind: 'enum', width: 90 },
        options: Object.entries(severityTones).map(([value, tone]) => ({
          ...{ value, tone, label: text(`payroll.option.severity.${value}`) },
        })),
        value: ({ severity }) => severity,
      },
      { key: 'code', title: title('issueCode'), kind: 'enum', width: 170, options: kinds, value: ({ code }) => code },
      {
        ...{ key: 'employeeName', title: title('fullName'), kind: 'text', width: 220 },
        value: ({ employeeName }) => employeeName,
      },
      { key: 'issue', title: title('issue'), kind: 'text', width: 330, value: (issue) => words(issue) },
      {
        ...{ key: 'state', title: title('state'), kind: 'enum', width: 90 },
        options: issueStates.map((value) => ({
          ...{ value, tone: stateTones[value], label: text(`payroll.option.state.${value}`) },
        })),
        value: ({ state }) => state,
      },
      {
        ...{ key: 'acceptedBy', title: title('acceptedBy'), kind: 'text', width: 150 },
        value: ({ acceptedBy }) => acceptedBy,
      },
      {
        ...{ key: 'acceptedNote', title: title('acceptedNote'), kind: 'text', width: 200 },
        value: ({ acceptedNote }) => acceptedNote,
      },
    ];
  }, [text, words, kinds]);
}

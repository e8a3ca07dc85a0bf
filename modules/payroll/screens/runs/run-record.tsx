import { useQuery } from '@tanstack/react-query';
import { Suspense, useMemo, useState } from 'react';
import { useParams } from 'react-router';
import type { Action } from '#renderer/kit/actions.tsx';
import { useConfirm } from '#renderer/kit/confirm.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { ProgressBar } from '#renderer/kit/progress-bar.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText, type Text } from '#renderer/locale/text.ts';
import { RecordPage } from '#renderer/record/record-page.tsx';
import { useCommand } from '#renderer/record/use-command.ts';
import { useShown } from '#renderer/record/use-shown.ts';
import { moves, type RunDetail, type RunMove } from '../../contract/index.ts';
import { call, query } from '../client.ts';
import { useUnitNames } from '../lookups.ts';
import { useFirstSlips } from '../slips/use-slips.ts';
import { CalculateRun } from './calculate-run.tsx';
import { LockRun } from './lock-run.tsx';
import { NoteRun } from './note-run.tsx';
import { RunOverview } from './run-overview.tsx';
import { runTones, shownState } from './run-states.ts';
import { useRunJob } from './use-run-job.ts';
import { useRunTabs } from './use-run-tabs.tsx';

type Dialog = 'calculate' | 'lock' | 'return' | 'reject';

/** One run: where it stands and who brought it there, its slips, what is to be mended, and the next step. */
export default function RunRecord() {
  const { id = '' } = useParams();
  const text = useText();
  const { month } = useDisplay();
  const unitName = useUnitNames();
  const { data, error } = useQuery(query.run.get.queryOptions({ input: { id } }));
  const { shown: run, adopt, isBehind } = useShown(data);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const job = useRunJob(id);
  const actions = useMoves(run, setDialog, job.isRunning);
  const tabs = useRunTabs(run);
  useFirstSlips(run);
  if (error) throw error;
  if (!run) return <Loading lines={8} />;
  const close = (): void => setDialog(null);
  return (
    <>
      {job.progress !== undefined && (
        <ProgressBar label={text(`payroll.run.working.${job.kind}`)} value={job.progress} onCancel={job.cancel} />
      )}
      <RecordPage
        table="payroll_run"
        record={run}
        title={titleOf(run, text, month(run.month))}
        subtitle={[unitName(run.entityId) || run.entityName, run.title].filter(Boolean).join(' · ')}
        status={
          <StatusTag tone={runTones[shownState(run)]}>{text(`payroll.option.state.${shownState(run)}`)}</StatusTag>
        }
        actions={actions}
        module="payroll"
        listPath="/payroll/runs"
        isBehind={isBehind}
        reload={adopt}
        parts={tabs.map(({ key, label, content }) => ({
          ...{ key, label },
          content: <Suspense fallback={<Loading lines={6} />}>{content}</Suspense>,
        }))}
      >
        <RunOverview run={run} />
      </RecordPage>
      {dialog === 'calculate' && <CalculateRun run={run} onClose={close} onStarted={job.follow} />}
      {dialog === 'lock' && <LockRun run={run} onClose={close} onStarted={job.follow} />}
      {(dialog === 'return' || dialog === 'reject') && <NoteRun run={run} move={dialog} onClose={close} />}
    </>
  );
}

/** What a run is called: its kind and month. */
export function titleOf(run: Pick<RunDetail, 'kind'>, text: Text, month: string): string {
  return `${text(`payroll.option.kind.${run.kind}`)} — ${month}`;
}

/** Moves that are made elsewhere on the page: on slips, issues and amounts. */
const elsewhere: readonly RunMove[] = ['adjust', 'hold', 'accept'];
const icons = {
  ...{ calculate: 'refresh', redraft: 'undo', submit: 'forward', audit: 'check', return: 'back', approve: 'stamp' },
  ...{ reject: 'close', lock: 'lock', cancel: 'trash', adjust: 'plus', hold: 'lock', accept: 'check' },
} as const satisfies Record<RunMove, Action['icon']>;

/** The buttons of the moves table from where the run stands, the next step first. */
function useMoves(run: RunDetail | undefined, ask: (dialog: Dialog) => void, isBusy: boolean): readonly Action[] {
  const text = useText();
  const command = useCommand('payroll');
  const confirm = useConfirm();
  return useMemo(() => {
    if (!run) return [];
    const { id, revision } = run;
    const next = nextMove(run);
    const perform = async (move: RunMove): Promise<void> => {
      switch (move) {
        case 'calculate':
        case 'lock':
        case 'return':
        case 'reject':
          ask(move);
          return;
        case 'cancel': {
          const title = text('payroll.run.cancelQuestion');
          if (!(await confirm({ title, confirm: text('payroll.run.cancelConfirm'), tone: 'danger' }))) return;
          await command(() => call.run.cancel({ id, revision }), text('payroll.command.run.cancel'));
          return;
        }
        case 'redraft':
        case 'submit':
        case 'audit':
        case 'approve':
          await command(() => call.run[move]({ id, revision }), text(`payroll.command.run.${move}`));
          return;
        case 'adjust':
        case 'hold':
        case 'accept':
          return;
      }
    };
    const possible = moves.run.filter(({ name, from }) => {
      const states: readonly string[] = from;
      return !elsewhere.includes(name) && states.includes(run.state) && !(name === 'audit' && run.auditedBy !== null);
    });
    return possible
      .toSorted((left, right) => Number(right.name === next) - Number(left.name === next))
      .map(({ name }): Action => ({
        ...{ id: `payroll.run.${name}`, title: `payroll.move.run.${name}`, icon: icons[name] },
        ...(name === next && { tone: 'primary', shortcut: 'Ctrl+Enter' }),
        ...((name === 'cancel' || name === 'reject') && { tone: 'danger' }),
        answer: isBusy ? { ok: false, problems: [{ code: 'RUN_BUSY' }] } : run.can[name],
        perform: () => perform(name),
      }));
  }, [run, isBusy, ask, text, command, confirm]);
}

/** The step that leads on from here. */
function nextMove({ state, auditedBy, changedEmployees }: RunDetail): RunMove | null {
  switch (state) {
    case 'draft':
      return 'calculate';
    case 'calculated':
      return changedEmployees === 0 ? 'submit' : 'calculate';
    case 'under_audit':
      return auditedBy === null ? 'audit' : 'approve';
    case 'approved':
      return 'lock';
    case 'locked':
    case 'cancelled':
      return null;
  }
}

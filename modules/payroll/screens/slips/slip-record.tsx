import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { Alert } from 'antd';
import { Parts } from '#renderer/desk/parts.tsx';
import type { Action } from '#renderer/kit/actions.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { useCommand } from '#renderer/record/use-command.ts';
import type { RunDetail, ShownSlip } from '../../contract/index.ts';
import { call, query } from '../client.ts';
import { useCodeNames } from '../lookups.ts';
import { SlipPapers } from '../papers/slip-papers.tsx';
import { EarlierSlips } from './earlier-slips.tsx';
import { ExplainedSlip } from './explained-slip.tsx';
import { HoldSlip } from './hold-slip.tsx';
import { SlipFigures } from './slip-figures.tsx';
import { WhyDrawer, type Asked } from './why.tsx';

/** One person's pay of a run: every figure with the way to ask why, his other months, and holding his pay back. */
export default function SlipRecord() {
  const { id = '' } = useParams();
  const { data: slip, error } = useQuery(query.slip.get.queryOptions({ input: { id } }));
  const { data: run } = useQuery({
    ...query.run.get.queryOptions({ input: { id: slip?.runId ?? '' } }),
    enabled: slip !== undefined,
  });
  if (error) throw error;
  if (!slip || !run) return <Loading lines={10} />;
  return <Slip key={slip.id} slip={slip} run={run} />;
}

function Slip({ slip, run }: { readonly slip: ShownSlip; readonly run: RunDetail }) {
  const text = useText();
  const navigate = useNavigate();
  const { digits, month } = useDisplay();
  const codeName = useCodeNames();
  const [params, setParams] = useSearchParams();
  const part = params.get('part') ?? 'figures';
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isHolding, setHolding] = useState(false);
  const [isPrinting, setPrinting] = useState(false);
  const print: Action = {
    ...{ id: 'payroll.slip.print', title: 'payroll.slip.print', icon: 'print', shortcut: 'Ctrl+P' },
    perform: () => setPrinting(true),
  };
  const actions = [...useNeighbours(slip, part), print, ...useActionsOf(slip, run, () => setHolding(true))];
  const ask = useCallback((figure: Asked) => setAsked(figure), []);
  const place = slip.grade === null ? null : [codeName(slip.grade), digits(String(slip.step ?? ''))].join(' / ');
  return (
    <>
      <PageHeader
        title={slip.fullName}
        subtitle={[
          slip.employeeNumber === null ? null : digits(slip.employeeNumber),
          ...[slip.jobTitle, place, codeName(slip.certificate), slip.unitName],
          `${text(`payroll.option.kind.${slip.kind}`)} ${month(slip.month)}`,
        ]
          .filter(Boolean)
          .join(' · ')}
        status={
          <StatusTag tone={slip.isHeld ? 'bad' : 'plain'}>
            {text(slip.isHeld ? 'payroll.slip.held' : `payroll.option.payBy.${slip.payBy}`)}
          </StatusTag>
        }
        back={{
          label: text('payroll.slip.backToRun'),
          perform: () => void navigate(`/payroll/runs/${run.id}?part=slips`),
        }}
        actions={actions}
        module="payroll"
      />
      {slip.holdReason !== null && (
        <Alert type="warning" showIcon title={text('payroll.field.holdReason')} description={slip.holdReason} />
      )}
      <Parts
        label={text('payroll.table.payroll_slip')}
        current={part}
        onChange={(next) => setParams({ part: next }, { replace: true })}
        parts={[
          {
            ...{ key: 'figures', label: text('payroll.slip.figures') },
            content: <SlipFigures slip={slip} onAsk={ask} />,
          },
          { key: 'explained', label: text('payroll.slip.explainAll'), content: <ExplainedSlip slipId={slip.id} /> },
          {
            ...{ key: 'earlier', label: text('payroll.slip.months') },
            content: <EarlierSlips employeeId={slip.employeeId} />,
          },
        ]}
      />
      <WhyDrawer slipId={slip.id} asked={asked} onClose={() => setAsked(null)} />
      {isPrinting && <SlipPapers run={run} ids={[slip.id]} onClose={() => setPrinting(false)} />}
      {isHolding && <HoldSlip slip={slip} onClose={() => setHolding(false)} />}
    </>
  );
}

/** From slip to slip in the order of the run's list, with the same part open; the way back still leads to the run. */
function useNeighbours({ previousId, nextId }: ShownSlip, part: string): readonly Action[] {
  const navigate = useNavigate();
  return useMemo(() => {
    const to = (id: string | null) => ({
      isVisible: id !== null,
      perform: () => void navigate(`/payroll/slips/${id}?part=${part}`, { replace: true }),
    });
    return [
      {
        ...{ id: 'payroll.slip.previous', title: 'payroll.slip.previous', icon: 'up', shortcut: 'Alt+PageUp' },
        ...to(previousId),
      },
      {
        ...{ id: 'payroll.slip.next', title: 'payroll.slip.next', icon: 'down', shortcut: 'Alt+PageDown' },
        ...to(nextId),
      },
    ];
  }, [previousId, nextId, part, navigate]);
}

function useActionsOf(slip: ShownSlip, run: RunDetail, hold: () => void): readonly Action[] {
  const text = useText();
  const navigate = useNavigate();
  const { may } = useDesk();
  const command = useCommand('payroll');
  return useMemo(() => {
    const { id, revision, employeeId, isHeld } = slip;
    const recalculate = async (): Promise<void> => {
      const { id: runId, revision: ofRun, bigChangePercent } = run;
      await command(async () => {
        const made = await call.slip.recalculate({ runId, revision: ofRun, employeeId, bigChangePercent });
        // A slip that is calculated anew is another one; who has none any more is seen in the run.
        await navigate(made.slipId === null ? `/payroll/runs/${runId}?part=slips` : `/payroll/slips/${made.slipId}`, {
          replace: true,
        });
      }, text('payroll.command.slip.recalculate'));
    };
    return [
      {
        ...{ id: 'payroll.slip.recalculate', title: 'payroll.slip.recalculate', icon: 'refresh' },
        ...{ answer: run.can.hold, perform: recalculate },
      },
      {
        ...{ id: 'payroll.slip.hold', title: 'payroll.slip.hold', icon: 'lock', tone: 'danger' },
        ...{ isVisible: !isHeld, answer: run.can.hold, perform: hold },
      },
      {
        ...{ id: 'payroll.slip.release', title: 'payroll.slip.release', icon: 'unlock' },
        ...{ isVisible: isHeld, answer: run.can.hold },
        perform: async () => {
          await command(() => call.slip.release({ id, revision }), text('payroll.command.run.release_slip'));
        },
      },
      {
        ...{ id: 'payroll.slip.file', title: 'payroll.slip.openFile', icon: 'user' },
        isVisible: may('hr.employee.view'),
        perform: () => void navigate(`/hr/employees/${employeeId}`),
      },
      {
        ...{ id: 'payroll.slip.debts', title: 'payroll.slip.openDebts', icon: 'stamp' },
        isVisible: may('payroll.ledger.view'),
        perform: () => void navigate(`/payroll/debts?employee=${employeeId}`),
      },
    ];
  }, [slip, run, hold, may, navigate, command, text]);
}

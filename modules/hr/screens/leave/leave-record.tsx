import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { Action } from '#renderer/kit/actions.tsx';
import { useConfirm } from '#renderer/kit/confirm.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { RecordPage } from '#renderer/record/record-page.tsx';
import { useCommand } from '#renderer/record/use-command.ts';
import { useShown } from '#renderer/record/use-shown.ts';
import { call, query } from '../client.ts';
import { useLeaveNames, useUnitNames } from '../lookups.ts';
import { leaveTones } from './leave-grid.tsx';
import { LeaveLedgers } from './leave-ledgers.tsx';
import { LeavePaper } from './leave-paper.tsx';
import { ApproveLeave, RefuseLeave, ReturnFromLeave } from './leave-steps.tsx';
import './leave-request.css';

type Dialog = 'approve' | 'refuse' | 'return' | 'print';

/** One leave: what was asked for, what came of it, the balance, and the next step of who may take it. */
export default function LeaveRecord() {
  const { id = '' } = useParams();
  const text = useText();
  const unitName = useUnitNames();
  const leaveName = useLeaveNames();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const { data, error } = useQuery(query.leave.get.queryOptions({ input: { id } }));
  const { shown: leave, adopt, isBehind } = useShown(data);
  const actions = useSteps(leave, setDialog);
  if (error) throw error;
  if (!leave) return <Loading lines={8} />;
  const step = { leave, onClose: () => setDialog(null) };
  return (
    <>
      <RecordPage
        table="hr_leave"
        record={leave}
        title={`${leaveName(leave.type)} — ${leave.fullName}`}
        subtitle={[leave.number, unitName(leave.unitId), text('hr.leave.askedBy', { name: leave.requesterName })]
          .filter(Boolean)
          .join(' · ')}
        status={<StatusTag tone={leaveTones[leave.state]}>{text(`hr.option.leaveState.${leave.state}`)}</StatusTag>}
        actions={actions}
        module="hr"
        listPath="/hr/leave"
        isBehind={isBehind}
        reload={adopt}
        parts={[
          {
            ...{ key: 'ledgers', label: text('hr.leave.ledgers') },
            content: <LeaveLedgers employeeId={leave.employeeId} />,
          },
        ]}
      >
        <LeaveFacts leave={leave} />
      </RecordPage>
      {dialog === 'approve' && <ApproveLeave {...step} />}
      {dialog === 'refuse' && <RefuseLeave {...step} />}
      {dialog === 'return' && <ReturnFromLeave {...step} />}
      {dialog === 'print' && <LeavePaper {...step} />}
    </>
  );
}

type ShownLeave = Awaited<ReturnType<typeof call.leave.get>>;

function useSteps(leave: ShownLeave | undefined, open: (dialog: Dialog) => void): readonly Action[] {
  const text = useText();
  const navigate = useNavigate();
  const run = useCommand('hr');
  const confirm = useConfirm();
  return useMemo(() => {
    if (!leave) return [];
    const { id, revision, employeeId, state, can } = leave;
    const cancel = async (): Promise<void> => {
      const isSure = await confirm({
        ...{ title: text('hr.command.leave.cancel'), confirm: text('hr.leave.cancel'), tone: 'danger' },
      });
      if (isSure) await run(() => call.leave.cancel({ id, revision }), text('hr.command.leave.cancel'));
    };
    return [
      {
        ...{ id: 'hr.leave.approve', title: 'hr.leave.approve', icon: 'stamp', tone: 'primary' },
        ...{ shortcut: 'Ctrl+Enter', isVisible: state === 'requested', answer: can.approve },
        perform: () => open('approve'),
      },
      {
        ...{ id: 'hr.leave.return', title: 'hr.leave.return', icon: 'check', tone: 'primary' },
        ...{ shortcut: 'Ctrl+Enter', isVisible: state === 'approved', answer: can.return },
        perform: () => open('return'),
      },
      {
        ...{ id: 'hr.leave.refuse', title: 'hr.leave.refuse', icon: 'close', tone: 'danger' },
        ...{ isVisible: state === 'requested', answer: can.refuse, perform: () => open('refuse') },
      },
      {
        ...{ id: 'hr.leave.cancel', title: 'hr.leave.cancel', icon: 'undo' },
        ...{ isVisible: state === 'requested', answer: can.cancel, perform: cancel },
      },
      {
        ...{ id: 'hr.leave.employee', title: 'hr.table.hr_employee', icon: 'user' },
        perform: () => void navigate(`/hr/employees/${employeeId}`),
      },
      {
        ...{ id: 'hr.leave.print', title: 'hr.leave.print', icon: 'print', shortcut: 'Ctrl+P' },
        perform: () => open('print'),
      },
    ] satisfies readonly Action[];
  }, [leave, open, text, navigate, run, confirm]);
}

function LeaveFacts({ leave }: { readonly leave: ShownLeave }) {
  const text = useText();
  const { date, number } = useDisplay();
  const facts: readonly (readonly [key: string, value: string | null])[] = [
    ['hr.field.fromDate', date(leave.fromDate)],
    ['hr.field.toDate', date(leave.toDate)],
    ['hr.field.days', number(leave.days)],
    ['hr.leave.balanceToday', leave.balance === null ? text('hr.leave.noBalance') : number(leave.balance)],
    ['hr.field.orderId', leave.orderNumber],
    ['hr.field.returnedOn', leave.returnedOn === null ? null : date(leave.returnedOn)],
    ['hr.field.returnOrderId', leave.returnOrderNumber],
    ['hr.field.reason', leave.reason],
    ['hr.field.refusalReason', leave.refusalReason],
  ];
  return (
    <dl className="hr-leave-facts">
      {facts.map(
        ([key, value]) =>
          value !== null && (
            <div key={key}>
              <dt>{text(key)}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}

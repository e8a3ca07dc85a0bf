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
import type { HandoverDetail } from '../../contract/index.ts';
import { call, query } from '../client.ts';
import { handoverTones } from './handover-grid.tsx';
import { AcceptHandover, GiveBack } from './handover-steps.tsx';
import { LastPayPaper, LastPayTables } from './last-pay.tsx';
import { useOfficeName } from './office-name.ts';
import { CareerSheet, FactList, PapersSheet } from './sent-file.tsx';
import './handover.css';

type Dialog = 'accept' | 'refuse' | 'print';

/** One handover: what was sent, how it stands, and the next step of who may take it. */
export default function HandoverRecord() {
  const { id = '' } = useParams();
  const text = useText();
  const officeName = useOfficeName();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const { data, error } = useQuery(query.handover.get.queryOptions({ input: { id } }));
  const { shown: handover, adopt, isBehind } = useShown(data);
  const actions = useSteps(handover, setDialog);
  if (error) throw error;
  if (!handover) return <Loading lines={8} />;
  const step = { handover, onClose: () => setDialog(null) };
  const { state, file } = handover;
  return (
    <>
      <RecordPage
        table="hr_handover"
        record={handover}
        title={handover.fullName}
        subtitle={`${text(handover.direction === 'out' ? 'hr.field.toOffice' : 'hr.field.fromName')}: ${officeName(handover)}`}
        status={<StatusTag tone={handoverTones[state]}>{text(`hr.option.handoverState.${state}`)}</StatusTag>}
        actions={actions}
        module="hr"
        listPath={`/hr/handovers?part=${handover.direction}`}
        isBehind={isBehind}
        reload={adopt}
        parts={[
          {
            ...{ key: 'lastPay', label: text('hr.handover.part.lastPay') },
            content: (
              <div className="hr-handover-sheet">
                <LastPayTables handover={handover} />
              </div>
            ),
          },
          ...(file === null
            ? []
            : [
                {
                  ...{ key: 'papers', label: text('hr.handover.part.papers') },
                  content: <PapersSheet file={file} />,
                },
                {
                  ...{ key: 'career', label: text('hr.handover.part.career') },
                  content: <CareerSheet file={file} from={handover.effectiveDate} />,
                },
              ]),
        ]}
      >
        <HandoverFacts handover={handover} />
      </RecordPage>
      {dialog === 'accept' && <AcceptHandover {...step} />}
      {dialog === 'refuse' && <GiveBack {...step} />}
      {dialog === 'print' && <LastPayPaper {...step} />}
    </>
  );
}

function useSteps(handover: HandoverDetail | undefined, open: (dialog: Dialog) => void): readonly Action[] {
  const text = useText();
  const navigate = useNavigate();
  const run = useCommand('hr');
  const confirm = useConfirm();
  return useMemo(() => {
    if (!handover) return [];
    const { id, revision, direction, state, employeeId, debtsTakenAt, can } = handover;
    const isIn = direction === 'in';
    const isOpen = isIn && (state === 'arrived' || state === 'recallAsked');
    const sure = async (name: 'recall' | 'takeBack' | 'takeDebts', send: () => Promise<unknown>): Promise<void> => {
      const isSure = await confirm({
        ...{ title: text(`hr.handover.${name}`), text: text(`hr.handover.${name}.sure`) },
        confirm: text(`hr.handover.${name}`),
      });
      if (isSure) await run(send, text(`hr.command.handover.${name}`));
    };
    return [
      {
        ...{ id: 'hr.handover.accept', title: 'hr.handover.accept', icon: 'check', tone: 'primary' },
        ...{ shortcut: 'Ctrl+Enter', isVisible: isOpen, answer: can.accept },
        perform: () => open('accept'),
      },
      {
        ...{ id: 'hr.handover.refuse', title: 'hr.handover.refuse', icon: 'undo', tone: 'danger' },
        ...{ isVisible: isOpen, answer: can.refuse },
        perform: () => open('refuse'),
      },
      {
        ...{ id: 'hr.handover.takeDebts', title: 'hr.handover.takeDebts', icon: 'stamp', tone: 'primary' },
        ...{ isVisible: isIn && state === 'accepted' && debtsTakenAt === null && can.takeDebts.ok },
        perform: () => sure('takeDebts', () => call.handover.takeDebts({ id })),
      },
      {
        ...{ id: 'hr.handover.takeBack', title: 'hr.handover.takeBack', icon: 'check', tone: 'primary' },
        ...{ isVisible: !isIn && state === 'refused', answer: can.takeBack },
        perform: () => sure('takeBack', () => call.handover.takeBack({ id, revision })),
      },
      {
        ...{ id: 'hr.handover.recall', title: 'hr.handover.recall', icon: 'undo' },
        ...{ isVisible: !isIn && state === 'sent', answer: can.recall },
        perform: () => sure('recall', () => call.handover.recall({ id, revision })),
      },
      {
        ...{ id: 'hr.handover.employee', title: 'hr.handover.employee', icon: 'user' },
        isVisible: employeeId !== null,
        perform: () => void navigate(`/hr/employees/${employeeId ?? ''}`),
      },
      {
        ...{ id: 'hr.handover.print', title: 'hr.handover.print', icon: 'print', shortcut: 'Ctrl+P' },
        // The office that paid him last certifies it.
        isVisible: !isIn && handover.file !== null,
        perform: () => open('print'),
      },
    ] satisfies readonly Action[];
  }, [handover, open, text, navigate, run, confirm]);
}

function HandoverFacts({ handover }: { readonly handover: HandoverDetail }) {
  const text = useText();
  const { shortDate, month, digits, moment } = useDisplay();
  const officeName = useOfficeName();
  const { direction, lastPaidMonth, answeredOn, debtsTakenAt } = handover;
  return (
    <div className="hr-handover-sheet">
      <FactList
        facts={[
          [text(direction === 'out' ? 'hr.field.toOffice' : 'hr.field.fromName'), officeName(handover)],
          [text('hr.field.orderNumber'), digits(handover.orderNumber)],
          [text('hr.field.orderDate'), shortDate(handover.orderDate)],
          [text('hr.field.effectiveDate'), shortDate(handover.effectiveDate)],
          [text('hr.field.lastPaidMonth'), lastPaidMonth === null ? null : month(lastPaidMonth)],
          [text('hr.field.answeredOn'), answeredOn === null ? null : shortDate(answeredOn)],
          [text('hr.handover.refusalReason'), handover.reason],
          [text('hr.field.debtsTakenAt'), debtsTakenAt === null ? null : moment(debtsTakenAt)],
          [text('hr.field.note'), handover.note],
        ]}
      />
    </div>
  );
}

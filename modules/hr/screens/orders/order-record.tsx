import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { Action } from '#renderer/kit/actions.tsx';
import { useConfirm } from '#renderer/kit/confirm.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { PaperMarks } from '#renderer/kit/print/letterhead.tsx';
import { PrintTable } from '#renderer/kit/print/print-table.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { RecordPage } from '#renderer/record/record-page.tsx';
import { useCommand } from '#renderer/record/use-command.ts';
import { useShown } from '#renderer/record/use-shown.ts';
import { call, query } from '../client.ts';
import { useUnitNames } from '../lookups.ts';
import { orderTones } from './order-grid.tsx';
import { useLineColumns } from './line-columns.ts';
import { OrderPaper } from './order-paper.tsx';
import { ReverseOrder } from './reverse-order.tsx';

/** One order: its paper, its employees with what it does to each, and the next step of who may take it. */
export default function OrderRecord() {
  const { id = '' } = useParams();
  const text = useText();
  const navigate = useNavigate();
  const run = useCommand('hr');
  const confirm = useConfirm();
  const { shortDate } = useDisplay();
  const unitName = useUnitNames();
  const columns = useLineColumns();
  const [dialog, setDialog] = useState<'print' | 'reverse' | null>(null);
  const { data, error } = useQuery(query.order.get.queryOptions({ input: { id } }));
  const { shown: order, adopt, isBehind } = useShown(data);
  const actions = useMemo<readonly Action[]>(() => {
    if (!order) return [];
    const step = async (move: 'check' | 'approve' | 'refuse'): Promise<void> => {
      const isSure =
        move !== 'refuse' ||
        (await confirm({ title: text('hr.command.order.refuse'), confirm: text('hr.order.refuse'), tone: 'danger' }));
      if (isSure) {
        await run(() => call.order[move]({ id, revision: order.revision }), text(`hr.command.order.${move}`));
      }
    };
    const isOpen = order.state === 'draft' || order.state === 'checked';
    return [
      {
        ...{ id: 'hr.order.edit', title: 'hr.order.edit', icon: 'edit', shortcut: 'F4' },
        ...{ isVisible: order.state === 'draft', answer: order.can.edit },
        perform: () => void navigate(`/hr/orders/${id}/edit`),
      },
      {
        ...{ id: 'hr.order.check', title: 'hr.order.check', icon: 'check', tone: 'primary', shortcut: 'Ctrl+Enter' },
        ...{ isVisible: order.state === 'draft', answer: order.can.check, perform: () => step('check') },
      },
      {
        ...{
          id: 'hr.order.approve',
          title: 'hr.order.approve',
          icon: 'stamp',
          tone: 'primary',
          shortcut: 'Ctrl+Enter',
        },
        ...{ isVisible: order.state === 'checked', answer: order.can.approve, perform: () => step('approve') },
      },
      {
        ...{ id: 'hr.order.refuse', title: 'hr.order.refuse', icon: 'close', tone: 'danger' },
        ...{ isVisible: isOpen, answer: order.can.refuse, perform: () => step('refuse') },
      },
      {
        ...{ id: 'hr.order.reverse', title: 'hr.order.reverse', icon: 'undo' },
        ...{ isVisible: order.state === 'approved', answer: order.can.reverse, perform: () => setDialog('reverse') },
      },
      {
        ...{ id: 'hr.order.print', title: 'hr.order.print', icon: 'print', shortcut: 'Ctrl+P' },
        perform: () => setDialog('print'),
      },
    ];
  }, [order, id, text, run, confirm, navigate]);
  if (error) throw error;
  if (!order) return <Loading lines={8} />;
  return (
    <>
      <RecordPage
        table="hr_order"
        record={order}
        title={`${text(`hr.option.orderKind.${order.kind}`)} ${order.number}`}
        subtitle={[order.issuer, unitName(order.unitId), text('hr.order.steps', { drafter: order.drafterName })]
          .filter(Boolean)
          .join(' · ')}
        status={<StatusTag tone={orderTones[order.state]}>{text(`hr.option.orderState.${order.state}`)}</StatusTag>}
        actions={actions}
        module="hr"
        listPath="/hr/orders"
        isBehind={isBehind}
        reload={adopt}
      >
        <PaperMarks
          marks={[
            { label: text('hr.field.number'), value: order.number },
            { label: text('hr.field.orderDate'), value: shortDate(order.orderDate) },
            { label: text('hr.field.effectiveDate'), value: shortDate(order.effectiveDate) },
          ]}
        />
        {order.subject !== null && <p>{order.subject}</p>}
        <PrintTable columns={columns} rows={order.lines} rowKey={(line) => line.id} />
      </RecordPage>
      {dialog === 'print' && <OrderPaper order={order} onClose={() => setDialog(null)} />}
      {dialog === 'reverse' && (
        <ReverseOrder
          order={order}
          onClose={() => setDialog(null)}
          onMade={(madeId) => void navigate(`/hr/orders/${madeId}`)}
        />
      )}
    </>
  );
}

import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { Action } from '#renderer/kit/actions.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { OrderGrid } from './order-grid.tsx';

/** The administrative orders, in all their states. */
export default function OrderList() {
  const text = useText();
  const navigate = useNavigate();
  const { may } = useDesk();
  const actions = useMemo<readonly Action[]>(
    () => [
      {
        ...{ id: 'hr.order.add', title: 'hr.order.new', icon: 'plus', tone: 'primary', shortcut: 'Ctrl+Alt+N' },
        isVisible: may('hr.order.draft'),
        perform: () => void navigate('/hr/orders/new'),
      },
    ],
    [may, navigate],
  );
  return (
    <>
      <PageHeader title={text('hr.order.title')} actions={actions} module="hr" />
      <OrderGrid employeeId={null} />
    </>
  );
}

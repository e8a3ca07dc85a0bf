import { Select } from 'antd';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { matchesQuery } from '#kernel/text/highlight.ts';
import { Parts } from '#renderer/desk/parts.tsx';
import { useClear } from '#renderer/kit/fields/clear.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useEmployeeOptions } from '../employee-field.tsx';
import './debts-page.css';
import { CourtOrders } from './court-orders.tsx';
import { Exemptions } from './exemptions.tsx';
import { Ledger } from './ledger.tsx';
import { Loans } from './loans.tsx';

/** What is taken from the pay for others, and from what people are exempt: of all, or of one employee with his ledger. */
export default function DebtsPage() {
  const text = useText();
  const [params, setParams] = useSearchParams();
  const employees = useEmployeeOptions();
  const employeeId = params.get('employee');
  const part = params.get('part') ?? 'loans';
  const open = (change: Readonly<Record<string, string | null>>): void => {
    const next = Object.entries({ part, employee: employeeId, ...change }).flatMap(([key, value]) =>
      value === null ? [] : [[key, value] as [string, string]],
    );
    setParams(new URLSearchParams(next), { replace: true });
  };
  const parts = useMemo(
    () =>
      [
        ['loans', text('payroll.loan.title'), Loans] as const,
        ['courtOrders', text('payroll.courtOrder.title'), CourtOrders] as const,
        ['exemptions', text('payroll.exemption.title'), Exemptions] as const,
        ['ledger', text('payroll.ledger.title'), Ledger] as const,
      ].map(([key, label, List]) => ({
        ...{ key, label },
        // Only the list that is looked at hears the keys.
        content: key === part && <List employeeId={employeeId} />,
      })),
    [text, part, employeeId],
  );
  return (
    <>
      <PageHeader title={text('payroll.menu.debts')} module="payroll" />
      <div className="payroll-employee">
        <Select
          aria-label={text('payroll.field.employeeId')}
          placeholder={text('payroll.debts.everybody')}
          value={employeeId}
          allowClear={useClear()}
          showSearch={{ filterOption: (input, option) => matchesQuery(option?.label ?? '', input) }}
          options={employees.map(({ value, label }) => ({ value, label }))}
          onChange={(id: string | undefined) => open({ employee: id ?? null })}
        />
      </div>
      <Parts label={text('payroll.menu.debts')} current={part} onChange={(key) => open({ part: key })} parts={parts} />
    </>
  );
}

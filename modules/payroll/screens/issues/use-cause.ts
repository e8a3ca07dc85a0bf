import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { useDesk } from '#renderer/module.ts';
import type { IssueRow } from '../../contract/index.ts';
import { causeOf } from '../../rules/issue-cause.ts';
import { call } from '../client.ts';

/** Opens the page on which the cause of an issue is mended; the person's slip where the file may not be seen. */
export function useCause(runId: string): (issue: Pick<IssueRow, 'code' | 'employeeId'>) => Promise<void> {
  const navigate = useNavigate();
  const { may } = useDesk();
  return useCallback(
    async ({ code, employeeId }) => {
      if (employeeId === null) return navigate(may('hr.employee.view') ? '/hr/employees' : '/payroll/runs');
      const slipPath = async (): Promise<string | null> => {
        const slips = await call.slip.ofEmployee({ employeeId });
        const found = slips.find((slip) => slip.runId === runId);
        return found === undefined ? null : `/payroll/slips/${found.id}`;
      };
      const filePath = (part: string): string | null =>
        may('hr.employee.view') ? `/hr/employees/${employeeId}?part=${part}` : null;
      const debtPath = (part: string): string | null =>
        may('payroll.ledger.view') ? `/payroll/debts?part=${part}&employee=${employeeId}` : null;
      const pathOf = async (): Promise<string | null> => {
        const cause = causeOf(code);
        switch (cause) {
          case 'career':
          case 'accounts':
            return filePath(cause);
          case 'papers':
          case 'staff':
            return filePath('form');
          case 'loans':
          case 'courtOrders':
            return debtPath(cause);
          case 'runs':
            return '/payroll/runs';
          case 'slip':
            return (await slipPath()) ?? filePath('career');
        }
      };
      const path = (await pathOf()) ?? (await slipPath());
      if (path !== null) await navigate(path);
    },
    [runId, navigate, may],
  );
}

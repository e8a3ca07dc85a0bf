import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { useToast } from '#renderer/kit/toast.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk, type Desk } from '#renderer/module.ts';
import type { IssueRow } from '../../contract/index.ts';
import { causeOf } from '../../rules/issue-cause.ts';
import { call } from '../client.ts';

type Issue = Pick<IssueRow, 'code' | 'employeeId'>;

/** Opens the page on which the cause of an issue is mended; where the user may not mend it, says who does. */
export function useCause(runId: string): (issue: Issue) => Promise<void> {
  const navigate = useNavigate();
  const { may } = useDesk();
  const text = useText();
  const toast = useToast();
  return useCallback(
    async (issue) => {
      const path = await pathOfCause(issue, runId, may);
      if (path === null) toast.failed(text('payroll.issue.staffMends'));
      else await navigate(path);
    },
    [runId, navigate, may, toast, text],
  );
}

async function pathOfCause({ code, employeeId }: Issue, runId: string, may: Desk['may']): Promise<string | null> {
  const maySeeFiles = may('hr.employee.view');
  // What concerns several people at once names none of them.
  if (employeeId === null) return maySeeFiles ? '/hr/employees' : null;
  const cause = causeOf(code);
  switch (cause) {
    case 'career':
    case 'accounts':
      return maySeeFiles ? `/hr/employees/${employeeId}?part=${cause}` : slipPath(employeeId, runId);
    case 'papers':
    case 'staff':
      return maySeeFiles ? `/hr/employees/${employeeId}` : slipPath(employeeId, runId);
    case 'loans':
    case 'courtOrders':
      return may('payroll.ledger.view')
        ? `/payroll/debts?part=${cause}&employee=${employeeId}`
        : slipPath(employeeId, runId);
    case 'adjustments':
      return `/payroll/runs/${runId}?part=adjustments`;
    case 'runs':
      return '/payroll/runs';
    case 'slip':
      return (await slipPath(employeeId, runId)) ?? (maySeeFiles ? `/hr/employees/${employeeId}?part=career` : null);
  }
}

/** The person's slip of this run; null where errors kept it from being made. */
async function slipPath(employeeId: string, runId: string): Promise<string | null> {
  const slips = await call.slip.ofEmployee({ employeeId });
  const found = slips.find((slip) => slip.runId === runId);
  return found === undefined ? null : `/payroll/slips/${found.id}`;
}

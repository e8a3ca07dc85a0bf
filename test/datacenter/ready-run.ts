import { expect } from 'vitest';
import type { PayrollOffice } from '../host/payroll-office.ts';

/** A run of the month that may be locked: whoever was invented without a tax status has one now. */
export async function readyRun(office: PayrollOffice, month: string): Promise<string> {
  const clerk = await office.as('payroll.clerk1');
  office.test.clock.now += 60_000;
  const runId = await office.prepare(clerk, month);
  const errors = await clerk.payroll.issue.list({ runId, severity: 'error', state: 'open' });
  for (const { employeeId, code } of errors) {
    expect(code).toBe('TAX_STATUS_MISSING');
    office.addFact(employeeId ?? '', 'TAX_STATUS', '2026-01-01', { code: 'T_SINGLE' });
  }
  await office.calculate(clerk, runId);
  office.test.clock.now += 60_000;
  return runId;
}

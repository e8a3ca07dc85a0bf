import { call } from '@orpc/server';
import { and, eq } from 'drizzle-orm';
import { assert } from '#kernel/assert.ts';
import { monthOf, shiftMonth, type Month } from '#kernel/date.ts';
import { money } from '#kernel/money.ts';
import { employee } from '#modules/hr/schema.ts';
import { DEMONSTRATION_DIRECTORATE } from '#modules/org/index.ts';
import { unit } from '#modules/org/schema.ts';
import type { Living } from '#modules/module.ts';
import { courtOrderProcedures, loanProcedures } from './procedures/debt.ts';
import { issueProcedures } from './procedures/issue.ts';
import { runProcedures } from './procedures/run.ts';

/** So many closed months the demonstration office begins with. */
const MONTHS = 3;
const NOTE = 'نُظر فيها ووُجدت مطابقة للأوراق';

/** The pay of the last months, prepared, audited, approved and locked by the people whose work that is. */
export async function livePay(living: Living): Promise<void> {
  if (living.employees === 0) return;
  const { db } = living.as('payroll.clerk1');
  const entity = db
    .select({ id: unit.id })
    .from(unit)
    .where(and(eq(unit.isPayingEntity, true), eq(unit.code, DEMONSTRATION_DIRECTORATE)))
    .get();
  assert(entity !== undefined, 'The demonstration has a directorate that pays.');
  for (let back = MONTHS; back > 0; back -= 1) {
    await payMonth(living, entity.id, shiftMonth(monthOf(living.today), -back));
  }
  await lend(living);
}

/** One in so many has a loan, one in so many pays alimony. */
const BORROWERS = 10;
const DEBTORS = 35;
const LOAN = { instalment: money(50_000), total: money(1_200_000) };
const ALIMONY = money(75_000);

/** Debts from this month on, so that the closed months stay as they were paid. */
async function lend({ as, today }: Living): Promise<void> {
  const context = as('payroll.clerk1');
  const staff = context.db.select({ id: employee.id }).from(employee).orderBy(employee.id).all();
  const fromMonth = monthOf(today);
  for (const [place, { id: employeeId }] of staff.entries()) {
    if (place % BORROWERS === 1) {
      const paper = { lender: 'مصرف الرافدين', number: String(4_100 + place), loanDate: today, skipMonths: [] };
      await call(loanProcedures.create, { ...{ employeeId, kind: 'BANK', fromMonth }, ...LOAN, ...paper }, { context });
    }
    if (place % DEBTORS === 2) {
      const paper = { caseNumber: `${place + 300}/ش/2026`, directorate: 'مديرية تنفيذ الرصافة', orderDate: today };
      const until = { fromMonth, toMonth: null, total: null, monthly: ALIMONY };
      await call(
        courtOrderProcedures.create,
        { ...{ employeeId, kind: 'ALIMONY_CURRENT', creditor: null }, ...paper, ...until },
        { context },
      );
    }
  }
}

async function payMonth({ as, done }: Living, entityId: string, month: Month): Promise<void> {
  const [clerk, auditor, manager] = [as('payroll.clerk1'), as('auditor1'), as('accounts.manager1')].map((context) => ({
    context,
  }));
  assert(clerk !== undefined && auditor !== undefined && manager !== undefined, 'Three people pay.');
  const { id } = await call(runProcedures.create, { entityId, month, kind: 'REGULAR', title: null }, clerk);
  const now = async () => ({ id, revision: (await call(runProcedures.get, { id }, clerk)).revision });
  const asked = { everything: false, bigChangePercent: 20 };
  const calculation = await call(runProcedures.calculate, { ...(await now()), ...asked }, clerk);
  await done('payroll.clerk1', calculation.jobId);
  const open = await call(issueProcedures.list, { runId: id, severity: 'warning', state: 'open' }, clerk);
  for (let start = 0; start < open.length; start += 1_000) {
    const ids = open.slice(start, start + 1_000).map((each) => each.id);
    await call(issueProcedures.accept, { runId: id, ids, note: NOTE }, clerk);
  }
  await call(runProcedures.submit, await now(), clerk);
  await call(runProcedures.audit, await now(), auditor);
  await call(runProcedures.approve, await now(), manager);
  const locking = await call(runProcedures.lock, { ...(await now()), acknowledgeUnconfirmed: true }, manager);
  await done('accounts.manager1', locking.jobId);
}

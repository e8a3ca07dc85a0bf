import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { LocalDate } from '#kernel/date.ts';
import { unit } from '#modules/org/schema.ts';
import { ACTOR, addPerson } from '#test/payroll-people.ts';
import { refusalOf } from './harness.ts';
import { PayrollOffice } from './payroll-office.ts';

const zaynab = { name: 'زينب علي حسن', grade: '7', step: 1, iban: 'IQ98NBIQ850123456789012' };
const promotion = { grade: '6', step: 1, nominalOverride: null, by: 'PROMOTION' } as const;

describe('one employee of a calculated run', { timeout: 120_000 }, () => {
  it('is calculated anew by himself, changed or not, and the others stay what they were', async () => {
    const office = await PayrollOffice.open();
    const first = office.addPerson(zaynab);
    const second = office.addPerson({ ...zaynab, name: 'كريم جاسم علي', iban: 'IQ20CBIQ861800101010500' });
    const clerk = await office.as('payroll.clerk1');
    const runId = await office.prepare(clerk, '2026-03');
    const before = await office.slipsOf(clerk, runId);
    const again = async (employeeId: string) => {
      const { revision } = await clerk.payroll.run.get({ id: runId });
      return clerk.payroll.slip.recalculate({ runId, revision, employeeId, bigChangePercent: 20 });
    };
    const netsOf = async () => (await office.slipsOf(clerk, runId)).map(({ fullName, net }) => [fullName, net]);
    const nets = before.map(({ fullName, net }) => [fullName, net]);
    await again(first);
    expect(await netsOf()).toEqual(nets);
    office.addFact(first, 'GRADE', '2026-03-01', promotion);
    office.addFact(second, 'GRADE', '2026-03-01', promotion);
    await again(first);
    const [promoted, other, ...more] = await office.slipsOf(clerk, runId);
    expect(more).toEqual([]);
    expect(promoted?.lines[0]).toEqual({ code: 'NOMINAL', amount: 362_000 });
    expect(other?.net).toBe(before[1]?.net);
    const run = await clerk.payroll.run.get({ id: runId });
    // The other one still waits, and with him the run.
    expect(run.changedEmployees).toBeGreaterThan(0);
    expect(run.totals.net).toBe((promoted?.net ?? 0) + (other?.net ?? 0));
    const stranger = addPerson(office.test.office, unitOutside(office), { ...zaynab, name: 'سعاد كامل ناصر' });
    expect(await refusalOf(again(stranger))).toEqual(['EMPLOYEE_NOT_IN_RUN']);
  });

  it('whose unit has been closed is on the work list, from the day on which that is known', async () => {
    const office = await PayrollOffice.open();
    const below = office.db.select().from(unit).where(eq(unit.parentId, office.entityId)).all();
    const section = below.find(({ isPayingEntity }) => !isPayingEntity)?.id ?? '';
    addPerson(office.test.office, section, zaynab);
    office.addPerson({ ...zaynab, name: 'كريم جاسم علي', iban: 'IQ20CBIQ861800101010500' });
    const clerk = await office.as('payroll.clerk1');
    const runId = await office.prepare(clerk, '2026-03');
    const closed = async () => {
      const issues = await clerk.payroll.issue.list({ runId, severity: null, state: null });
      return issues.filter(({ code }) => code === 'UNIT_CLOSED').map(({ employeeName }) => employeeName);
    };
    expect(await closed()).toEqual([]);
    office.test.office.core.door.write(ACTOR, 'test.unit.close', (tx) =>
      tx.update(unit, section, { validTo: '2026-03-15' as LocalDate }),
    );
    expect(await office.calculate(clerk, runId)).toMatchObject({ looked: 1 });
    expect(await closed()).toEqual([zaynab.name]);
  });
});

function unitOutside({ db, entityId }: PayrollOffice): string {
  const entity = db.select().from(unit).where(eq(unit.id, entityId)).get();
  return entity?.parentId ?? '';
}

import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { LocalDate, Month } from '#kernel/date.ts';
import type { Money } from '#kernel/money.ts';
import type { Tx } from '#db/recorder.ts';
import type { OrderKind } from '#modules/hr/contract/index.ts';
import { fact, order } from '#modules/hr/schema.ts';
import { adjustment } from '#modules/payroll/schema.ts';
import { ACTOR } from '#test/payroll-people.ts';
import { refusalOf } from './harness.ts';
import { PayrollOffice, type PayrollClient } from './payroll-office.ts';

const zaynab = { name: 'زينب علي حسن', grade: '7', step: 1, iban: 'IQ98NBIQ850123456789012' };
const karim = { ...zaynab, name: 'كريم جاسم علي', iban: 'IQ20CBIQ861800101010500' };
const promoted = { grade: '6', step: 1, nominalOverride: null, by: 'PROMOTION' } as const;

describe('months before the first that is paid here', { timeout: 180_000 }, () => {
  it('are told of whoever has an order that reaches into them, in the run that reads it first', async () => {
    const office = await PayrollOffice.open();
    const [early, late] = [office.addPerson(zaynab), office.addPerson(karim)];
    const clerk = await office.as('payroll.clerk1');
    promote(office, early, '2026-02-10');
    const march = await office.prepare(clerk, '2026-03');
    expect(await earlierMonths(clerk, march)).toEqual([[zaynab.name, { from: '2026-02', since: '2026-03' }]]);
    await office.lock(march);
    office.test.clock.now += 60_000;
    promote(office, late, '2026-01-01');
    const april = await office.prepare(clerk, '2026-04');
    expect(await earlierMonths(clerk, april)).toEqual([[karim.name, { from: '2026-01', since: '2026-03' }]]);
    // March itself is paid here, and so is its difference.
    const slip = (await office.slipsOf(clerk, april)).find(({ fullName }) => fullName === karim.name);
    expect([...new Set(slip?.arrearsLines.map(({ month }) => month))]).toEqual(['2026-03']);
    await office.lock(april);
    office.test.clock.now += 60_000;
    expect(await earlierMonths(clerk, await office.prepare(clerk, '2026-05'))).toEqual([]);
  });

  it('begin where an order ends an allowance, not where it began, and are nothing of an opening', async () => {
    const office = await PayrollOffice.open();
    const rates = { allowances: { RISK: { basisPoints: 3000 } } };
    const [ended, opened] = [office.addPerson({ ...zaynab, ...rates }), office.addPerson({ ...karim, ...rates })];
    const clerk = await office.as('payroll.clerk1');
    endRisk(office, ended, 'ALLOWANCE');
    endRisk(office, opened, 'OPENING');
    const march = await office.prepare(clerk, '2026-03');
    expect(await earlierMonths(clerk, march)).toEqual([[zaynab.name, { from: '2026-02', since: '2026-03' }]]);
  });

  it('are nothing to tell of an order within the month, or of what older papers say', async () => {
    const office = await PayrollOffice.open();
    const [within, brought] = [office.addPerson(zaynab), office.addPerson(karim)];
    const clerk = await office.as('payroll.clerk1');
    promote(office, within, '2026-03-10');
    office.addFact(brought, 'GRADE', '2026-01-01', promoted);
    expect(await earlierMonths(clerk, await office.prepare(clerk, '2026-03'))).toEqual([]);
  });
});

describe('a pay of which nothing is left', { timeout: 180_000 }, () => {
  it('is told where a loan takes all of it, also beside differences of closed months', async () => {
    const office = await PayrollOffice.open();
    const employeeId = office.addPerson(zaynab);
    office.addPerson(karim);
    const clerk = await office.as('payroll.clerk1');
    await office.pay(clerk, '2026-03');
    await clerk.payroll.loan.create({
      ...{ employeeId, kind: 'BANK', lender: 'مصرف الرافدين', number: null, loanDate: '2026-03-20' as LocalDate },
      ...{ instalment: 5_000_000 as Money, total: 50_000_000 as Money, fromMonth: '2026-04' as Month, skipMonths: [] },
    });
    office.addFact(employeeId, 'GRADE', '2026-03-01', promoted);
    const april = await office.prepare(clerk, '2026-04');
    const slip = (await office.slipsOf(clerk, april)).find(({ fullName }) => fullName === zaynab.name);
    expect(slip).toMatchObject({ regularNet: 0, net: slip?.arrearsNet });
    expect(slip?.net).toBeGreaterThan(0);
    expect(await toldOf(clerk, april, 'NOTHING_LEFT')).toEqual([[zaynab.name, { gross: slip?.gross }]]);
    const { findings } = await clerk.payroll.report.audit({ runId: april });
    expect(findings.map(({ check, found }) => [check, found])).toEqual([['NET_ABOVE_FLOOR', 0]]);
  });
});

describe('what was deducted of a closed month before', { timeout: 180_000 }, () => {
  it('is called deducted, and what was paid is called paid', async () => {
    const office = await PayrollOffice.open();
    const employeeId = office.addPerson(zaynab);
    const clerk = await office.as('payroll.clerk1');
    await office.pay(clerk, '2026-03');
    office.addFact(employeeId, 'GRADE', '2026-03-01', promoted);
    const [slip] = await office.slipsOf(clerk, await office.prepare(clerk, '2026-04'));
    const keysOf = async (code: string) => {
      const asked = { id: slip?.id ?? '', code, ref: null, month: '2026-03' as Month };
      return (await clerk.payroll.slip.explain(asked)).steps.map(({ key }) => key).slice(-3);
    };
    expect(await keysOf('PENSION')).toEqual(['RECOMPUTED', 'TAKEN_BEFORE', 'DIFFERENCE']);
    expect(await keysOf('NOMINAL')).toEqual(['RECOMPUTED', 'PAID_BEFORE', 'DIFFERENCE']);
  });
});

describe('the audit of a sheet', { timeout: 180_000 }, () => {
  it('names the tax status beside the allowance for a spouse, and none that would be right', async () => {
    const office = await PayrollOffice.open();
    office.addPerson({ ...zaynab, taxStatus: 'T_SINGLE', hasSpouse: true });
    office.addPerson({ ...karim, taxStatus: 'T_MARRIED', hasSpouse: true });
    const clerk = await office.as('payroll.clerk1');
    const { findings } = await clerk.payroll.report.audit({ runId: await office.prepare(clerk, '2026-03') });
    expect(findings).toMatchObject([
      {
        ...{ fullName: zaynab.name, check: 'TAX_STATUS_FITS_FAMILY', component: 'SPOUSE' },
        // A spouse with income makes him single before the tax too: then the allowance is what is wrong.
        foundCode: 'T_SINGLE',
      },
    ]);
    expect(findings).toHaveLength(1);
  });
});

describe('amounts of an older version', { timeout: 180_000 }, () => {
  it('keep their sign: a minus takes and a plus adds whatever the kind, and the run says which are against it', async () => {
    const office = await PayrollOffice.open();
    const [first, second] = [office.addPerson(zaynab), office.addPerson(karim)];
    const clerk = await office.as('payroll.clerk1');
    const runId = await office.prepare(clerk, '2026-03');
    const before = (await office.slipsOf(clerk, runId))[0]?.net ?? 0;
    const id = stored(office, { runId, employeeId: first, code: 'BONUS', amount: -50_000 as Money });
    stored(office, { runId, employeeId: second, code: 'DAMAGES', amount: -75_000 as Money });
    await office.calculate(clerk, runId);
    expect((await office.slipsOf(clerk, runId)).map(({ net }) => net)).toEqual([before - 50_000, before - 75_000]);
    const against = [[zaynab.name, { component: 'BONUS', amount: -50_000 }]];
    expect(await toldOf(clerk, runId, 'SIGN_AGAINST_KIND')).toEqual(against);
    // Its reason cannot be mended while its sign is against its kind: a kind is chosen first.
    const patch = { id, revision: 1, amount: -50_000 as Money, reason: 'خطأ في مكافأة شباط', orderNumber: null };
    expect(await refusalOf(clerk.payroll.adjustment.edit({ ...patch, code: 'BONUS' }))).toEqual(['ADJUSTMENT_ADDS']);
    await clerk.payroll.adjustment.edit({ ...patch, code: 'OTHER_DEDUCTION' });
    await office.calculate(clerk, runId);
    expect((await office.slipsOf(clerk, runId))[0]?.net).toBe(before - 50_000);
    expect(await toldOf(clerk, runId, 'SIGN_AGAINST_KIND')).toEqual([]);
  });
});

describe('a run of arrears', { timeout: 180_000 }, () => {
  it('takes no amounts of orders, which it would not pay', async () => {
    const office = await PayrollOffice.open();
    const employeeId = office.addPerson(zaynab);
    const clerk = await office.as('payroll.clerk1');
    await office.pay(clerk, '2026-03');
    const runId = await office.prepare(clerk, '2026-04', 'ARREARS');
    const bonus = { runId, code: 'BONUS', amount: 100_000 as Money, reason: 'مكافأة', orderNumber: null };
    expect(await refusalOf(clerk.payroll.adjustment.create({ ...bonus, employeeId }))).toEqual([
      'ADJUSTMENT_IN_ARREARS',
    ]);
    expect(await refusalOf(clerk.payroll.adjustment.createMany({ ...bonus, employeeIds: [employeeId] }))).toEqual([
      'ADJUSTMENT_IN_ARREARS',
    ]);
  });
});

/** An order of February that ends the allowance for risk with January, as it is written down at its approval. */
function endRisk({ test, entityId }: PayrollOffice, employeeId: string, kind: 'ALLOWANCE' | 'OPENING'): void {
  test.office.core.door.write(ACTOR, 'test.order.add', (tx) => {
    const orderId = addOrder(tx, { kind, effectiveDate: '2026-02-01' as LocalDate, unitId: entityId });
    const ofIt = and(eq(fact.employeeId, employeeId), eq(fact.kind, 'ALLOWANCE'));
    for (const { id, value, validFrom } of tx.db.select().from(fact).where(ofIt).all()) {
      tx.update(fact, id, { retractedAt: tx.now, retractedByOrderId: orderId });
      tx.insert(fact, {
        ...{ employeeId, kind: 'ALLOWANCE', value, validFrom, validTo: '2026-01-31' as LocalDate },
        ...{ orderId, knownAt: tx.now },
      });
    }
  });
}

/** A promotion by an approved order that becomes known now. */
function promote({ test, entityId }: PayrollOffice, employeeId: string, from: string): void {
  test.office.core.door.write(ACTOR, 'test.order.add', (tx) => {
    const effectiveDate = from as LocalDate;
    const orderId = addOrder(tx, { kind: 'PROMOTION', effectiveDate, unitId: entityId });
    tx.insert(fact, {
      ...{ employeeId, kind: 'GRADE', value: promoted, validFrom: effectiveDate, orderId, knownAt: tx.now },
    });
  });
}

function addOrder(
  tx: Tx,
  of: { readonly kind: OrderKind; readonly effectiveDate: LocalDate; readonly unitId: string },
): string {
  return tx.insert(order, {
    ...{ number: '1204', orderDate: of.effectiveDate, issuer: 'المدير العام', state: 'approved', ...of },
  });
}

/** An amount as a version wrote it that did not hold its sign to its kind. */
function stored(
  { test }: PayrollOffice,
  row: Pick<typeof adjustment.$inferInsert, 'runId' | 'employeeId' | 'code' | 'amount'>,
): string {
  return test.office.core.door.write(ACTOR, 'test.adjustment.add', (tx) =>
    tx.insert(adjustment, { ...row, reason: 'من إصدار سابق' }),
  );
}

async function toldOf(clerk: PayrollClient, runId: string, code: string) {
  const issues = await clerk.payroll.issue.list({ runId, severity: 'warning', state: null });
  return issues.filter((each) => each.code === code).map(({ employeeName, params }) => [employeeName, params]);
}

const earlierMonths = (clerk: PayrollClient, runId: string) => toldOf(clerk, runId, 'MONTHS_BEFORE_FIRST');

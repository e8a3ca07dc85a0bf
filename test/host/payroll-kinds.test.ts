import { describe, expect, it } from 'vitest';
import type { LocalDate, Month } from '#kernel/date.ts';
import type { Money } from '#kernel/money.ts';
import type { Rule } from '#modules/regulation/contract/index.ts';
import { packagesInForce } from '#modules/regulation/index.ts';
import { refusalOf } from './harness.ts';
import { PayrollOffice } from './payroll-office.ts';
import { publisher } from './publisher.ts';

const zaynab = { name: 'زينب علي حسن', grade: '7', step: 1, iban: 'IQ98NBIQ850123456789012' };
const karim = { ...zaynab, name: 'كريم جاسم علي', iban: 'IQ20CBIQ861800101010500' };
const nobody = { lines: [], deductions: [] };

describe('a run of another kind', { timeout: 180_000 }, () => {
  it('BONUS pays what orders add, to those whom they name, without pension and tax', async () => {
    const office = await PayrollOffice.open();
    const [first, second] = [office.addPerson(zaynab), office.addPerson(karim)];
    office.addPerson({ ...zaynab, name: 'سعاد كامل ناصر' });
    const clerk = await office.as('payroll.clerk1');
    const { id } = await clerk.payroll.run.create({
      ...{ entityId: office.entityId, month: '2026-03' as Month, kind: 'BONUS', title: 'مكافأة الجرد' },
    });
    const bonus = { runId: id, code: 'BONUS', amount: 100_000 as Money, reason: 'الجرد السنوي', orderNumber: '12/4' };
    expect(await clerk.payroll.adjustment.createMany({ ...bonus, employeeIds: [first, second] })).toEqual({
      created: 2,
    });
    const reserved = clerk.payroll.adjustment.create({ ...bonus, employeeId: first, code: 'RISK' });
    expect(await refusalOf(reserved)).toEqual(['ADJUSTMENT_CODE_RESERVED']);
    await office.calculate(clerk, id);
    const slips = await office.slipsOf(clerk, id);
    expect(slips.map(({ fullName, net }) => [fullName, net])).toEqual([
      [zaynab.name, 100_000],
      [karim.name, 100_000],
    ]);
    for (const slip of slips) {
      expect(slip.lines).toEqual([{ code: 'BONUS', amount: 100_000 }]);
      expect(slip.deductions.filter(({ amount }) => amount !== 0)).toEqual([]);
      expect(slip.stateShare).toBe(0);
    }
    await office.lock(id);
    // Nothing of it is a difference of the month.
    const regular = await office.prepare(clerk, '2026-03');
    expect((await office.slipsOf(clerk, regular)).map(({ arrearsNet }) => arrearsNet)).toEqual([0, 0, 0]);
  });

  it('ARREARS pays only what closed months lack, and the regular run of the month does not pay it again', async () => {
    const office = await PayrollOffice.open();
    const late = office.addPerson(zaynab);
    office.addPerson(karim);
    const clerk = await office.as('payroll.clerk1');
    const march = await office.pay(clerk, '2026-03');
    const regularNet = (await office.slipsOf(clerk, march))[0]?.net ?? 0;
    office.addFact(late, 'GRADE', '2026-03-01', { grade: '6', step: 1, nominalOverride: null, by: 'PROMOTION' });
    const arrears = await office.pay(clerk, '2026-04', 'ARREARS');
    const [slip, ...others] = await office.slipsOf(clerk, arrears);
    expect(others).toEqual([]);
    expect(slip).toMatchObject({ fullName: zaynab.name, gross: 0, regularNet: 0 });
    // From 296,000 to 362,000, and 45 % of it.
    expect(slip?.arrearsLines).toEqual([
      { month: '2026-03', code: 'NOMINAL', amount: 66_000 },
      { month: '2026-03', code: 'CERT', amount: 29_700 },
    ]);
    expect(slip?.net).toBe(slip?.arrearsNet);
    const april = await office.pay(clerk, '2026-04');
    const [paid] = await office.slipsOf(clerk, april);
    expect(paid).toMatchObject({ arrearsLines: [], arrearsNet: 0 });
    expect(paid?.net).toBe(regularNet + (slip?.net ?? 0));
  });

  it('FINAL pays the last days of who leaves, and the regular run leaves him out', async () => {
    const office = await PayrollOffice.open();
    const leaving = office.addPerson(zaynab);
    office.addPerson(karim);
    const clerk = await office.as('payroll.clerk1');
    await office.pay(clerk, '2026-03');
    office.endService(leaving, '2026-04-15');
    const final = await office.pay(clerk, '2026-04', 'FINAL');
    const [slip, ...others] = await office.slipsOf(clerk, final);
    expect(others).toEqual([]);
    // Fifteen of thirty days.
    expect(slip).toMatchObject({
      fullName: zaynab.name,
      lines: [
        { code: 'NOMINAL', amount: 148_000 },
        { code: 'CERT', amount: 66_600 },
      ],
    });
    const april = await office.prepare(clerk, '2026-04');
    expect((await office.slipsOf(clerk, april)).map(({ fullName }) => fullName)).toEqual([karim.name]);
    const issues = await clerk.payroll.issue.list({ runId: april, severity: 'warning', state: null });
    expect(issues.map(({ code, employeeName }) => [code, employeeName])).toEqual([['IN_ANOTHER_RUN', zaynab.name]]);
    await office.lock(april);
    const may = await office.prepare(clerk, '2026-05');
    expect((await office.slipsOf(clerk, may)).map(({ fullName }) => fullName)).toEqual([karim.name]);
  });
});

describe('what a run takes by an order', { timeout: 180_000 }, () => {
  it('is refused with the sign of an addition; what the pay does not reach, and an empty net, are told', async () => {
    const office = await PayrollOffice.open();
    const id = office.addPerson(zaynab);
    office.addPerson(karim);
    const clerk = await office.as('payroll.clerk1');
    const runId = await office.prepare(clerk, '2026-03');
    const net = (await office.slipsOf(clerk, runId))[0]?.net ?? 0;
    const damages = { runId, employeeId: id, code: 'DAMAGES', reason: 'تضمين', orderNumber: '9' };
    const added = clerk.payroll.adjustment.create({ ...damages, amount: 5_000_000 as Money });
    expect(await refusalOf(added)).toEqual(['ADJUSTMENT_TAKES']);
    await clerk.payroll.adjustment.create({ ...damages, amount: -5_000_000 as Money });
    await office.calculate(clerk, runId);
    const [slip, other] = await office.slipsOf(clerk, runId);
    expect([slip?.net, other?.net]).toEqual([0, net]);
    const issues = await clerk.payroll.issue.list({ runId, severity: 'warning', state: null });
    const told = issues.filter(({ employeeId }) => employeeId === id).map(({ code, params }) => [code, params]);
    expect(told).toEqual([
      ['NOTHING_LEFT', { gross: slip?.gross }],
      ['TAKING_UNPAID', { component: 'DAMAGES', due: 5_000_000, taken: net, amount: 5_000_000 - net }],
    ]);
    const why = await clerk.payroll.slip.explain({ id: slip?.id ?? '', code: 'DAMAGES', ref: null, month: null });
    expect(why.steps.at(-1)).toEqual({ key: 'NOT_CARRIED', params: { amount: 5_000_000 - net } });
    const audit = await clerk.payroll.report.audit({ runId });
    expect(audit.findings.map(({ check, found }) => [check, found])).toEqual([['NET_ABOVE_FLOOR', 0]]);
  });
});

const levy: Rule = {
  ...{ kind: 'LEVY', code: 'LEVY_1', titleAr: 'استقطاع 1٪ مؤقت', source: 'إعمام', article: null },
  ...{ confidence: 'C', isConfirmed: false },
  value: { base: 'NOMINAL', basisPoints: 100, amount: null, from: '2026-01-01' as never, to: null, mayOptOut: true },
};

/** An office whose rules take one per cent of the nominal salary from 2026 on. */
async function officeWithLevy(): Promise<PayrollOffice> {
  const office = await PayrollOffice.open();
  const drafter = (await office.test.visitor().signIn('admin')).regulation;
  const [seed] = packagesInForce(office.db);
  const { id } = await drafter.package.draft({
    ...{ fromId: seed?.id ?? '', titleAr: 'مع الاستقطاع', firstMonth: '2026-01' as Month, note: null },
  });
  await drafter.rule.create({ packageId: id, rule: levy, confirmedBy: null, confirmedOn: null });
  const { regulation } = await publisher(office.test);
  await regulation.package.publish({ id, revision: (await drafter.package.get({ id })).revision });
  return office;
}

describe('an exemption from a temporary deduction that reaches back', { timeout: 180_000 }, () => {
  it('gives back what closed months took, by month, and only to whom it names', async () => {
    const office = await officeWithLevy();
    const [exempt] = [office.addPerson(zaynab), office.addPerson(karim)];
    const clerk = await office.as('payroll.clerk1');
    const march = await office.pay(clerk, '2026-03');
    const april = await office.pay(clerk, '2026-04');
    for (const slip of await office.slipsOf(clerk, march)) {
      expect(slip.deductions.find(({ code }) => code === 'LEVY_1')?.amount).toBe(2_960);
    }
    const request = { requestNumber: '7', requestDate: '2026-04-20' as LocalDate };
    const given = { employeeId: exempt ?? '', validFrom: '2026-04-01' as LocalDate, validTo: null, ...request };
    expect(await refusalOf(clerk.payroll.exemption.create({ ...given, code: 'TAX' }))).toEqual(['LEVY_NOT_OPTIONAL']);
    await clerk.payroll.exemption.create({ ...given, code: 'LEVY_1' });
    const [back, other] = await office.slipsOf(clerk, await office.pay(clerk, '2026-05'));
    // April comes back, March does not.
    expect(back).toMatchObject({ arrearsNet: 2_960, arrearsLines: [] });
    expect(back?.arrearsDeductions).toEqual([{ month: '2026-04', code: 'LEVY_1', amount: -2_960 }]);
    expect(back?.deductions.some(({ code }) => code === 'LEVY_1')).toBe(false);
    expect(other).toMatchObject({ arrearsNet: 0, arrearsLines: nobody.lines, arrearsDeductions: nobody.deductions });
    expect(other?.deductions.find(({ code }) => code === 'LEVY_1')?.amount).toBe(2_960);
    const [next] = await office.slipsOf(clerk, await office.prepare(clerk, '2026-06'));
    expect(next).toMatchObject({ arrearsNet: 0, net: (back?.net ?? 0) - 2_960 });
    expect((await office.slipsOf(clerk, april))[0]?.deductions.some(({ code }) => code === 'LEVY_1')).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { proveRun } from '#modules/payroll/index.ts';
import { refusalOf } from './harness.ts';
import { PayrollOffice } from './payroll-office.ts';

const IBAN = 'IQ98NBIQ850123456789012';

/** The promoted employee of the contract's example E5. */
const promoted = {
  name: 'أحمد كريم جاسم',
  ...{ grade: '5', step: 5, iban: IBAN, taxStatus: 'T_MARRIED', hasSpouse: true, children: 3 },
  allowances: { RISK: { basisPoints: 3000 }, TRANSPORT: { amount: 20_000 } },
};

describe('a month of pay', () => {
  it('goes from draft to locked by three people, and is not changed after that', async () => {
    const office = await PayrollOffice.open();
    const id = office.addPerson({
      name: 'زينب علي حسن',
      ...{ grade: '7', step: 1, iban: IBAN },
      allowances: { RISK: { basisPoints: 3000 }, ENG: {}, TRANSPORT: { amount: 20_000 } },
    });
    const clerk = await office.as('payroll.clerk1');
    const runId = await office.prepare(clerk, '2026-03');
    const [slip] = await clerk.payroll.slip.list({
      runId,
      search: null,
      unitId: null,
      isHeld: null,
      offset: 0,
      limit: 10,
    });
    // Example E1 of the contract.
    expect(slip).toMatchObject({ employeeId: id, gross: 641_600, net: 570_697, stateShare: 44_400 });
    const before = await clerk.payroll.run.get({ id: runId });
    expect(await refusalOf(clerk.payroll.run.audit({ id: runId, revision: before.revision }))).toEqual(['FORBIDDEN']);
    await office.lock(runId);
    const locked = await clerk.payroll.run.get({ id: runId });
    expect(locked).toMatchObject({ state: 'locked', totals: { employees: 1, net: 570_697 } });
    expect(locked.slipsHash).toMatch(/^[0-9a-f]{64}$/);
    expect(locked.unconfirmed.length).toBeGreaterThan(0);
    expect(proveRun(office.db, runId)).toMatchObject({
      ok: true,
      slips: 1,
      slipsHash: locked.slipsHash,
      different: [],
    });
    const { revision } = locked;
    expect(await refusalOf(clerk.payroll.run.cancel({ id: runId, revision }))).toEqual(['MOVE_NOT_POSSIBLE']);
    expect(
      await refusalOf(clerk.payroll.slip.hold({ id: slip?.id ?? '', revision: slip?.revision ?? 0, reason: 'لا' })),
    ).toEqual(['MOVE_NOT_POSSIBLE']);
    expect(
      await refusalOf(
        clerk.payroll.run.create({ entityId: office.entityId, month: before.month, kind: 'REGULAR', title: null }),
      ),
    ).toEqual(['RUN_MONTH_LOCKED']);
  });

  it('explains a figure by its days, its rule and its steps', async () => {
    const office = await PayrollOffice.open();
    office.addPerson(promoted);
    const clerk = await office.as('payroll.clerk1');
    const runId = await office.prepare(clerk, '2026-03');
    const [slip] = await clerk.payroll.slip.list({
      runId,
      search: null,
      unitId: null,
      isHeld: null,
      offset: 0,
      limit: 10,
    });
    const id = slip?.id ?? '';
    const risk = await clerk.payroll.slip.explain({ id, code: 'RISK', ref: null, month: null });
    expect(risk.amount).toBe(135_900);
    expect(risk.steps).toContainEqual({
      key: 'SHARE_OF_NOMINAL',
      params: { nominal: 453_000, basisPoints: 3000, amount: 135_900 },
    });
    expect(risk.rules.map(({ code }) => code)).toContain('RISK');
    const all = await clerk.payroll.slip.explainAll({ id });
    const tax = all.find(({ code }) => code === 'TAX');
    expect(tax?.amount).toBe(36_316);
    // Each bracket says what it yields; together they are the tax of the year, a twelfth of it the month's.
    const yields = (tax?.steps ?? []).filter(({ key }) => key === 'TAX_BRACKET').map(({ params }) => params);
    expect(yields.slice(0, 3)).toEqual([
      { part: 250_000, basisPoints: 300, amount: 7_500 },
      { part: 250_000, basisPoints: 500, amount: 12_500 },
      { part: 500_000, basisPoints: 1000, amount: 50_000 },
    ]);
    const ofYear = Number(tax?.steps.find(({ key }) => key === 'TAX_OF_YEAR')?.params['amount']);
    expect(ofYear).toBeCloseTo(
      yields.reduce((sum, { amount }) => sum + Number(amount), 0),
      6,
    );
    expect(Math.round(ofYear / 12)).toBe(36_316);
    expect(await refusalOf(clerk.payroll.slip.explain({ id, code: 'GEO', ref: null, month: null }))).toEqual([
      'COMPONENT_NOT_IN_SLIP',
    ]);
  });
});

describe('the sums of a run', () => {
  it('are those of its slips, all of them or those asked for', async () => {
    const office = await PayrollOffice.open();
    office.addPerson(promoted);
    office.addPerson({ ...promoted, name: 'سعاد كامل ناصر', grade: '8', step: 2, hasSpouse: false, children: 0 });
    const clerk = await office.as('payroll.clerk1');
    const runId = await office.prepare(clerk, '2026-03');
    const filter = { runId, search: null, unitId: null, isHeld: null };
    const slips = await clerk.payroll.slip.list({ ...filter, offset: 0, limit: 10 });
    const sums = await clerk.payroll.slip.sums(filter);
    const totalOf = (code: string) => slips.reduce((total, { lines }) => total + (lines[code] ?? 0), 0);
    expect(sums).toMatchObject({ count: 2, net: slips.reduce((total, { net }) => total + net, 0) });
    expect(Object.keys(sums.lines).toSorted()).toEqual(['CERT', 'CHILD', 'NOMINAL', 'RISK', 'SPOUSE', 'TRANSPORT']);
    for (const [code, total] of Object.entries(sums.lines)) expect(total, code).toBe(totalOf(code));
    expect(sums.deductions['TAX']).toBe(slips.reduce((total, { deductions }) => total + (deductions['TAX'] ?? 0), 0));
    const one = await clerk.payroll.slip.sums({ ...filter, search: 'سعاد' });
    expect(one).toMatchObject({
      count: 1,
      lines: { NOMINAL: slips.find(({ grade }) => grade === '8')?.lines['NOMINAL'] },
    });
    expect(await clerk.payroll.slip.sums({ ...filter, search: 'لا أحد' })).toMatchObject({
      count: 0,
      net: 0,
      lines: {},
    });
  });
});

describe('a promotion that arrives three months late', () => {
  it('is paid by component and month in the run of June, and once only (contract E5)', async () => {
    const office = await PayrollOffice.open();
    const id = office.addPerson(promoted);
    const clerk = await office.as('payroll.clerk1');
    for (const month of ['2026-03', '2026-04', '2026-05']) {
      office.test.clock.now += 60_000;
      await office.lock(await office.prepare(clerk, month));
    }
    office.test.clock.now += 60_000;
    office.addFact(id, 'GRADE', '2026-03-10', { grade: '4', step: 1, nominalOverride: null, by: 'PROMOTION' });
    const june = await office.prepare(clerk, '2026-06');
    const list = { search: null, unitId: null, isHeld: null, offset: 0, limit: 10 };
    const [slip] = await clerk.payroll.slip.list({ runId: june, ...list });
    expect(slip).toMatchObject({ net: 1_110_189, regularNet: 890_921, arrearsNet: 219_268 });
    office.test.clock.now += 60_000;
    await office.lock(june);
    office.test.clock.now += 60_000;
    const july = await office.prepare(clerk, '2026-07');
    const [next] = await clerk.payroll.slip.list({ runId: july, ...list });
    expect(next).toMatchObject({ net: 890_921, arrearsNet: 0 });
  });
});

describe('two at once', () => {
  it('tells the second clerk that the run is another by now', async () => {
    const office = await PayrollOffice.open();
    office.addPerson(promoted);
    const clerk = await office.as('payroll.clerk1');
    const id = await office.prepare(clerk, '2026-03');
    const { revision } = await clerk.payroll.run.get({ id });
    await clerk.payroll.run.redraft({ id, revision });
    expect(await refusalOf(clerk.payroll.run.submit({ id, revision }))).toEqual(['MOVE_NOT_POSSIBLE']);
    expect(await refusalOf(clerk.payroll.run.cancel({ id, revision }))).toEqual(['CONFLICT']);
    const input = { id, revision, everything: false, bigChangePercent: 20 };
    expect(await refusalOf(clerk.payroll.run.calculate(input))).toEqual(['CONFLICT']);
  });

  it('does not submit a run whose papers changed, and calculates only those anew', async () => {
    const office = await PayrollOffice.open();
    const id = office.addPerson(promoted);
    office.addPerson({ ...promoted, name: 'كريم جاسم علي', iban: 'IQ20CBIQ861800101010500' });
    const clerk = await office.as('payroll.clerk1');
    const runId = await office.prepare(clerk, '2026-03');
    office.addFact(id, 'GRADE', '2026-03-10', { grade: '4', step: 1, nominalOverride: null, by: 'PROMOTION' });
    const { revision, changedEmployees } = await clerk.payroll.run.get({ id: runId });
    expect(changedEmployees).toBe(1);
    expect(await refusalOf(clerk.payroll.run.submit({ id: runId, revision }))).toEqual(['RUN_IS_STALE']);
    expect(await office.calculate(clerk, runId)).toMatchObject({ looked: 1, calculated: 1 });
    expect(await clerk.payroll.run.get({ id: runId })).toMatchObject({ changedEmployees: 0 });
  });

  it('lets nobody do two of the three steps', async () => {
    const office = await PayrollOffice.open();
    office.addPerson(promoted);
    // The administrator holds every right.
    const admin = await office.as('admin');
    const id = await office.prepare(admin, '2026-03');
    const { revision } = await admin.payroll.run.get({ id });
    const submitted = await admin.payroll.run.submit({ id, revision });
    expect(await refusalOf(admin.payroll.run.audit({ id, ...submitted }))).toEqual(['NOT_THE_PREPARER']);
    const auditor = await office.as('auditor1');
    const audited = await auditor.payroll.run.audit({ id, ...submitted });
    expect(await refusalOf(admin.payroll.run.approve({ id, ...audited }))).toEqual(['NOT_THE_PREPARER']);
  });
});

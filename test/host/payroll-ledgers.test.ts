import { describe, expect, it } from 'vitest';
import type { LocalDate, Month } from '#kernel/date.ts';
import type { Money } from '#kernel/money.ts';
import { refusalOf } from './harness.ts';
import { PayrollOffice } from './payroll-office.ts';

/** Gross 260,000 + 45 % = 377,000; after pension 26,000, social protection 650 and tax 3,967 there are 346,383 left. */
const poor = { name: 'زينب علي حسن', grade: '8', step: 1, iban: 'IQ98NBIQ850123456789012' };
const LEFT = 346_383;
const from = { orderDate: '2025-06-01' as LocalDate, fromMonth: '2026-01' as Month, toMonth: null };
const dinars = (amount: number) => amount as Money;

async function indebted() {
  const office = await PayrollOffice.open();
  const employeeId = office.addPerson(poor);
  const clerk = await office.as('payroll.clerk1');
  const { loan, courtOrder } = clerk.payroll;
  const order = { employeeId, directorate: 'تنفيذ الكرخ', creditor: null, ...from };
  await courtOrder.create({ ...order, kind: 'JUDGMENT', caseNumber: '1', monthly: dinars(60_000), total: null });
  await courtOrder.create({
    ...order,
    kind: 'STATE_DEBT',
    caseNumber: '2',
    monthly: dinars(50_000),
    total: dinars(120_000),
  });
  await courtOrder.create({
    ...order,
    kind: 'ALIMONY_CURRENT',
    caseNumber: '3',
    monthly: dinars(100_000),
    total: null,
  });
  const { id: loanId } = await loan.create({
    ...{ employeeId, kind: 'BANK', lender: 'مصرف الرافدين', number: null, loanDate: '2025-01-01' as LocalDate },
    ...{ instalment: dinars(200_000), total: dinars(500_000), fromMonth: '2026-03' as Month, skipMonths: [] },
  });
  return { office, clerk, employeeId, loanId };
}

describe('what an employee owes', () => {
  it(
    'is taken in the order of the law, leaves nothing below zero, and is carried until it is paid',
    { timeout: 180_000 },
    async () => {
      const { office, clerk, employeeId, loanId } = await indebted();
      const taken = async (runId: string) => {
        const [slip] = await office.slipsOf(clerk, runId);
        const payments = slip?.deductions.filter(({ ref }) => ref !== null) ?? [];
        return {
          paid: payments.map(({ code, amount }) => [code, amount]),
          net: slip?.net,
          carried: slip?.carryForward[0]?.amount,
        };
      };
      // One fifth of 377,000 is 75,400: the debt to the state first, the judgment gets the rest.
      const fifth = [
        ['EXEC_ALIMONY', 100_000],
        ['EXEC_STATE_DEBT', 50_000],
        ['EXEC_JUDGMENT', 25_400],
      ];
      const left = LEFT - 175_400;
      expect(await taken(await office.pay(clerk, '2026-03'))).toEqual({
        paid: [...fifth, ['LOAN', left]],
        net: 0,
        carried: 200_000 - left,
      });
      const [loan] = await clerk.payroll.loan.list({ employeeId });
      expect(loan).toMatchObject({ id: loanId, paid: left, balance: 500_000 - left, carried: 200_000 - left });

      expect(await taken(await office.pay(clerk, '2026-04'))).toEqual({
        paid: [...fifth, ['LOAN', left]],
        net: 0,
        carried: 2 * (200_000 - left),
      });
      // 20,000 of the debt to the state and 158,034 of the loan are left: less than their instalments.
      const rest = 500_000 - 2 * left;
      expect(await taken(await office.pay(clerk, '2026-05'))).toEqual({
        paid: [
          ['EXEC_ALIMONY', 100_000],
          ['EXEC_STATE_DEBT', 20_000],
          ['EXEC_JUDGMENT', 55_400],
          ['LOAN', rest],
        ],
        ...{ net: left - rest, carried: undefined },
      });
      const june = await office.prepare(clerk, '2026-06');
      expect(await taken(june)).toEqual({
        paid: [
          ['EXEC_ALIMONY', 100_000],
          ['EXEC_JUDGMENT', 60_000],
        ],
        net: LEFT - 160_000,
        carried: undefined,
      });

      expect(await clerk.payroll.loan.list({ employeeId })).toMatchObject([{ paid: 500_000, balance: 0, carried: 0 }]);
      const orders = await clerk.payroll.courtOrder.list({ employeeId });
      expect(Object.fromEntries(orders.map(({ kind, paid, balance }) => [kind, [paid, balance]]))).toEqual({
        ...{ ALIMONY_CURRENT: [300_000, null], STATE_DEBT: [120_000, 0], JUDGMENT: [106_200, null] },
      });
      const ledger = await clerk.payroll.ledger.list({ employeeId });
      expect(
        ledger
          .filter(({ kind }) => kind === 'LOAN_PAID')
          .map(({ month, amount, sourceTitle }) => [month, amount, sourceTitle]),
      ).toEqual([
        ['2026-05', rest, 'مصرف الرافدين'],
        ['2026-04', left, 'مصرف الرافدين'],
        ['2026-03', left, 'مصرف الرافدين'],
      ]);
    },
  );

  it(
    'is a work list where the court does not get all, and stands as long as a locked run took of it',
    { timeout: 120_000 },
    async () => {
      const { office, clerk, employeeId, loanId } = await indebted();
      const runId = await office.pay(clerk, '2026-03');
      const issues = await clerk.payroll.issue.list({ runId, severity: null, state: null });
      expect(issues.find(({ code }) => code === 'COURT_UNPAID')?.params).toMatchObject({ amount: 34_600 });
      const { payroll, platform } = clerk;
      expect(await refusalOf(payroll.loan.remove({ id: loanId, revision: 1 }))).toEqual(['LEDGER_IN_USE']);
      const [loan] = await payroll.loan.list({ employeeId });
      const { kind, lender, number, loanDate, fromMonth } = loan ?? missing();
      const lowered = {
        kind,
        lender,
        number,
        loanDate,
        fromMonth,
        instalment: dinars(90_000),
        total: dinars(100_000),
        skipMonths: [],
      };
      expect(await refusalOf(payroll.loan.edit({ id: loanId, revision: 1, ...lowered }))).toEqual(['TOTAL_BELOW_PAID']);
      // What was written into a ledger is taken back by an order of its own, never by Ctrl+Z.
      expect(await platform.undo.next()).toEqual({ command: null });
      expect(await refusalOf(platform.undo.last())).toEqual(['NOTHING_TO_UNDO']);
    },
  );

  it('goes with the debt itself: a loan that only carried a rest may be taken away', { timeout: 120_000 }, async () => {
    const { office, clerk, employeeId } = await indebted();
    const { id } = await clerk.payroll.loan.create({
      ...{ employeeId, kind: 'BANK', lender: 'مصرف الرشيد', number: null, loanDate: '2025-02-01' as LocalDate },
      ...{ instalment: dinars(50_000), total: dinars(50_000), fromMonth: '2026-03' as Month, skipMonths: [] },
    });
    await office.pay(clerk, '2026-03');
    const find = async () => (await clerk.payroll.loan.list({ employeeId })).find((loan) => loan.id === id);
    expect(await find()).toMatchObject({ paid: 0, carried: 50_000 });
    await clerk.payroll.loan.remove({ id, revision: 1 });
    const april = await office.prepare(clerk, '2026-04');
    expect(await clerk.payroll.issue.list({ runId: april, severity: 'error', state: null })).toEqual([]);
    const [slip] = await office.slipsOf(clerk, april);
    expect(slip?.carryForward.some(({ ref }) => ref === id)).toBe(false);
  });
});

describe('an overpaid salary', () => {
  it(
    'comes back in parts of one fifth, once, and the months that were closed stay as they are',
    { timeout: 180_000 },
    async () => {
      const office = await PayrollOffice.open();
      const id = office.addPerson({ ...poor, grade: '4' });
      const clerk = await office.as('payroll.clerk1');
      const march = await office.pay(clerk, '2026-03');
      await office.pay(clerk, '2026-04');
      const paidInMarch = (await office.slipsOf(clerk, march))[0]?.net;
      // He was in the fifth grade since March, as a paper says that arrives in May.
      office.addFact(id, 'GRADE', '2026-03-01', { grade: '5', step: 1, nominalOverride: null, by: 'CORRECTION' });
      const recovered = async (month: string) => {
        const [slip] = await office.slipsOf(clerk, await office.pay(clerk, month));
        const back = slip?.deductions.find(({ code }) => code === 'ARREARS_RECOVERY')?.amount ?? 0;
        return {
          back,
          carried: slip?.carryForward[0]?.amount ?? 0,
          arrears: slip?.arrearsNet ?? 0,
          gross: slip?.gross ?? 0,
        };
      };
      const may = await recovered('2026-05');
      // 509,000 against 429,000 and 45 % of each, twice, less what was deducted from it.
      expect(may.arrears).toBeLessThan(-150_000);
      expect(may.back).toBe(Math.floor(may.gross / 5));
      expect(may.back + may.carried).toBe(-may.arrears);
      const june = await recovered('2026-06');
      expect(june).toMatchObject({ arrears: 0, back: may.carried, carried: 0 });
      expect(await recovered('2026-07')).toMatchObject({ arrears: 0, back: 0, carried: 0 });
      expect((await office.slipsOf(clerk, march))[0]?.net).toBe(paidInMarch);
    },
  );
});

function missing(): never {
  throw new Error('The employee has a loan.');
}

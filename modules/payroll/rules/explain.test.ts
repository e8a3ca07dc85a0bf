import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { demand } from '#db/refusal.ts';
import { iqState201511 } from '#modules/regulation/index.ts';
import { zCase } from '../cases/format.ts';
import { factsOfCase, rulesOfCase } from '../cases/read.ts';
import { bookOfPackage } from './book-of-package.ts';
import { explain } from './explain.ts';
import { slipOf } from './slip.ts';

const examples = JSON.parse(readFileSync('test/cases/payroll-examples.json', 'utf8')) as {
  readonly cases: readonly { readonly id: string }[];
};

describe('why a creditor was paid what he was', () => {
  // The contract's E7 with its alimony of 150,000, and two judgments: one that is paid whole, one that is not.
  const e7 = zCase.parse(examples.cases.find(({ id }) => id === 'E7'));
  const [alimony, judgment] = e7.facts.court_orders;
  const first = { ...judgment, monthly: 50_000 };
  const second = { ...judgment, id: 'J2', date: '2026-02-01' };
  const payrollCase = zCase.parse({ ...e7, facts: { ...e7.facts, court_orders: [alimony, first, second] } });
  const rulesOf = rulesOfCase(demand(bookOfPackage(iqState201511)), payrollCase);
  const facts = factsOfCase(payrollCase);
  const slip = slipOf(payrollCase.month, facts, rulesOf);
  const why = (code: string, ref: string) => {
    const asked = { code, ref, month: null };
    return demand(explain({ slip, facts, rulesOf, rules: iqState201511.rules, asked }));
  };
  const fifth = Math.floor(slip.earnings.gross / 5);

  it('names the fifth of the gross, and the debt that was paid', () => {
    const { steps, debtId, amount } = why('EXEC_JUDGMENT', 'J1');
    expect(debtId).toBe('J1');
    expect(steps).toContainEqual({
      key: 'ATTACHABLE_SHARE',
      params: { basisPoints: 2000, gross: slip.earnings.gross, amount: fifth },
    });
    expect(steps.some(({ key }) => key === 'ATTACHED_BEFORE')).toBe(false);
    expect(amount).toBe(50_000);
  });

  it('says what earlier orders left of it, and which limit was met', () => {
    expect(why('EXEC_JUDGMENT', 'J2').amount).toBe(fifth - 50_000);
    const keys = why('EXEC_JUDGMENT', 'J2').steps.map(({ key }) => key);
    expect(keys).toEqual(['DUE', 'ATTACHABLE_SHARE', 'ATTACHED_BEFORE', 'LIMITED_TO_SHARE', 'TAKEN']);
  });

  it('knows no share for alimony, which is paid whole', () => {
    const { steps, amount } = why('EXEC_ALIMONY', 'A1');
    expect(steps.map(({ key }) => key)).toEqual(['DUE', 'TAKEN']);
    expect(amount).toBe(150_000);
  });

  it('names the floor that a loan leaves of the net', () => {
    const { steps } = why('LOAN', payrollCase.facts.loans[0]?.id ?? '');
    expect(steps.map(({ key }) => key)).toContain('NET_FLOOR');
    expect(steps.find(({ key }) => key === 'NET_FLOOR')?.params).toEqual({
      floor: rulesOf(payrollCase.month).parameters.netFloor,
    });
  });
});

import { describe, expect, it } from 'vitest';
import { iqState201511 } from '#modules/regulation/index.ts';
import { casesOf } from '#test/contract-cases.ts';
import { calculateCases } from './run.ts';

interface Amounts {
  readonly code: string;
  readonly amount: number;
}
interface Result {
  readonly lines: readonly Amounts[];
  readonly deductions: readonly Amounts[];
  readonly carry_forward: readonly Amounts[];
  readonly warnings: readonly unknown[];
  readonly arrears: { readonly lines: readonly Amounts[]; readonly deductions: readonly Amounts[] };
}

const cases = casesOf<Result>('payroll-examples');
/** Their results were worked out by a second program that reads the contract day by day, in fractions. */
const further = casesOf<Result>('payroll-further');

/** payroll-contract §11: the order inside lists does not matter, and an entry of 0 equals an absent one. */
function comparable(result: Result) {
  const sorted = (list: readonly Amounts[]) =>
    list
      .filter(({ amount }) => amount !== 0)
      .map((each) => JSON.stringify(each, Object.keys(each).sort()))
      .sort();
  return {
    ...result,
    ...{ lines: sorted(result.lines), deductions: sorted(result.deductions) },
    carry_forward: sorted(result.carry_forward),
    arrears: {
      ...result.arrears,
      lines: sorted(result.arrears.lines),
      deductions: sorted(result.arrears.deductions),
    },
  };
}

describe('the worked examples of the contract', () => {
  const results = calculateCases(cases, iqState201511);

  it('were all read', () => expect(Object.keys(results)).toHaveLength(29));

  it.each(cases)('$id: $note', ({ id, expected }) => {
    // A case with an error has no lines, and the comparison fails on it.
    expect(results[id]).not.toHaveProperty('error');
    expect(comparable(results[id] as unknown as Result)).toEqual(comparable(expected));
  });
});

describe('further cases, a few for each section of the contract', () => {
  const results = calculateCases(further, iqState201511);

  it('were all read', () => expect(Object.keys(results)).toHaveLength(108));

  it.each(further)('$id: $note', ({ id, expected }) => {
    expect(results[id]).not.toHaveProperty('error');
    expect(comparable(results[id] as unknown as Result)).toEqual(comparable(expected));
  });
});

describe('a case that cannot be calculated', () => {
  const [good] = cases;
  const of = (change: (facts: Record<string, unknown>) => Record<string, unknown>, rest = {}) => {
    const raw = structuredClone(good) as unknown as { facts: Record<string, unknown> };
    return { ...raw, ...rest, id: 'bad', facts: { ...raw.facts, ...change(raw.facts) } };
  };

  it.each([
    ['CASE_INVALID', of(() => ({ surprise: 1 }))],
    ['CASE_INVALID', of(() => ({}), { month: '2026-13' })],
    ['CASE_INVALID', of(() => ({ service: { commencement: '2026-02-30', termination: null } }))],
    ['CASE_INVALID', of(() => ({ grade_timeline: [] }))],
    ['MONTH_BEFORE_SCALE', of(() => ({}), { month: '2015-10' })],
    ['GRADE_MISSING', of(() => ({ grade_timeline: [{ from: '2026-05-02', grade: '7', step: 1 }] }))],
    ['TAX_STATUS_MISSING', of(() => ({ tax_status: [{ from: '2026-06-01', code: 'T_SINGLE' }] }))],
    [
      'ALLOWANCES_OVERLAP',
      of(({ allowances }) => ({ allowances: [...(allowances as unknown[]), ...(allowances as unknown[])] })),
    ],
    ['REF_UNKNOWN', of(() => ({ carried_in: [{ code: 'LOAN', ref: 'L9', amount: 5 }] }))],
  ])('says %s and lets the others be', (code, bad) => {
    const results = calculateCases([bad, good], iqState201511);
    expect(results['bad']).toMatchObject({ error: code });
    expect(results[good?.id ?? '']).toHaveProperty('net');
  });
});

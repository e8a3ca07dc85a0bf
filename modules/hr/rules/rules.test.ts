import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, localDate } from '#kernel/date.ts';
import { iqState201511 } from '#modules/regulation/index.ts';
import type { DraftedKind, FactKind, FactValue, Terms } from '../contract/index.ts';
import { careerOf } from './career.ts';
import { effectsOf } from './effects.ts';
import type { KnownFact } from './facts.ts';
import { balanceOn, ledgerUpTo } from './leave-ledger.ts';
import { returnOf, weekOnly } from './leave-return.ts';
import { nextOrderNumber } from './order-number.ts';
import { areAlike, judgeIban } from './papers.ts';
import { listOfRetirement, retirementDateOf } from './retirement.ts';
import { endsOf, totalService } from './service-record.ts';

const { rules } = iqState201511;

function fact(kind: FactKind, from: string, value: FactValue, to: string | null = null): KnownFact {
  return {
    ...{ id: `${kind} ${from}`, kind, value, orderId: null },
    ...{ validFrom: localDate(from), validTo: to === null ? null : localDate(to) },
  };
}

const grade = (from: string, step: number, by: 'PROMOTION' | 'INCREMENT' | 'APPOINTMENT' = 'INCREMENT'): KnownFact =>
  fact('GRADE', from, { grade: '7', step, nominalOverride: null, by });
const service = fact('SERVICE', '2018-01-01', { beganBy: 'APPOINTMENT', endedBy: null });
const serving = [service, grade('2023-03-01', 1, 'PROMOTION'), grade('2025-03-01', 3)];

function told(kind: DraftedKind, on: string, terms: Terms, facts: readonly KnownFact[] = serving): unknown[] {
  const verdict = effectsOf(kind, { effectiveDate: localDate(on), terms }, { facts, rules });
  if (!verdict.ok) return verdict.problems.map(({ code }) => code);
  return verdict.value.map((effect) => {
    if (effect.effect === 'RETRACT') return `- ${effect.factId}`;
    if (effect.effect === 'END') return `${effect.factId} until ${effect.lastDay}`;
    return [effect.effect, effect.fact.from, effect.fact.to, effect.fact.value];
  });
}

describe('the service record', () => {
  const absence = fact(
    'LEAVE',
    '2020-03-01',
    { type: 'ABSENCE', pay: 'ABSENCE', countsAsService: false },
    '2020-03-10',
  );
  const ordinary = fact('LEAVE', '2021-03-01', { type: 'ORDINARY', pay: 'FULL', countsAsService: true }, '2021-03-30');
  const until = (from: string, to: string) => fact('SERVICE', from, { beganBy: 'APPOINTMENT', endedBy: null }, to);
  it.each([
    ['a day', [service], '2018-01-01', { years: 0, months: 0, days: 1 }, 0],
    ['a full year', [service], '2018-12-31', { years: 1, months: 0, days: 0 }, 0],
    ['years, months and days', [service], '2026-11-25', { years: 8, months: 10, days: 25 }, 0],
    ['without absence, with leave', [service, absence, ordinary], '2026-11-25', { years: 8, months: 10, days: 15 }, 10],
    ['up to its end', [until('2018-01-01', '2019-12-31')], '2026-11-25', { years: 2, months: 0, days: 0 }, 0],
    [
      'two periods together',
      [until('2018-01-01', '2018-06-20'), until('2020-01-01', '2020-01-20')],
      ...(['2026-11-25', { years: 0, months: 6, days: 10 }, 0] as const),
    ],
  ])('sums up %s', (_, facts, asOf, total, uncountedDays) => {
    expect(totalService(facts, localDate(asOf))).toMatchObject({ total, uncountedDays });
  });
  it('knows of no service before the first day, and tells until when each entry holds', () => {
    expect(totalService([service], localDate('2017-12-31'))).toBeNull();
    expect(Object.fromEntries(endsOf([...serving, absence]))).toEqual({
      'SERVICE 2018-01-01': null,
      'GRADE 2023-03-01': '2025-02-28',
      'GRADE 2025-03-01': null,
      'LEAVE 2020-03-01': '2020-03-10',
    });
  });
});

describe('what an order does', () => {
  it('an increment gives the next step, and none above the scale', () => {
    const value = { grade: '7', step: 4, nominalOverride: null, by: 'INCREMENT' };
    expect(told('INCREMENT', '2026-03-01', {})).toEqual([['BRING', '2026-03-01', null, value]]);
    expect(told('INCREMENT', '2026-03-01', {}, [service, grade('2025-03-01', 11)])).toEqual(['TOP_STEP']);
    expect(told('INCREMENT', '2026-03-01', {}, [service])).toEqual(['NO_GRADE']);
  });

  it('an opening fills the gap before the promotion with which somebody was imported, and nothing but a gap', () => {
    const imported = [service, grade('2026-11-10', 1, 'PROMOTION')];
    const opening = {
      on: localDate('2026-11-01'),
      grade: '8',
      step: 5,
      certificate: 'CERT_BSC',
      taxStatus: 'T_SINGLE',
    };
    expect(told('INCREMENT', '2026-11-01', {}, imported)).toEqual(['NO_GRADE']);
    const unitId = '0195e9a0-0000-7000-8000-000000000001';
    const stood = [
      fact('CERTIFICATE', '2018-01-01', { code: 'CERT_BSC' }),
      fact('PLACE', '2018-01-01', { unitId, jobTitle: 'مهندس', post: null }),
    ];
    expect(told('OPENING', '2026-11-01', { ...opening, unitId }, [...imported, ...stood])).toEqual([
      ['BRING', '2026-11-01', null, { grade: '8', step: 5, nominalOverride: null, by: 'APPOINTMENT' }],
      ['BRING', '2026-11-01', null, { code: 'T_SINGLE' }],
    ]);
    const later = { ...opening, unitId, on: localDate('2026-11-10') };
    expect(told('OPENING', '2026-11-10', later, imported)).toEqual(['ALREADY_IN_SERVICE']);
  });

  it('an opening changes nothing of what is known from a day after its gap on', () => {
    const unitId = '0195e9a0-0000-7000-8000-000000000001';
    const imported = [
      ...[service, grade('2023-03-01', 1, 'PROMOTION')],
      fact('CERTIFICATE', '2018-01-01', { code: 'CERT_MSC' }),
      fact('TAX_STATUS', '2018-01-01', { code: 'T_MARRIED' }),
      fact('PLACE', '2018-01-01', { unitId, jobTitle: 'مهندس', post: null }),
    ];
    const opening = {
      ...{ on: localDate('2018-01-01'), grade: '8', step: 5, certificate: 'CERT_BSC', taxStatus: 'T_SINGLE' },
      ...{ unitId: '0195e9a0-0000-7000-8000-000000000002', jobTitle: 'معاون مهندس' },
    };
    expect(told('OPENING', '2018-01-01', { ...opening, stepSince: localDate('2023-02-28') }, imported)).toEqual([
      ['BRING', '2018-01-01', null, { grade: '8', step: 1, nominalOverride: null, by: 'APPOINTMENT' }],
      ['BRING', '2023-02-28', null, { grade: '8', step: 5, nominalOverride: null, by: 'INCREMENT' }],
    ]);
    for (const day of ['2023-03-01', '2025-03-01']) {
      for (const key of ['stepSince', 'gradeSince']) {
        const terms = { ...opening, [key]: localDate(day) };
        const verdict = effectsOf('OPENING', { effectiveDate: opening.on, terms }, { facts: imported, rules });
        expect(verdict).toMatchObject({
          problems: [{ code: 'AFTER_KNOWN_GRADE', field: key, params: { date: '2023-03-01' } }],
        });
      }
    }
  });

  it('a missed increment lifts the later one, a late promotion takes it back', () => {
    expect(told('INCREMENT', '2024-03-01', {})).toMatchObject([
      ['BRING', '2024-03-01', null, { step: 2 }],
      ['CORRECT', '2025-03-01', null, { step: 4 }],
    ]);
    expect(told('PROMOTION', '2024-09-01', {})).toMatchObject([
      ['BRING', '2024-09-01', null, { grade: '6', step: 1, by: 'PROMOTION' }],
      '- GRADE 2025-03-01',
    ]);
  });

  it('an allowance ends the one that ran; without a rate it ends it only', () => {
    const risk = fact('ALLOWANCE', '2024-01-01', { code: 'RISK', basisPoints: 2000, amount: null });
    expect(told('ALLOWANCE', '2026-01-01', { allowance: 'RISK', percent: 30 }, [...serving, risk])).toEqual([
      'ALLOWANCE 2024-01-01 until 2025-12-31',
      ['BRING', '2026-01-01', null, { code: 'RISK', basisPoints: 3000, amount: null }],
    ]);
    expect(told('ALLOWANCE', '2026-01-01', { allowance: 'RISK' }, [...serving, risk])).toEqual([
      'ALLOWANCE 2024-01-01 until 2025-12-31',
    ]);
    expect(told('ALLOWANCE', '2026-01-01', { allowance: 'RISK' })).toEqual(['NO_ALLOWANCE_TO_END']);
  });

  it.each([
    ['THANKS', {}, ['TERM_REQUIRED']],
    ['THANKS', { issuer: 'MINISTER', step: 3 }, ['TERM_UNKNOWN']],
    ['CERTIFICATE', { certificate: 'CERT_MAGIC' }, ['CODE_UNKNOWN']],
    ['COMMENCEMENT', {}, ['ALREADY_IN_SERVICE']],
    ['RECOMMENCEMENT', {}, ['NO_LEAVE_TO_END']],
    ['LEAVE', { leaveType: 'ORDINARY', to: localDate('2026-02-01') }, ['PERIOD_REVERSED']],
  ] as const)('%s %o is answered with %o', (kind, terms, codes) => {
    expect(told(kind, '2026-03-01', terms)).toEqual(codes);
  });
});

describe('a career', () => {
  it('counts from the last promotion and the last increment; the order of the facts does not matter', () => {
    const expected = { grade: '7', step: 3, lastGradeDate: '2023-03-01', lastIncrementDate: '2025-03-01' };
    fc.assert(
      fc.property(fc.shuffledSubarray(serving, { minLength: serving.length }), (facts) => {
        expect(careerOf(facts, localDate('2026-01-01'))).toMatchObject(expected);
      }),
    );
  });
});

describe('the ledger of leave', () => {
  const rule = { accrualDays: 10, limit: 180 };
  const opening = { kind: 'OPENING', onDate: localDate('2026-01-01'), days: 170, note: null } as const;

  it('gives a day for ten of service and loses what is above the limit', () => {
    const source = { entries: [opening], facts: [service], rule };
    expect(balanceOn(localDate('2026-01-10'), source)).toBe(170);
    expect(balanceOn(localDate('2026-01-11'), source)).toBe(171);
    expect(balanceOn(localDate('2027-01-01'), source)).toBe(180);
  });

  it('gives nothing for days that do not count as service', () => {
    const unpaid = fact(
      'LEAVE',
      '2026-01-02',
      { type: 'UNPAID_60', pay: 'UNPAID', countsAsService: false },
      '2026-03-02',
    );
    expect(balanceOn(localDate('2026-03-11'), { entries: [opening], facts: [service, unpaid], rule })).toBe(170);
    expect(balanceOn(localDate('2026-03-12'), { entries: [opening], facts: [service, unpaid], rule })).toBe(171);
  });

  it('ends with the sum of its lines, and never passes the limit by accrual', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 180 }), fc.integer({ min: 1, max: 3000 }), (days, later) => {
        const source = { entries: [{ ...opening, days }], facts: [service], rule };
        const day = addDays(opening.onDate, later);
        const lines = ledgerUpTo(day, source);
        expect(lines.at(-1)?.balance).toBe(lines.reduce((sum, line) => sum + line.days, 0));
        expect(balanceOn(day, source)).toBe(Math.min(180, days + Math.floor(later / 10)));
      }),
    );
  });
});

describe('retirement', () => {
  it.each([
    ['1966-07-01', '2026-07-01'],
    ['1955-01-01', '2018-01-01'],
    ['1957-01-01', '2019-12-31'],
  ])('of who was born on %s is on %s', (birth, date) => {
    expect(retirementDateOf(localDate(birth), rules)).toBe(date);
  });

  it('stands on the nearest list ahead', () => {
    const asOf = localDate('2026-01-15');
    expect(
      ['2026-04-15', '2026-04-16', '2027-01-15', '2027-01-16'].map((on) => listOfRetirement(localDate(on), asOf)),
    ).toEqual([3, 6, 12, null]);
  });
});

describe('an IBAN', () => {
  it.each([
    ['IQ98 NBIQ 8501 2345 6789 012', 'IQ98NBIQ850123456789012'],
    ['iq98nbiq٨٥٠١٢٣٤٥٦٧٨٩٠١٢', 'IQ98NBIQ850123456789012'],
    ['IQ98NBIQ850123456789013', 'IBAN_CHECK'],
    ['IQ98NBIQ85012345678901', 'IBAN_FORM'],
  ])('%s is judged as %s', (typed, expected) => {
    const verdict = judgeIban(typed);
    expect(verdict.ok ? verdict.value : verdict.problems[0]?.code).toBe(expected);
  });
});

describe('the register of orders', () => {
  it.each([
    ['77', '78'],
    ['م.و/099', 'م.و/100'],
    ['٩/أ', '١٠/أ'],
    ['2026/5/12', '2026/5/13'],
    ['بلا', ''],
  ])('goes on from %s with %s', (number, next) => {
    expect(nextOrderNumber(number)).toBe(next);
  });
});

describe('a return to work', () => {
  // The first of October 2026 is a Thursday.
  it.each([
    ['2026-09-29', { kind: 'EARLY', unusedDays: 3 }],
    ['2026-10-01', { kind: 'EARLY', unusedDays: 1 }],
    ['2026-10-02', { kind: 'ON_TIME' }],
    ['2026-10-04', { kind: 'ON_TIME' }],
    ['2026-10-05', { kind: 'LATE', absentFrom: '2026-10-04', absentTo: '2026-10-04', days: 1 }],
  ])('on %s from a leave until the first of October', (day, back) => {
    expect(returnOf(localDate('2026-10-01'), localDate(day), weekOnly)).toEqual(back);
  });

  it('late is an absence in the order of return, and none that overlaps another', () => {
    const leave = fact('LEAVE', '2026-09-22', { type: 'ORDINARY', pay: 'FULL', countsAsService: true }, '2026-10-01');
    const absence = { type: 'ABSENCE', pay: 'ABSENCE', countsAsService: false };
    const late = (from: string): unknown[] =>
      told('RECOMMENCEMENT', '2026-10-07', { absentFrom: localDate(from) }, [...serving, leave]);
    expect(late('2026-10-04')).toEqual([['BRING', '2026-10-04', '2026-10-06', absence]]);
    expect(late('2026-10-01')).toEqual(['LEAVE_OVERLAPS']);
    expect(told('RECOMMENCEMENT', '2026-10-04', {}, [...serving, leave])).toEqual([]);
    expect(told('RECOMMENCEMENT', '2026-10-05', {}, [...serving, leave])).toEqual(['NO_LEAVE_TO_END']);
  });
});

describe('two people', () => {
  const one = { fullName: 'أحمد كاظم عبد الله', birthDate: localDate('1985-07-01'), motherName: 'فاطمة' };
  it.each([
    ['spelled otherwise', { ...one, fullName: 'احمد كاظم عبدالله' }, true],
    ['whose mother is not known', { ...one, motherName: null }, true],
    ['with other mothers', { ...one, motherName: 'زهراء' }, false],
    ['born on other days', { ...one, birthDate: localDate('1985-07-02') }, false],
    ['of whom one has no birth date', { ...one, birthDate: null }, false],
  ])('%s', (_, other, isAlike) => {
    expect(areAlike(one, other)).toBe(isAlike);
    expect(areAlike(other, one)).toBe(isAlike);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, firstDay, lastDay, lengthOfMonth, type LocalDate, type Month } from '#kernel/date.ts';
import { add, basisPoints, compare, divide, multiply, subtract, ZERO, type Fraction } from '#kernel/fraction.ts';
import { money, sum } from '#kernel/money.ts';
import { halfUp } from '#kernel/rounding.ts';
import { iqState201511 } from '#modules/regulation/index.ts';
import { bookOfPackage } from './book-of-package.ts';
import { earningsOf } from './earnings.ts';
import { covers, inForceOn, type AllowanceFact, type PayFacts } from './facts.ts';
import { judgeFacts } from './judge-facts.ts';
import { isCapped, nominalOf, withParameters, type Parameters, type RuleBook } from './rule-book.ts';
import { statutoryOnly } from './paid.ts';
import { slipOf, type Slip } from './slip.ts';

/** The properties that always hold (payroll-contract §11.1), tried on made-up staff. */

const verdict = bookOfPackage(iqState201511);
if (!verdict.ok) throw new Error('The package of the state is complete.');
const book = verdict.value;

const MONTH = '2026-03' as Month;
const day = fc.integer({ min: -40, max: 45 }).map((days) => addDays(firstDay(MONTH), days));
const early = fc.constantFrom('2015-11-01' as LocalDate, '2020-01-01' as LocalDate);
const interval = fc
  .record({ from: fc.oneof(early, day), to: fc.option(day) })
  .filter(({ from, to }) => to === null || from <= to);

const grade = fc.record({
  grade: fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8', '9', '10'),
  step: fc.integer({ min: 1, max: 11 }),
  nominalOverride: fc.option(fc.integer({ min: 0, max: 5_000_000 }).map(money), { freq: 10 }),
});

/** A timeline whose first entry covers everything. */
function timeline<T extends object>(entry: fc.Arbitrary<T>): fc.Arbitrary<(T & { from: LocalDate })[]> {
  return fc
    .record({
      first: entry,
      later: fc.uniqueArray(fc.record({ from: day, entry }), { maxLength: 2, selector: ({ from }) => from }),
    })
    .map(({ first, later }) => [
      { ...first, from: '2015-11-01' as LocalDate },
      ...later
        .map(({ from, entry: next }) => ({ ...next, from }))
        .sort((left, right) => (left.from < right.from ? -1 : 1)),
    ]);
}

const rates = { POSITION: 6000, RISK: 6000, LEGAL: 6000, ENG: 6000, CRAFT: 6000, HIGHER_50: 6000 };
const allowances: fc.Arbitrary<AllowanceFact[]> = fc
  .tuple(
    ...Object.entries(rates).map(([code, most]) =>
      fc
        .option(fc.record({ interval, basisPoints: fc.integer({ min: 0, max: most }) }))
        .map((given): AllowanceFact[] =>
          given === null ? [] : [{ code, ...given.interval, basisPoints: given.basisPoints, amount: null }],
        ),
    ),
    ...['GEO', 'TRANSPORT', 'DRIVER', 'PROTECTED_DIFF'].map((code) =>
      fc
        .option(fc.record({ interval, amount: fc.integer({ min: 0, max: 200_000 }) }))
        .map((given): AllowanceFact[] =>
          given === null ? [] : [{ code, ...given.interval, basisPoints: null, amount: money(given.amount) }],
        ),
    ),
  )
  .map((all) => all.flat());

const dependants = fc
  .array(
    fc.record({
      kind: fc.constantFrom('SPOUSE' as const, 'CHILD' as const),
      allowance: fc.option(interval),
      tax: fc.option(interval),
    }),
    { maxLength: 8 },
  )
  .map((all) => all.map((each, index) => ({ ...each, id: `D${index}` })));

const amount = fc.integer({ min: 1, max: 900_000 }).map(money);
const debts = fc.record({
  courtOrders: fc
    .array(
      fc.record({
        kind: fc.constantFrom('ALIMONY_CURRENT' as const, 'STATE_DEBT' as const, 'JUDGMENT' as const),
        monthly: amount,
        balance: fc.option(amount),
      }),
      { maxLength: 3 },
    )
    .map((all) =>
      all.map((each, index) => ({
        ...each,
        id: `C${index}`,
        date: '2024-01-01' as LocalDate,
        fromMonth: '2024-01' as Month,
        toMonth: null,
      })),
    ),
  loans: fc
    .array(
      fc.record({
        kind: fc.constantFrom('STATE_ADVANCE' as const, 'BANK' as const),
        instalment: amount,
        balance: amount,
      }),
      { maxLength: 2 },
    )
    .map((all) =>
      all.map((each, index) => ({
        ...each,
        id: `L${index}`,
        date: '2024-01-01' as LocalDate,
        fromMonth: '2024-01' as Month,
        skipMonths: [],
      })),
    ),
});

const leaves = fc
  .option(
    fc.record({
      interval,
      kind: fc.constantFrom('UNPAID' as const, 'HALF_PAY' as const, 'NOMINAL_ONLY' as const, 'ABSENCE' as const),
    }),
  )
  .map((given) => (given === null ? [] : [{ kind: given.kind, ...given.interval }]));

const facts: fc.Arbitrary<PayFacts> = fc
  .record({
    service: fc.record({ commencement: fc.oneof(early, day), termination: fc.option(day, { freq: 5 }) }),
    birthDate: fc.constantFrom('1960-03-15' as LocalDate, '1990-01-01' as LocalDate, null),
    grades: timeline(grade),
    certificates: timeline(
      fc.record({ code: fc.constantFrom('CERT_PHD', 'CERT_MASTER', 'CERT_HDIP', 'CERT_BSC', 'CERT_PREP') }),
    ),
    taxStatuses: timeline(
      fc.record({ code: fc.constantFrom('T_SINGLE', 'T_MARRIED', 'T_WIDOW_DIV', 'T_NON_RESIDENT') }),
    ),
    ...{ allowances, dependants, debts, leaves },
  })
  .map(({ debts: owed, ...rest }) => ({
    ...rest,
    ...owed,
    ...{ taxDeductions: [], penalties: [], exemptions: [], carriedIn: [], adjustments: [], previouslyPaid: [] },
  }));

const parameters: fc.Arbitrary<Partial<Parameters>> = fc.record({
  dayBasis: fc.constantFrom('ACTUAL_DAYS' as const, 'FIXED_30' as const),
  geoInCap: fc.boolean(),
  higher50InCap: fc.boolean(),
  absenceMode: fc.constantFrom('DEDUCT_NOMINAL' as const, 'AS_UNPAID' as const),
  publicAllowanceRelief: fc.constantFrom('FORM_2D_30PCT' as const, 'NONE' as const, 'FULL' as const),
});
const given = fc.record({ facts, rules: parameters.map((each) => withParameters(book, each)) });

const slip = (of: PayFacts, rules: RuleBook = book, month = MONTH): Slip => slipOf(month, of, () => rules);
const of = (lines: readonly { code: string; amount: number }[], ...codes: string[]) =>
  lines.reduce((total, each) => (codes.includes(each.code) ? total + each.amount : total), 0);

describe('every slip', () => {
  it('adds up, is never negative, and keeps the limits of children, courts and pension', () => {
    fc.assert(
      fc.property(given, ({ facts: each, rules }) => {
        const made = slip(each, rules);
        expect(sum(made.lines.map((line) => line.amount))).toBe(made.gross);
        expect(made.gross - sum(made.deductions.map((line) => line.amount))).toBe(made.regularNet);
        expect(made.regularNet).toBeGreaterThanOrEqual(0);
        expect(made.net).toBe(made.regularNet + Math.max(0, made.arrears.net));
        expect(of(made.lines, 'CHILD')).toBeLessThanOrEqual(rules.parameters.childMax * rules.parameters.childAmount);
        expect(of(made.deductions, 'EXEC_STATE_DEBT', 'EXEC_JUDGMENT') * 5).toBeLessThanOrEqual(made.gross);
        expect(of(made.deductions, 'PENSION')).toBe(halfUp(divide(of(made.lines, 'NOMINAL'), 10)));
      }),
      { numRuns: 400 },
    );
  });

  it('is the same whatever the order of the facts, and the same each time', () => {
    fc.assert(
      fc.property(given, ({ facts: each, rules }) => {
        const shuffled = {
          ...each,
          allowances: each.allowances.toReversed(),
          courtOrders: each.courtOrders.toReversed(),
          loans: each.loans.toReversed(),
          dependants: each.dependants.toReversed(),
          leaves: each.leaves.toReversed(),
        };
        const [made, again] = [slip(each, rules), slip(shuffled, rules)];
        const told = ({ lines, deductions, net, carryForward, warnings }: Slip) =>
          JSON.stringify({ lines, deductions, net, carryForward, warnings });
        expect(told(again)).toBe(told(made));
        expect(slip(each, rules)).toEqual(made);
      }),
    );
  });

  it('pays each component as a sum over the days of the month, by another way of reckoning', () => {
    fc.assert(
      fc.property(given, ({ facts: each, rules }) => {
        if (!judgeFacts(MONTH, each, () => rules).ok) return;
        const { lines } = earningsOf(MONTH, each, rules);
        expect(Object.fromEntries(lines.map((line) => [line.code, line.amount]))).toEqual(byDays(each, rules));
      }),
      { numRuns: 400 },
    );
  });

  it('is taxed less the more is let off, and never less when an allowance rises', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 300_000 }), (each, more) => {
        const taxed = (relief: Parameters['publicAllowanceRelief'], who = each) =>
          of(slip(who, withParameters(book, { publicAllowanceRelief: relief })).deductions, 'TAX');
        expect(taxed('FULL')).toBeLessThanOrEqual(taxed('FORM_2D_30PCT'));
        expect(taxed('FORM_2D_30PCT')).toBeLessThanOrEqual(taxed('NONE'));
        const others = each.allowances.filter(({ code }) => code !== 'TRANSPORT');
        const withTransport = (amounts: number) => ({
          ...each,
          allowances: [
            ...others,
            {
              code: 'TRANSPORT',
              from: firstDay('2015-11' as Month),
              to: null,
              basisPoints: null,
              amount: money(amounts),
            },
          ],
        });
        expect(taxed('FORM_2D_30PCT', withTransport(more))).toBeGreaterThanOrEqual(
          taxed('FORM_2D_30PCT', withTransport(0)),
        );
      }),
    );
  });
});

describe('two halves of a month', () => {
  const cut = fc.integer({ min: 1, max: 30 }).map((days) => addDays(firstDay(MONTH), days));

  it('are the month itself where a rate is only written down again', () => {
    fc.assert(
      fc.property(given, cut, ({ facts: each, rules }, since) => {
        const inForce = inForceOn(each.grades, since);
        if (inForce === null || each.grades.some(({ from }) => from === since)) return;
        const grades = [...each.grades, { ...inForce, from: since }].sort((left, right) =>
          left.from < right.from ? -1 : 1,
        );
        const [again, once] = [slip({ ...each, grades }, rules), slip(each, rules)];
        expect([again.lines, again.deductions, again.net]).toEqual([once.lines, once.deductions, once.net]);
      }),
    );
  });

  it('add up to it, but for the rounding of each: who leaves and who comes the day after earn one salary', () => {
    fc.assert(
      fc.property(given, cut, ({ facts: each, rules }, since) => {
        const whole = { ...each, service: { commencement: '2015-11-01' as LocalDate, termination: null } };
        const left = slip({ ...whole, service: { ...whole.service, termination: addDays(since, -1) } }, rules);
        const came = slip({ ...whole, service: { ...whole.service, commencement: since } }, rules);
        for (const { code, amount: one } of slip(whole, rules).lines) {
          expect(Math.abs(of(left.lines, code) + of(came.lines, code) - one), code).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('arrears', () => {
  const NEXT = '2026-04' as Month;
  const paidOf = (made: Slip) => ({
    ...{ month: made.month, lines: made.lines, stateShare: made.stateShare },
    deductions: statutoryOnly(made),
  });

  it('of a month that has not changed are nothing', () => {
    fc.assert(
      fc.property(given, ({ facts: each, rules }) => {
        const { arrears } = slip({ ...each, previouslyPaid: [paidOf(slip(each, rules))] }, rules, NEXT);
        expect(arrears).toMatchObject({ lines: [], deductions: [], gross: 0, net: 0, stateShare: 0 });
      }),
    );
  });

  it('over two runs add up to those of one', () => {
    fc.assert(
      fc.property(facts, allowances, allowances, (each, second, third) => {
        const paid = paidOf(slip(each));
        const first = slip({ ...each, allowances: second, previouslyPaid: [paid] }, book, NEXT);
        const withFirst = {
          ...paid,
          lines: [...paid.lines, ...first.arrears.lines],
          deductions: [...paid.deductions, ...first.arrears.deductions],
          stateShare: money(paid.stateShare + first.arrears.stateShare),
        };
        const then = slip({ ...each, allowances: third, previouslyPaid: [withFirst] }, book, '2026-05' as Month);
        const once = slip({ ...each, allowances: third, previouslyPaid: [paid] }, book, '2026-05' as Month);
        expect(first.arrears.net + then.arrears.net).toBe(once.arrears.net);
        expect(first.arrears.stateShare + then.arrears.stateShare).toBe(once.arrears.stateShare);
      }),
    );
  });
});

/** The contract's §5 and §6 read literally: a day is taken after the other, in fractions, without slices. */
function byDays(each: PayFacts, rules: RuleBook): Readonly<Record<string, number>> {
  const length = lengthOfMonth(MONTH);
  const isThirty = rules.parameters.dayBasis === 'FIXED_30';
  const exact = new Map<string, Fraction>([['NOMINAL', ZERO]]);
  const gain = (code: string, what: Fraction) => exact.set(code, add(exact.get(code) ?? ZERO, what));
  let today = firstDay(MONTH);
  for (let number = 1; number <= length; number += 1, today = addDays(today, 1)) {
    const { commencement, termination } = each.service;
    if (today < commencement || (termination !== null && today > termination)) continue;
    const weight = isThirty && today === lastDay(MONTH) ? 31 - length : 1;
    const part = divide(weight, isThirty ? 30 : length);
    const [ofNominal, ofAllowances] = factors(today, each, rules.parameters);
    const place = inForceOn(each.grades, today);
    if (place === null) continue;
    const nominal = place.nominalOverride ?? nominalOf(rules, place) ?? 0;
    gain('NOMINAL', multiply(part, ofNominal, nominal));
    for (const [code, full] of fullAmounts(today, nominal, each, rules)) gain(code, multiply(part, ofAllowances, full));
    const family = each.dependants.filter(({ allowance }) => covers(allowance, today));
    const spouses = Math.min(1, family.filter(({ kind }) => kind === 'SPOUSE').length);
    const children = Math.min(rules.parameters.childMax, family.filter(({ kind }) => kind === 'CHILD').length);
    gain('SPOUSE', multiply(part, ofAllowances, spouses * rules.parameters.spouseAmount));
    gain('CHILD', multiply(part, ofAllowances, children * rules.parameters.childAmount));
  }
  const rounded = [...exact].map(([code, value]) => [code, halfUp(value)] as const);
  return Object.fromEntries(rounded.filter(([code, value]) => code === 'NOMINAL' || value !== 0));
}

function factors(today: LocalDate, each: PayFacts, { absenceMode }: Parameters): readonly [Fraction, Fraction] {
  const [none, half, whole] = [divide(0, 1), divide(1, 2), divide(1, 1)];
  switch (each.leaves.find((leave) => covers(leave, today))?.kind) {
    case undefined:
      return [whole, whole];
    case 'UNPAID':
      return [none, none];
    case 'HALF_PAY':
      return [half, half];
    case 'NOMINAL_ONLY':
      return [whole, none];
    case 'ABSENCE':
      return absenceMode === 'AS_UNPAID' ? [none, none] : [whole, whole];
  }
}

/** §6.2 and §6.4 for one day: what is granted, who is entitled to it, and what the cap leaves. */
function fullAmounts(
  today: LocalDate,
  nominal: number,
  each: PayFacts,
  rules: RuleBook,
): ReadonlyMap<string, Fraction> {
  const certificate = inForceOn(each.certificates, today);
  const held = certificate?.code ?? 'CERT_NONE';
  const inForce = each.allowances.filter((allowance) => covers(allowance, today));
  const has = (code: string) => inForce.some((allowance) => allowance.code === code);
  const isPaid = (code: string) => {
    if (code === 'RISK') return !has('LEGAL');
    if (code === 'ENG') return ['CERT_BSC', 'CERT_HDIP', 'CERT_MASTER', 'CERT_PHD'].includes(held);
    return code !== 'HIGHER_50' || ['CERT_MASTER', 'CERT_PHD'].includes(held);
  };
  const amounts = inForce
    .filter(({ code }) => isPaid(code))
    .map(({ code, from, basisPoints: rate, amount: fixed }) => ({
      ...{ code, from },
      value: fixed === null ? basisPoints(nominal, rate ?? 0) : add(fixed),
    }));
  if (certificate !== null) {
    amounts.push({
      code: 'CERT',
      from: certificate.from,
      value: basisPoints(nominal, rules.certificates.get(held) ?? 0),
    });
  }
  const place = (code: string) => rules.allowances.findIndex((rule) => rule.code === code);
  const capped = amounts
    .filter(({ code }) => rules.allowances.some((rule) => rule.code === code && isCapped(rule, rules.parameters)))
    .sort((left, right) =>
      left.from === right.from ? place(right.code) - place(left.code) : left.from < right.from ? 1 : -1,
    );
  let excess = subtract(add(...capped.map(({ value }) => value)), multiply(nominal, 2));
  for (const reduced of capped) {
    if (compare(excess, 0) <= 0) break;
    const cut = compare(reduced.value, excess) < 0 ? reduced.value : excess;
    reduced.value = subtract(reduced.value, cut);
    excess = subtract(excess, cut);
  }
  return new Map(amounts.map(({ code, value }) => [code, value]));
}

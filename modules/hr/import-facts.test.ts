import { describe, expect, it } from 'vitest';
import { localDate } from '#kernel/date.ts';
import type { Money } from '#kernel/money.ts';
import { Refusal } from '#db/refusal.ts';
import { iqState201511 } from '#modules/regulation/index.ts';
import type { FactKind, FactValue } from './contract/index.ts';
import type { EmployeeRow } from './import-employees.ts';
import { openingFactsOf } from './import-facts.ts';
import type { KnownFact } from './rules/facts.ts';

function fact(kind: FactKind, from: string, value: FactValue, to: string | null = null): KnownFact {
  return {
    ...{ id: `${kind} ${from}`, kind, value, orderId: null },
    ...{ validFrom: localDate(from), validTo: to === null ? null : localDate(to) },
  };
}
const own = 1_000_000 as Money;
const grade = (from: string, step: number, nominalOverride: Money | null = null): KnownFact =>
  fact('GRADE', from, { grade: '7', step, nominalOverride, by: step === 1 ? 'PROMOTION' : 'INCREMENT' });
const service = fact('SERVICE', '2015-02-01', { beganBy: 'APPOINTMENT', endedBy: null });
const known = [service, grade('2023-03-01', 1), grade('2025-03-01', 3)];
const risk = (from: string, to: string | null): KnownFact =>
  fact('ALLOWANCE', from, { code: 'RISK', basisPoints: 2000, amount: null }, to);

/** What a row makes of the facts of one kind; the codes and columns that it is refused with. */
function made(kind: FactKind, row: Partial<EmployeeRow>, before: readonly KnownFact[]): unknown {
  try {
    return openingFactsOf(
      { unit: '1017', ...row },
      {
        ...{ unitId: '0195e9a0-0000-7000-8000-000000000001', today: localDate('2026-11-29') },
        ...{ rules: iqState201511.rules, before },
      },
    )
      .filter((each) => each.kind === kind)
      .map(({ from, to, value }) => ({ from, ...(to !== null && { to }), ...value }));
  } catch (refused) {
    if (!(refused instanceof Refusal)) throw refused;
    return refused.problems.map(({ code, field }) => [code, field]);
  }
}

describe('a row that says a part of the grade', () => {
  const [promoted, raised] = [localDate('2023-06-01'), localDate('2026-03-01')];
  const step = (from: string, at: number) => ({ from, grade: '7', step: at, nominalOverride: null });
  it.each([
    ['nothing', {}, [step('2023-03-01', 1), step('2025-03-01', 3)]],
    ['the day of the increment', { lastIncrementDate: raised }, [step('2023-03-01', 1), step('2026-03-01', 3)]],
    ['the day of the promotion', { lastPromotionDate: promoted }, [step('2023-06-01', 1), step('2025-03-01', 3)]],
    ['the step', { step: 4, lastIncrementDate: raised }, [step('2023-03-01', 1), step('2026-03-01', 4)]],
    [
      'the grade that he has',
      { grade: '7', lastIncrementDate: raised },
      [step('2023-03-01', 1), step('2026-03-01', 3)],
    ],
    ['another grade', { grade: '6', lastPromotionDate: raised }, [['GRADE_WITHOUT_STEP', 'step']]],
  ])('says %s: the rest is as it is known, or must be said', (_, row, expected) => {
    const result = made('GRADE', row, known);
    expect(result).toHaveLength(expected.length);
    expect(result).toMatchObject(expected);
  });

  it.each([
    [
      { lastIncrementDate: raised },
      [
        ['VALUE_REQUIRED', 'grade'],
        ['VALUE_REQUIRED', 'step'],
      ],
    ],
    [{ lastPromotionDate: promoted, step: 2 }, [['VALUE_REQUIRED', 'grade']]],
    [{ grade: '7' }, [['GRADE_WITHOUT_STEP', 'step']]],
  ])('%o is refused of somebody of whom no grade is known', (row, expected) => {
    expect(made('GRADE', row, [])).toEqual(expected);
    expect(made('GRADE', row, [service])).toEqual(expected);
  });
});

it('a nominal of his own stays with the grade, and not with another', () => {
  const before = [service, grade('2023-03-01', 1), grade('2025-03-01', 3, own)];
  const overrides = (row: Partial<EmployeeRow>) => made('GRADE', row, before);
  expect(overrides({ lastIncrementDate: localDate('2024-09-01') })).toMatchObject([
    { from: '2023-03-01', nominalOverride: null },
    { from: '2024-09-01', step: 3, nominalOverride: own },
  ]);
  expect(overrides({ grade: '7', step: 4 })).toMatchObject([
    { nominalOverride: null },
    { step: 4, nominalOverride: own },
  ]);
  const promoted = overrides({ grade: '6', step: 1, lastPromotionDate: localDate('2026-03-01') });
  expect(promoted).toMatchObject([{}, {}, { grade: '6', nominalOverride: null }]);
});

it.each([
  ['after its last end', [risk('2016-01-01', '2018-12-31'), risk('2020-01-01', '2021-06-30')], '2021-07-01'],
  ['with the service where it never ran', [], '2015-02-01'],
  ['where the one that runs began', [risk('2016-01-01', '2018-12-31'), risk('2020-01-01', null)], '2020-01-01'],
])('an allowance of a row begins %s', (_, allowances, from) => {
  const said = made('ALLOWANCE', { riskPercent: 30 }, [...known, ...allowances]);
  const ended = allowances.filter(({ validTo }) => validTo !== null);
  expect(said).toEqual([
    ...ended.map(({ validFrom, validTo, value }) => ({ from: validFrom, to: validTo, ...value })),
    { from, code: 'RISK', basisPoints: 3000, amount: null },
  ]);
});

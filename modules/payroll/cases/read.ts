import type { Month } from '#kernel/date.ts';
import type { PayFacts, PenaltyFact } from '../rules/facts.ts';
import { withParameters, bookOfMonth, type Parameters, type RuleBook } from '../rules/rule-book.ts';
import type { RulesOfMonth } from '../rules/slip.ts';
import type { PayrollCase, zParameters } from './format.ts';
import type { z } from 'zod';

/** The facts of a case in the form in which the calculation reads them. */
export function factsOfCase({ facts }: PayrollCase): PayFacts {
  return {
    service: facts.service,
    birthDate: facts.birth_date ?? null,
    grades: ascending(facts.grade_timeline).map(({ nominal_override, ...entry }) => ({
      ...entry,
      nominalOverride: nominal_override ?? null,
    })),
    certificates: ascending(facts.certificates),
    allowances: facts.allowances.map(({ bp, ...allowance }) => ({ ...allowance, basisPoints: bp })),
    dependants: facts.dependants,
    taxStatuses: ascending(facts.tax_status),
    taxDeductions: facts.tax_deductions,
    leaves: facts.leaves,
    penalties: facts.penalties.map(penaltyOf),
    courtOrders: facts.court_orders.map(({ from_month, to_month, ...order }) => ({
      ...order,
      fromMonth: from_month,
      toMonth: to_month,
    })),
    loans: facts.loans.map(({ from_month, skip_months, ...loan }) => ({
      ...loan,
      fromMonth: from_month,
      skipMonths: skip_months,
    })),
    exemptions: [],
    adjustments: [],
    carriedIn: facts.carried_in,
    previouslyPaid: facts.previously_paid.map(({ state_share, ...paid }) => ({ ...paid, stateShare: state_share })),
  };
}

/** The rules of each month of a case: the package, then what the case says, then what it says of that month. */
export function rulesOfCase(book: RuleBook, payrollCase: PayrollCase): RulesOfMonth {
  const ofCase = withParameters(book, parametersOf(payrollCase.parameters));
  const overrides = payrollCase.parameter_overrides.map(({ from_month, to_month, parameters }) => ({
    fromMonth: from_month,
    toMonth: to_month,
    parameters: parametersOf(parameters),
  }));
  return (month: Month) => bookOfMonth(ofCase, overrides, month);
}

function penaltyOf(penalty: PayrollCase['facts']['penalties'][number]): PenaltyFact {
  const { id, date } = penalty;
  if (penalty.kind === 'CUT') return { id, date, kind: 'CUT', days: penalty.days, cutMonth: penalty.cut_month };
  return {
    ...{ id, date, kind: 'REDUCE', basisPoints: penalty.bp },
    fromMonth: penalty.from_month,
    toMonth: penalty.to_month,
  };
}

/** `day_basis` → `dayBasis`: only the names differ. */
function parametersOf(parameters: z.infer<typeof zParameters>): Partial<Parameters> {
  const renamed = Object.entries(parameters).map(([name, value]) => [
    name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  // The schema holds exactly the engine's parameters, in snake case.
  return Object.fromEntries(renamed) as Partial<Parameters>;
}

function ascending<T extends { readonly from: string }>(timeline: readonly T[]): readonly T[] {
  return [...timeline].sort((left, right) => (left.from < right.from ? -1 : 1));
}

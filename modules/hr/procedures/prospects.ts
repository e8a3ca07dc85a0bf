import type { LocalDate } from '#kernel/date.ts';
import type { Rule } from '#modules/regulation/contract/index.ts';
import type { Prospects } from '../contract/index.ts';
import { careerOf } from '../rules/career.ts';
import type { KnownFact } from '../rules/facts.ts';
import { retirementDateOf } from '../rules/retirement.ts';
import { seniorityRulesOf } from '../rules/seniority-facts.ts';
import { seniorityOf, type Explained } from '../rules/seniority.ts';
import type { Employee } from './staff.ts';

/** The next increment, the next promotion and the retirement of one employee, each explained. */
export function prospectsOf(of: {
  readonly row: Employee;
  readonly facts: readonly KnownFact[];
  readonly today: LocalDate;
  readonly rules: readonly Rule[];
}): Prospects {
  const { row, facts, today, rules } = of;
  const career = careerOf(facts, today);
  const seniority = career === null ? null : seniorityOf(career, seniorityRulesOf(rules), today);
  // What is due and not yet granted comes before what follows it.
  const overdue = (kind: 'INCREMENT' | 'PROMOTION'): Explained | null =>
    seniority?.events.find((event) => event.kind === kind)?.explained ?? null;
  return {
    increment: plain(overdue('INCREMENT') ?? seniority?.increment ?? null),
    promotion: plain(overdue('PROMOTION') ?? seniority?.promotion ?? null),
    retiresOn: row.birthDate === null ? null : retirementDateOf(row.birthDate, rules),
  };
}

function plain(explained: Explained | null): Prospects['increment'] {
  return explained === null ? null : { ...explained, effects: explained.effects.map((effect) => ({ ...effect })) };
}

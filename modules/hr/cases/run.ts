import { z } from 'zod';
import { isLocalDate, type LocalDate } from '#kernel/date.ts';
import type { PackageRules } from '#modules/regulation/contract/rule.ts';
import { seniorityRulesOf, type Career } from '../rules/seniority-facts.ts';
import { seniorityOf } from '../rules/seniority.ts';

/** The neutral format of seniority cases (payroll-contract §13.1). */

const zDay = z.custom<LocalDate>((value) => typeof value === 'string' && isLocalDate(value), 'not a day YYYY-MM-DD');

const zFacts = z
  .strictObject({
    grade: z.enum(['A', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10']),
    step: z.number().int().min(1).max(11),
    last_increment_date: zDay,
    last_grade_date: zDay,
    thanks: z
      .array(z.strictObject({ date: zDay, issuer: z.enum(['MINISTER', 'PM', 'PRESIDENT', 'APPRECIATION']) }))
      .default([]),
    penalties: z
      .array(
        z.strictObject({
          date: zDay,
          kind: z.enum(['ATTENTION', 'WARNING', 'CUT', 'REPRIMAND', 'REDUCE']),
          days: z.number().int().min(1).max(10).nullish(),
        }),
      )
      .default([]),
    non_service: z
      .array(z.strictObject({ kind: z.enum(['UNPAID', 'ABSENCE']), from: zDay, to: zDay.nullable() }))
      .default([]),
    credits: z
      .array(
        z.strictObject({
          date: zDay,
          months: z.number().int().min(0).max(600),
          purpose: z.enum(['PROMOTION_ONLY', 'PROMOTION_AND_PENSION', 'PENSION_ONLY']),
        }),
      )
      .default([]),
  })
  .refine((facts) => facts.last_increment_date >= facts.last_grade_date, 'last_increment_date before last_grade_date')
  .refine(
    (facts) => facts.penalties.every(({ kind, days }) => kind !== 'CUT' || typeof days === 'number'),
    'a CUT names its days',
  );

const zCase = z.object({
  id: z.string().min(1),
  as_of: zDay,
  parameters: z.strictObject({ penalty_scope: z.enum(['BOTH', 'FIRST_DUE']).default('BOTH') }).prefault({}),
  facts: zFacts,
});

export type SeniorityResult = ReturnType<typeof resultOf> | { readonly error: string; readonly message: string };

/**
 * The seniority of neutral cases under the rules of a package, by id. A case that cannot be read has an error under its
 * id (`CASE_INVALID`) and does not stop the others.
 */
export function seniorityOfCases(
  cases: readonly unknown[],
  { rules }: PackageRules,
): Readonly<Record<string, SeniorityResult>> {
  const ofPackage = seniorityRulesOf(rules);
  return Object.fromEntries(
    cases.map((raw, index): [string, SeniorityResult] => {
      const parsed = zCase.safeParse(raw);
      if (!parsed.success) return [idOf(raw, index), { error: 'CASE_INVALID', message: messageOf(parsed.error) }];
      const { id, as_of, parameters, facts } = parsed.data;
      try {
        return [id, resultOf(careerOf(facts), { ...ofPackage, penaltyScope: parameters.penalty_scope }, as_of)];
      } catch (error) {
        // Dates beyond the calendar end in an assertion; the other cases go on.
        return [id, { error: 'CASE_NOT_CALCULABLE', message: error instanceof Error ? error.message : String(error) }];
      }
    }),
  );
}

function careerOf(facts: z.infer<typeof zFacts>): Career {
  return {
    ...{ grade: facts.grade, step: facts.step, thanks: facts.thanks, credits: facts.credits },
    lastIncrementDate: facts.last_increment_date,
    lastGradeDate: facts.last_grade_date,
    penalties: facts.penalties.map(({ date, kind, days }) => ({ date, kind, days: days ?? null })),
    nonService: facts.non_service,
  };
}

function resultOf(career: Career, rules: Parameters<typeof seniorityOf>[1], asOf: LocalDate) {
  const { grade, step, events, incrementDue, promotionDue } = seniorityOf(career, rules, asOf);
  return {
    ...{ grade, step },
    events: events.map((event) => ({ date: event.date, kind: event.kind, grade: event.grade, step: event.step })),
    ...{ increment_due: incrementDue, promotion_due: promotionDue },
  };
}

/** The id of a case; one without gets its place in the file, counted from 1. */
function idOf(raw: unknown, index: number): string {
  const id: unknown = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : null;
  return typeof id === 'string' && id !== '' ? id : `#${index + 1}`;
}

function messageOf(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
}

import type { LocalDate } from '#kernel/date.ts';
import { rulesOfKind, type Rule } from '#modules/regulation/contract/rule.ts';

/** What seniority is worked out from (payroll-contract §13.1). */
export interface Career {
  readonly grade: string;
  readonly step: number;
  /** Of the last increment or, when later, of the last promotion or appointment. */
  readonly lastIncrementDate: LocalDate;
  readonly lastGradeDate: LocalDate;
  readonly thanks: readonly { readonly date: LocalDate; readonly issuer: string }[];
  readonly penalties: readonly { readonly date: LocalDate; readonly kind: string; readonly days: number | null }[];
  /** Unpaid leave and absence: every calendar day of them delays by a day. */
  readonly nonService: readonly { readonly kind: string; readonly from: LocalDate; readonly to: LocalDate | null }[];
  readonly credits: readonly { readonly date: LocalDate; readonly months: number; readonly purpose: CreditPurpose }[];
}

export type CreditPurpose = 'PROMOTION_ONLY' | 'PROMOTION_AND_PENSION' | 'PENSION_ONLY';

/** The rules of seniority in the form in which they are read. */
export interface SeniorityRules {
  readonly grades: ReadonlyMap<string, { readonly steps: number; readonly promotionYears: number | null }>;
  readonly nextGrade: (grade: string) => string | null;
  readonly thanks: ReadonlyMap<string, ThanksRule>;
  readonly penalties: ReadonlyMap<string, PenaltyRule>;
  /** Does a penalty delay both dates, or only the one that falls due first? */
  readonly penaltyScope: 'BOTH' | 'FIRST_DUE';
}

export interface ThanksRule {
  readonly firstMonths: number;
  readonly laterMonths: number;
  readonly lettersPerYear: number;
}

export interface PenaltyRule {
  readonly delayMonths: number;
  readonly monthPerDayAbove: number | null;
}

/** The seniority rules of a package. */
export function seniorityRulesOf(rules: readonly Rule[]): SeniorityRules {
  const grades = new Map(rulesOfKind(rules, 'SCALE').map(({ code, value }) => [code, value]));
  const scope = rulesOfKind(rules, 'PARAMETER').find(({ code }) => code === 'PENALTY_SCOPE')?.value.value;
  return {
    grades,
    nextGrade: (grade) => {
      const next = String(Number(grade) - 1);
      return grades.has(next) ? next : null;
    },
    thanks: new Map(rulesOfKind(rules, 'THANKS').map(({ code, value }) => [code, value])),
    penalties: new Map(rulesOfKind(rules, 'PENALTY').map(({ code, value }) => [code, value])),
    penaltyScope: scope === 'FIRST_DUE' ? 'FIRST_DUE' : 'BOTH',
  };
}

/** By how many months a penalty delays (payroll-contract §13.3). */
export function delayOf(penalty: Career['penalties'][number], rules: SeniorityRules): number {
  const rule = rules.penalties.get(penalty.kind);
  if (rule === undefined) return 0;
  const days = penalty.days ?? 0;
  return rule.monthPerDayAbove !== null && days > rule.monthPerDayAbove ? days : rule.delayMonths;
}

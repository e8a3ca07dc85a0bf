import type { LocalDate, Month } from '#kernel/date.ts';
import type { Money } from '#kernel/money.ts';

/**
 * The rules of one package in the form in which the calculation reads them (payroll-contract §2, §3). All figures
 * come from the rows of a package; none stands in the calculation.
 */
export interface RuleBook {
  /** The package holds from this month on; nothing earlier can be calculated by it. */
  readonly firstMonth: Month;
  readonly scale: ReadonlyMap<string, ScaleGrade>;
  readonly certificates: ReadonlyMap<string, number>;
  /** In catalogue order, which is also the order of the lines on the slip. */
  readonly allowances: readonly AllowanceRule[];
  readonly taxBrackets: readonly TaxBracket[];
  readonly reliefs: ReadonlyMap<string, ReliefRule>;
  readonly childRelief: Money;
  readonly ageRelief: { readonly olderThanYears: number; readonly amount: Money };
  readonly lifeInsuranceLimit: Money;
  readonly levies: readonly LevyRule[];
  readonly parameters: Parameters;
}

export interface ScaleGrade {
  readonly grade: string;
  readonly first: Money;
  readonly increment: Money;
  readonly steps: number;
  /** Null where the scale ends. */
  readonly promotionYears: number | null;
}

export interface AllowanceRule {
  readonly code: string;
  /**
   * `CERTIFICATE`, `SPOUSE` and `CHILD` follow facts of their own; the other two follow an allowance that an order
   * granted.
   */
  readonly method: 'CERTIFICATE' | 'NOMINAL_SHARE' | 'FIXED' | 'SPOUSE' | 'CHILD';
  /** The rate where the order names none; null when the order always names it. */
  readonly basisPoints: number | null;
  readonly cap: 'inside' | 'outside' | 'by-geo-parameter' | 'by-higher-50-parameter';
  /** Certificates without which it is not paid; empty when none is asked. */
  readonly needsCertificate: readonly string[];
  /** The allowance that wins when both are in force. */
  readonly yieldsTo: string | null;
}

/** The part of the yearly taxable income up to a limit (null: all above), and its rate. */
export interface TaxBracket {
  readonly upTo: Money | null;
  readonly basisPoints: number;
}

export interface ReliefRule {
  readonly amount: Money;
  /** False for whoever gets no relief of any kind, neither for children nor for age. */
  readonly isResident: boolean;
}

/** A deduction that the state puts on all salaries for a time, or for one body. */
export interface LevyRule {
  readonly code: string;
  readonly base: 'NOMINAL' | 'GROSS';
  readonly basisPoints: number | null;
  readonly amount: Money | null;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
}

export interface Parameters {
  readonly dayBasis: 'ACTUAL_DAYS' | 'FIXED_30';
  readonly prorateFamily: boolean;
  readonly allowanceCapBp: number;
  readonly capReductionOrder: 'LAST_GRANTED_FIRST' | readonly string[];
  readonly geoInCap: boolean;
  readonly higher50InCap: boolean;
  readonly certificateBp: Readonly<Record<string, number>>;
  readonly spouseAmount: Money;
  readonly childAmount: Money;
  readonly childMax: number;
  readonly pensionEmployeeBp: number;
  readonly pensionStateBp: number;
  readonly pensionBase: 'NOMINAL' | 'NOMINAL_CERT';
  readonly socProtBp: number;
  readonly publicAllowanceRelief: 'FORM_2D_30PCT' | 'NONE' | 'FULL';
  readonly allowanceReliefBp: number;
  readonly absenceMode: 'DEDUCT_NOMINAL' | 'AS_UNPAID';
  readonly attachmentShareBp: number;
  readonly arrearsRecoveryMaxBp: number;
  readonly arrearsMaxMonths: number | null;
  readonly netFloor: Money;
}

/** Parameters that differ from a month to another, later ones winning. */
export interface ParameterOverride {
  readonly fromMonth: Month;
  readonly toMonth: Month | null;
  readonly parameters: Partial<Parameters>;
}

/** The book with other parameters; certificate rates are merged key by key, everything else is replaced. */
export function withParameters(book: RuleBook, parameters: Partial<Parameters>): RuleBook {
  const certificateBp = { ...book.parameters.certificateBp, ...parameters.certificateBp };
  return { ...book, parameters: { ...book.parameters, ...parameters, certificateBp } };
}

/** The book as it stands for a month. */
export function bookOfMonth(book: RuleBook, overrides: readonly ParameterOverride[], month: Month): RuleBook {
  return overrides
    .filter(({ fromMonth, toMonth }) => fromMonth <= month && (toMonth === null || month <= toMonth))
    .reduce((result, override) => withParameters(result, override.parameters), book);
}

/** The nominal salary (الراتب الاسمي) of a place in the scale; null when the scale has no such place. */
export function nominalOf(book: RuleBook, place: { readonly grade: string; readonly step: number }): Money | null {
  const row = book.scale.get(place.grade);
  if (row === undefined || place.step < 1 || place.step > row.steps) return null;
  // Whole dinars times a whole number of steps.
  return (row.first + (place.step - 1) * row.increment) as Money;
}

/** The certificate's share of the nominal salary, in basis points; a parameter replaces the table. */
export function certificateRate(book: RuleBook, code: string): number {
  return book.parameters.certificateBp[code] ?? book.certificates.get(code) ?? 0;
}

export function isCapped(rule: AllowanceRule, parameters: Parameters): boolean {
  switch (rule.cap) {
    case 'inside':
      return true;
    case 'outside':
      return false;
    case 'by-geo-parameter':
      return parameters.geoInCap;
    case 'by-higher-50-parameter':
      return parameters.higher50InCap;
  }
}

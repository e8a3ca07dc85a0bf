import type { LocalDate, Month } from '#kernel/date.ts';
import type { Money } from '#kernel/money.ts';

/**
 * What is known of one employee when a month is calculated (payroll-contract §4). Timelines are ascending and each
 * entry holds until the next; intervals include both ends.
 */
export interface PayFacts {
  /** From the first paid day (المباشرة) to the last (الانفكاك). */
  readonly service: { readonly commencement: LocalDate; readonly termination: LocalDate | null };
  readonly birthDate: LocalDate | null;
  readonly grades: readonly GradeFact[];
  readonly certificates: readonly CertificateFact[];
  readonly allowances: readonly AllowanceFact[];
  readonly dependants: readonly DependantFact[];
  readonly taxStatuses: readonly TaxStatusFact[];
  readonly taxDeductions: readonly TaxDeductionFact[];
  readonly leaves: readonly LeaveFact[];
  readonly penalties: readonly PenaltyFact[];
  readonly courtOrders: readonly CourtOrderFact[];
  readonly loans: readonly LoanFact[];
  /** Temporary deductions from which the employee is exempt, or has opted out. */
  readonly exemptions: readonly ExemptionFact[];
  readonly carriedIn: readonly CarriedFact[];
  /** What an order adds in this run alone (positive) or takes (negative). */
  readonly adjustments: readonly AdjustmentFact[];
  readonly previouslyPaid: readonly PaidMonth[];
}

export interface Interval {
  readonly from: LocalDate;
  readonly to: LocalDate | null;
}

/** Which order granted a fact; what the explanation of a figure names. */
interface Granted {
  readonly orderId?: string | undefined;
}

export interface GradeFact extends Granted {
  readonly from: LocalDate;
  readonly grade: string;
  readonly step: number;
  /** A personal nominal salary outside the scale; replaces the table everywhere. */
  readonly nominalOverride: Money | null;
}

export interface CertificateFact extends Granted {
  readonly from: LocalDate;
  readonly code: string;
}

/** Basis points for a share of the nominal salary, an amount for a fixed one; both null take the rate of the rules. */
export interface AllowanceFact extends Interval, Granted {
  readonly code: string;
  readonly basisPoints: number | null;
  readonly amount: Money | null;
}

export interface DependantFact {
  readonly id: string;
  readonly kind: 'SPOUSE' | 'CHILD';
  /** When he counts for the family allowance. */
  readonly allowance: Interval | null;
  /** When he counts for the tax relief: a separate judgement with its own conditions. */
  readonly tax: Interval | null;
}

export interface TaxStatusFact {
  readonly from: LocalDate;
  readonly code: string;
}

export interface TaxDeductionFact extends Interval {
  readonly kind: 'LIFE_INSURANCE' | 'COURT_ALIMONY';
  readonly monthly: Money;
}

/** How a leave or an absence is paid. Fully paid leaves are no facts of the pay. */
export type LeavePay = 'UNPAID' | 'HALF_PAY' | 'NOMINAL_ONLY' | 'ABSENCE';

export interface LeaveFact extends Interval, Granted {
  readonly kind: LeavePay;
}

export type PenaltyFact = Granted & { readonly id: string; readonly date: LocalDate } & (
    | { readonly kind: 'CUT'; readonly days: number; readonly cutMonth: Month }
    | { readonly kind: 'REDUCE'; readonly basisPoints: number; readonly fromMonth: Month; readonly toMonth: Month }
  );

export interface CourtOrderFact {
  readonly id: string;
  readonly kind: 'ALIMONY_CURRENT' | 'STATE_DEBT' | 'JUDGMENT';
  readonly date: LocalDate;
  readonly monthly: Money;
  /** What is still owed; null without an end. */
  readonly balance: Money | null;
  readonly fromMonth: Month;
  readonly toMonth: Month | null;
}

export interface LoanFact {
  readonly id: string;
  readonly kind: 'STATE_ADVANCE' | 'HOUSING_FUND' | 'BANK';
  readonly date: LocalDate;
  readonly instalment: Money;
  /** The whole outstanding debt, what was carried included. */
  readonly balance: Money;
  readonly fromMonth: Month;
  readonly skipMonths: readonly Month[];
}

export interface ExemptionFact extends Interval {
  readonly code: string;
}

export interface AdjustmentFact {
  readonly id: string;
  readonly code: string;
  readonly amount: Money;
}

export type CarryCode = 'ABSENCE' | 'PENALTY_CUT' | 'PENALTY_REDUCE' | 'ARREARS_RECOVERY' | 'LOAN';

export interface CarriedFact {
  readonly code: CarryCode;
  readonly ref: string | null;
  readonly amount: Money;
}

export interface CodedAmount {
  readonly code: string;
  readonly amount: Money;
}

/** What has been paid so far for a month, earlier arrears included. */
export interface PaidMonth {
  readonly month: Month;
  readonly lines: readonly CodedAmount[];
  readonly deductions: readonly CodedAmount[];
  readonly stateShare: Money;
}

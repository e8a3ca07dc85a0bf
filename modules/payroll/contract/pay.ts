import type { LocalDate, Month } from '#kernel/date.ts';
import type { Money } from '#kernel/money.ts';
import type { CodedAmount, PayFacts } from './pay-facts.ts';

export const runKinds = ['REGULAR', 'ARREARS', 'BONUS', 'FINAL'] as const;
export type RunKind = (typeof runKinds)[number];
export const runStates = ['draft', 'calculated', 'under_audit', 'approved', 'locked', 'cancelled'] as const;
export type RunState = (typeof runStates)[number];

export const severities = ['error', 'warning'] as const;
export type Severity = (typeof severities)[number];
export const issueStates = ['open', 'accepted'] as const;
export type IssueState = (typeof issueStates)[number];

export const paymentWays = ['BANK', 'CASH'] as const;
export type PaymentWay = (typeof paymentWays)[number];

export const courtOrderKinds = ['ALIMONY_CURRENT', 'STATE_DEBT', 'JUDGMENT'] as const;
export type CourtOrderKind = (typeof courtOrderKinds)[number];
export const loanKinds = ['STATE_ADVANCE', 'HOUSING_FUND', 'BANK'] as const;
export type LoanKind = (typeof loanKinds)[number];

/** What a locked run took from a debt, carried to the next month, or left of a cash payment. */
export const ledgerKinds = [
  'LOAN_PAID',
  'COURT_PAID',
  'CARRY_ABSENCE',
  'CARRY_PENALTY_CUT',
  'CARRY_PENALTY_REDUCE',
  'CARRY_ARREARS_RECOVERY',
  'CARRY_LOAN',
  'CASH_REMAINDER',
] as const;
export type LedgerKind = (typeof ledgerKinds)[number];

export const accountRoles = ['EXPENSE', 'LIABILITY'] as const;
export type AccountRole = (typeof accountRoles)[number];
export const bankFileStates = ['made', 'returned'] as const;
export type BankFileState = (typeof bankFileStates)[number];

/** Everything that a slip says in figures. */
export interface SlipAmounts {
  readonly lines: readonly CodedAmount[];
  readonly deductions: readonly (CodedAmount & { readonly ref: string | null })[];
  readonly arrears: {
    readonly lines: readonly (CodedAmount & { readonly month: Month })[];
    readonly deductions: readonly (CodedAmount & { readonly month: Month })[];
    readonly stateShare: Money;
    readonly stateShareByMonth: Readonly<Record<Month, Money>>;
  };
  readonly carryForward: readonly (CodedAmount & { readonly ref: string | null })[];
  readonly warnings: readonly {
    readonly code: string;
    readonly ref: string | null;
    readonly amount: Money | null;
  }[];
}

/** From what a slip was calculated; with the packages of its months it can be calculated again to the same bytes. */
export interface SlipSnapshot {
  readonly facts: PayFacts;
  /** The packages of the month and of every month that was recomputed. */
  readonly packages: readonly { readonly month: Month; readonly packageId: string; readonly hash: string }[];
}

export interface RunTotals {
  readonly employees: number;
  readonly gross: Money;
  readonly deductions: Money;
  readonly arrears: Money;
  readonly net: Money;
  readonly stateShare: Money;
  readonly errors: number;
  readonly warnings: number;
}

/** A rule that a run used, as its report names it. */
export interface UsedRule {
  readonly kind: string;
  readonly code: string;
  readonly titleAr: string;
  readonly source: string;
  readonly confidence: string;
}

/** How a bank wants its file: columns in order, with what surrounds them. */
export interface BankLayout {
  readonly format: 'DELIMITED' | 'FIXED' | 'XLSX';
  readonly encoding: 'UTF8' | 'WINDOWS_1256';
  readonly delimiter: string;
  readonly hasHeading: boolean;
  readonly lineEnd: 'CRLF' | 'LF';
  readonly columns: readonly BankColumn[];
  /** A last line with the number of rows and the sum, for the bank's control. */
  readonly hasTrailer: boolean;
}

export interface BankColumn {
  readonly field:
    'SEQUENCE' | 'NAME' | 'NUMBER' | 'IBAN' | 'ACCOUNT' | 'BANK' | 'NET' | 'MONTH' | 'UNIT' | 'FIXED_TEXT';
  readonly heading: string;
  /** Of a fixed-width file; null otherwise. */
  readonly width: number | null;
  readonly text: string | null;
}

/** A row that the bank did not pay, and why. */
export interface ReturnedRow {
  readonly employeeId: string;
  readonly amount: Money;
  readonly reason: string;
  readonly returnedOn: LocalDate;
  /** The moment at which it was written down first; absent in rows of older versions. */
  readonly keptAt?: number;
}

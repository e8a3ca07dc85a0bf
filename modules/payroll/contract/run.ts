import type { RunState } from './pay.ts';

/** What a person may be allowed to do with the pay. Preparing, auditing and approving are three people's work. */
export const permissions = [
  'payroll.run.view',
  'payroll.run.prepare',
  'payroll.run.audit',
  'payroll.run.approve',
  'payroll.run.lock',
  'payroll.ledger.view',
  'payroll.ledger.edit',
  'payroll.bank.view',
  'payroll.bank.edit',
  'payroll.account.edit',
  'payroll.report.view',
] as const;

/** Every refusal of this module; each has its text in `strings.*.json`. */
export const problems = [
  'PACKAGE_INCOMPLETE',
  'ENTITY_DOES_NOT_PAY',
  'RUN_OPEN_ALREADY',
  'RUN_MONTH_LOCKED',
  'MONTH_CLOSED',
  'MOVE_NOT_POSSIBLE',
  'RUN_EMPTY',
  'RUN_HAS_ERRORS',
  'RUN_HAS_OPEN_WARNINGS',
  'RUN_IS_STALE',
  'RUN_CHANGED_MEANWHILE',
  'EARLIER_RUN_OPEN',
  'NOT_THE_PREPARER',
  'NOT_THE_AUDITOR',
  'NOT_AUDITED',
  'UNCONFIRMED_RULES',
  'SLIP_HELD',
  'SLIP_NOT_HELD',
  'PAID_IN_ANOTHER_RUN',
  'EMPLOYEE_NOT_IN_RUN',
  'EMPLOYEE_OUTSIDE_ENTITY',
  'ISSUE_IS_ERROR',
  'ISSUE_ACCEPTED',
  'ISSUE_OPEN',
  'ADJUSTMENT_CODE_RESERVED',
  'ADJUSTMENT_NOTHING',
  'ADJUSTMENT_ADDS',
  'ADJUSTMENT_TAKES',
  'ADJUSTMENT_IN_ARREARS',
  'AMOUNT_NOT_POSITIVE',
  'PERIOD_REVERSED',
  'INSTALMENT_ABOVE_TOTAL',
  'LEDGER_IN_USE',
  'TOTAL_BELOW_PAID',
  'ACCOUNT_TWICE',
  'ACCOUNT_FORM',
  'JOURNAL_UNMAPPED',
  'TEMPLATE_NAME_TAKEN',
  'TEMPLATE_WIDTH_MISSING',
  'TEMPLATE_WIDTH_TOO_SMALL',
  'TEMPLATE_TEXT_NOT_ENCODABLE',
  'TEMPLATE_IN_USE',
  'BANK_FILE_EMPTY',
  'BANK_ROWS_SENT_BEFORE',
  'RETURNED_ROW_UNKNOWN',
  'RETURNED_AMOUNT_DIFFERS',
  'RUN_NOT_LOCKED',
  'LEVY_NOT_OPTIONAL',
  'SHEET_KEY_MISSING',
  'COMPONENT_NOT_IN_SLIP',
] as const;

/**
 * The moves table of a run: from which state a move leads to which, and under which permission. The buttons of the
 * screens and the checks of the office both read it. `audit` leaves the state and writes down who audited.
 */
export const moves = {
  run: [
    { name: 'calculate', from: ['draft', 'calculated'], to: 'calculated', permission: 'payroll.run.prepare' },
    { name: 'adjust', from: ['draft', 'calculated'], to: null, permission: 'payroll.run.prepare' },
    { name: 'hold', from: ['calculated'], to: null, permission: 'payroll.run.prepare' },
    { name: 'accept', from: ['calculated'], to: null, permission: 'payroll.run.prepare' },
    { name: 'redraft', from: ['calculated'], to: 'draft', permission: 'payroll.run.prepare' },
    { name: 'submit', from: ['calculated'], to: 'under_audit', permission: 'payroll.run.prepare' },
    { name: 'audit', from: ['under_audit'], to: 'under_audit', permission: 'payroll.run.audit' },
    { name: 'return', from: ['under_audit'], to: 'calculated', permission: 'payroll.run.audit' },
    { name: 'approve', from: ['under_audit'], to: 'approved', permission: 'payroll.run.approve' },
    { name: 'reject', from: ['under_audit', 'approved'], to: 'calculated', permission: 'payroll.run.approve' },
    { name: 'lock', from: ['approved'], to: 'locked', permission: 'payroll.run.lock' },
    { name: 'cancel', from: ['draft', 'calculated'], to: 'cancelled', permission: 'payroll.run.prepare' },
  ],
} as const satisfies Record<string, readonly Move[]>;

export interface Move {
  readonly name: string;
  readonly from: readonly RunState[];
  /** Null where the state stays what it is. */
  readonly to: RunState | null;
  readonly permission: (typeof permissions)[number];
}
export type RunMove = (typeof moves.run)[number]['name'];

/** What a calculation may find in the papers of one person, with how grave it is. */
export const issueKinds = {
  GRADE_MISSING: 'error',
  GRADE_NOT_IN_SCALE: 'error',
  TAX_STATUS_MISSING: 'error',
  SERVICE_MISSING: 'error',
  SAME_DAY_TWICE: 'error',
  ALLOWANCES_OVERLAP: 'error',
  LEAVES_OVERLAP: 'error',
  REF_UNKNOWN: 'error',
  CARRIED_ABOVE_BALANCE: 'error',
  PAID_MONTH_TWICE: 'error',
  PAID_MONTH_NOT_EARLIER: 'error',
  MONTH_BEFORE_SCALE: 'error',
  ALLOWANCE_UNKNOWN: 'error',
  ALLOWANCE_NOT_NAMED: 'error',
  IBAN_WRONG: 'error',
  NATIONAL_CARD_TWICE: 'error',
  IBAN_TWICE: 'warning',
  IBAN_MISSING: 'warning',
  UNIT_CLOSED: 'warning',
  CERTIFICATE_MISSING: 'warning',
  CAP_EXCESS: 'warning',
  COURT_UNPAID: 'warning',
  TAKING_UNPAID: 'warning',
  SIGN_AGAINST_KIND: 'warning',
  NO_PAY: 'warning',
  ARREARS_LIMIT: 'warning',
  MONTHS_BEFORE_FIRST: 'warning',
  CONDITION_NOT_MET: 'warning',
  ALLOWANCES_CONFLICT: 'warning',
  NET_BELOW_FLOOR: 'warning',
  NOTHING_LEFT: 'warning',
  ALLOWANCE_UNUSUAL: 'warning',
  BIG_CHANGE: 'warning',
  IN_ANOTHER_RUN: 'warning',
} as const;
export type IssueCode = keyof typeof issueKinds;

/** Components that the calculation itself names; those of allowances and levies are named by their rule package. */
export const ownComponents = [
  'NOMINAL',
  'PENSION',
  'SOC_PROT',
  'TAX',
  'ABSENCE',
  'PENALTY_CUT',
  'PENALTY_REDUCE',
  'EXEC_ALIMONY',
  'EXEC_STATE_DEBT',
  'EXEC_JUDGMENT',
  'ARREARS_RECOVERY',
  'LOAN',
] as const;

/** Components of the journal that no slip names as a line. */
export const journalComponents = ['STATE_SHARE', 'NET_PAYABLE'] as const;

/** What is commonly added to the pay of a month, or taken from it, by an order of its own; an office may use others. */
export const additionCodes = ['BONUS', 'OVERTIME', 'LECTURES', 'ASSIGNMENT', 'OTHER_ADDITION'] as const;
export const takingCodes = ['DAMAGES', 'OTHER_DEDUCTION'] as const;
export const adjustmentCodes = [...additionCodes, ...takingCodes] as const;

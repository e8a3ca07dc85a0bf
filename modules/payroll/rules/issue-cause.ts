import type { IssueCode } from '../contract/index.ts';

/** Where the cause of an issue is mended: a part of the employee's file, the person's slip, a debt, another list. */
export type IssueCause =
  'career' | 'accounts' | 'papers' | 'slip' | 'loans' | 'courtOrders' | 'staff' | 'runs' | 'adjustments';

export const issueCauses = {
  GRADE_MISSING: 'career',
  GRADE_NOT_IN_SCALE: 'career',
  TAX_STATUS_MISSING: 'career',
  SERVICE_MISSING: 'career',
  SAME_DAY_TWICE: 'career',
  ALLOWANCES_OVERLAP: 'career',
  LEAVES_OVERLAP: 'career',
  REF_UNKNOWN: 'loans',
  CARRIED_ABOVE_BALANCE: 'loans',
  PAID_MONTH_TWICE: 'slip',
  PAID_MONTH_NOT_EARLIER: 'slip',
  MONTH_BEFORE_SCALE: 'slip',
  ALLOWANCE_UNKNOWN: 'career',
  ALLOWANCE_NOT_NAMED: 'career',
  IBAN_WRONG: 'accounts',
  NATIONAL_CARD_TWICE: 'staff',
  IBAN_TWICE: 'staff',
  IBAN_MISSING: 'accounts',
  UNIT_CLOSED: 'career',
  CERTIFICATE_MISSING: 'career',
  CAP_EXCESS: 'slip',
  COURT_UNPAID: 'courtOrders',
  TAKING_UNPAID: 'adjustments',
  SIGN_AGAINST_KIND: 'adjustments',
  NO_PAY: 'slip',
  ARREARS_LIMIT: 'slip',
  MONTHS_BEFORE_FIRST: 'career',
  CONDITION_NOT_MET: 'career',
  ALLOWANCES_CONFLICT: 'career',
  NET_BELOW_FLOOR: 'slip',
  NOTHING_LEFT: 'slip',
  ALLOWANCE_UNUSUAL: 'career',
  BIG_CHANGE: 'slip',
  IN_ANOTHER_RUN: 'runs',
} as const satisfies Readonly<Record<IssueCode, IssueCause>>;

/** The cause by the code that came over the wire; one that is not known is looked for in the file. */
export function causeOf(code: string): IssueCause {
  const causes: Readonly<Record<string, IssueCause>> = issueCauses;
  return causes[code] ?? 'papers';
}

import type { LeaveState, OrderState } from './codes.ts';

export const permissions = [
  'hr.employee.view',
  'hr.employee.edit',
  'hr.order.view',
  'hr.order.draft',
  'hr.order.check',
  'hr.order.approve',
  'hr.leave.view',
  'hr.leave.request',
  'hr.leave.approve',
  'hr.handover.view',
  'hr.handover.send',
  'hr.handover.accept',
  'hr.import',
] as const;

/** Every refusal of this module; each has its text in `strings.*.json`. */
export const problems = [
  'NATIONAL_CARD_FORM',
  'NATIONAL_CARD_TAKEN',
  'PHONE_FORM',
  'IBAN_FORM',
  'IBAN_CHECK',
  'BIRTH_DATE_RANGE',
  'NUMBER_TAKEN',
  'NUMBER_UNKNOWN',
  'PERIOD_REVERSED',
  'ACCOUNTS_OVERLAP',
  'POSSIBLE_DUPLICATE',
  'PHOTO_NO_PICTURE',
  'EMPLOYEE_TWICE',
  'ORDER_MOVE',
  'ORDER_SAME_PERSON',
  'ORDER_NOT_YOURS',
  'ORDER_LINE_STALE',
  'ORDER_NUMBER_TAKEN',
  'TERM_REQUIRED',
  'TERM_UNKNOWN',
  'NOT_IN_SERVICE',
  'ALREADY_IN_SERVICE',
  'NO_GRADE',
  'AFTER_KNOWN_GRADE',
  'TOP_STEP',
  'TOP_GRADE',
  'STEP_OUT_OF_SCALE',
  'NO_LEAVE_TO_END',
  'NO_ALLOWANCE_TO_END',
  'LEAVE_OVERLAPS',
  'LEAVE_BALANCE',
  'LEAVE_TOO_LONG',
  'LEAVE_MOVE',
  'LEAVE_SAME_PERSON',
  'RETURN_BEFORE_LEAVE',
  'REVERSAL_OF_REVERSAL',
  'REVERSAL_BLOCKED',
  'UNIT_UNKNOWN',
  'UNIT_AMBIGUOUS',
  'CODE_UNKNOWN',
  'WORD_UNKNOWN',
  'YES_NO_OR_AMOUNT',
  'GRADE_WITHOUT_STEP',
  'NAME_SHORT',
  'AMOUNT_FORM',
  'EMPLOYEE_KIND',
  'PERCENT_FORM',
  'COUNT_FORM',
  'IMPORTED_UNDER_ORDERS',
  'DUE_CHANGED',
  'EMPLOYEE_IN_TRANSIT',
  'EMPLOYEE_MOVED',
  'HANDOVER_NOT_LINKED',
  'HANDOVER_NO_OFFICES',
  'HANDOVER_TO_SELF',
  'HANDOVER_OFFICE_UNKNOWN',
  'HANDOVER_ORDER_OPEN',
  'HANDOVER_LEAVE_OPEN',
  'HANDOVER_RUN_OPEN',
  'HANDOVER_SCANS',
  'HANDOVER_DATE',
  'HANDOVER_ANSWERED',
  'HANDOVER_ANSWERED_HERE',
  'HANDOVER_RECALLED',
  'HANDOVER_NOT_OURS',
  'HANDOVER_MOVE',
  'HANDOVER_FILE_UNREADABLE',
  'HANDOVER_PERSON_HERE',
  'HANDOVER_DEBTS_TAKEN',
  'HANDOVER_NOBODY_CHOSEN',
  'HANDOVER_TOO_MANY',
  'HANDOVER_DAY_NEEDED',
] as const;

interface Move<State> {
  readonly name: string;
  readonly from: readonly State[];
  readonly to: State;
  readonly permission: string;
}

/**
 * The moves tables: from which state a move leads to which, and under which permission. Of an order's three steps
 * (draft, check, approve) nobody does two.
 */
export const moves = {
  order: [
    { name: 'edit', from: ['draft'], to: 'draft', permission: 'hr.order.draft' },
    { name: 'check', from: ['draft'], to: 'checked', permission: 'hr.order.check' },
    { name: 'approve', from: ['checked'], to: 'approved', permission: 'hr.order.approve' },
    { name: 'refuse', from: ['draft', 'checked'], to: 'refused', permission: 'hr.order.check' },
    { name: 'reverse', from: ['approved'], to: 'approved', permission: 'hr.order.draft' },
  ],
  leave: [
    { name: 'approve', from: ['requested'], to: 'approved', permission: 'hr.leave.approve' },
    { name: 'refuse', from: ['requested'], to: 'refused', permission: 'hr.leave.approve' },
    { name: 'cancel', from: ['requested'], to: 'cancelled', permission: 'hr.leave.request' },
    { name: 'return', from: ['approved'], to: 'returned', permission: 'hr.leave.approve' },
  ],
} as const satisfies { readonly order: readonly Move<OrderState>[]; readonly leave: readonly Move<LeaveState>[] };

export type OrderMove = (typeof moves.order)[number]['name'];
export type LeaveMove = (typeof moves.leave)[number]['name'];

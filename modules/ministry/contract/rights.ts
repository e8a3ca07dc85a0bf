import { exchangeProblems } from '#kernel/sync/exchange.ts';

/** What people of the data centre may do. In an office without a data centre behind it nobody holds any of these. */
export const permissions = [
  'ministry.office.view',
  'ministry.office.edit',
  'ministry.late.decide',
  'ministry.payroll.view',
  'ministry.person.view',
  'ministry.doubleFile.view',
  'ministry.doubleFile.decide',
  'ministry.proposal.view',
  'ministry.proposal.decide',
  'ministry.itemProposal.view',
  'ministry.itemProposal.decide',
  'ministry.officeProposal.view',
  'ministry.officeProposal.decide',
  'ministry.act.view',
  'ministry.health.view',
] as const;

/** Every refusal of this module; each has its text in `strings.*.json`. */
export const problems = [
  // Any of its procedures may be asked while the database of the data centre does not answer.
  'CENTRE_AWAY',
  ...(['OFFICE_UNKNOWN', 'OFFICE_CLOSED', 'DEVICE_UNKNOWN', 'SEARCH_TOO_SHORT'] as const),
  ...(['OFFICE_CHANGED', 'OFFICE_IS_CENTRE', 'PLACE_FORM', 'PLACE_OUTSIDE'] as const),
  ...(['MOVE_SAME_OFFICE', 'MOVE_OF_CENTRE'] as const),
  ...(['LATE_GONE', 'LATE_CHANGED', 'LATE_DECIDED'] as const),
  ...(['PROPOSAL_GONE', 'PROPOSAL_CHANGED', 'PROPOSAL_UNREADABLE', 'DECIDED_ALREADY'] as const),
  ...(['ITEM_UNREADABLE', 'ITEM_IN_DRAFT', 'ITEM_GONE', 'KIND_REQUIRED'] as const),
  ...(['OFFICE_UNREADABLE', 'OFFICE_MADE'] as const),
  ...(['FILES_NOT_ALIKE', 'FILES_CHANGED', 'FILES_DECIDED', 'FILE_KEPT_UNKNOWN', 'FILE_CLOSES'] as const),
  ...exchangeProblems,
] as const;

import { z } from 'zod';

export const genders = ['MALE', 'FEMALE'] as const;
export type Gender = (typeof genders)[number];
export const maritalStatuses = ['SINGLE', 'MARRIED', 'DIVORCED', 'WIDOWED'] as const;
export type MaritalStatus = (typeof maritalStatuses)[number];
export const bloodGroups = ['A+', 'A-', 'B+', 'B-', 'AB+', 'AB-', 'O+', 'O-'] as const;
export type BloodGroup = (typeof bloodGroups)[number];
/** Permanent staff, contract, daily wage, seconded here from elsewhere. */
export const employmentKinds = ['PERMANENT', 'CONTRACT', 'DAILY', 'SECONDED'] as const;
export type EmploymentKind = (typeof employmentKinds)[number];
export const numberKinds = ['OFFICE', 'UNIFIED', 'STATISTICAL', 'FORMER'] as const;
export type NumberKind = (typeof numberKinds)[number];
export const dependantKinds = ['SPOUSE', 'CHILD'] as const;
export type DependantKind = (typeof dependantKinds)[number];

/** The kinds of administrative order (domain sheet §4.1). */
export const orderKinds = [
  'APPOINTMENT',
  'COMMENCEMENT',
  'INCREMENT',
  'PROMOTION',
  'TITLE_CHANGE',
  'CERTIFICATE',
  'POSITION',
  'ALLOWANCE',
  'TRANSFER',
  'SECONDMENT',
  'LEAVE',
  'RECOMMENCEMENT',
  'THANKS',
  'PENALTY',
  'SERVICE_CREDIT',
  'SUSPENSION',
  'ABSENCE',
  'TAX_STATUS',
  'RESIGNATION',
  'RETIREMENT',
  'DISMISSAL',
  'DEATH',
  'REVERSAL',
  'OPENING',
] as const;
export type OrderKind = (typeof orderKinds)[number];
export const zOrderKind = z.enum(orderKinds);

/** Written, checked by a second person, approved by a third; or refused. A reversed one stays readable. */
export const orderStates = ['draft', 'checked', 'approved', 'refused', 'reversed'] as const;
export type OrderState = (typeof orderStates)[number];

export const leaveStates = ['requested', 'approved', 'returned', 'refused', 'cancelled'] as const;
export type LeaveState = (typeof leaveStates)[number];
export const leaveEntryKinds = ['OPENING', 'ACCRUAL', 'USE', 'CANCEL', 'PAYOUT', 'LOST'] as const;
export type LeaveEntryKind = (typeof leaveEntryKinds)[number];

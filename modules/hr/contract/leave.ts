import { z } from 'zod';
import { LIST_LIMIT, problemSchema, zDate, zId, zOptionalText, zRecord, zRequired } from '#modules/contract.ts';
import { leaveEntryKinds, leaveStates } from './codes.ts';
import { zRuleCode } from './fact.ts';

export const leaveInput = z.strictObject({
  employeeId: zId,
  type: zRuleCode,
  fromDate: zDate,
  toDate: zDate,
  reason: zOptionalText(300),
});
export type LeaveInput = z.infer<typeof leaveInput>;

/** The administrative order under which a leave is granted or its end is noted. */
export const leaveOrder = { number: zRequired(60), orderDate: zDate, issuer: zRequired(200) };

export const leaveRow = z.object({
  ...zRecord,
  employeeId: zId,
  fullName: z.string(),
  number: z.string().nullable(),
  unitId: zId,
  type: z.string(),
  fromDate: zDate,
  toDate: zDate,
  days: z.number().int(),
  state: z.enum(leaveStates),
  reason: z.string().nullable(),
  orderId: zId.nullable(),
  returnedOn: zDate.nullable(),
  refusalReason: z.string().nullable(),
  /** Today's, of the ledger from which it takes; null where it takes from none. */
  balance: z.number().int().nullable(),
});
export type LeaveRow = z.infer<typeof leaveRow>;

/** Somebody who is away, by an order of any kind, or who asks to be. */
export const awayRow = z.object({
  employeeId: zId,
  fullName: z.string(),
  number: z.string().nullable(),
  unitId: zId,
  /** The leave's code, or `SUSPENSION`, or `ABSENCE`. */
  type: z.string(),
  from: zDate,
  to: zDate.nullable(),
  isGranted: z.boolean(),
});
export type AwayRow = z.infer<typeof awayRow>;

/** What a leave would mean, told before it is asked for. */
export const leavePreview = z.object({
  days: z.number().int(),
  /** Today, and on its first day with what accrues until then; null where it takes from no ledger. */
  balance: z.number().int().nullable(),
  balanceThen: z.number().int().nullable(),
  problems: z.array(problemSchema),
  /** Colleagues of his unit who are away on one of these days. */
  away: z.array(awayRow).max(LIST_LIMIT),
});

export const leaveEntryRow = z.object({
  kind: z.enum(leaveEntryKinds),
  onDate: zDate,
  days: z.number().int(),
  note: z.string().nullable(),
  /** The sum up to here. */
  balance: z.number().int(),
});

export const leaveBalance = z.object({
  type: z.string(),
  balance: z.number().int(),
  entries: z.array(leaveEntryRow),
});
export type LeaveBalance = z.infer<typeof leaveBalance>;

import { z } from 'zod';
import { zDate, zId, zOptionalText, zRecord, zRequired } from '#modules/contract.ts';
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
});
export type LeaveRow = z.infer<typeof leaveRow>;

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

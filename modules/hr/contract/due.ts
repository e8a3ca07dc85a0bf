import { z } from 'zod';
import { zDate, zId, zRequired } from '#modules/contract.ts';
import { zMonth } from './fact.ts';
import { LINES_LIMIT } from './order.ts';

export const dueKinds = ['INCREMENT', 'PROMOTION'] as const;
export type DueKind = (typeof dueKinds)[number];

/** Why somebody whose date has come is not put into a batch. */
export const dueExceptions = ['SUSPENDED', 'LEFT_SERVICE', 'IN_ORDER', 'ON_UNPAID_LEAVE'] as const;
export type DueException = (typeof dueExceptions)[number];

const zEffect = z.object({
  date: zDate,
  cause: z.enum(['THANKS', 'PENALTY', 'CREDIT', 'NON_SERVICE']),
  detail: z.string(),
  months: z.number().int(),
  days: z.number().int(),
});
/** How a date comes about: from where it is counted, how long it takes, and what moved it. */
export const zExplained = z.object({
  start: zDate,
  basisMonths: z.number().int(),
  effects: z.array(zEffect),
  due: zDate,
});
export type Explanation = z.infer<typeof zExplained>;

export const dueRow = z.object({
  employeeId: zId,
  fullName: z.string(),
  number: z.string().nullable(),
  unitId: zId,
  jobTitle: z.string().nullable(),
  kind: z.enum(dueKinds),
  fromGrade: z.string(),
  fromStep: z.number().int(),
  toGrade: z.string(),
  toStep: z.number().int(),
  due: zDate,
  explained: zExplained,
  exception: z.enum(dueExceptions).nullable(),
  /** What follows by the same day once this one is granted: he has been passed over for long. */
  further: z.array(z.object({ kind: z.enum(dueKinds), due: zDate, toGrade: z.string(), toStep: z.number().int() })),
});
export type DueRow = z.infer<typeof dueRow>;

export const dueBatchInput = z.strictObject({
  month: zMonth,
  kind: z.enum(dueKinds),
  employeeIds: z.array(zId).min(1).max(LINES_LIMIT),
  number: zRequired(60),
  orderDate: zDate,
  issuer: zRequired(200),
  unitId: zId,
});

export const retirementRow = z.object({
  employeeId: zId,
  fullName: z.string(),
  number: z.string().nullable(),
  unitId: zId,
  birthDate: zDate,
  isBirthDayAssumed: z.boolean(),
  retiresOn: zDate,
  /** Within how many months: 3, 6 or 12. */
  within: z.union([z.literal(3), z.literal(6), z.literal(12)]),
});
export type RetirementRow = z.infer<typeof retirementRow>;

/** What comes next for one employee, and why then. */
export const zProspects = z.object({
  increment: zExplained.nullable(),
  promotion: zExplained.nullable(),
  retiresOn: zDate.nullable(),
});
export type Prospects = z.infer<typeof zProspects>;

/** The service of an employee as his record sums it up. */
export const zTotalService = z.object({
  beganOn: zDate,
  /** His last day; null while he is in service. */
  endedOn: zDate.nullable(),
  /** Without the days that do not count. */
  total: z.object({ years: z.number().int(), months: z.number().int(), days: z.number().int() }),
  /** Absence, leave without pay and what else does not count as service. */
  uncountedDays: z.number().int(),
});
export type TotalService = z.infer<typeof zTotalService>;

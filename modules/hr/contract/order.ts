import { z } from 'zod';
import { zDate, zId, zOptionalText, zRecord, zRequired } from '#modules/contract.ts';
import { orderStates, zOrderKind, type OrderKind } from './codes.ts';
import { factValueSchemas, zAmount, zMonth, zOrderEffect, zRuleCode, type FactKind } from './fact.ts';

/** What is typed for one employee of an order. Which of these terms a kind of order has is told by `termsOfKind`. */
const termSchemas = {
  /** When it takes effect for this one; the order's day when absent. */
  on: zDate.nullable(),
  to: zDate.nullable(),
  lastDay: zDate.nullable(),
  /** The first day on which somebody who comes back late was absent. */
  absentFrom: zDate.nullable(),
  unitId: zId.nullable(),
  jobTitle: zOptionalText(120),
  post: zOptionalText(120),
  grade: zRuleCode.nullable(),
  step: z.number().int().min(1).max(50).nullable(),
  /** Of grade and step, where they were reached before the order's day. */
  gradeSince: zDate.nullable(),
  stepSince: zDate.nullable(),
  certificate: zRuleCode.nullable(),
  taxStatus: zRuleCode.nullable(),
  allowance: zRuleCode.nullable(),
  leaveType: zRuleCode.nullable(),
  issuer: zRuleCode.nullable(),
  penalty: zRuleCode.nullable(),
  percent: z.number().int().min(0).max(1000).nullable(),
  amount: zAmount.nullable(),
  days: z.number().int().min(1).max(31).nullable(),
  cutMonth: zMonth.nullable(),
  months: z.number().int().min(1).max(600).nullable(),
  purpose: factValueSchemas.CREDIT.shape.purpose.nullable(),
  letter: zOptionalText(60),
} as const;
export type TermKey = keyof typeof termSchemas;
export const termKeys = Object.keys(termSchemas) as readonly TermKey[];

export const zTerms = z.strictObject(termSchemas).partial();
export type Terms = z.infer<typeof zTerms>;

interface TermsOfKind {
  readonly required: readonly TermKey[];
  readonly optional: readonly TermKey[];
}

/** The terms of each kind of order: the columns of its form, what must be filled, and nothing else is taken. */
export const termsOfKind = {
  APPOINTMENT: {
    required: ['grade', 'step', 'certificate', 'unitId', 'taxStatus'],
    optional: ['jobTitle', 'on'],
  },
  COMMENCEMENT: { required: [], optional: ['on'] },
  INCREMENT: { required: [], optional: ['on', 'step'] },
  PROMOTION: { required: [], optional: ['on', 'grade', 'step', 'jobTitle'] },
  TITLE_CHANGE: { required: ['jobTitle'], optional: ['on'] },
  CERTIFICATE: { required: ['certificate'], optional: ['grade', 'step', 'on'] },
  POSITION: { required: ['post'], optional: ['percent', 'on'] },
  ALLOWANCE: { required: ['allowance'], optional: ['percent', 'amount', 'on', 'to'] },
  TRANSFER: { required: ['unitId'], optional: ['jobTitle', 'on'] },
  SECONDMENT: { required: ['post'], optional: ['on'] },
  LEAVE: { required: ['leaveType', 'to'], optional: ['on'] },
  RECOMMENCEMENT: { required: [], optional: ['on', 'absentFrom'] },
  THANKS: { required: ['issuer'], optional: ['letter', 'on'] },
  PENALTY: { required: ['penalty'], optional: ['days', 'cutMonth', 'on'] },
  SERVICE_CREDIT: { required: ['months', 'purpose'], optional: ['on'] },
  SUSPENSION: { required: [], optional: ['to', 'on'] },
  ABSENCE: { required: ['to'], optional: ['on'] },
  TAX_STATUS: { required: ['taxStatus'], optional: ['on'] },
  RESIGNATION: { required: ['lastDay'], optional: [] },
  RETIREMENT: { required: ['lastDay'], optional: [] },
  DISMISSAL: { required: ['lastDay'], optional: [] },
  DEATH: { required: ['lastDay'], optional: [] },
  REVERSAL: { required: [], optional: [] },
  OPENING: {
    required: ['on', 'grade', 'step', 'certificate', 'unitId', 'taxStatus'],
    optional: ['jobTitle', 'post', 'gradeSince', 'stepSince'],
  },
} as const satisfies Record<OrderKind, TermsOfKind>;

/** The kinds that a clerk drafts by hand; a reversal is made from the order that it reverses. */
export type DraftedKind = Exclude<OrderKind, 'REVERSAL'>;

const zLine = z.strictObject({ employeeId: zId, terms: zTerms, note: zOptionalText(500) });
export type OrderLineInput = z.infer<typeof zLine>;

export const orderFields = {
  number: zRequired(60),
  orderDate: zDate,
  issuer: zRequired(200),
  kind: zOrderKind.exclude(['REVERSAL']),
  effectiveDate: zDate,
  subject: zOptionalText(300),
  unitId: zId,
};
/** Each step of an order is one entry of the log, which has its limit; longer lists are split into several orders. */
export const LINES_LIMIT = 300;
export const orderInput = z.strictObject({ ...orderFields, lines: z.array(zLine).min(1).max(LINES_LIMIT) });
export type OrderInput = z.infer<typeof orderInput>;

export const orderListRow = z.object({
  ...zRecord,
  ...orderFields,
  kind: zOrderKind,
  state: z.enum(orderStates),
  lineCount: z.number().int(),
  /** The employee of an order for one. */
  employeeName: z.string().nullable(),
});
export type OrderListRow = z.infer<typeof orderListRow>;

/** A fact as it is told on a screen: with the order that brought it and the one that took it back. */
export const factRow = z.object({
  id: zId,
  kind: z.custom<FactKind>((value) => typeof value === 'string'),
  validFrom: zDate,
  validTo: zDate.nullable(),
  value: z.record(z.string(), z.unknown()),
  orderId: zId.nullable(),
  orderNumber: z.string().nullable(),
  orderDate: zDate.nullable(),
  knownAt: z.number().int(),
  retractedAt: z.number().int().nullable(),
  retractedByNumber: z.string().nullable(),
});
export type FactRow = z.infer<typeof factRow>;

export const orderLineRow = z.object({
  id: zId,
  employeeId: zId,
  fullName: z.string(),
  number: z.string().nullable(),
  terms: zTerms,
  effects: z.array(zOrderEffect),
  note: z.string().nullable(),
});
export type OrderLineRow = z.infer<typeof orderLineRow>;

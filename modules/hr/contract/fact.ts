import { z } from 'zod';
import { isMonth, type Month } from '#kernel/date.ts';
import { isMoney, MONEY_LIMIT, type Money } from '#kernel/money.ts';
import { zDate, zId, zOptionalText } from '#modules/contract.ts';

/** What orders say of an employee: facts with a period, each of a kind with a value of its own shape. */

export const zMonth = z.custom<Month>((value) => typeof value === 'string' && isMonth(value), 'MONTH');
export const zAmount = z.custom<Money>(
  (value) => typeof value === 'number' && isMoney(value) && value >= 0 && value <= MONEY_LIMIT,
  'MONEY_FORM',
);
/** `RISK`, `CERT_BSC`, `7`: a code of the rule package. */
export const zRuleCode = z.string().regex(/^[A-Z0-9][A-Z0-9_]{0,39}$/);
const zBasisPoints = z.number().int().min(0).max(1_000_000);

/**
 * `SERVICE` runs from the first paid day to the last; `GRADE`, `CERTIFICATE`, `PLACE` and `TAX_STATUS` hold until the
 * next of their kind; the others have a period or, like `THANKS` and `PENALTY`, a day.
 */
export const factKinds = [
  'SERVICE',
  'GRADE',
  'CERTIFICATE',
  'PLACE',
  'TAX_STATUS',
  'ALLOWANCE',
  'TAX_DEDUCTION',
  'LEAVE',
  'PENALTY',
  'THANKS',
  'CREDIT',
] as const;
export type FactKind = (typeof factKinds)[number];

/** Kinds of which one entry holds until the next begins. */
export const timelineKinds = ['GRADE', 'CERTIFICATE', 'PLACE', 'TAX_STATUS'] as const satisfies readonly FactKind[];

/** How a leave, a suspension or an absence is paid; `FULL` leaves the pay alone. */
export const leavePays = ['FULL', 'HALF_PAY', 'NOMINAL_ONLY', 'UNPAID', 'ABSENCE'] as const;

export const factValueSchemas = {
  SERVICE: z.strictObject({ beganBy: z.enum(['APPOINTMENT', 'TRANSFER']), endedBy: z.string().max(40).nullable() }),
  GRADE: z.strictObject({
    grade: zRuleCode,
    step: z.number().int().min(1).max(50),
    nominalOverride: zAmount.nullable(),
    /** Why the place was reached; promotion and appointment start the promotion line anew. */
    by: z.enum(['APPOINTMENT', 'INCREMENT', 'PROMOTION', 'REGRADING', 'CORRECTION']),
  }),
  CERTIFICATE: z.strictObject({ code: zRuleCode }),
  PLACE: z.strictObject({ unitId: zId, jobTitle: zOptionalText(120), post: zOptionalText(120) }),
  TAX_STATUS: z.strictObject({ code: zRuleCode }),
  ALLOWANCE: z.strictObject({ code: zRuleCode, basisPoints: zBasisPoints.nullable(), amount: zAmount.nullable() }),
  TAX_DEDUCTION: z.strictObject({ kind: z.enum(['LIFE_INSURANCE', 'COURT_ALIMONY']), monthly: zAmount }),
  LEAVE: z.strictObject({ type: zRuleCode, pay: z.enum(leavePays), countsAsService: z.boolean() }),
  PENALTY: z.strictObject({
    kind: zRuleCode,
    days: z.number().int().min(1).max(31).nullable(),
    cutMonth: zMonth.nullable(),
    basisPoints: zBasisPoints.nullable(),
    fromMonth: zMonth.nullable(),
    toMonth: zMonth.nullable(),
  }),
  THANKS: z.strictObject({ issuer: zRuleCode, letterNumber: zOptionalText(60) }),
  CREDIT: z.strictObject({
    months: z.number().int().min(1).max(600),
    purpose: z.enum(['PROMOTION_ONLY', 'PROMOTION_AND_PENSION', 'PENSION_ONLY']),
  }),
} as const satisfies Record<FactKind, z.ZodType>;
export type FactValueOf<K extends FactKind> = z.infer<(typeof factValueSchemas)[K]>;
export type FactValue = FactValueOf<FactKind>;

const period = { from: zDate, to: zDate.nullable() };

/** A fact that an order brings. */
export const zNewFact = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('SERVICE'), value: factValueSchemas.SERVICE, ...period }),
  z.strictObject({ kind: z.literal('GRADE'), value: factValueSchemas.GRADE, ...period }),
  z.strictObject({ kind: z.literal('CERTIFICATE'), value: factValueSchemas.CERTIFICATE, ...period }),
  z.strictObject({ kind: z.literal('PLACE'), value: factValueSchemas.PLACE, ...period }),
  z.strictObject({ kind: z.literal('TAX_STATUS'), value: factValueSchemas.TAX_STATUS, ...period }),
  z.strictObject({ kind: z.literal('ALLOWANCE'), value: factValueSchemas.ALLOWANCE, ...period }),
  z.strictObject({ kind: z.literal('TAX_DEDUCTION'), value: factValueSchemas.TAX_DEDUCTION, ...period }),
  z.strictObject({ kind: z.literal('LEAVE'), value: factValueSchemas.LEAVE, ...period }),
  z.strictObject({ kind: z.literal('PENALTY'), value: factValueSchemas.PENALTY, ...period }),
  z.strictObject({ kind: z.literal('THANKS'), value: factValueSchemas.THANKS, ...period }),
  z.strictObject({ kind: z.literal('CREDIT'), value: factValueSchemas.CREDIT, ...period }),
]);

/**
 * What an approved order does: brings a fact, ends one on a day (its last), or retracts one that should not have been
 * there. Ending and correcting retract the old fact and put a new one in its place; nothing is overwritten.
 */
export const zOrderEffect = z.discriminatedUnion('effect', [
  z.strictObject({ effect: z.literal('BRING'), fact: zNewFact }),
  z.strictObject({ effect: z.literal('END'), factId: zId, lastDay: zDate }),
  z.strictObject({ effect: z.literal('CORRECT'), factId: zId, fact: zNewFact }),
  z.strictObject({ effect: z.literal('RETRACT'), factId: zId }),
]);
export type OrderEffect = z.infer<typeof zOrderEffect>;
export type NewFact = z.infer<typeof zNewFact>;

import { z } from 'zod';
import { zDate, zRequired } from '#modules/contract.ts';
import type { Month } from '#kernel/date.ts';
import { MONEY_LIMIT, type Money, isMoney } from '#kernel/money.ts';

/**
 * A rule of a package: what it says, by kind, and on what it stands. Figures of law live here and nowhere else; the
 * calculation reads them and names them.
 */

const zAmount = z.custom<Money>(
  (value) => typeof value === 'number' && isMoney(value) && value >= 0 && value <= MONEY_LIMIT,
  'MONEY_FORM',
);
const zBasisPoints = z.number().int().min(0).max(1_000_000);
const zMonths = z.number().int().min(0).max(600);
/** `T_SINGLE`, `RISK`, `7`: what the rule is about. */
const zCode = z.string().regex(/^[A-Z0-9][A-Z0-9_]{0,39}$/);

/** How a parameter of the calculation is written down (payroll-contract §2). */
export const parameterSchemas = {
  DAY_BASIS: z.enum(['ACTUAL_DAYS', 'FIXED_30']),
  PRORATE_FAMILY: z.boolean(),
  ALLOWANCE_CAP_BP: zBasisPoints,
  CAP_REDUCTION_ORDER: z.union([z.literal('LAST_GRANTED_FIRST'), z.array(zCode).max(20)]),
  GEO_IN_CAP: z.boolean(),
  HIGHER50_IN_CAP: z.boolean(),
  SPOUSE_AMOUNT: zAmount,
  CHILD_AMOUNT: zAmount,
  CHILD_MAX: z.number().int().min(0).max(50),
  PENSION_EMPLOYEE_BP: zBasisPoints,
  PENSION_STATE_BP: zBasisPoints,
  PENSION_BASE: z.enum(['NOMINAL', 'NOMINAL_CERT']),
  SOC_PROT_BP: zBasisPoints,
  PUBLIC_ALLOWANCE_RELIEF: z.enum(['FORM_2D_30PCT', 'NONE', 'FULL']),
  ALLOWANCE_RELIEF_BP: zBasisPoints,
  ABSENCE_MODE: z.enum(['DEDUCT_NOMINAL', 'AS_UNPAID']),
  ATTACHMENT_SHARE_BP: zBasisPoints,
  ARREARS_RECOVERY_MAX_BP: zBasisPoints,
  ARREARS_MAX_MONTHS: z.number().int().min(0).max(600).nullable(),
  NET_FLOOR: zAmount,
  PENALTY_SCOPE: z.enum(['BOTH', 'FIRST_DUE']),
} as const;
export type ParameterCode = keyof typeof parameterSchemas;

export const leavePays = ['FULL', 'HALF_PAY', 'NOMINAL_ONLY', 'UNPAID'] as const;
export const ruleKinds = [
  'SCALE',
  'CERTIFICATE',
  'ALLOWANCE',
  'TAX',
  'RELIEF',
  'PARAMETER',
  'LEVY',
  'LEAVE',
  'THANKS',
  'PENALTY',
  'RETIREMENT',
] as const;
export type RuleKind = (typeof ruleKinds)[number];

/** What a rule says, by its kind. */
export const valueSchemas = {
  SCALE: z.strictObject({
    first: zAmount,
    increment: zAmount,
    steps: z.number().int().min(1).max(50),
    promotionYears: z.number().int().min(1).max(20).nullable(),
  }),
  CERTIFICATE: z.strictObject({ basisPoints: zBasisPoints }),
  ALLOWANCE: z.strictObject({
    method: z.enum(['CERTIFICATE', 'NOMINAL_SHARE', 'FIXED', 'SPOUSE', 'CHILD']),
    basisPoints: zBasisPoints.nullable(),
    cap: z.enum(['inside', 'outside', 'by-geo-parameter', 'by-higher-50-parameter']),
    needsCertificate: z.array(zCode).max(20),
    yieldsTo: zCode.nullable(),
    /** Amounts or rates that offices use: a check warns of others; empty allows any. */
    usual: z.array(z.number().int().min(0)).max(20),
  }),
  TAX: z.strictObject({
    brackets: z
      .array(z.strictObject({ upTo: zAmount.nullable(), basisPoints: zBasisPoints }))
      .min(1)
      .max(20),
    lifeInsuranceLimit: zAmount,
  }),
  RELIEF: z.strictObject({
    amount: zAmount,
    /** Whose relief: of a tax status, of each child, or of whoever is older than so many years. */
    per: z.enum(['STATUS', 'CHILD', 'AGE']),
    olderThanYears: z.number().int().min(1).max(120).nullable(),
    isResident: z.boolean(),
  }),
  PARAMETER: z.strictObject({ value: z.union([z.string(), z.number().int(), z.boolean(), z.null(), z.array(zCode)]) }),
  LEVY: z.strictObject({
    base: z.enum(['NOMINAL', 'GROSS']),
    basisPoints: zBasisPoints.nullable(),
    amount: zAmount.nullable(),
    from: zDate,
    to: zDate.nullable(),
    /** May an employee opt out by a written request? */
    mayOptOut: z.boolean(),
  }),
  LEAVE: z.strictObject({
    pay: z.enum(leavePays),
    countsAsService: z.boolean(),
    /** A day of leave for so many days of service; null where nothing accrues. */
    accrualDays: z.number().int().min(1).max(3650).nullable(),
    balanceLimitDays: z.number().int().min(1).max(3650).nullable(),
    grantLimitDays: z.number().int().min(1).max(3650).nullable(),
    /** Only when this much service has been completed, and so on: words for the clerk. */
    usesBalanceOf: zCode.nullable(),
  }),
  THANKS: z.strictObject({
    /** Months of seniority by the first letter that counts, and by later ones. */
    firstMonths: zMonths,
    laterMonths: zMonths,
    lettersPerYear: z.number().int().min(0).max(50),
  }),
  PENALTY: z.strictObject({
    delayMonths: zMonths,
    /** Above so many days, one month a day; null where days do not matter. */
    monthPerDayAbove: z.number().int().min(1).max(31).nullable(),
  }),
  RETIREMENT: z.strictObject({ age: z.number().int().min(40).max(80), from: zDate, to: zDate.nullable() }),
} as const satisfies Record<RuleKind, z.ZodType>;
export type RuleValue<K extends RuleKind> = z.infer<(typeof valueSchemas)[K]>;

/** A: published source. B: common knowledge. C: inferred, to be confirmed by the Ministry. */
export const confidences = ['A', 'B', 'C'] as const;
export type Confidence = (typeof confidences)[number];

const standing = {
  code: zCode,
  titleAr: zRequired(200),
  source: zRequired(500),
  article: z.string().max(200).nullable(),
  confidence: z.enum(confidences),
  isConfirmed: z.boolean(),
};

/** A rule with its standing. */
export const zRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('SCALE'), value: valueSchemas.SCALE, ...standing }),
  z.strictObject({ kind: z.literal('CERTIFICATE'), value: valueSchemas.CERTIFICATE, ...standing }),
  z.strictObject({ kind: z.literal('ALLOWANCE'), value: valueSchemas.ALLOWANCE, ...standing }),
  z.strictObject({ kind: z.literal('TAX'), value: valueSchemas.TAX, ...standing }),
  z.strictObject({ kind: z.literal('RELIEF'), value: valueSchemas.RELIEF, ...standing }),
  z.strictObject({ kind: z.literal('PARAMETER'), value: valueSchemas.PARAMETER, ...standing }),
  z.strictObject({ kind: z.literal('LEVY'), value: valueSchemas.LEVY, ...standing }),
  z.strictObject({ kind: z.literal('LEAVE'), value: valueSchemas.LEAVE, ...standing }),
  z.strictObject({ kind: z.literal('THANKS'), value: valueSchemas.THANKS, ...standing }),
  z.strictObject({ kind: z.literal('PENALTY'), value: valueSchemas.PENALTY, ...standing }),
  z.strictObject({ kind: z.literal('RETIREMENT'), value: valueSchemas.RETIREMENT, ...standing }),
]);
export type Rule = z.infer<typeof zRule>;
export type RuleOf<K extends RuleKind> = Extract<Rule, { kind: K }>;

/** The rules of one kind, in the order of the package. */
export function rulesOfKind<K extends RuleKind>(rules: readonly Rule[], kind: K): readonly RuleOf<K>[] {
  return rules.filter((rule): rule is RuleOf<K> => rule.kind === kind);
}

/** A package as far as it is calculated with: from which month on, and what it says. */
export interface PackageRules {
  readonly firstMonth: Month;
  readonly rules: readonly Rule[];
}

import { z } from 'zod';
import { isLocalDate, isMonth, type LocalDate, type Month } from '#kernel/date.ts';
import { isMoney, type Money } from '#kernel/money.ts';

/** The neutral case format (`payroll-case.schema.json`), read strictly: an unknown field is an error. */

const zMonth = z.custom<Month>((value) => typeof value === 'string' && isMonth(value), 'not a month YYYY-MM');
const zDay = z.custom<LocalDate>((value) => typeof value === 'string' && isLocalDate(value), 'not a day YYYY-MM-DD');
const zAmount = z.custom<Money>(
  (value) => typeof value === 'number' && isMoney(value) && value >= 0,
  'not a whole number of dinars',
);
const zSigned = z.custom<Money>((value) => typeof value === 'number' && isMoney(value), 'not a whole number of dinars');
const zBp = z.number().int().min(0).max(1_000_000);
const zRef = z.string().regex(/^[A-Za-z0-9_.-]{1,20}$/);
const zGrade = z.enum(['A', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
const certificates = [
  ...(['CERT_PHD', 'CERT_MASTER', 'CERT_HDIP', 'CERT_BSC'] as const),
  ...(['CERT_DIP', 'CERT_PREP', 'CERT_INT', 'CERT_NONE'] as const),
] as const;
const zCertificate = z.enum(certificates);
const capCodes = ['CERT', 'HIGHER_50', 'POSITION', 'RISK', 'LEGAL', 'ENG', 'CRAFT', 'GEO'] as const;
const fixedCodes = ['GEO', 'TRANSPORT', 'DRIVER', 'PROTECTED_DIFF'] as const;
const zLineCode = z.enum(['NOMINAL', ...capCodes, 'TRANSPORT', 'DRIVER', 'PROTECTED_DIFF', 'SPOUSE', 'CHILD']);
const zInterval = z.strictObject({ from: zDay, to: zDay.nullable() });

/** The parameters of a case; the others keep what the package says. */
export const zParameters = z.strictObject({
  day_basis: z.enum(['ACTUAL_DAYS', 'FIXED_30']).optional(),
  prorate_family: z.boolean().optional(),
  allowance_cap_bp: zBp.optional(),
  cap_reduction_order: z
    .union([z.literal('LAST_GRANTED_FIRST'), z.array(z.enum(capCodes)).refine(isUnique, 'a code twice')])
    .optional(),
  geo_in_cap: z.boolean().optional(),
  higher50_in_cap: z.boolean().optional(),
  certificate_bp: z.partialRecord(zCertificate, zBp).optional(),
  spouse_amount: zAmount.optional(),
  child_amount: zAmount.optional(),
  child_max: z.number().int().min(0).optional(),
  pension_employee_bp: z.number().int().min(0).max(1500).optional(),
  pension_state_bp: z.number().int().min(0).max(3000).optional(),
  pension_base: z.enum(['NOMINAL', 'NOMINAL_CERT']).optional(),
  soc_prot_bp: z.number().int().min(0).max(500).optional(),
  public_allowance_relief: z.enum(['FORM_2D_30PCT', 'NONE', 'FULL']).optional(),
  allowance_relief_bp: z.number().int().min(0).max(10_000).optional(),
  absence_mode: z.enum(['DEDUCT_NOMINAL', 'AS_UNPAID']).optional(),
  attachment_share_bp: z.number().int().min(0).max(10_000).optional(),
  arrears_recovery_max_bp: z.number().int().min(0).max(10_000).optional(),
  arrears_max_months: z.number().int().min(0).nullable().optional(),
  net_floor: zAmount.optional(),
});

const zAllowance = z
  .strictObject({
    code: z.enum([...capCodes.filter((code) => code !== 'CERT'), 'TRANSPORT', 'DRIVER', 'PROTECTED_DIFF']),
    from: zDay,
    to: zDay.nullable(),
    bp: zBp.nullable(),
    amount: zAmount.nullable(),
  })
  .superRefine(({ code, bp, amount }, context) => {
    const isFixed = (fixedCodes as readonly string[]).includes(code);
    if (isFixed ? amount === null || bp !== null : amount !== null) {
      context.addIssue({ code: 'custom', message: `${code} takes ${isFixed ? 'an amount' : 'a rate'}` });
    } else if ((code === 'POSITION' || code === 'RISK') && bp === null) {
      context.addIssue({ code: 'custom', message: `${code} needs its rate` });
    }
  });

const zPenalty = z.discriminatedUnion('kind', [
  z.strictObject({
    id: zRef,
    kind: z.literal('CUT'),
    date: zDay,
    days: z.number().int().min(1).max(10),
    cut_month: zMonth,
  }),
  z.strictObject({
    id: zRef,
    kind: z.literal('REDUCE'),
    date: zDay,
    bp: z.number().int().min(1).max(1000),
    from_month: zMonth,
    to_month: zMonth,
  }),
]);

const zCourtOrder = z.strictObject({
  id: zRef,
  kind: z.enum(['ALIMONY_CURRENT', 'STATE_DEBT', 'JUDGMENT']),
  date: zDay,
  monthly: zAmount,
  balance: zAmount.nullable(),
  from_month: zMonth,
  to_month: zMonth.nullable(),
});

const zLoan = z.strictObject({
  id: zRef,
  kind: z.enum(['STATE_ADVANCE', 'HOUSING_FUND', 'BANK']),
  date: zDay,
  instalment: zAmount,
  balance: zAmount,
  from_month: zMonth,
  skip_months: z.array(zMonth),
});

const zPaidMonth = z.strictObject({
  month: zMonth,
  lines: z.array(z.strictObject({ code: zLineCode, amount: zSigned })),
  deductions: z.array(z.strictObject({ code: z.enum(['PENSION', 'SOC_PROT', 'TAX']), amount: zSigned })),
  state_share: zSigned,
});

const taxStatuses = ['T_SINGLE', 'T_MARRIED', 'T_WIFE_DISABLED_HUSBAND', 'T_WIDOW_DIV', 'T_NON_RESIDENT'] as const;

const zFacts = z.strictObject({
  service: z.strictObject({ commencement: zDay, termination: zDay.nullable() }),
  birth_date: zDay.nullable().optional(),
  grade_timeline: z
    .array(
      z.strictObject({
        from: zDay,
        grade: zGrade,
        step: z.number().int().min(1).max(11),
        nominal_override: zAmount.refine((value) => value >= 1).nullish(),
      }),
    )
    .min(1),
  certificates: z.array(z.strictObject({ from: zDay, code: zCertificate })).default([]),
  allowances: z.array(zAllowance).default([]),
  dependants: z
    .array(
      z.strictObject({
        id: zRef,
        kind: z.enum(['SPOUSE', 'CHILD']),
        allowance: zInterval.nullable(),
        tax: zInterval.nullable(),
      }),
    )
    .default([]),
  tax_status: z.array(z.strictObject({ from: zDay, code: z.enum(taxStatuses) })).min(1),
  tax_deductions: z
    .array(
      z.strictObject({
        kind: z.enum(['LIFE_INSURANCE', 'COURT_ALIMONY']),
        monthly: zAmount,
        from: zDay,
        to: zDay.nullable(),
      }),
    )
    .default([]),
  leaves: z
    .array(
      z.strictObject({
        kind: z.enum(['UNPAID', 'HALF_PAY', 'NOMINAL_ONLY', 'ABSENCE']),
        from: zDay,
        to: zDay.nullable(),
      }),
    )
    .default([]),
  penalties: z.array(zPenalty).default([]),
  court_orders: z.array(zCourtOrder).default([]),
  loans: z.array(zLoan).default([]),
  carried_in: z
    .array(
      z.strictObject({
        code: z.enum(['ABSENCE', 'PENALTY_CUT', 'PENALTY_REDUCE', 'ARREARS_RECOVERY', 'LOAN']),
        ref: zRef.nullable(),
        amount: zAmount,
      }),
    )
    .default([]),
  previously_paid: z.array(zPaidMonth).default([]),
});

/** One case. */
export const zCase = z.strictObject({
  id: z.string().min(1),
  month: zMonth,
  note: z.string().optional(),
  tags: z.array(z.string()).optional(),
  parameters: zParameters.default({}),
  parameter_overrides: z
    .array(z.strictObject({ from_month: zMonth, to_month: zMonth.nullable(), parameters: zParameters }))
    .default([]),
  facts: zFacts,
  expected: z.unknown().optional(),
});
export type PayrollCase = z.infer<typeof zCase>;

function isUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

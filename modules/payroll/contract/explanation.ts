import { z } from 'zod';
import { zMonth } from './shapes.ts';

/**
 * How a figure came about, as data: the screen and the printed slip make the same sentences of it. The text of a step
 * is `payroll.step.<key>` with the step's values.
 */
export const stepKeys = [
  'SLICE',
  'DAY_NOMINAL',
  'NOMINAL_OVERRIDE',
  'SHARE_OF_NOMINAL',
  'FIXED_AMOUNT',
  'CAP_CUT',
  'SPOUSE_DAYS',
  'CHILD_DAYS',
  'FAMILY_WHOLE',
  'LEAVE_SHARE',
  'ROUNDED',
  'ADDED_BY_ORDER',
  'SHARE_OF_BASE',
  'AMOUNT_OF_LEVY',
  'TAX_YEARLY',
  'TAX_PENSION',
  'TAX_PERSONAL_RELIEF',
  'TAX_ALLOWANCE_RELIEF',
  'TAX_ARTICLE_8',
  'TAX_TAXABLE',
  'TAX_BRACKET',
  'TAX_OF_YEAR',
  'TAX_MONTHLY',
  'DUE',
  'CARRIED_IN',
  'ATTACHABLE_SHARE',
  'ATTACHED_BEFORE',
  'LIMITED_TO_SHARE',
  'LIMITED',
  'NET_FLOOR',
  'TAKEN',
  'NOT_CARRIED',
  'RECOMPUTED',
  'PAID_BEFORE',
  'TAKEN_BEFORE',
  'DIFFERENCE',
  'SUM_OF_LINES',
  'LESS_DEDUCTIONS',
  'PLUS_ARREARS',
] as const;
export type StepKey = (typeof stepKeys)[number];

/** One step. Amounts that may be fractions arrive as text, `143225.8064`. */
export const zStep = z.object({
  key: z.enum(stepKeys),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Step = z.infer<typeof zStep>;

/** A rule on which a figure stands. */
export const zStandingRule = z.object({
  kind: z.string(),
  code: z.string(),
  titleAr: z.string(),
  source: z.string(),
  article: z.string().nullable(),
  confidence: z.string(),
  isConfirmed: z.boolean(),
});

/** An order that granted what the figure counts. */
export const zGrantingOrder = z.object({
  id: z.string(),
  number: z.string(),
  orderDate: z.string(),
  kind: z.string(),
  subject: z.string().nullable(),
});

/** What was entered for the pay itself and stands behind a figure: a loan, a court order, an amount that was added. */
export const zPaper = z.object({
  kind: z.enum(['LOAN', 'COURT_ORDER', 'ADDED']),
  /** Which kind of loan or court order; null for an amount that was added. */
  type: z.string().nullable(),
  /** The lender, the directorate, or the reason of what was added. */
  party: z.string(),
  number: z.string().nullable(),
  paperDate: z.string().nullable(),
});
export type Paper = z.infer<typeof zPaper>;

export const zExplanation = z.object({
  code: z.string(),
  /** The closed month that was recomputed; null for the slip's own month. */
  month: zMonth.nullable(),
  amount: z.number().int(),
  steps: z.array(zStep),
  rules: z.array(zStandingRule),
  orders: z.array(zGrantingOrder),
  papers: z.array(zPaper),
  /** The same component in the month before; null where nothing was paid. */
  lastMonth: z.number().int().nullable(),
});
export type Explanation = z.infer<typeof zExplanation>;

import { z } from 'zod';
import { zUsualMonth } from '#modules/contract.ts';
import { governorates } from './office.ts';
import { whole, zOffice } from './values.ts';

const payTotals = z.object({
  ...{ employees: whole, gross: whole, deductions: whole, arrears: whole, net: whole, stateShare: whole },
});

export const payGroupings = ['governorate', 'office', 'unit'] as const;
export type PayGrouping = (typeof payGroupings)[number];

/** Whose pay is asked for: of the whole ministry, of one governorate or of one office. */
export const payScope = z.strictObject({ governorate: z.enum(governorates).optional(), office: zOffice.optional() });
export type PayScope = z.infer<typeof payScope>;

/** The pay of a month within a scope. */
export const payQuestion = payScope.extend({ month: zUsualMonth });
export type PayQuestion = z.infer<typeof payQuestion>;

const payGroup = {
  ...{ governorate: z.string().nullable(), office: whole.nullable(), officeName: z.string().nullable() },
};

/** What a group was paid in a month, beside the month before. Whole dinars. */
export const payLine = z.object({
  ...{ ...payGroup, unitId: z.string().nullable(), unitName: z.string().nullable() },
  ...{ now: payTotals, before: payTotals },
});
export type PayLine = z.infer<typeof payLine>;

/** An office that paid the month before and has not locked its pay of this month. */
export const openOffice = z.object({
  ...{ office: whole, officeName: z.string().nullable(), governorate: z.string().nullable() },
});
export type OpenOffice = z.infer<typeof openOffice>;

export const componentLine = z.object({
  ...payGroup,
  ...{ side: z.enum(['pay', 'deduction', 'arrears', 'arrears-deduction']), component: z.string() },
  ...{ now: z.object({ slips: whole, amount: whole }), before: z.object({ slips: whole, amount: whole }) },
});
export type ComponentLine = z.infer<typeof componentLine>;

/** One national card that more than one office has paid in a month. */
export const doublePayment = z.object({
  ...{ card: z.string(), net: whole, offices: whole },
  payments: z
    .array(
      z.object({
        ...{
          office: whole,
          officeName: z.string().nullable(),
          employeeId: z.string(),
          fullName: z.string(),
          net: whole,
        },
      }),
    )
    .readonly(),
});
export type DoublePayment = z.infer<typeof doublePayment>;

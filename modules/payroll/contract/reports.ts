import { z } from 'zod';
import { zDate, zId } from '#modules/contract.ts';
import { zMonth } from './shapes.ts';

/** Reports over the slips of a run, and over months. */

/** The checks that real auditors do on such sheets (domain sheet §5.2). */
export const auditChecks = [
  'GROSS_IS_SUM',
  'DEDUCTIONS_ARE_SUM',
  'NET_IS_REST',
  'ALLOWANCE_IS_SHARE',
  'PENSION_IS_SHARE',
  'TAX_STATUS_FITS_FAMILY',
  'GRADE_AND_STEP',
  'NET_NOT_NEGATIVE',
  'NET_ABOVE_FLOOR',
] as const;
export const zAuditReport = z.object({
  slips: z.number().int(),
  checks: z.array(z.object({ check: z.enum(auditChecks), tried: z.number().int(), failed: z.number().int() })),
  findings: z
    .array(
      z.object({
        check: z.enum(auditChecks),
        slipId: zId,
        employeeId: zId,
        fullName: z.string(),
        component: z.string().nullable(),
        expected: z.number().int().nullable(),
        found: z.number().int().nullable(),
        /** Where no figures are compared: the code that was found. */
        foundCode: z.string().nullable(),
      }),
    )
    .max(10_000),
});

const zChangedComponent = z.object({ code: z.string(), before: z.number().int(), now: z.number().int() });

/** Against the last locked month of the same entity: who came, who left, whose pay changed and by what. */
export const zComparison = z.object({
  previousRunId: zId.nullable(),
  previousMonth: zMonth.nullable(),
  components: z.array(zChangedComponent),
  people: z
    .array(
      z.object({
        employeeId: zId,
        slipId: zId.nullable(),
        fullName: z.string(),
        change: z.enum(['CAME', 'LEFT', 'CHANGED']),
        before: z.number().int(),
        now: z.number().int(),
        components: z.array(zChangedComponent),
      }),
    )
    .max(10_000),
});

/** What a column of the old system's sheet holds: how a person is known, or a component of the pay. */
export const sheetKeys = ['NUMBER', 'NAME', 'GROSS', 'DEDUCTIONS', 'NET'] as const;
export const zSheetTarget = z.union([z.enum(sheetKeys), z.string().regex(/^[A-Z0-9][A-Z0-9_]{0,39}$/)]);
export const sheetCauses = [
  'NOT_IN_RUN',
  'NOT_IN_SHEET',
  'NUMBER_NOT_READABLE',
  'ROUNDING',
  'ALLOWANCE_MISSING',
  'ALLOWANCE_EXTRA',
  'GRADE_DIFFERS',
  'CERTIFICATE_DIFFERS',
  'FAMILY_DIFFERS',
  'TAX_STATUS_DIFFERS',
  'CAP_CUT',
  'ARREARS_INSIDE',
  'FOLLOWS_FROM_OTHERS',
  'SHEET_SUM_WRONG',
  'OTHER',
] as const;
export const zSheetComparison = z.object({
  rows: z.number().int(),
  matched: z.number().int(),
  equal: z.number().int(),
  /** Names that fold to the same words as more than one employee: nobody was chosen for them. */
  ambiguous: z.array(z.object({ row: z.number().int(), name: z.string() })).max(1_000),
  differences: z
    .array(
      z.object({
        /** The sheet's row, counted from 1 under the headings; null for who is not in it. */
        row: z.number().int().nullable(),
        employeeId: zId.nullable(),
        slipId: zId.nullable(),
        name: z.string(),
        component: z.string(),
        sheet: z.number().int().nullable(),
        diwan: z.number().int().nullable(),
        cause: z.enum(sheetCauses),
      }),
    )
    .max(50_000),
});

/**
 * What a sheet says of a person beside the figures of his slip (domain sheet §5.2). Where he works, his post and his
 * marital status are those that the office knows now: no figure hangs on them.
 */
export const zSheetRows = z
  .array(
    z.object({
      slipId: zId,
      unitName: z.string(),
      post: z.string().nullable(),
      maritalStatus: z.string().nullable(),
      /** The share of the risk allowance; null for who has none. */
      riskBasisPoints: z.number().int().nullable(),
      /** From when the present grade and step are paid (تاريخ استحقاق الراتب الحالي). */
      rateSince: zDate.nullable(),
    }),
  )
  .max(20_000);

/** Sums by unit and component. Units are those in which the employees stand. */
export const zUnitTotals = z.object({
  components: z.array(z.string()),
  units: z.array(
    z.object({
      unitId: zId,
      unitName: z.string(),
      employees: z.number().int(),
      gross: z.number().int(),
      deductions: z.number().int(),
      net: z.number().int(),
      stateShare: z.number().int(),
      byComponent: z.record(z.string(), z.number().int()),
    }),
  ),
});

/** What the month owes to somebody else, person by person: tax, pension, one allowance or one deduction. */
export const zComponentList = z.object({
  code: z.string(),
  rows: z
    .array(
      z.object({
        slipId: zId,
        employeeId: zId,
        employeeNumber: z.string().nullable(),
        fullName: z.string(),
        unitId: zId,
        base: z.number().int(),
        amount: z.number().int(),
        /** Of closed months, in this run. */
        arrears: z.number().int(),
        /** The state's share, where the list is the pension's; 0 elsewhere. */
        stateShare: z.number().int(),
        /** The tax status, the lender or the creditor, where there is one. */
        detail: z.string().nullable(),
      }),
    )
    .max(20_000),
  total: z.number().int(),
  arrearsTotal: z.number().int(),
  stateShareTotal: z.number().int(),
  /** What is to be sent on: amount, arrears and state share together. */
  remittance: z.number().int(),
});

export const zJournal = z.object({
  isBalanced: z.boolean(),
  debit: z.number().int(),
  credit: z.number().int(),
  lines: z.array(
    z.object({
      accountCode: z.string(),
      accountName: z.string(),
      component: z.string(),
      side: z.enum(['DEBIT', 'CREDIT']),
      amount: z.number().int(),
    }),
  ),
  /** Components with an amount and without an account: as long as there is one, no journal is given out. */
  unmapped: z.array(z.object({ component: z.string(), role: z.string(), amount: z.number().int() })),
});

export const zCashList = z.object({
  rows: z
    .array(
      z.object({
        slipId: zId,
        employeeId: zId,
        employeeNumber: z.string().nullable(),
        fullName: z.string(),
        net: z.number().int(),
        carriedIn: z.number().int(),
        paid: z.number().int(),
        remainder: z.number().int(),
      }),
    )
    .max(20_000),
  net: z.number().int(),
  paid: z.number().int(),
  remainder: z.number().int(),
});

/** The yearly tax form of one employee (form ض.د/14), by its lines. */
export const zTaxForm = z.object({
  employeeId: zId,
  fullName: z.string(),
  employeeNumber: z.string().nullable(),
  year: z.number().int(),
  /** Months of the year whose pay is locked here. */
  months: z.number().int(),
  /** Months of the year in which he serves: as long as fewer are locked here, the difference is not final. */
  serviceMonths: z.number().int(),
  taxStatus: z.string().nullable(),
  children: z.number().int(),
  line1a: z.number().int(),
  line1b: z.number().int(),
  line1c: z.number().int(),
  line1d: z.number().int(),
  line1e: z.number().int(),
  line1f: z.number().int(),
  line2a: z.number().int(),
  line2b: z.number().int(),
  line2c: z.number().int(),
  line2d: z.number().int(),
  taxable: z.number().int(),
  taxDue: z.number().int(),
  withheld: z.number().int(),
  /** Positive: still owed. Negative: withheld too much. */
  difference: z.number().int(),
});

/** Cost by month, for charts that open the run behind them; `byComponent` holds what costs, not what is deducted. */
export const zCost = z.object({
  months: z.array(
    z.object({
      month: zMonth,
      runs: z.array(zId),
      employees: z.number().int(),
      gross: z.number().int(),
      arrears: z.number().int(),
      stateShare: z.number().int(),
      net: z.number().int(),
      byComponent: z.record(z.string(), z.number().int()),
    }),
  ),
});

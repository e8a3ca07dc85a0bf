import { z } from 'zod';
import { zDate, zId, zOptionalText, zRecord, zRequired, zRevision, zAnswer, zUsualMonth } from '#modules/contract.ts';
import type { Month } from '#kernel/date.ts';
import { isMonth } from '#kernel/date.ts';
import { isMoney, MONEY_LIMIT, type Money } from '#kernel/money.ts';
import {
  accountRoles,
  bankFileStates,
  courtOrderKinds,
  issueStates,
  ledgerKinds,
  loanKinds,
  paymentWays,
  runKinds,
  runStates,
  severities,
  type RunTotals,
  type UsedRule,
} from './pay.ts';
import { moves } from './run.ts';

/** The shapes of runs, slips, issues, ledgers, accounts and bank files, as procedures take and give them. */

export const zMonth = z.custom<Month>((value) => typeof value === 'string' && isMonth(value), 'MONTH');
/** Whole dinars, of either sign. */
export const zMoney = z.custom<Money>(
  (value) => typeof value === 'number' && isMoney(value) && Math.abs(value) <= MONEY_LIMIT,
  'MONEY_FORM',
);
/** Whole dinars above nought; what is no amount at all is told as that. */
export const zPositive = zMoney.refine((value) => value > 0, 'AMOUNT_NOT_POSITIVE');
export const zCode = z.string().regex(/^[A-Z0-9][A-Z0-9_]{0,39}$/);
const zSums = z.record(z.string(), z.number().int());

export const atRevision = { id: zId, revision: zRevision };

/** A code of the rules with its name, which the rules have in Arabic only. */
export const codeName = z.object({
  kind: z.enum(['SCALE', 'CERTIFICATE', 'ALLOWANCE', 'LEVY', 'TAX_STATUS', 'LEAVE']),
  code: z.string(),
  titleAr: z.string(),
});
export type CodeName = z.infer<typeof codeName>;

export const personRow = z.object({
  id: zId,
  fullName: z.string(),
  number: z.string().nullable(),
  unitId: zId,
  isInService: z.boolean(),
});
export type PersonRow = z.infer<typeof personRow>;

// Runs

export const runInput = z.strictObject({
  entityId: zId,
  month: zUsualMonth,
  kind: z.enum(runKinds),
  title: zOptionalText(200),
});

const zTotals = z.custom<RunTotals>((value) => typeof value === 'object' && value !== null);
const zUsedRules = z.custom<readonly UsedRule[]>((value) => Array.isArray(value));

export const runRow = z.object({
  ...zRecord,
  entityId: zId,
  entityName: z.string(),
  month: zMonth,
  kind: z.enum(runKinds),
  state: z.enum(runStates),
  title: z.string().nullable(),
  packageTitle: z.string(),
  packageHash: z.string(),
  engineVersion: z.string(),
  calculation: z.number().int(),
  bigChangePercent: z.number().int(),
  calculatedAt: z.number().int().nullable(),
  preparedBy: z.string(),
  auditedBy: z.string().nullable(),
  auditedAt: z.number().int().nullable(),
  approvedBy: z.string().nullable(),
  approvedAt: z.number().int().nullable(),
  lockedBy: z.string().nullable(),
  lockedAt: z.number().int().nullable(),
  totals: zTotals,
});
export type RunRow = z.infer<typeof runRow>;

export const runDetail = runRow.extend({
  packageId: zId,
  /** Why it came back from audit or approval. */
  returnNote: z.string().nullable(),
  unconfirmed: zUsedRules,
  slipsHash: z.string().nullable(),
  /** Employees whose papers changed since it was calculated; null when all are to be calculated anew. */
  changedEmployees: z.number().int().nullable(),
  openErrors: z.number().int(),
  openWarnings: z.number().int(),
  can: z.object(
    Object.fromEntries(moves.run.map(({ name }) => [name, zAnswer])) as Record<
      (typeof moves.run)[number]['name'],
      typeof zAnswer
    >,
  ),
});
export type RunDetail = z.infer<typeof runDetail>;

// Slips

export const slipRow = z.object({
  id: zId,
  revision: z.number().int(),
  runId: zId,
  employeeId: zId,
  fullName: z.string(),
  employeeNumber: z.string().nullable(),
  unitId: zId,
  jobTitle: z.string().nullable(),
  grade: z.string().nullable(),
  step: z.number().int().nullable(),
  certificate: z.string().nullable(),
  taxStatus: z.string().nullable(),
  payBy: z.enum(paymentWays),
  bank: z.string().nullable(),
  iban: z.string().nullable(),
  gross: z.number().int(),
  deductionsTotal: z.number().int(),
  regularNet: z.number().int(),
  arrearsNet: z.number().int(),
  net: z.number().int(),
  stateShare: z.number().int(),
  isHeld: z.boolean(),
  holdReason: z.string().nullable(),
  /** By component: what the columns of the sheet show. */
  lines: zSums,
  deductions: zSums,
});
export type SlipRow = z.infer<typeof slipRow>;

/** The sums of all slips of a run (or of those asked for), exact, for the foot of the sheet. */
export const slipSums = z.object({
  count: z.number().int(),
  gross: z.number().int(),
  deductionsTotal: z.number().int(),
  regularNet: z.number().int(),
  arrearsNet: z.number().int(),
  net: z.number().int(),
  stateShare: z.number().int(),
  lines: zSums,
  deductions: zSums,
});
export type SlipSums = z.infer<typeof slipSums>;

const zLine = z.object({ code: z.string(), amount: z.number().int() });
const zRefLine = zLine.extend({ ref: z.string().nullable(), refTitle: z.string().nullable() });
const zMonthLine = zLine.extend({ month: zMonth });

export const slipDetail = slipRow.omit({ lines: true, deductions: true }).extend({
  month: zMonth,
  kind: z.enum(runKinds),
  runState: z.enum(runStates),
  entityName: z.string(),
  unitName: z.string(),
  lines: z.array(zLine),
  deductions: z.array(zRefLine),
  arrearsLines: z.array(zMonthLine),
  arrearsDeductions: z.array(zMonthLine),
  arrearsStateShare: z.number().int(),
  carryForward: z.array(zRefLine),
  warnings: z.array(z.object({ code: z.string(), ref: z.string().nullable(), amount: z.number().int().nullable() })),
  /** The net in Arabic words, as the slip prints it. */
  netInWords: z.string(),
  /** Days left at the end of the month of each leave that a ledger is kept for. */
  leaveBalances: z.array(z.object({ type: z.string(), days: z.number() })),
  /** The same component last month, by code; empty where nothing was paid. */
  lastMonth: z.object({ lines: zSums, deductions: zSums, net: z.number().int() }).nullable(),
});
export type SlipDetail = z.infer<typeof slipDetail>;

/** A slip as its page shows it: with the one before and the one after it in the run, by name. */
export const shownSlip = slipDetail.extend({ previousId: zId.nullable(), nextId: zId.nullable() });
export type ShownSlip = z.infer<typeof shownSlip>;

// Issues and adjustments

export const issueRow = z.object({
  id: zId,
  revision: z.number().int(),
  employeeId: zId.nullable(),
  employeeName: z.string().nullable(),
  code: z.string(),
  severity: z.enum(severities),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  state: z.enum(issueStates),
  acceptedBy: z.string().nullable(),
  acceptedNote: z.string().nullable(),
});
export type IssueRow = z.infer<typeof issueRow>;

const adjustmentFields = {
  employeeId: zId,
  /** A code of its own, such as `BONUS`; never that of an allowance or a deduction of the rules. */
  code: zCode,
  /** Positive adds to the pay, negative takes from it. */
  amount: zMoney,
  reason: zRequired(300),
  orderNumber: zOptionalText(60),
};
export const adjustmentInput = z.strictObject({ runId: zId, ...adjustmentFields });
export const adjustmentRow = z.object({
  ...zRecord,
  runId: zId,
  ...adjustmentFields,
  reason: z.string(),
  orderNumber: z.string().nullable(),
  employeeName: z.string(),
});
export type AdjustmentRow = z.infer<typeof adjustmentRow>;

// Ledgers

export const loanInput = z.strictObject({
  employeeId: zId,
  kind: z.enum(loanKinds),
  lender: zRequired(120),
  number: zOptionalText(60),
  loanDate: zDate,
  instalment: zPositive,
  /** The whole debt at the beginning. */
  total: zPositive,
  fromMonth: zMonth,
  skipMonths: z.array(zMonth).max(120),
});
export const loanRow = loanInput
  .extend({
    ...zRecord,
    lender: z.string(),
    number: z.string().nullable(),
    employeeName: z.string(),
    paid: z.number().int(),
    balance: z.number().int(),
    carried: z.number().int(),
  })
  .strip();
export type LoanRow = z.infer<typeof loanRow>;

export const courtOrderInput = z.strictObject({
  employeeId: zId,
  kind: z.enum(courtOrderKinds),
  caseNumber: zRequired(60),
  directorate: zRequired(120),
  creditor: zOptionalText(120),
  orderDate: zDate,
  monthly: zPositive,
  /** The whole debt; null for what has no end, such as current alimony. */
  total: zPositive.nullable(),
  fromMonth: zMonth,
  toMonth: zMonth.nullable(),
});
export const courtOrderRow = courtOrderInput
  .extend({
    ...zRecord,
    caseNumber: z.string(),
    directorate: z.string(),
    creditor: z.string().nullable(),
    employeeName: z.string(),
    paid: z.number().int(),
    balance: z.number().int().nullable(),
  })
  .strip();
export type CourtOrderRow = z.infer<typeof courtOrderRow>;

export const exemptionInput = z.strictObject({
  employeeId: zId,
  /** The deduction of the rules from which he is exempt. */
  code: zCode,
  validFrom: zDate,
  validTo: zDate.nullable(),
  requestNumber: zOptionalText(60),
  requestDate: zDate.nullable(),
});
export const exemptionRow = exemptionInput
  .extend({
    ...zRecord,
    requestNumber: z.string().nullable(),
    employeeName: z.string(),
  })
  .strip();
export type ExemptionRow = z.infer<typeof exemptionRow>;

export const ledgerRow = z.object({
  id: zId,
  month: zMonth,
  runId: zId,
  runTitle: z.string().nullable(),
  kind: z.enum(ledgerKinds),
  sourceId: zId.nullable(),
  sourceTitle: z.string().nullable(),
  amount: z.number().int(),
});
export type LedgerRow = z.infer<typeof ledgerRow>;

// Accounts and bank files

export const accountInput = z.strictObject({
  /** A component of the slips, or `STATE_SHARE`, or `NET_PAYABLE`. */
  component: zCode,
  role: z.enum(accountRoles),
  unitId: zId.nullable(),
  /** Five segments of digits parted by dots: chapter, section, article, kind, sequence. */
  code: zRequired(40),
  name: zRequired(120),
});
/** What a row has beside these is left out. */
export const accountRow = accountInput.extend({ ...zRecord, code: z.string(), name: z.string() }).strip();

const bankColumn = z.strictObject({
  field: z.enum(['SEQUENCE', 'NAME', 'NUMBER', 'IBAN', 'ACCOUNT', 'BANK', 'NET', 'MONTH', 'UNIT', 'FIXED_TEXT']),
  heading: z.string().max(80),
  width: z.number().int().min(1).max(200).nullable(),
  text: z.string().max(80).nullable(),
});
export const bankTemplateInput = z.strictObject({
  name: zRequired(80),
  bank: zRequired(80),
  layout: z.strictObject({
    format: z.enum(['DELIMITED', 'FIXED', 'XLSX']),
    encoding: z.enum(['UTF8', 'WINDOWS_1256']),
    delimiter: z.string().min(1).max(3),
    hasHeading: z.boolean(),
    lineEnd: z.enum(['CRLF', 'LF']),
    columns: z.array(bankColumn).min(1).max(30),
    hasTrailer: z.boolean(),
  }),
});
export const bankTemplateRow = bankTemplateInput.extend({ ...zRecord, name: z.string(), bank: z.string() }).strip();

/** A row of a bank file before it is made: what is missing is told, never left out. */
export const bankRow = z.object({
  employeeId: zId,
  employeeNumber: z.string().nullable(),
  fullName: z.string(),
  bank: z.string().nullable(),
  iban: z.string().nullable(),
  account: z.string().nullable(),
  net: z.number().int(),
  missing: z.array(z.enum(['IBAN', 'IBAN_WRONG', 'NET'])),
  /** The file of this run in which the row went to a bank and from which it did not come back. */
  sentIn: z.string().nullable(),
});

const returnedRow = z.strictObject({
  employeeId: zId,
  amount: zPositive,
  reason: zRequired(200),
  returnedOn: zDate,
});
export const returnedInput = z.strictObject({ ...atRevision, rows: z.array(returnedRow).min(1).max(1_000) });

export const bankFileRow = z.object({
  ...zRecord,
  runId: zId,
  templateId: zId,
  templateName: z.string(),
  bank: z.string().nullable(),
  resendOf: zId.nullable(),
  fileName: z.string(),
  sha256: z.string(),
  bytes: z.number().int(),
  rows: z.number().int(),
  total: z.number().int(),
  state: z.enum(bankFileStates),
  returned: z.array(
    returnedRow.extend({ reason: z.string(), amount: z.number().int(), employeeName: z.string() }).loose(),
  ),
});

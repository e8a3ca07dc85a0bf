import { z } from 'zod';
import { LIST_LIMIT, zAnswer, zDate, zId, zOptionalText, zRecord, zRequired } from '#modules/contract.ts';
import { accountRow, dependantRow, employeeInput, numberRow, qualificationRow } from './employee.ts';
import { zMonth, zNewFact, zRuleCode } from './fact.ts';

/**
 * The handover of an employee to another office (المناقلة): the sender's dispatch and the receiver's answer. Each office
 * writes its own half only, and what the other one did arrives through the data centre.
 */

/** Of the sender's half: on its way, asked back, or back in the office's staff. */
export const dispatchStates = ['sent', 'recalled', 'returned'] as const;
export type DispatchState = (typeof dispatchStates)[number];

/** Of the receiver's half. */
export const outcomes = ['accepted', 'refused'] as const;
export type Outcome = (typeof outcomes)[number];

/** How a handover stands, as both halves together tell it to one of the two offices. */
export const handoverStates = [
  'sent',
  'arrived',
  'recallAsked',
  'accepted',
  'recallDenied',
  'refused',
  'returned',
] as const;
export type HandoverState = (typeof handoverStates)[number];

/** Whole dinars of another office's books, also below nothing. */
export const zFigure = z.number().int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);
const zLine = z.object({ code: z.string().max(60), title: z.string().max(200), amount: zFigure });
const names = {
  nameAr: z.string().max(300),
  nameCkb: z.string().max(300).nullable(),
  nameEn: z.string().max(300).nullable(),
};

/** What the old office paid last and what is still to be taken: the last-pay certificate (شهادة آخر راتب). */
export const lastPay = z.object({
  /** Null for whoever was never paid there. */
  month: zMonth.nullable(),
  lines: z.array(zLine).max(100),
  deductions: z.array(zLine).max(100),
  gross: zFigure,
  deductionsTotal: zFigure,
  net: zFigure,
  loans: z
    .array(
      z.object({
        kind: zRuleCode,
        lender: z.string().max(200),
        number: z.string().max(60).nullable(),
        loanDate: zDate,
        instalment: zFigure,
        balance: zFigure,
        skipMonths: z.array(zMonth).max(120),
      }),
    )
    .max(50),
  courtOrders: z
    .array(
      z.object({
        kind: zRuleCode,
        caseNumber: z.string().max(100),
        directorate: z.string().max(200),
        creditor: z.string().max(200).nullable(),
        orderDate: zDate,
        monthly: zFigure,
        balance: zFigure.nullable(),
        toMonth: zMonth.nullable(),
      }),
    )
    .max(50),
  exemptions: z
    .array(
      z.object({
        ...{ code: z.string().max(60), title: z.string().max(200), validFrom: zDate, validTo: zDate.nullable() },
        ...{ requestNumber: z.string().max(60).nullable(), requestDate: zDate.nullable() },
      }),
    )
    .max(50),
  /** What the last month could not take and left for the next. */
  carried: z.array(zLine).max(50),
});
export type LastPay = z.infer<typeof lastPay>;

/** A scan of his file: its content travels after the record, by its hash. */
const scan = z.object({
  fileName: z.string().max(200),
  contentType: z.string().max(120),
  bytes: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export const SCANS_LIMIT = 500;

/** The file of an employee as it was frozen on the day of its dispatch. A newer program may know more of it. */
export const handoverFile = z.object({
  office: z.object({ number: z.number().int(), ...names }),
  unitName: z.string().max(300),
  papers: employeeInput.omit({ unitId: true }).strip(),
  numbers: z.array(numberRow.omit({ id: true }).strip()).max(50),
  qualifications: z.array(qualificationRow.omit({ id: true }).strip()).max(50),
  accounts: z.array(accountRow.omit({ id: true }).strip()).max(50),
  dependants: z.array(dependantRow.omit({ id: true }).strip()).max(60),
  jobTitle: z.string().max(120).nullable(),
  post: z.string().max(120).nullable(),
  service: z.array(z.object({ from: zDate, to: zDate.nullable() })).max(50),
  /** In force, without his service and his place: those are the new office's own. */
  facts: z.array(zNewFact).max(1_000),
  leaveBalances: z.array(z.object({ type: zRuleCode, days: z.number().int().min(-10_000).max(10_000) })).max(20),
  lastPay: lastPay.nullable(),
  /** Programs before this one sent none. */
  scans: z.array(scan).max(SCANS_LIMIT).default([]),
});
export type HandoverFile = z.infer<typeof handoverFile>;

export const zOfficeNumber = z.number().int().min(1).max(999_999);

export const dispatchInput = z.strictObject({
  employeeId: zId,
  toOffice: zOfficeNumber,
  orderNumber: zRequired(60),
  orderDate: zDate,
  /** His first day in the other office. */
  effectiveDate: zDate,
  note: zOptionalText(500),
});
export type DispatchInput = z.infer<typeof dispatchInput>;

export const acceptInput = z.strictObject({
  id: zId,
  unitId: zId,
  jobTitle: zOptionalText(120),
  officeNumber: zOptionalText(30),
});
export type AcceptInput = z.infer<typeof acceptInput>;

/** So long somebody may be on his way, in milliseconds, before both offices and the ministry are asked to look. */
export const TRANSIT_PATIENCE = 30 * 24 * 3_600_000;

/** The longest reason for a refusal. */
export const REFUSAL_LIMIT = 300;
export const refusalInput = z.strictObject({ id: zId, reason: zRequired(REFUSAL_LIMIT) });

export const handoverRow = z.object({
  ...zRecord,
  direction: z.enum(['out', 'in']),
  fullName: z.string(),
  /** The other office: where he goes, or where he comes from. */
  otherOffice: z.number().int(),
  otherName: z.string(),
  orderNumber: z.string(),
  orderDate: zDate,
  effectiveDate: zDate,
  lastPaidMonth: zMonth.nullable(),
  state: z.enum(handoverStates),
  sentAt: z.number().int(),
  /** Has somebody been on his way for more than `TRANSIT_PATIENCE`? */
  isOverdue: z.boolean(),
  answeredOn: zDate.nullable(),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  /** His file in this office: the one that he left, or the one that his acceptance made. */
  employeeId: zId.nullable(),
});
export type HandoverRow = z.infer<typeof handoverRow>;

/** By what somebody left this office, or is about to, as his own page shows it. */
export const awayBy = handoverRow.pick({ id: true, state: true, otherName: true, otherOffice: true });
export type AwayBy = z.infer<typeof awayBy>;

export const handoverDetail = handoverRow.extend({
  /** Null where this program cannot read what the other office sent. */
  file: handoverFile.nullable(),
  /** The last net pay in Arabic words, as the certificate prints it. */
  netInWords: z.string(),
  debtsTakenAt: z.number().int().nullable(),
  can: z.object({ recall: zAnswer, takeBack: zAnswer, accept: zAnswer, refuse: zAnswer, takeDebts: zAnswer }),
});
export type HandoverDetail = z.infer<typeof handoverDetail>;

/** An office to which somebody may be handed over, as the data centre made it known. */
export const peerRow = z.object({ office: z.number().int(), ...names });
export type PeerRow = z.infer<typeof peerRow>;

/** What a dispatch would rest upon, before it is written. */
export const dispatchPreview = z.object({
  fullName: z.string(),
  lastPaidMonth: zMonth.nullable(),
  /** The day after the last month that was paid here; null where he was never paid. */
  effectiveDate: zDate.nullable(),
  debts: z.number().int(),
  answer: zAnswer,
});

export const peerList = z.array(peerRow).max(LIST_LIMIT);

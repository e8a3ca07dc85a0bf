import { z } from 'zod';
import { problemSchema, zAnswer, zDate, zId, zOptionalText } from '#modules/contract.ts';
import { zMonth } from './fact.ts';
import { acceptInput, dispatchInput, zFigure, zOfficeNumber } from './handover.ts';

/**
 * The handover of many people at once (المناقلة الجماعية): a region is organised anew, an office is split. It is nothing
 * but many handovers; each person is a command of his own.
 */

/** So many people are looked at together. */
export const TOGETHER_LIMIT = 5_000;
/** So many people are sent, or accepted, by one call: between two calls the office serves others. */
export const SLICE_LIMIT = 50;
const UNITS_LIMIT = 200;

/** The paper under which they all go. */
const paper = dispatchInput.omit({ employeeId: true });

export const departureInput = paper.omit({ note: true, orderDate: true }).extend({
  /** Null where it is to be proposed from what was paid. */
  effectiveDate: zDate.nullable(),
  /** With whatever lies below them. */
  unitIds: z.array(zId).max(UNITS_LIMIT),
  employeeIds: z.array(zId).max(TOGETHER_LIMIT),
});
export type DepartureInput = z.infer<typeof departureInput>;

/** May he go, can he not, or did he go by this paper already? */
export const departureStandings = ['stays', 'goes', 'gone'] as const;
export type DepartureStanding = (typeof departureStandings)[number];

const departureRow = z.object({
  employeeId: zId,
  fullName: z.string(),
  /** His number in the office, or the first that he has. */
  number: z.string().nullable(),
  unitId: zId,
  lastPaidMonth: zMonth.nullable(),
  debts: z.number().int(),
  standing: z.enum(departureStandings),
  /** Why he stays. */
  problems: z.array(problemSchema),
});
export type DepartureRow = z.infer<typeof departureRow>;

export const departureList = z.object({
  /** The first day elsewhere by which they were judged: the one that was asked for, or the one that is proposed. */
  effectiveDate: zDate,
  /** The first day that most of them have by what was paid; null where nobody was ever paid. */
  proposedDate: zDate.nullable(),
  /** How many of those that were chosen this user may not see. */
  unseen: z.number().int(),
  rows: z.array(departureRow).max(TOGETHER_LIMIT),
});
export type DepartureList = z.infer<typeof departureList>;

export const sendSlice = paper.extend({ employeeIds: z.array(zId).min(1).max(SLICE_LIMIT) });
export type SendSlice = z.infer<typeof sendSlice>;

export const arrivalInput = z.strictObject({
  /** Null for every office. */
  fromOffice: zOfficeNumber.nullable(),
  /** Null for every order. */
  orderNumber: zOptionalText(60),
});
export type ArrivalInput = z.infer<typeof arrivalInput>;

const arrivalRow = z.object({
  id: zId,
  fullName: z.string(),
  otherOffice: z.number().int(),
  otherName: z.string(),
  orderNumber: z.string(),
  effectiveDate: zDate,
  lastPaidMonth: zMonth.nullable(),
  /** Where he served in the other office; empty where this program cannot read what was sent. */
  unitName: z.string(),
  jobTitle: z.string().nullable(),
  debts: z.number().int(),
  answer: zAnswer,
});
export type ArrivalRow = z.infer<typeof arrivalRow>;
export const arrivalList = z.array(arrivalRow).max(TOGETHER_LIMIT);

const placed = acceptInput.pick({ id: true, unitId: true });
export const acceptSlice = z.strictObject({ people: z.array(placed).min(1).max(SLICE_LIMIT) });
export type AcceptSlice = z.infer<typeof acceptSlice>;

/** Somebody who was accepted with debts that nobody has written into the books of this office yet. */
const waitingDebts = z.object({
  id: zId,
  fullName: z.string(),
  /** Where he serves here. */
  unitId: zId,
  otherOffice: z.number().int(),
  otherName: z.string(),
  effectiveDate: zDate,
  loans: z.number().int(),
  courtOrders: z.number().int(),
  exemptions: z.number().int(),
  /** What loans and courts take each month, and what is left of them, in dinars; alimony without end has no rest. */
  monthly: zFigure,
  balance: zFigure,
  answer: zAnswer,
});
export type WaitingDebts = z.infer<typeof waitingDebts>;
export const waitingDebtsList = z.array(waitingDebts).max(TOGETHER_LIMIT);

export const debtsSlice = z.strictObject({ ids: z.array(zId).min(1).max(SLICE_LIMIT) });
export type DebtsSlice = z.infer<typeof debtsSlice>;

/** What became of each: done now, done before by the same paper, or refused. */
export const sliceOutcomes = ['done', 'before', 'refused'] as const;

/** Of one person: the employee who was sent, or the handover that was accepted or whose debts were confirmed. */
const sliceResult = z.object({ id: zId, outcome: z.enum(sliceOutcomes), problems: z.array(problemSchema) });
export type SliceResult = z.infer<typeof sliceResult>;
export const sliceResults = z.array(sliceResult).max(SLICE_LIMIT);

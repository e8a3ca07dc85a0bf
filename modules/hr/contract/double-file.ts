import { z } from 'zod';
import { zDate, zId } from '#modules/contract.ts';
import { zMonth } from './fact.ts';

/**
 * A person in the files of two offices (ملف مزدوج): what the data centre decided on the two files. Each office is told of
 * its own file, and closes it by its own hand where it is the one to close.
 */

/** What is decided on one file: it stays, it is to be closed, or it is another person's. */
export const doubleFileVerdicts = ['keeps', 'closes', 'otherPerson'] as const;
export type DoubleFileVerdict = (typeof doubleFileVerdicts)[number];

/** One of the two files, as it stood when it was looked at. */
export const doubleFileSide = z.object({
  office: z.number().int(),
  officeName: z.string().nullable(),
  employeeId: zId,
  fullName: z.string(),
  motherName: z.string().nullable(),
  nationalCard: z.string().nullable(),
  birthDate: zDate.nullable(),
  /** The last service that has begun there, and its last day where it has one; null for who never served there. */
  serviceFrom: zDate.nullable(),
  serviceTo: zDate.nullable(),
  lastPaidMonth: zMonth.nullable(),
  /** Another one as soon as its card, its name or its birth date is another: that brings a decided pair back. */
  mark: z.string(),
});
export type DoubleFileSide = z.infer<typeof doubleFileSide>;

/** How it stands in the office that was told: `closed` is one to close whose person no longer serves there. */
export const doubleFileStates = ['toClose', 'closed', 'kept', 'otherPerson'] as const;
export type DoubleFileState = (typeof doubleFileStates)[number];

/** What this office was told of one of its files. */
export const doubleFileNotice = z.object({
  id: zId,
  employeeId: zId,
  fullName: z.string(),
  otherOffice: z.number().int(),
  otherName: z.string(),
  state: z.enum(doubleFileStates),
  /** Does it still stand among the tasks of the office? */
  isWaiting: z.boolean(),
  reason: z.string(),
  decidedBy: z.string(),
  decidedAt: z.number().int(),
});
export type DoubleFileNotice = z.infer<typeof doubleFileNotice>;

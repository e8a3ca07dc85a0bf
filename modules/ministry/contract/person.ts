import { z } from 'zod';
import { zDate, zId } from '#modules/contract.ts';
import { doubleFileSide } from '#modules/hr/contract/index.ts';
import { whole } from './values.ts';

export const foundPerson = z.object({
  ...{ office: whole, officeName: z.string().nullable(), employeeId: z.string(), fullName: z.string() },
  ...{ motherName: z.string().nullable(), nationalCard: z.string().nullable(), birthDate: z.string().nullable() },
  ...{ employmentKind: z.string(), unitName: z.string().nullable() },
  /** The last service that has begun there, or the first that will; null for who never served there. */
  ...{ serviceFrom: zDate.nullable(), serviceTo: zDate.nullable() },
  /** What ended it, as his office wrote it. */
  endedBy: z.string().nullable(),
  /** By which he was sent from there to another office, unless he was taken back. */
  handover: z
    .object({
      ...{ toOffice: whole, toName: z.string().nullable(), effectiveDate: zDate },
      outcome: z.enum(['accepted', 'refused']).nullable(),
    })
    .nullable(),
});

/** How somebody stands in the office of one of his files; he serves by the first alone. */
export const personStandings = [
  ...(['serves', 'begins', 'handedOver', 'onTheWay', 'givenBack'] as const),
  ...(['retired', 'resigned', 'dismissed', 'died', 'ended', 'none'] as const),
] as const;
export type PersonStanding = (typeof personStandings)[number];

/** What was decided on two files that may be one person's: the merge document where they are. */
export const doubleFileDecision = z.object({
  id: zId,
  first: doubleFileSide,
  second: doubleFileSide,
  /** The office whose file stays; null where they are two persons. */
  keepsOffice: whole.nullable(),
  ...{ reason: z.string(), decidedBy: z.string(), decidedAt: whole },
  /** False where the same two files were decided on again. */
  isLatest: z.boolean(),
});
export type DoubleFileDecision = z.infer<typeof doubleFileDecision>;

/** Two files of two offices that may be one person's, and on what ground. */
export const doubleFilePair = z.object({
  ...{ byCard: z.boolean(), byName: z.boolean() },
  ...{ first: doubleFileSide, second: doubleFileSide },
});
export type DoubleFilePair = z.infer<typeof doubleFilePair>;

/** One that waits, with what was decided before one of the files was changed. */
export const doubleFileRow = doubleFilePair.extend({ before: doubleFileDecision.nullable() });
export type DoubleFileRow = z.infer<typeof doubleFileRow>;

/** A person as he is shown: how he stands there today, and the offices whose files of him are one with this by a decision. */
export const shownPerson = foundPerson.extend({
  standing: z.enum(personStandings),
  onePersonWith: z.array(z.object({ office: whole, officeName: z.string().nullable() })).max(100),
});
export type FoundPerson = z.infer<typeof foundPerson>;
export type ShownPerson = z.infer<typeof shownPerson>;

/** An employee between two offices, as both halves of his handover tell. */
export const personInTransit = z.object({
  ...{ id: zId, fullName: z.string(), fromOffice: whole, fromName: z.string().nullable() },
  ...{ toOffice: whole, toName: z.string().nullable(), orderNumber: z.string(), effectiveDate: zDate },
  /** Not answered for yet; asked back meanwhile; or given back, and not in his office's staff again. */
  state: z.enum(['sent', 'recallAsked', 'givenBack']),
  since: whole,
  /** For more than a month. */
  isOverdue: z.boolean(),
});
export type InTransit = z.infer<typeof personInTransit>;

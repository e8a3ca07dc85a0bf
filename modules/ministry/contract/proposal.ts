import { z } from 'zod';
import { zAnswer, zId } from '#modules/contract.ts';
import { fieldDifference, itemFields } from '#modules/items/contract/index.ts';
import { proposalDecision, ruleDifference } from '#modules/regulation/contract/index.ts';
import { officeStanding, proposedChanges } from '#modules/structure/contract/index.ts';
import { whole, zMonth } from './values.ts';

/** A rule package that an office proposes, and what was decided on it as it stands. */
export const proposalRow = z.object({
  ...{ office: whole, officeName: z.string().nullable(), id: zId, revision: whole, titleAr: z.string() },
  ...{ firstMonth: zMonth, note: z.string().nullable(), proposedAt: whole, decision: proposalDecision.nullable() },
});
export type ProposalRow = z.infer<typeof proposalRow>;

export const proposalDetail = proposalRow.extend({
  rules: whole,
  /** The package that is in force in its first month, and what would change against it. */
  comparedWith: z.string(),
  differences: z.array(ruleDifference).max(2_000),
  /** The first of its rules that this program cannot read: then nothing is compared, and it can only be refused. */
  unreadableRule: z.string().nullable(),
});
export type ProposalDetail = z.infer<typeof proposalDetail>;

/** An item that an office proposes: a new one, or another wording of one that is there. */
export const itemProposalRow = z.object({
  ...{ office: whole, officeName: z.string().nullable(), id: zId, revision: whole },
  ...{ itemCode: z.string().nullable(), kindCode: z.string().nullable() },
  ...{ nameAr: z.string(), reason: z.string(), proposedAt: whole, decision: proposalDecision.nullable() },
});
export type ItemProposalRow = z.infer<typeof itemProposalRow>;

export const itemProposalDetail = itemProposalRow.extend({
  /** The item as the office wants it; null where this program cannot read it: then it can only be refused. */
  proposed: z.object(itemFields).nullable(),
  /** The item as it is in force; null for a new one, or where it is gone. */
  inForce: z.object(itemFields).nullable(),
  differences: z.array(fieldDifference).max(50),
});
export type ItemProposalDetail = z.infer<typeof itemProposalDetail>;

/** A change of the tree that an office proposes: a new office, another wording of one, or its closing. */
export const officeProposalRow = z.object({
  ...{ office: whole, officeName: z.string().nullable(), id: zId, revision: whole },
  /** A change of another kind may come from a newer program: then it can only be refused. */
  ...{ change: z.enum(proposedChanges).nullable(), aboutOffice: whole.nullable() },
  ...{ nameAr: z.string(), reason: z.string(), proposedAt: whole, decision: proposalDecision.nullable() },
});
export type OfficeProposalRow = z.infer<typeof officeProposalRow>;

export const officeProposalDetail = officeProposalRow.extend({
  /** The office as it is proposed; null where this program cannot read it: then it can only be refused. */
  proposed: officeStanding.nullable(),
  /** As it stands in the register; null for a new one, or where it is gone. */
  registered: officeStanding.nullable(),
  /** As its sender saw it, where the register has changed since; else null. */
  seen: officeStanding.nullable(),
  /** As it would stand once this is accepted: what others have changed since stays. Null where it cannot be. */
  becomes: officeStanding.nullable(),
  /** May it be accepted as the register stands now, and if not, why. */
  fits: zAnswer,
  /** The number of the office that stands as proposed already: then accepting it changes nothing. */
  standsAs: whole.nullable(),
});
export type OfficeProposalDetail = z.infer<typeof officeProposalDetail>;

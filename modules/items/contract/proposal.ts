import { z } from 'zod';
import { zAnswer, zRecord, zRequired } from '#modules/contract.ts';
import { proposalDecision } from '#modules/regulation/contract/index.ts';
import { fieldDifference, itemFields, itemInput, zItemCode, zKindCode } from './item.ts';

/** `proposed`: sent, for the data centre to accept or refuse. */
export const proposalStates = ['draft', 'proposed'] as const;
export type ProposalState = (typeof proposalStates)[number];

/** What an office writes of an item that it wants to be so, and why. */
export const proposalInput = itemInput.extend({
  /** Of a new item: the group in which the office would look for it. The data centre decides. */
  kindCode: zKindCode.nullable(),
  reason: zRequired(500),
});

export const newProposal = proposalInput.extend({
  /** The item that is to change; null for a new one. */
  itemCode: zItemCode.nullable(),
});

export const proposalRow = z.object({
  ...zRecord,
  ...{ itemCode: z.string().nullable(), kindCode: z.string().nullable(), reason: z.string() },
  ...{ state: z.enum(proposalStates), ...itemFields, decision: proposalDecision.nullable() },
});
export type ProposalRow = z.infer<typeof proposalRow>;

export const proposalDetail = proposalRow.extend({
  /** What would change against the item that is in force here; of a new item nothing. */
  differences: z.array(fieldDifference).max(50),
  can: z.object({ edit: zAnswer, remove: zAnswer, propose: zAnswer, takeBack: zAnswer }),
});
export type ProposalDetail = z.infer<typeof proposalDetail>;

import { z } from 'zod';
import { zAnswer, zRecord, zRequired } from '#modules/contract.ts';
import { peerKinds } from '#modules/org/contract.ts';
import { proposalDecision } from '#modules/regulation/contract/index.ts';
import { officeDifference, officeStanding, officeWording, zOfficeNumber } from './office.ts';

/** `proposed`: sent, for the data centre to accept or refuse. */
export const proposalStates = ['draft', 'proposed'] as const;
export type ProposalState = (typeof proposalStates)[number];

/** A new office, another wording of one, or its closing. */
export const proposedChanges = ['add', 'reword', 'close'] as const;
export type ProposedChange = (typeof proposedChanges)[number];

const reason = zRequired(500);

/** What is written of a closing: why. */
export const closingInput = z.strictObject({ reason });

/** What is written of a new office or of another wording, and why. */
export const proposalInput = officeWording.extend({ reason });

/** The office that is to be worded otherwise; null for a new one. */
export const newProposal = proposalInput.extend({ aboutOffice: zOfficeNumber.nullable() });

export const newClosing = closingInput.extend({ aboutOffice: zOfficeNumber });

export const proposalRow = z.object({
  ...{ ...zRecord, change: z.enum(proposedChanges), aboutOffice: z.number().int().nullable() },
  ...{ nameAr: z.string(), nameCkb: z.string().nullable(), nameEn: z.string().nullable() },
  ...{ kind: z.enum(peerKinds).nullable(), parentOffice: z.number().int().nullable() },
  ...{ reason: z.string(), state: z.enum(proposalStates), decision: proposalDecision.nullable() },
});
export type ProposalRow = z.infer<typeof proposalRow>;

export const proposalDetail = proposalRow.extend({
  /** The office as it stood when the proposal was sent; of a draft, as it stands now. Null for a new one. */
  compared: officeStanding.nullable(),
  /** What would change against that; of a new office nothing. */
  differences: z.array(officeDifference).max(6),
  /** The office as it stands now, in one line: what is sent is what was looked at. */
  mark: z.string(),
  can: z.object({ edit: zAnswer, remove: zAnswer, propose: zAnswer, takeBack: zAnswer }),
});
export type ProposalDetail = z.infer<typeof proposalDetail>;

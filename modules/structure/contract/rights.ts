import type { ProposalState } from './proposal.ts';

/** What a person may be allowed to do. The tree itself is read by whoever reads the units of his own office. */
export const permissions = ['structure.proposal.view', 'structure.proposal.edit'] as const;

/** Every refusal of this module; each has its text in `strings.*.json`. */
export const problems = [
  ...(['OFFICE_UNKNOWN', 'OFFICE_NAME_TAKEN', 'OFFICE_ABOVE_ITSELF', 'OFFICE_IS_CENTRE'] as const),
  ...(['OFFICE_IS_CLOSED', 'PARENT_CLOSED', 'OFFICE_OVERTAKEN', 'NOTHING_PROPOSED', 'TREE_CHANGED'] as const),
  ...(['NO_CENTRE', 'MOVE_NOT_POSSIBLE', 'SENT_ALREADY', 'IS_CLOSING', 'DECIDED_ALREADY'] as const),
] as const;

/** The moves table of a proposal: the buttons of the screens and the checks of the office read it. */
export const moves = [
  { name: 'edit', from: ['draft'], to: null, permission: 'structure.proposal.edit' },
  { name: 'remove', from: ['draft'], to: null, permission: 'structure.proposal.edit' },
  { name: 'propose', from: ['draft'], to: 'proposed', permission: 'structure.proposal.edit' },
  { name: 'takeBack', from: ['proposed'], to: 'draft', permission: 'structure.proposal.edit' },
] as const satisfies readonly Move[];

interface Move {
  readonly name: string;
  readonly from: readonly ProposalState[];
  /** Null where the state stays what it is. */
  readonly to: ProposalState | null;
  readonly permission: (typeof permissions)[number];
}
export type ProposalMove = (typeof moves)[number]['name'];

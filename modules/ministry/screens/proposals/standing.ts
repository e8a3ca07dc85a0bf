import type { ProposalRow } from '../../contract.ts';

/** How a proposal stands. */
export const standings = ['waiting', 'accepted', 'refused'] as const;
type Standing = (typeof standings)[number];

export const standingTones = { waiting: 'warn', accepted: 'good', refused: 'plain' } as const satisfies Record<
  Standing,
  string
>;

export function standingOf({ decision }: Pick<ProposalRow, 'decision'>): Standing {
  if (decision === null) return 'waiting';
  return decision.isAccepted ? 'accepted' : 'refused';
}

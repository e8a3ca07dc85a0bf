import type { ProposalRow } from '../../contract/index.ts';

/** What a proposal of any kind says of its answer; null while nobody has given one. */
export type Answered = Pick<ProposalRow, 'decision'>;

/** How a proposal stands. */
export const standings = ['waiting', 'accepted', 'refused'] as const;
type Standing = (typeof standings)[number];

export const standingTones = { waiting: 'warn', accepted: 'good', refused: 'plain' } as const satisfies Record<
  Standing,
  string
>;

export function standingOf({ decision }: Answered): Standing {
  if (decision === null) return 'waiting';
  return decision.isAccepted ? 'accepted' : 'refused';
}

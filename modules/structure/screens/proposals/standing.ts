import type { ProposalRow } from '../../contract/index.ts';

/** How a proposal stands, as its office sees it. */
export const standings = ['draft', 'waiting', 'accepted', 'refused'] as const;
type Standing = (typeof standings)[number];

export const standingTones = {
  ...({ draft: 'busy', waiting: 'warn', accepted: 'good', refused: 'bad' } as const),
} as const satisfies Record<Standing, string>;

export function standingOf({ state, decision }: Pick<ProposalRow, 'state' | 'decision'>): Standing {
  if (state === 'draft') return 'draft';
  if (decision === null) return 'waiting';
  return decision.isAccepted ? 'accepted' : 'refused';
}

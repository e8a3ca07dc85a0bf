import type { EditionRow } from '../../contract/index.ts';

/** How an edition stands in this office. */
export const standings = ['draft', 'awaited', 'published'] as const;
type Standing = (typeof standings)[number];

export const standingTones = { draft: 'busy', awaited: 'warn', published: 'good' } as const satisfies Record<
  Standing,
  string
>;

export function standingOf({ state, isAwaited }: Pick<EditionRow, 'state' | 'isAwaited'>): Standing {
  if (state === 'draft') return 'draft';
  return isAwaited ? 'awaited' : 'published';
}

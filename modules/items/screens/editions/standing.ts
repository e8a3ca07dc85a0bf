import type { EditionStanding } from '../../contract/index.ts';

export const standingTones = {
  ...({ draft: 'busy', published: 'good', awaited: 'warn', superseded: 'plain' } as const),
} as const satisfies Record<EditionStanding, string>;

import type { EditionState } from './edition.ts';
import type { ProposalState } from './proposal.ts';

/** What a person may be allowed to do with the item codes. Who wrote an edition last does not publish it. */
export const permissions = [
  'items.catalogue.view',
  'items.catalogue.edit',
  'items.catalogue.publish',
  'items.proposal.edit',
] as const;

/** Every refusal of this module; each has its text in `strings.*.json`. */
export const problems = [
  ...([
    'ITEMS_FROM_CENTRE',
    'NO_CENTRE',
    'MOVE_NOT_POSSIBLE',
    'SENT_ALREADY',
    'PUBLISHED_ALREADY',
    'PUBLISHER_IS_DRAFTER',
  ] as const),
  ...(['EDITION_EMPTY', 'GROUP_UNKNOWN', 'GROUP_FULL', 'CODE_UNKNOWN', 'CODE_LEVEL'] as const),
  ...(['IN_DRAFT_ALREADY', 'NOT_IN_DRAFT', 'GROUP_IN_USE', 'REPLACEMENT_MISSING', 'REPLACEMENT_NOT_NEEDED'] as const),
  ...([
    'REPLACEMENT_UNKNOWN',
    'REPLACEMENT_REPLACED',
    'ITEM_AMBIGUOUS',
    'ITEM_NAMED_ALREADY',
    'NOTHING_PROPOSED',
    'DECIDED_ALREADY',
  ] as const),
] as const;

/** The moves tables of an edition and of a proposal: the buttons of the screens and the checks of the office read them. */
export const moves = {
  edition: [
    { name: 'edit', from: ['draft'], to: null, permission: 'items.catalogue.edit' },
    { name: 'discard', from: ['draft'], to: null, permission: 'items.catalogue.edit' },
    { name: 'publish', from: ['draft'], to: 'published', permission: 'items.catalogue.publish' },
  ],
  proposal: [
    { name: 'edit', from: ['draft'], to: null, permission: 'items.proposal.edit' },
    { name: 'remove', from: ['draft'], to: null, permission: 'items.proposal.edit' },
    { name: 'propose', from: ['draft'], to: 'proposed', permission: 'items.proposal.edit' },
    { name: 'takeBack', from: ['proposed'], to: 'draft', permission: 'items.proposal.edit' },
  ],
} as const satisfies { edition: readonly Move<EditionState>[]; proposal: readonly Move<ProposalState>[] };

interface Move<State> {
  readonly name: string;
  readonly from: readonly State[];
  /** Null where the state stays what it is. */
  readonly to: State | null;
  readonly permission: (typeof permissions)[number];
}
export type EditionMove = (typeof moves.edition)[number]['name'];
export type ProposalMove = (typeof moves.proposal)[number]['name'];

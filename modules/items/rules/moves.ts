import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';
import type { EditionState } from '../contract/edition.ts';
import type { ProposalState } from '../contract/proposal.ts';
import { moves, type EditionMove, type ProposalMove } from '../contract/rights.ts';

/**
 * Where a data centre stands behind the office, it alone writes the catalogue. An office alone, or the data centre's own,
 * writes its own. Refuses `ITEMS_FROM_CENTRE`.
 */
export function judgeOwnCatalogue(office: number): Verdict {
  return office > DATACENTER_OFFICE ? refuse('ITEMS_FROM_CENTRE') : accept();
}

/** Is there a data centre to which this office proposes? Refuses `NO_CENTRE`. */
export function judgeProposing(office: number): Verdict {
  return office > DATACENTER_OFFICE ? accept() : refuse('NO_CENTRE');
}

/** May an edition be moved so, in its state and in this office? Refuses also `PUBLISHED_ALREADY`, `MOVE_NOT_POSSIBLE`. */
export function judgeEditionMove(
  name: EditionMove,
  row: { readonly ownerOffice: number; readonly state: EditionState },
  office: number,
): Verdict {
  const own = row.ownerOffice === office ? judgeOwnCatalogue(office) : refuse('ITEMS_FROM_CENTRE');
  return all(own, row.state === 'published' ? refuse('PUBLISHED_ALREADY') : isIn(moves.edition, name, row.state));
}

/** May a proposal be moved so? Refuses `NO_CENTRE`, `SENT_ALREADY` or `MOVE_NOT_POSSIBLE`. */
export function judgeProposalMove(name: ProposalMove, state: ProposalState, office: number): Verdict {
  const isPossible = isIn(moves.proposal, name, state);
  const move = isPossible.ok || state === 'draft' ? isPossible : refuse('SENT_ALREADY');
  return name === 'propose' ? all(judgeProposing(office), move) : move;
}

interface Move {
  readonly name: string;
  readonly from: readonly string[];
}

function isIn(table: readonly Move[], name: string, state: string): Verdict {
  const move = table.find((each) => each.name === name);
  return move?.from.includes(state) === true ? accept() : refuse('MOVE_NOT_POSSIBLE');
}

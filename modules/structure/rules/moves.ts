import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';
import { moves, type ProposalMove, type ProposalState } from '../contract/index.ts';

/** Is there a data centre to which this office proposes? Refuses `NO_CENTRE`. */
export function judgeProposing(office: number): Verdict {
  return office > DATACENTER_OFFICE ? accept() : refuse('NO_CENTRE');
}

/** May a proposal be moved so? Refuses `NO_CENTRE`, `SENT_ALREADY` or `MOVE_NOT_POSSIBLE`. */
export function judgeMove(name: ProposalMove, state: ProposalState, office: number): Verdict {
  const move = moves.find((each) => each.name === name);
  const isPossible = move?.from.some((from) => from === state) === true;
  const possible = isPossible ? accept() : refuse(state === 'draft' ? 'MOVE_NOT_POSSIBLE' : 'SENT_ALREADY');
  return name === 'propose' ? all(judgeProposing(office), possible) : possible;
}

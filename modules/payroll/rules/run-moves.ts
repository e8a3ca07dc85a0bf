import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import { moves, type Move, type RunMove, type RunState } from '../contract/index.ts';

/** The move by its name. */
export function moveOf(name: RunMove): Move {
  // Every name of the type stands in the table.
  return moves.run.find((move) => move.name === name) as Move;
}

/** May the run make this move from where it stands? */
export function judgeMove(name: RunMove, state: RunState): Verdict {
  return moveOf(name).from.includes(state) ? accept() : refuse('MOVE_NOT_POSSIBLE', { move: name, state });
}

export interface Hands {
  readonly preparers: readonly string[];
  readonly auditedBy: string | null;
}

/** Whoever had a hand in preparing neither audits nor approves, and who audited does not approve: three people. */
export function judgeHands(name: RunMove, { preparers, auditedBy }: Hands, userId: string): Verdict {
  if ((name === 'audit' || name === 'approve') && preparers.includes(userId)) return refuse('NOT_THE_PREPARER');
  if (name !== 'approve') return accept();
  if (auditedBy === null) return refuse('NOT_AUDITED');
  return auditedBy === userId ? refuse('NOT_THE_AUDITOR') : accept();
}

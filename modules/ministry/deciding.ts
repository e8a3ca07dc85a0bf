import type { Tx } from '#db/recorder.ts';
import { demand, refusal } from '#db/refusal.ts';
import { judgeUndecided } from '#modules/regulation/index.ts';
import { decision } from '#modules/regulation/schema.ts';
import type { ActKind } from './contract/index.ts';
import { act } from './schema.ts';

/** What every proposal of an office has in common, whatever it proposes. */
interface Sent {
  readonly office: number;
  readonly id: string;
  readonly revision: number;
}

export type Asked = Pick<Sent, 'office' | 'id'>;

/** What is decided: the proposal as it was looked at, and by whom. */
export interface Decided extends Sent {
  readonly decidedBy: string;
}

/** The proposal that was asked for. Refuses `PROPOSAL_GONE` for one that its office took back. */
export function thatIsThere<P>(proposal: P | null): P {
  if (proposal === null) throw refusal('PROPOSAL_GONE');
  return proposal;
}

/** The proposal, when it is still the one that was looked at. Refuses `PROPOSAL_GONE` or `PROPOSAL_CHANGED`. */
export function asLookedAt<P extends Sent>(proposal: P | null, { revision }: Sent): P {
  const there = thatIsThere(proposal);
  if (there.revision !== revision) throw refusal('PROPOSAL_CHANGED');
  return there;
}

interface Answer {
  readonly decidedBy: string;
  /** Null where it was accepted; otherwise what the office reads. */
  readonly reason: string | null;
  /** As what it is noted, and under which words. */
  readonly noted: { readonly kind: ActKind; readonly detail: string };
}

/** Gives the answer that the office reads, and notes it. Refuses `DECIDED_ALREADY`. */
export function decide(tx: Tx, { office, id, revision }: Sent, { decidedBy, reason, noted }: Answer): void {
  demand(judgeUndecided(tx.db, { id, revision }));
  const isAccepted = reason === null;
  tx.insert(decision, { office, proposalId: id, proposalRevision: revision, isAccepted, reason, decidedBy });
  tx.insert(act, { ...noted, office });
}

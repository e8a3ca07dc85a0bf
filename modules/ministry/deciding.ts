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
  /** As what it is noted, and under which words. */
  readonly noted: { readonly kind: ActKind; readonly detail: string };
}

interface Acceptance<Made> extends Answer {
  /** Writes what the proposal becomes. `madeId` is its record in a draft; null where it makes none. */
  readonly make: () => Made & { readonly madeId: string | null };
}

interface Refusal extends Answer {
  /** What the office reads. */
  readonly reason: string;
}

/** Takes the proposal, and answers what it has become. Refuses `DECIDED_ALREADY`. */
export function decideFor<Made>(tx: Tx, sent: Sent, { make, ...answer }: Acceptance<Made>): Made {
  demand(judgeUndecided(tx.db, sent));
  const made = make();
  write(tx, sent, { ...answer, isAccepted: true, reason: null, madeId: made.madeId });
  return made;
}

/** Refuses the proposal. Refuses `DECIDED_ALREADY`. */
export function decideAgainst(tx: Tx, sent: Sent, answer: Refusal): void {
  demand(judgeUndecided(tx.db, sent));
  write(tx, sent, { ...answer, isAccepted: false, madeId: null });
}

/** What an office writes may be of any length; of its name so much is noted. */
const NOTED_LETTERS = 200;

/** The answer that the office reads, and the act of whoever gave it. */
function write(
  tx: Tx,
  { office, id, revision }: Sent,
  { noted, ...answer }: Answer & Pick<typeof decision.$inferSelect, 'isAccepted' | 'reason' | 'madeId'>,
): void {
  tx.insert(decision, { ...answer, office, proposalId: id, proposalRevision: revision });
  const detail = Array.from(noted.detail).slice(0, NOTED_LETTERS).join('');
  tx.insert(act, { kind: noted.kind, detail, office });
}

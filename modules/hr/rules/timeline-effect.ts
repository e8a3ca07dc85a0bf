import type { NewFact, OrderEffect } from '../contract/index.ts';
import type { KnownFact } from './facts.ts';

/** A fact that holds until the next of its kind: one of the same day is corrected, otherwise it is brought. */
export function timelineEffect(facts: readonly KnownFact[], fact: NewFact): OrderEffect {
  const same = facts.find(({ kind, validFrom }) => kind === fact.kind && validFrom === fact.from);
  return same === undefined ? { effect: 'BRING', fact } : { effect: 'CORRECT', factId: same.id, fact };
}

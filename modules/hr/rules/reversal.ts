import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import { factValueSchemas, type NewFact, type OrderEffect } from '../contract/index.ts';
import type { KnownFact } from './facts.ts';

/** A fact with the story of its being known. */
export interface StoredFact extends KnownFact {
  readonly retractedAt: number | null;
  readonly retractedByOrderId: string | null;
}

/**
 * What takes back an order for one employee: the facts that it brought go, those that it took back come again. Refused
 * while a later order stands on one of them: that one is reversed first.
 */
export function reversalOf(orderId: string, facts: readonly StoredFact[]): Verdict<readonly OrderEffect[]> {
  const brought = facts.filter((fact) => fact.orderId === orderId);
  if (brought.some(({ retractedAt }) => retractedAt !== null)) return refuse('REVERSAL_BLOCKED');
  const taken = facts.filter(({ retractedByOrderId }) => retractedByOrderId === orderId);
  return accept([
    ...brought.map(({ id }): OrderEffect => ({ effect: 'RETRACT', factId: id })),
    ...taken.map((fact): OrderEffect => ({ effect: 'BRING', fact: asNew(fact) })),
  ]);
}

/** A stored fact as an order would bring it. */
export function asNew({ kind, value, validFrom, validTo }: Omit<KnownFact, 'id' | 'orderId'>): NewFact {
  // The kind decides the shape of the value, and the schema has just looked at it.
  return { kind, value: factValueSchemas[kind].parse(value), from: validFrom, to: validTo } as NewFact;
}

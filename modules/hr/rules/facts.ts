import type { LocalDate } from '#kernel/date.ts';
import type { FactKind, FactValue } from '../contract/fact.ts';
import { factsOfKind, type FactOf } from './facts-of-kind.ts';

/** A fact in force, as the rules read it. */
export interface KnownFact {
  readonly id: string;
  readonly kind: FactKind;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
  readonly value: FactValue;
  readonly orderId: string | null;
}

/** Of a kind that holds until the next begins: the entry that holds on a day, or null before the first. */
export function holdingOn<K extends 'GRADE' | 'CERTIFICATE' | 'PLACE' | 'TAX_STATUS'>(
  facts: readonly KnownFact[],
  kind: K,
  day: LocalDate,
): FactOf<K> | null {
  return factsOfKind(facts, kind).reduce<FactOf<K> | null>(
    (found, fact) => (fact.validFrom <= day && (found === null || fact.validFrom >= found.validFrom) ? fact : found),
    null,
  );
}

/** Of a kind with periods: those that hold on a day. */
export function inForceOn<K extends FactKind>(
  facts: readonly KnownFact[],
  kind: K,
  day: LocalDate,
): readonly FactOf<K>[] {
  return factsOfKind(facts, kind).filter(
    ({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo),
  );
}

/** Is he in the service of this office on that day? */
export function isInService(facts: readonly KnownFact[], day: LocalDate): boolean {
  return inForceOn(facts, 'SERVICE', day).length > 0;
}

import type { LocalDate } from '#kernel/date.ts';
import type { FactKind, FactValue, FactValueOf } from '../contract/fact.ts';

interface AnyFact {
  readonly id: string;
  readonly kind: FactKind;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
  readonly value: FactValue;
  readonly orderId: string | null;
}

export interface FactOf<K extends FactKind> extends Omit<AnyFact, 'kind' | 'value'> {
  readonly kind: K;
  readonly value: FactValueOf<K>;
}

/** The facts of one kind, in the order given; the write path has checked each value by its kind's schema. */
export function factsOfKind<K extends FactKind>(facts: readonly AnyFact[], kind: K): readonly FactOf<K>[] {
  // `kind` decides the shape of `value`: orders are read through `zOrderEffect`.
  return facts.filter((fact) => fact.kind === kind) as unknown as readonly FactOf<K>[];
}

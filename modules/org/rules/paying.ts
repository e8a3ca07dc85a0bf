/** A unit, as far as it matters who pays those who serve in it. */
export interface PayingUnit {
  readonly id: string;
  readonly parentId: string | null;
  readonly isPayingEntity: boolean;
}

/**
 * The units in which somebody would serve and nobody would pay him: no paying entity is at or above them. None at all in
 * an office that has no paying entity, because it pays nobody.
 */
export function unpaidUnits(units: readonly PayingUnit[]): ReadonlySet<string> {
  if (!units.some(({ isPayingEntity }) => isPayingEntity)) return new Set();
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const isPaid = (unit: PayingUnit): boolean => {
    const seen = new Set<string>();
    for (
      let above: PayingUnit | undefined = unit;
      above && !seen.has(above.id);
      above = byId.get(above.parentId ?? '')
    ) {
      if (above.isPayingEntity) return true;
      seen.add(above.id);
    }
    return false;
  };
  return new Set(units.filter((unit) => !isPaid(unit)).map(({ id }) => id));
}

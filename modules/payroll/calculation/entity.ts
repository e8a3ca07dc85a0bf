import { isNull } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { unit } from '#modules/org/schema.ts';

/** The units that an entity pays: itself and what lies below it, down to the next entity that pays for itself. */
export function unitsPaidBy(db: BetterSQLite3Database, entityId: string): readonly string[] {
  const rows = db
    .select({ id: unit.id, parentId: unit.parentId, isPayingEntity: unit.isPayingEntity })
    .from(unit)
    .where(isNull(unit.deletedAt))
    .all();
  const below = Map.groupBy(rows, ({ parentId }) => parentId);
  const found = [entityId];
  for (const id of found) {
    for (const child of below.get(id) ?? []) if (!child.isPayingEntity) found.push(child.id);
  }
  return found;
}

/** The way from a unit up: itself, and the units above it. */
export function unitsAbove(db: BetterSQLite3Database): (unitId: string) => readonly string[] {
  const parents = new Map(
    db
      .select({ id: unit.id, parentId: unit.parentId })
      .from(unit)
      .all()
      .map(({ id, parentId }) => [id, parentId]),
  );
  return (unitId) => {
    const way = [unitId];
    for (let above = parents.get(unitId); above != null && !way.includes(above); above = parents.get(above)) {
      way.push(above);
    }
    return way;
  };
}

import { and, eq, inArray, isNotNull, isNull, lte } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { among } from '#db/among.ts';
import type { Personnel } from '#modules/hr/index.ts';
import { fact, order } from '#modules/hr/schema.ts';
import type { OrderedFact } from '../rules/before-first.ts';

type Db = BetterSQLite3Database;

/** By employee, the facts that orders had taken back by a moment. */
export function takenBackByOrders(
  db: Db,
  { employeeIds, knownAt }: { readonly employeeIds: readonly string[]; readonly knownAt: number },
): ReadonlyMap<string, readonly OrderedFact[]> {
  const rows = db
    .select({
      ...{ employeeId: fact.employeeId, kind: fact.kind, value: fact.value, validFrom: fact.validFrom },
      ...{ validTo: fact.validTo, orderId: fact.orderId, knownAt: fact.knownAt },
      ...{ retractedAt: fact.retractedAt, retractedByOrderId: fact.retractedByOrderId },
    })
    .from(fact)
    .where(
      and(
        ...[isNotNull(fact.retractedByOrderId), lte(fact.retractedAt, knownAt), isNull(fact.deletedAt)],
        among(fact.employeeId, employeeIds),
      ),
    )
    .all();
  return Map.groupBy(rows, ({ employeeId }) => employeeId);
}

/** The facts of a person that stand, and those that orders took back. */
export function orderedFactsOf({ facts }: Personnel, takenBack: readonly OrderedFact[]): readonly OrderedFact[] {
  return [...facts.map((each) => ({ ...each, retractedAt: null, retractedByOrderId: null })), ...takenBack];
}

/** The orders that bring somebody into the program with what older papers say, and the reversals of such orders. */
export function openingOrders(db: Db): ReadonlySet<string> {
  const ofKind = and(eq(order.kind, 'OPENING'), isNull(order.deletedAt));
  const openings = db.select({ id: order.id }).from(order).where(ofKind);
  const reversals = db.select({ id: order.id }).from(order).where(inArray(order.reversesOrderId, openings));
  return new Set([...openings.all(), ...reversals.all()].map(({ id }) => id));
}

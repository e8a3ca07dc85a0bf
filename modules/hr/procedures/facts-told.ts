import { inArray } from 'drizzle-orm';
import type { Context } from '#modules/module.ts';
import type { FactRow } from '../contract/index.ts';
import { order } from '../schema.ts';
import { storedFactsOf } from './staff.ts';

/** All facts with the orders that brought them and took them back, newest knowledge first. */
export function tellFacts(db: Context['db'], employeeId: string): FactRow[] {
  const facts = storedFactsOf(db, employeeId);
  const ids = [...new Set(facts.flatMap(({ orderId, retractedByOrderId }) => [orderId, retractedByOrderId]))];
  const orders = new Map(
    db
      .select()
      .from(order)
      .where(
        inArray(
          order.id,
          ids.filter((id) => id !== null),
        ),
      )
      .all()
      .map((row) => [row.id, row]),
  );
  return facts.map((row) => ({
    ...row,
    value: { ...row.value },
    orderNumber: orders.get(row.orderId ?? '')?.number ?? null,
    orderDate: orders.get(row.orderId ?? '')?.orderDate ?? null,
    retractedByNumber: orders.get(row.retractedByOrderId ?? '')?.number ?? null,
  }));
}

import { and, count, eq, inArray, isNull } from 'drizzle-orm';
import { among } from '#db/among.ts';
import { attachment } from '#modules/files/schema.ts';
import type { Context } from '#modules/module.ts';
import { payDesk } from '../port.ts';
import type { KnownFact } from '../rules/facts.ts';
import type { Leaving } from '../rules/handover.ts';
import { fact, leave, order, orderLine } from '../schema.ts';
import { lastDispatches, standingOfDispatch, type Told } from './handover-book.ts';
import { partsOf } from './staff.ts';

type Db = Context['db'];

/** What may stand in the way of somebody's handover. */
export type Ways = Pick<Leaving, 'state' | 'openOrder' | 'hasOpenLeave' | 'openRun' | 'scans'>;

/** The same with the dispatch by which he left or is about to, where there is one. */
interface Known extends Ways {
  readonly dispatch: Told | null;
}

/** What may stand in the way of the handover of each of these, read from the office's records for all at once. */
export function waysOf(
  { db, service }: Pick<Context, 'db' | 'service'>,
  employeeIds: readonly string[],
): (employeeId: string) => Known {
  const dispatches = lastDispatches(db, employeeIds);
  const orders = openOrders(db, employeeIds);
  const leaves = openLeaves(db, employeeIds);
  const scans = countScans(db, employeeIds);
  const months = service(payDesk)?.openMonthsOf(db, employeeIds);
  return (employeeId) => {
    const dispatch = dispatches.get(employeeId) ?? null;
    return {
      ...{ dispatch, state: standingOfDispatch(dispatch) },
      openOrder: orders.get(employeeId) ?? null,
      hasOpenLeave: leaves.has(employeeId),
      openRun: months?.get(employeeId) ?? null,
      scans: scans.get(employeeId) ?? 0,
    };
  };
}

/** By employee: the facts of his service in force. */
export function servicesOf(db: Db, employeeIds: readonly string[]): ReadonlyMap<string, readonly KnownFact[]> {
  const facts = partsOf(employeeIds).flatMap((ids) =>
    db
      .select()
      .from(fact)
      .where(
        and(
          ...[eq(fact.kind, 'SERVICE'), among(fact.employeeId, ids)],
          ...[isNull(fact.retractedAt), isNull(fact.deletedAt)],
        ),
      )
      .orderBy(fact.validFrom)
      .all(),
  );
  return Map.groupBy(facts, ({ employeeId }) => employeeId);
}

/** By employee: the number of an order about him that is neither approved nor refused. */
function openOrders(db: Db, employeeIds: readonly string[]): ReadonlyMap<string, string> {
  const rows = partsOf(employeeIds).flatMap((ids) =>
    db
      .select({ employeeId: orderLine.employeeId, number: order.number })
      .from(orderLine)
      .innerJoin(order, eq(order.id, orderLine.orderId))
      .where(
        and(
          ...[among(orderLine.employeeId, ids), inArray(order.state, ['draft', 'checked'])],
          ...[isNull(orderLine.deletedAt), isNull(order.deletedAt)],
        ),
      )
      .all(),
  );
  return new Map(rows.map(({ employeeId, number }) => [employeeId, number]));
}

function openLeaves(db: Db, employeeIds: readonly string[]): ReadonlySet<string> {
  const rows = partsOf(employeeIds).flatMap((ids) =>
    db
      .select({ employeeId: leave.employeeId })
      .from(leave)
      .where(and(among(leave.employeeId, ids), eq(leave.state, 'requested'), isNull(leave.deletedAt)))
      .all(),
  );
  return new Set(rows.map(({ employeeId }) => employeeId));
}

function countScans(db: Db, employeeIds: readonly string[]): ReadonlyMap<string, number> {
  const rows = partsOf(employeeIds).flatMap((ids) =>
    db
      .select({ employeeId: attachment.recordId, scans: count() })
      .from(attachment)
      .where(and(among(attachment.recordId, ids), isNull(attachment.deletedAt)))
      .groupBy(attachment.recordId)
      .all(),
  );
  return new Map(rows.map(({ employeeId, scans }) => [employeeId, scans]));
}

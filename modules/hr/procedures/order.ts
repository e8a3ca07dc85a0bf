import { implement } from '@orpc/server';
import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';
import { demand, refusal } from '#db/refusal.ts';
import { matches } from '#db/search.ts';
import type { Tx } from '#db/recorder.ts';
import { LIST_LIMIT } from '#modules/contract.ts';
import { mayAt, type Context } from '#modules/module.ts';
import { nameOfUser } from '#modules/org/index.ts';
import { unit } from '#modules/org/schema.ts';
import { rulesInForce } from '#modules/regulation/index.ts';
import { contract, type OrderInput, type OrderListRow, type OrderMove } from '../contract/index.ts';
import { judgeOrderMove, permissionOfOrderMove } from '../rules/order-moves.ts';
import { judgeOrderDate, judgeOrderDates } from '../rules/paper-dates.ts';
import { employee, order, orderLine } from '../schema.ts';
import { carryOut, demandLeaveLines } from './leave-orders.ts';
import {
  addLines,
  demandFreeOrderNumber,
  demandFresh,
  effectsOfLines,
  linesOf,
  namesOf,
  reversalEffects,
} from './order-writing.ts';
import { numbersOf, partsOf } from './staff.ts';

const os = implement(contract.order).$context<Context>();

type Order = typeof order.$inferSelect;

export const orderProcedures = os.router({
  list: os.list.handler(({ input: { search, employeeId }, context }) => {
    const ofEmployee =
      employeeId === null
        ? undefined
        : inArray(
            order.id,
            context.db
              .select({ id: orderLine.orderId })
              .from(orderLine)
              .where(and(eq(orderLine.employeeId, employeeId), isNull(orderLine.deletedAt))),
          );
    const rows = context.db
      .select()
      .from(order)
      .where(and(isNull(order.deletedAt), matches(order, search), ofEmployee))
      .orderBy(desc(order.orderDate), desc(order.createdAt))
      .all()
      .filter((row) => mayAt(context.access, 'hr.order.view', row.unitId).ok)
      .slice(0, LIST_LIMIT);
    return presentAll(context, rows);
  }),

  get: os.get.handler(({ input: { id }, context }) => {
    const row = findOrder(context, id);
    demand(mayAt(context.access, 'hr.order.view', row.unitId));
    const lines = linesOf(context.db, id);
    const ids = lines.map(({ employeeId }) => employeeId);
    const names = namesOf(context.db, ids);
    const numbers = numbersOf(context.db, ids);
    const [shown] = presentAll(context, [row]);
    if (!shown) throw refusal('NOT_FOUND');
    const reversed = row.reversesOrderId === null ? null : findOrder(context, row.reversesOrderId);
    return {
      ...shown,
      lines: lines.map((line) => ({
        ...{ id: line.id, employeeId: line.employeeId, terms: line.terms, note: line.note },
        ...{ fullName: names.get(line.employeeId) ?? '', number: numbers.get(line.employeeId) ?? null },
        effects: [...line.effects],
      })),
      drafterName: nameOfUser(context.db, row.createdBy),
      checkerName: row.checkedBy === null ? null : nameOfUser(context.db, row.checkedBy),
      approverName: row.approvedBy === null ? null : nameOfUser(context.db, row.approvedBy),
      reversesNumber: reversed?.number ?? null,
      can: answers(context, row),
    };
  }),

  draft: os.draft.handler(({ input, context }) => {
    demand(mayAt(context.access, 'hr.order.draft', input.unitId));
    return context.write('hr.order.draft', (tx) => ({ id: draftOrder(tx, context, input) }));
  }),

  edit: os.edit.handler(({ input: { id, revision, lines, ...patch }, context }) => {
    demand(mayAt(context.access, 'hr.order.draft', patch.unitId));
    return context.write('hr.order.edit', (tx) => {
      const row = tx.get(order, id);
      demand(judgeStep(tx, context, row, 'edit'));
      demand(row.kind === 'REVERSAL' ? refuse('ORDER_MOVE') : accept());
      const effects = demandLines(tx, context, { ...patch, lines });
      demandFreeOrderNumber(tx, { ...patch, ownId: id });
      if (!tx.update(order, id, patch, { revision })) tx.touch(order, id);
      for (const line of linesOf(tx.db, id)) tx.remove(orderLine, line.id);
      addLines(tx, id, { lines, effects });
      return { revision: tx.get(order, id).revision };
    });
  }),

  check: os.check.handler(({ input: { id, revision }, context }) =>
    context.write('hr.order.check', (tx) => {
      const row = tx.get(order, id);
      demand(judgeStep(tx, context, row, 'check'));
      demandFresh(tx.db, row, rulesInForce(tx.db, row.effectiveDate));
      tx.update(order, id, { state: 'checked', checkedBy: tx.actor.userId, checkedAt: tx.now }, { revision });
      return { revision: tx.get(order, id).revision };
    }),
  ),

  approve: os.approve.handler(({ input: { id, revision }, context }) =>
    context.write('hr.order.approve', (tx) => {
      const row = tx.get(order, id);
      demand(judgeStep(tx, context, row, 'approve'));
      demandFresh(tx.db, row, rulesInForce(tx.db, row.effectiveDate));
      tx.update(order, id, { state: 'approved', approvedBy: tx.actor.userId, approvedAt: tx.now }, { revision });
      demandLeaveLines(tx, row, linesOf(tx.db, id));
      carryOut(tx, row);
      return { revision: tx.get(order, id).revision };
    }),
  ),

  refuse: os.refuse.handler(({ input: { id, revision }, context }) =>
    context.write('hr.order.refuse', (tx) => {
      const row = tx.get(order, id);
      demand(judgeStep(tx, context, row, 'refuse'));
      tx.update(order, id, { state: 'refused' }, { revision });
      return { revision: tx.get(order, id).revision };
    }),
  ),

  reverse: os.reverse.handler(({ input: { id, revision, ...paper }, context }) =>
    context.write('hr.order.reverse', (tx) => {
      const row = tx.get(order, id);
      demand(judgeStep(tx, context, row, 'reverse'));
      demand(row.kind === 'REVERSAL' ? refuse('REVERSAL_OF_REVERSAL') : accept());
      demand(judgeOrderDate(paper.orderDate, context.latestDay()));
      // The order stays as it is until its reversal is approved; only that nobody changed it meanwhile is asked.
      tx.update(order, id, {}, { revision });
      demandFreeOrderNumber(tx, { ...paper, ownId: null });
      const reversalId = tx.insert(order, {
        ...paper,
        ...{ kind: 'REVERSAL', effectiveDate: row.effectiveDate, subject: null, unitId: row.unitId },
        ...{ state: 'draft', reversesOrderId: id },
      });
      const lines = linesOf(tx.db, id).map(({ employeeId }) => ({ employeeId, terms: {}, note: null }));
      const effects = lines.map(({ employeeId }) => reversalEffects(tx.db, id, employeeId));
      addLines(tx, reversalId, { lines, effects });
      return { id: reversalId };
    }),
  ),
});

/** Writes the draft of an order with its lines; used by the procedure and by the batch of what is due. */
export function draftOrder(tx: Tx, context: Context, { lines, ...head }: OrderInput): string {
  const effects = demandLines(tx, context, { ...head, lines });
  demandFreeOrderNumber(tx, { ...head, ownId: null });
  const id = tx.insert(order, { ...head, state: 'draft', reversesOrderId: null });
  addLines(tx, id, { lines, effects });
  return id;
}

/** The dates are possible, the employees lie within the drafter's reach, and the lines make sense. */
function demandLines(tx: Tx, { access, latestDay }: Context, { lines, ...head }: OrderInput) {
  demand(judgeOrderDates({ ...head, lines }, latestDay()));
  tx.get(unit, head.unitId);
  for (const part of partsOf(lines.map(({ employeeId }) => employeeId))) {
    const units = tx.db
      .selectDistinct({ unitId: employee.unitId })
      .from(employee)
      .where(inArray(employee.id, [...part]))
      .all();
    demand(all(...units.map(({ unitId }) => mayAt(access, 'hr.order.draft', unitId))));
  }
  demandLeaveLines(tx, head, lines);
  return effectsOfLines(tx.db, head, { lines, rules: rulesInForce(tx.db, head.effectiveDate) });
}

function judgeStep(tx: Tx, { access }: Context, row: Order, move: OrderMove): Verdict {
  const { userId, onBehalfOf } = tx.actor;
  return all(
    mayAt(access, permissionOfOrderMove(move), row.unitId),
    judgeOrderMove(move, row, onBehalfOf === undefined ? [userId] : [userId, onBehalfOf]),
  );
}

function answers({ access, actor }: Context, row: Order): Record<OrderMove, Verdict> {
  const answer = (move: OrderMove): Verdict =>
    all(mayAt(access, permissionOfOrderMove(move), row.unitId), judgeOrderMove(move, row, [actor.userId]));
  return {
    edit: all(answer('edit'), row.kind === 'REVERSAL' ? refuse('ORDER_MOVE') : accept()),
    ...{ check: answer('check'), approve: answer('approve'), refuse: answer('refuse') },
    reverse: all(answer('reverse'), row.kind === 'REVERSAL' ? refuse('REVERSAL_OF_REVERSAL') : accept()),
  };
}

function findOrder({ db }: Pick<Context, 'db'>, id: string): Order {
  const found = db
    .select()
    .from(order)
    .where(and(eq(order.id, id), isNull(order.deletedAt)))
    .get();
  if (!found) throw refusal('NOT_FOUND');
  return found;
}

function presentAll({ db }: Context, rows: readonly Order[]): OrderListRow[] {
  const lines = Map.groupBy(
    partsOf(rows.map(({ id }) => id)).flatMap((part) =>
      db
        .select({ orderId: orderLine.orderId, fullName: employee.fullName })
        .from(orderLine)
        .innerJoin(employee, eq(employee.id, orderLine.employeeId))
        .where(and(inArray(orderLine.orderId, [...part]), isNull(orderLine.deletedAt)))
        .all(),
    ),
    ({ orderId }) => orderId,
  );
  return rows.map((row) => {
    const own = lines.get(row.id) ?? [];
    // A reversal is listed among the kinds that are drafted; the type of the row's kind is wider than the fields'.
    return { ...row, lineCount: own.length, employeeName: own.length === 1 ? (own[0]?.fullName ?? null) : null };
  });
}

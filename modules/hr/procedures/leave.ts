import { implement } from '@orpc/server';
import { and, desc, eq, isNull } from 'drizzle-orm';
import type { LocalDate } from '#kernel/date.ts';
import { rangeOfMonth } from '#kernel/range.ts';
import { accept, all, andThen, refuse, type Verdict } from '#kernel/verdict.ts';
import { demand, refusal } from '#db/refusal.ts';
import { matches } from '#db/search.ts';
import type { Tx } from '#db/recorder.ts';
import { LIST_LIMIT } from '#modules/contract.ts';
import { mayAt, type Context, type UndoRule } from '#modules/module.ts';
import { nameOfUser } from '#modules/org/index.ts';
import { rulesInForce } from '#modules/regulation/index.ts';
import { contract, moves, type LeaveMove, type LeaveRow, type OrderLineInput } from '../contract/index.ts';
import { judgeLeaveMove } from '../rules/order-moves.ts';
import { accrualRules } from '../rules/leave-ledger.ts';
import { daysOfLeave } from '../rules/leave-request.ts';
import { returnOf, weekOnly } from '../rules/leave-return.ts';
import { judgeBegin, judgeLeaveDates, judgeOrderDate } from '../rules/paper-dates.ts';
import { employee, leave, leaveEntry, order } from '../schema.ts';
import { awayIn } from './leave-away.ts';
import { balanceFor, balancesFor, judgeGrant, ledgersOf } from './leave-book.ts';
import { demandPresent } from './handover-book.ts';
import { carryOut } from './leave-orders.ts';
import { addLines, demandFreeOrderNumber, effectsOfLines } from './order-writing.ts';
import { findEmployee, mayOf, numbersOf } from './staff.ts';

const os = implement(contract.leave).$context<Context>();

type Leave = typeof leave.$inferSelect;
type Db = Context['db'];

export const leaveProcedures = os.router({
  list: os.list.handler(({ input: { search, employeeId }, context }) => {
    const found = context.db
      .select({ row: leave, who: employee })
      .from(leave)
      .innerJoin(employee, eq(employee.id, leave.employeeId))
      .where(
        and(
          isNull(leave.deletedAt),
          matches(employee, search),
          employeeId === null ? undefined : eq(leave.employeeId, employeeId),
        ),
      )
      .orderBy(desc(leave.fromDate))
      .all()
      .filter(({ who }) => mayOf(context.access, 'hr.leave.view', who).ok)
      .slice(0, LIST_LIMIT);
    return presentAll(context, found);
  }),

  get: os.get.handler(({ input: { id }, context }) => {
    const row = findLeave(context.db, id);
    const who = findEmployee(context.db, row.employeeId);
    demand(mayOf(context.access, 'hr.leave.view', who));
    const [shown] = presentAll(context, [{ row, who }]);
    if (!shown) throw refusal('NOT_FOUND');
    const granted = orderOf(context.db, row.orderId);
    return {
      ...shown,
      orderNumber: granted?.number ?? null,
      orderDate: granted?.orderDate ?? null,
      returnOrderNumber: orderOf(context.db, row.returnOrderId)?.number ?? null,
      requesterName: nameOfUser(context.db, row.createdBy),
      can: answers(context, row, who.unitId),
    };
  }),

  away: os.away.handler(({ input: { month }, context }) => awayIn(context, rangeOfMonth(month))),

  preview: os.preview.handler(({ input, context }) => {
    const who = findEmployee(context.db, input.employeeId);
    demand(mayOf(context.access, 'hr.leave.request', who));
    const verdict = andThen(judgeLeaveDates(input, context.latestDay()), () =>
      judgeGrant(context.db, { ...input, id: null }),
    );
    const isForwards = input.fromDate <= input.toDate;
    return {
      days: isForwards ? daysOfLeave(input) : 0,
      balance: balanceFor(context.db, input, context.today()),
      balanceThen: balanceFor(context.db, input),
      problems: verdict.ok ? [] : verdict.problems.map((problem) => ({ ...problem })),
      away: isForwards
        ? awayIn(context, { from: input.fromDate, to: input.toDate }).filter(
            ({ employeeId, unitId }) => unitId === who.unitId && employeeId !== who.id,
          )
        : [],
    };
  }),

  balances: os.balances.handler(({ input: { employeeId }, context }) => {
    demand(mayOf(context.access, 'hr.leave.view', findEmployee(context.db, employeeId)));
    return ledgersOf(context.db, employeeId, context.today()).map(({ type, entries }) => ({
      ...{ type, balance: entries.at(-1)?.balance ?? 0, entries: [...entries] },
    }));
  }),

  request: os.request.handler(({ input, context }) => {
    demand(mayOf(context.access, 'hr.leave.request', findEmployee(context.db, input.employeeId)));
    return context.write('hr.leave.request', (tx) => {
      demandPresent(tx.db, input.employeeId);
      demand(judgeLeaveDates(input, context.latestDay()));
      demand(judgeGrant(tx.db, { ...input, id: null }));
      return { id: tx.insert(leave, { ...input, days: daysOfLeave(input), state: 'requested' }) };
    });
  }),

  approve: os.approve.handler(({ input: { id, revision, ...paper }, context }) =>
    context.write('hr.leave.approve', (tx) => {
      const row = tx.get(leave, id);
      const who = tx.get(employee, row.employeeId);
      demand(judgeStep(tx, context, { row, unitId: who.unitId, move: 'approve' }));
      demand(judgeGrant(tx.db, row));
      const orderId = issue(tx, context, {
        ...{ ...paper, kind: 'LEAVE', effectiveDate: row.fromDate, unitId: who.unitId },
        line: { employeeId: who.id, terms: { leaveType: row.type, to: row.toDate }, note: row.reason },
      });
      tx.update(leave, id, { state: 'approved', orderId }, { revision });
      carryOut(tx, tx.get(order, orderId));
      return { revision: tx.get(leave, id).revision };
    }),
  ),

  refuse: os.refuse.handler(({ input: { id, revision, reason }, context }) =>
    close(context, { id, revision, move: 'refuse', patch: { state: 'refused', refusalReason: reason } }),
  ),

  cancel: os.cancel.handler(({ input, context }) =>
    close(context, { ...input, move: 'cancel', patch: { state: 'cancelled' } }),
  ),

  return: os.return.handler(({ input: { id, revision, returnedOn, ...paper }, context }) =>
    context.write('hr.leave.return', (tx) => {
      const row = tx.get(leave, id);
      const who = tx.get(employee, row.employeeId);
      demand(judgeStep(tx, context, { row, unitId: who.unitId, move: 'return' }));
      demand(returnedOn <= row.fromDate ? refuse('RETURN_BEFORE_LEAVE', undefined, 'returnedOn') : accept());
      demand(judgeBegin(returnedOn, { today: context.latestDay(), field: 'returnedOn' }));
      tx.update(leave, id, {}, { revision });
      const back = returnOf(row.toDate, returnedOn, weekOnly);
      const orderId = issue(tx, context, {
        ...{ ...paper, kind: 'RECOMMENCEMENT', effectiveDate: returnedOn, unitId: who.unitId },
        line: {
          ...{ employeeId: who.id, note: null },
          terms: back.kind === 'LATE' ? { absentFrom: back.absentFrom } : {},
        },
      });
      carryOut(tx, tx.get(order, orderId));
      return { revision: tx.get(leave, id).revision };
    }),
  ),

  enter: os.enter.handler(({ input: { days, ...entry }, context }) => {
    demand(mayOf(context.access, 'hr.leave.approve', findEmployee(context.db, entry.employeeId)));
    demand(judgeBegin(entry.onDate, { today: context.latestDay(), field: 'onDate' }));
    if (!accrualRules(rulesInForce(context.db, entry.onDate)).has(entry.type))
      throw refusal('CODE_UNKNOWN', { code: entry.type }, 'type');
    return context.write('hr.leave.enter', (tx) => {
      demandPresent(tx.db, entry.employeeId);
      if (entry.kind === 'PAYOUT') {
        const balance = balanceFor(tx.db, { ...entry, fromDate: entry.onDate }) ?? 0;
        demand(days > balance ? refuse('LEAVE_BALANCE', { days, balance }, 'days') : accept());
      }
      return { id: tx.insert(leaveEntry, { ...entry, days: entry.kind === 'PAYOUT' ? -days : days, leaveId: null }) };
    });
  }),
});

/** A request is taken back by whoever may ask for leave there, and only while it is a request. */
export const leaveUndo: UndoRule = (tx, undone, { access }) => {
  // The table's rows, as the office read them.
  const { before, after } = undone as { readonly before: Leave | null; readonly after: Leave | null };
  const row = after ?? before;
  if (row === null) return;
  demand(mayAt(access, 'hr.leave.request', tx.get(employee, row.employeeId).unitId));
  for (const each of [before, after]) demand(each && each.state !== 'requested' ? refuse('LEAVE_MOVE') : accept());
};

interface LeavePaper {
  readonly number: string;
  readonly orderDate: LocalDate;
  readonly issuer: string;
  readonly kind: 'LEAVE' | 'RECOMMENCEMENT';
  readonly effectiveDate: LocalDate;
  readonly unitId: string;
  readonly line: OrderLineInput;
}

/** The order of a leave: who requested it and who grants it are two, so that it is approved at once. */
function issue(tx: Tx, { latestDay }: Context, { line, ...head }: LeavePaper): string {
  demand(judgeOrderDate(head.orderDate, latestDay()));
  demandFreeOrderNumber(tx, { ...head, ownId: null });
  const lines = [line];
  const effects = effectsOfLines(tx.db, head, { lines, rules: rulesInForce(tx.db, head.effectiveDate) });
  const id = tx.insert(order, {
    ...{ ...head, subject: null, state: 'approved', reversesOrderId: null },
    ...{ approvedBy: tx.actor.userId, approvedAt: tx.now },
  });
  addLines(tx, id, { lines, effects });
  return id;
}

function close(
  context: Context,
  step: {
    readonly id: string;
    readonly revision: number;
    readonly move: 'refuse' | 'cancel';
    readonly patch: Pick<Leave, 'state'> & Partial<Pick<Leave, 'refusalReason'>>;
  },
): { revision: number } {
  const { id, revision, move, patch } = step;
  return context.write(`hr.leave.${move}`, (tx) => {
    const row = tx.get(leave, id);
    demand(judgeStep(tx, context, { row, unitId: tx.get(employee, row.employeeId).unitId, move }));
    tx.update(leave, id, patch, { revision });
    return { revision: tx.get(leave, id).revision };
  });
}

function judgeStep(
  tx: Tx,
  { access }: Context,
  step: { readonly row: Leave; readonly unitId: string; readonly move: LeaveMove },
): Verdict {
  const { userId, onBehalfOf } = tx.actor;
  const actors = onBehalfOf === undefined ? [userId] : [userId, onBehalfOf];
  return all(mayAt(access, permissionOf(step.move), step.unitId), judgeLeaveMove(step.move, step.row, actors));
}

function answers({ access, actor }: Context, row: Leave, unitId: string): Record<LeaveMove, Verdict> {
  const answer = (move: LeaveMove): Verdict =>
    all(mayAt(access, permissionOf(move), unitId), judgeLeaveMove(move, row, [actor.userId]));
  return {
    approve: answer('approve'),
    refuse: answer('refuse'),
    cancel: answer('cancel'),
    return: answer('return'),
  };
}

function permissionOf(move: LeaveMove): string {
  return moves.leave.find(({ name }) => name === move)?.permission ?? '';
}

function findLeave(db: Db, id: string): Leave {
  const found = db
    .select()
    .from(leave)
    .where(and(eq(leave.id, id), isNull(leave.deletedAt)))
    .get();
  if (!found) throw refusal('NOT_FOUND');
  return found;
}

function orderOf(db: Db, id: string | null): typeof order.$inferSelect | undefined {
  return id === null ? undefined : db.select().from(order).where(eq(order.id, id)).get();
}

function presentAll(
  context: Context,
  found: readonly { readonly row: Leave; readonly who: typeof employee.$inferSelect }[],
): LeaveRow[] {
  const numbers = numbersOf(context.db, [...new Set(found.map(({ who }) => who.id))]);
  const balanceOf = balancesFor(
    context.db,
    found.map(({ row }) => row),
    context.today(),
  );
  return found.map(({ row, who }) => ({
    ...row,
    ...{ fullName: who.fullName, number: numbers.get(who.id) ?? null, unitId: who.unitId, balance: balanceOf(row) },
  }));
}

import { implement } from '@orpc/server';
import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { daysBetween, type LocalDate } from '#kernel/date.ts';
import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';
import { demand, refusal } from '#db/refusal.ts';
import { matches } from '#db/search.ts';
import type { Tx } from '#db/recorder.ts';
import { LIST_LIMIT } from '#modules/contract.ts';
import { mayAt, type Context } from '#modules/module.ts';
import { contract, moves, type LeaveMove, type LeaveRow, type OrderLineInput } from '../contract/index.ts';
import { judgeLeaveMove } from '../rules/order-moves.ts';
import { accrualRules, balanceOn, ledgerUpTo } from '../rules/leave-ledger.ts';
import { daysOfLeave, judgeLeave, leaveRuleOf } from '../rules/leave-request.ts';
import { rulesInForce } from '../rules-in-force.ts';
import { employee, leave, leaveEntry, order } from '../schema.ts';
import { addLines, applyOrder, demandFreeOrderNumber, effectsOfLines } from './order-writing.ts';
import { factsOf, findEmployee, mayOf, numbersOf } from './staff.ts';

const os = implement(contract.leave).$context<Context>();

type Leave = typeof leave.$inferSelect;
type Db = Context['db'];

export const leaveProcedures = os.router({
  list: os.list.handler(({ input: { search, employeeId }, context }) => {
    const numbers = numbersOf(context.db, null);
    return context.db
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
      .slice(0, LIST_LIMIT)
      .map(({ row, who }) => present(row, who, numbers));
  }),

  get: os.get.handler(({ input: { id }, context }) => {
    const row = findLeave(context.db, id);
    const who = findEmployee(context.db, row.employeeId);
    demand(mayOf(context.access, 'hr.leave.view', who));
    return {
      ...present(row, who, numbersOf(context.db, [who.id])),
      balance: balanceFor(context.db, row),
      can: answers(context, row, who.unitId),
    };
  }),

  balances: os.balances.handler(({ input: { employeeId }, context }) => {
    demand(mayOf(context.access, 'hr.leave.view', findEmployee(context.db, employeeId)));
    return [...accrualRules(rulesInForce())].map(([type, rule]) => {
      const entries = ledgerUpTo(context.today(), { ...ledgerOf(context.db, { employeeId, type }), rule });
      return { type, balance: entries.at(-1)?.balance ?? 0, entries: [...entries] };
    });
  }),

  request: os.request.handler(({ input, context }) => {
    demand(mayOf(context.access, 'hr.leave.request', findEmployee(context.db, input.employeeId)));
    return context.write('hr.leave.request', (tx) => {
      demandGrantable(tx.db, { ...input, id: null });
      return {
        id: tx.insert(leave, {
          ...input,
          days: daysOfLeave(input),
          state: 'requested',
          orderId: null,
          returnedOn: null,
        }),
      };
    });
  }),

  approve: os.approve.handler(({ input: { id, revision, ...paper }, context }) =>
    context.write('hr.leave.approve', (tx) => {
      const row = tx.get(leave, id);
      const who = tx.get(employee, row.employeeId);
      demand(judgeStep(tx, context, { row, unitId: who.unitId, move: 'approve' }));
      demandGrantable(tx.db, row);
      const orderId = issue(tx, {
        ...{ ...paper, kind: 'LEAVE', effectiveDate: row.fromDate, unitId: who.unitId },
        line: { employeeId: who.id, terms: { leaveType: row.type, to: row.toDate }, note: row.reason },
      });
      const ledger = leaveRuleOf(row.type, rulesInForce())?.usesBalanceOf ?? null;
      if (ledger !== null) {
        tx.insert(leaveEntry, {
          ...{ employeeId: who.id, type: ledger, kind: 'USE', onDate: row.fromDate, days: -row.days },
          ...{ leaveId: id, note: null },
        });
      }
      tx.update(leave, id, { state: 'approved', orderId }, { revision });
      return { revision: tx.get(leave, id).revision };
    }),
  ),

  refuse: os.refuse.handler(({ input, context }) => close(context, { ...input, move: 'refuse', state: 'refused' })),

  cancel: os.cancel.handler(({ input, context }) => close(context, { ...input, move: 'cancel', state: 'cancelled' })),

  return: os.return.handler(({ input: { id, revision, returnedOn, ...paper }, context }) =>
    context.write('hr.leave.return', (tx) => {
      const row = tx.get(leave, id);
      const who = tx.get(employee, row.employeeId);
      demand(judgeStep(tx, context, { row, unitId: who.unitId, move: 'return' }));
      demand(returnedOn <= row.fromDate ? refuse('RETURN_BEFORE_LEAVE', undefined, 'returnedOn') : accept());
      // Who comes back later than his leave was absent in between; that is an order of its own.
      if (returnedOn <= row.toDate) {
        issue(tx, {
          ...{ ...paper, kind: 'RECOMMENCEMENT', effectiveDate: returnedOn, unitId: who.unitId },
          line: { employeeId: who.id, terms: {}, note: null },
        });
        giveBack(tx, row, returnedOn);
      }
      tx.update(leave, id, { state: 'returned', returnedOn }, { revision });
      return { revision: tx.get(leave, id).revision };
    }),
  ),

  enter: os.enter.handler(({ input: { days, ...entry }, context }) => {
    demand(mayOf(context.access, 'hr.leave.approve', findEmployee(context.db, entry.employeeId)));
    const rule = accrualRules(rulesInForce()).get(entry.type);
    if (rule === undefined) throw refusal('CODE_UNKNOWN', { code: entry.type }, 'type');
    return context.write('hr.leave.enter', (tx) => {
      if (entry.kind === 'PAYOUT') {
        const balance = balanceOn(entry.onDate, { ...ledgerOf(tx.db, entry), rule });
        demand(days > balance ? refuse('LEAVE_BALANCE', { days, balance }, 'days') : accept());
      }
      return { id: tx.insert(leaveEntry, { ...entry, days: entry.kind === 'PAYOUT' ? -days : days, leaveId: null }) };
    });
  }),
});

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
function issue(tx: Tx, { line, ...head }: LeavePaper): string {
  demandFreeOrderNumber(tx, { ...head, ownId: null });
  const lines = [line];
  const effects = effectsOfLines(tx.db, head, { lines, rules: rulesInForce() });
  const id = tx.insert(order, {
    ...{ ...head, subject: null, state: 'approved', reversesOrderId: null },
    ...{ approvedBy: tx.actor.userId, approvedAt: tx.now },
  });
  addLines(tx, id, { lines, effects });
  applyOrder(tx, id);
  return id;
}

/** The days of a leave that were not used go back into the balance from which they came. */
function giveBack(tx: Tx, row: Leave, returnedOn: LocalDate): void {
  const ledger = leaveRuleOf(row.type, rulesInForce())?.usesBalanceOf ?? null;
  const unused = daysBetween(returnedOn, row.toDate) + 1;
  if (ledger === null || unused <= 0) return;
  tx.insert(leaveEntry, {
    ...{ employeeId: row.employeeId, type: ledger, kind: 'CANCEL', onDate: returnedOn, days: unused },
    ...{ leaveId: row.id, note: null },
  });
}

function close(
  context: Context,
  step: { id: string; revision: number; move: 'refuse' | 'cancel'; state: 'refused' | 'cancelled' },
): { revision: number } {
  const { id, revision, move, state } = step;
  return context.write(`hr.leave.${move}`, (tx) => {
    const row = tx.get(leave, id);
    demand(judgeStep(tx, context, { row, unitId: tx.get(employee, row.employeeId).unitId, move }));
    tx.update(leave, id, { state }, { revision });
    return { revision: tx.get(leave, id).revision };
  });
}

function demandGrantable(
  db: Db,
  wanted: Pick<Leave, 'employeeId' | 'type' | 'fromDate' | 'toDate'> & { readonly id: string | null },
): void {
  const others = db
    .select()
    .from(leave)
    .where(
      and(
        eq(leave.employeeId, wanted.employeeId),
        inArray(leave.state, ['requested', 'approved', 'returned']),
        isNull(leave.deletedAt),
      ),
    )
    .all()
    .filter(({ id }) => id !== wanted.id)
    // Who came back early has the rest of his leave free again.
    .map(({ fromDate, toDate, returnedOn }) => ({
      fromDate,
      toDate: returnedOn !== null && returnedOn <= toDate ? returnedOn : toDate,
    }));
  demand(judgeLeave(wanted, { rules: rulesInForce(), others, balance: balanceFor(db, wanted) }));
}

/** The balance from which a leave takes, on its first day; null where it takes from none. */
function balanceFor(db: Db, wanted: Pick<Leave, 'employeeId' | 'type' | 'fromDate'>): number | null {
  const rules = rulesInForce();
  const type = leaveRuleOf(wanted.type, rules)?.usesBalanceOf ?? null;
  const rule = type === null ? undefined : accrualRules(rules).get(type);
  if (type === null || rule === undefined) return null;
  return balanceOn(wanted.fromDate, { ...ledgerOf(db, { employeeId: wanted.employeeId, type }), rule });
}

function ledgerOf(db: Db, of: { readonly employeeId: string; readonly type: string }) {
  const entries = db
    .select()
    .from(leaveEntry)
    .where(and(eq(leaveEntry.employeeId, of.employeeId), eq(leaveEntry.type, of.type), isNull(leaveEntry.deletedAt)))
    .all();
  return {
    entries: entries.map(({ kind, onDate, days, note }) => ({ kind, onDate, days, note })),
    facts: factsOf(db, of.employeeId),
  };
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

function present(row: Leave, who: typeof employee.$inferSelect, numbers: ReadonlyMap<string, string>): LeaveRow {
  return { ...row, fullName: who.fullName, number: numbers.get(who.id) ?? null, unitId: who.unitId };
}

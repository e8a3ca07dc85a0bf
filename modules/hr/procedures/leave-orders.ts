import { and, eq, isNull } from 'drizzle-orm';
import type { LocalDate } from '#kernel/date.ts';
import type { Tx } from '#db/recorder.ts';
import { rulesInForce } from '#modules/regulation/index.ts';
import type { OrderLineInput, Terms } from '../contract/index.ts';
import { daysOfLeave } from '../rules/leave-request.ts';
import { returnOf, weekOnly } from '../rules/leave-return.ts';
import { leave, leaveEntry, order } from '../schema.ts';
import { judgeGrants, ledgerOf, type LeaveOf } from './leave-book.ts';
import { applyOrder, linesOf } from './order-writing.ts';
import { demand } from '#db/refusal.ts';

type Order = typeof order.$inferSelect;
type Leave = typeof leave.$inferSelect;

/**
 * Carries out an approved order: writes its facts, and for orders of leave, of return and those that take them back
 * keeps the leaves and their ledger true, whoever wrote the order and in whatever way.
 */
export function carryOut(tx: Tx, row: Order): void {
  applyOrder(tx, row.id);
  if (row.kind === 'LEAVE') grantLeaves(tx, row);
  if (row.kind === 'RECOMMENCEMENT') noteReturns(tx, row);
  if (row.reversesOrderId !== null) {
    tx.update(order, row.reversesOrderId, { state: 'reversed' });
    takeBackLeaves(tx, row.reversesOrderId);
  }
}

/** Refuses leaves in a drafted order that may not be granted: for want of days, or because another is in their way. */
export function demandLeaveLines(
  tx: Tx,
  head: { readonly kind: string; readonly effectiveDate: LocalDate },
  lines: readonly Pick<OrderLineInput, 'employeeId' | 'terms'>[],
): void {
  if (head.kind === 'LEAVE')
    demand(
      judgeGrants(
        tx.db,
        lines.flatMap((line) => leaveOfLine(line, head) ?? []),
      ),
    );
}

function leaveOfLine(
  { employeeId, terms }: { readonly employeeId: string; readonly terms: Terms },
  { effectiveDate }: { readonly effectiveDate: LocalDate },
): LeaveOf | null {
  const { leaveType, to } = terms;
  return leaveType && to ? { employeeId, type: leaveType, fromDate: terms.on ?? effectiveDate, toDate: to } : null;
}

/** The leaves of an order take their days from the ledger; those that nobody requested are entered as granted. */
function grantLeaves(tx: Tx, row: Order): void {
  const requested = new Map(leavesOf(tx, eq(leave.orderId, row.id)).map((each) => [each.employeeId, each]));
  for (const line of linesOf(tx.db, row.id)) {
    const granted = leaveOfLine(line, row);
    if (granted === null) continue;
    const leaveId =
      requested.get(line.employeeId)?.id ??
      tx.insert(leave, {
        ...granted,
        days: daysOfLeave(granted),
        state: 'approved',
        reason: line.note,
        orderId: row.id,
      });
    enter(tx, { ...granted, id: leaveId }, { kind: 'USE', onDate: granted.fromDate, days: -daysOfLeave(granted) });
  }
}

/** Back at work: the leave that brought him there is over, and the days that he did not use are his again. */
function noteReturns(tx: Tx, row: Order): void {
  for (const { employeeId, terms } of linesOf(tx.db, row.id)) {
    const on = terms.on ?? row.effectiveDate;
    const over = leavesOf(tx, and(eq(leave.employeeId, employeeId), eq(leave.state, 'approved')))
      .filter(({ fromDate, toDate }) => {
        const expected = terms.absentFrom ?? on;
        return fromDate < on && returnOf(toDate, expected, weekOnly).kind !== 'LATE';
      })
      .toSorted((left, right) => (left.fromDate < right.fromDate ? -1 : 1))
      .at(-1);
    if (over === undefined) continue;
    tx.update(leave, over.id, { state: 'returned', returnedOn: on, returnOrderId: row.id });
    const back = returnOf(over.toDate, on, weekOnly);
    if (back.kind === 'EARLY') enter(tx, over, { kind: 'CANCEL', onDate: on, days: back.unusedDays });
  }
}

/** An order of leave or of return is taken back: the leave is as it was before, and so is the ledger. */
function takeBackLeaves(tx: Tx, orderId: string): void {
  for (const each of leavesOf(tx, eq(leave.returnOrderId, orderId))) {
    tx.update(leave, each.id, { state: 'approved', returnedOn: null, returnOrderId: null });
    const given = each.days + bookedFor(tx, each.id);
    if (given > 0) enter(tx, each, { kind: 'USE', onDate: each.returnedOn ?? each.fromDate, days: -given });
  }
  for (const each of leavesOf(tx, eq(leave.orderId, orderId))) {
    tx.update(leave, each.id, { state: 'cancelled' });
    // On the day on which they were taken, so that no day between sees them twice.
    enter(tx, each, { kind: 'CANCEL', onDate: each.fromDate, days: -bookedFor(tx, each.id) });
  }
}

/** An entry in the ledger from which a leave takes; none where it takes from none. */
function enter(
  tx: Tx,
  of: Pick<Leave, 'id' | 'employeeId' | 'type' | 'fromDate'>,
  entry: { readonly kind: 'USE' | 'CANCEL'; readonly onDate: LocalDate; readonly days: number },
): void {
  const type = ledgerOf(of.type, rulesInForce(tx.db, of.fromDate));
  if (type === null || entry.days === 0) return;
  tx.insert(leaveEntry, { ...entry, employeeId: of.employeeId, type, leaveId: of.id, note: null });
}

/** What the ledger holds of one leave: minus the days that it has taken. */
function bookedFor(tx: Tx, leaveId: string): number {
  return tx.db
    .select({ days: leaveEntry.days })
    .from(leaveEntry)
    .where(and(eq(leaveEntry.leaveId, leaveId), isNull(leaveEntry.deletedAt)))
    .all()
    .reduce((sum, { days }) => sum + days, 0);
}

function leavesOf(tx: Tx, which: ReturnType<typeof and>): readonly Leave[] {
  return tx.db
    .select()
    .from(leave)
    .where(and(which, isNull(leave.deletedAt)))
    .all();
}

import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import { moves, type LeaveMove, type LeaveState, type OrderMove, type OrderState } from '../contract/index.ts';

/** Who took the steps of an order so far. */
export interface OrderSteps {
  readonly state: OrderState;
  readonly createdBy: string;
  readonly checkedBy: string | null;
}

/**
 * May these people make this move? `actors` are the signed-in user and, where he acts by delegation, his principal:
 * neither of them may have taken another step of the order. A draft is changed by who wrote it.
 */
export function judgeOrderMove(name: OrderMove, order: OrderSteps, actors: readonly string[]): Verdict {
  const move = moves.order.find((each) => each.name === name);
  // The table's tuples are narrower than the states they are asked about.
  if (move === undefined || !(move.from as readonly OrderState[]).includes(order.state)) return refuse('ORDER_MOVE');
  if (name === 'edit') return actors.includes(order.createdBy) ? accept() : refuse('ORDER_NOT_YOURS');
  if (name !== 'check' && name !== 'approve') return accept();
  const others = [order.createdBy, ...(name === 'approve' && order.checkedBy !== null ? [order.checkedBy] : [])];
  return actors.some((actor) => others.includes(actor)) ? refuse('ORDER_SAME_PERSON') : accept();
}

/** May a leave take this step? Nobody grants what he asked for himself. */
export function judgeLeaveMove(
  name: LeaveMove,
  leave: { readonly state: LeaveState; readonly createdBy: string },
  actors: readonly string[],
): Verdict {
  const move = moves.leave.find((each) => each.name === name);
  if (move === undefined || !(move.from as readonly LeaveState[]).includes(leave.state)) return refuse('LEAVE_MOVE');
  return name === 'approve' && actors.includes(leave.createdBy) ? refuse('LEAVE_SAME_PERSON') : accept();
}

/** The permission under which a move is made: what the moves table says. */
export function permissionOfOrderMove(name: OrderMove): string {
  return moves.order.find((each) => each.name === name)?.permission ?? '';
}

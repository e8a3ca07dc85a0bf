import { RefusedHere } from '#renderer/failure.ts';
import type { EmployeeListRow, OrderInput } from '../../contract/index.ts';
import { orderOf, type OrderForm } from './order-form.ts';

/** The typed order as it is sent. Refuses `NUMBER_UNKNOWN` before it reaches the office. */
export function demandOrder(form: OrderForm, staff: readonly EmployeeListRow[]): OrderInput {
  const order = orderOf(form, staff);
  if ('unknown' in order) {
    const field = `lines.${order.line}.number`;
    throw new RefusedHere([{ code: 'NUMBER_UNKNOWN', params: { number: order.unknown }, field }]);
  }
  return order;
}

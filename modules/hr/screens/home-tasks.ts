import type { HomeTask } from '#renderer/module.ts';
import { call } from './client.ts';

/** Orders that wait for a second hand, or for a third. */
export async function findOrdersIn(state: 'draft' | 'checked'): Promise<readonly HomeTask[]> {
  const orders = await call.order.list({});
  return waiting(
    `hr.home.task.${state}Orders`,
    orders.filter((order) => order.state === state).map(({ id }) => `/hr/orders/${id}`),
    '/hr/orders',
  );
}

/** Leave that was asked for and not decided yet. */
export async function findLeaveRequests(): Promise<readonly HomeTask[]> {
  const leaves = await call.leave.list({});
  return waiting(
    'hr.home.task.leaveRequests',
    leaves.filter(({ state }) => state === 'requested').map(({ id }) => `/hr/leave/${id}`),
    '/hr/leave',
  );
}

/** Nothing for nothing; one is opened itself, more are opened as their list. */
export function waiting(label: string, paths: readonly string[], listPath: string): readonly HomeTask[] {
  const [first] = paths;
  if (first === undefined) return [];
  return [{ label, count: paths.length, path: paths.length === 1 ? first : listPath }];
}

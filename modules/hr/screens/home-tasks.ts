import type { HomeTask } from '#renderer/module.ts';
import type { DoubleFileState, HandoverState } from '../contract/index.ts';
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

/** Files that have arrived and are not answered for; or files that were given back and are not in the staff again. */
export async function findHandovers(direction: 'in' | 'out'): Promise<readonly HomeTask[]> {
  const states: readonly HandoverState[] = direction === 'in' ? ['arrived', 'recallAsked'] : ['refused'];
  const handovers = await call.handover.list();
  return waiting(
    direction === 'in' ? 'hr.home.task.arrivedHandovers' : 'hr.home.task.givenBackHandovers',
    handovers
      .filter((row) => row.direction === direction && states.includes(row.state))
      .map(({ id }) => `/hr/handovers/${id}`),
    `/hr/handovers?part=${direction}`,
  );
}

/** Files that were sent more than a month ago, and the other office has not answered. */
export async function findUnanswered(): Promise<readonly HomeTask[]> {
  const late = (await call.handover.list()).filter((row) => row.isOverdue && row.direction === 'out');
  return waiting(
    'hr.home.task.unansweredHandovers',
    late.filter(({ state }) => state !== 'refused').map(({ id }) => `/hr/handovers/${id}`),
    '/hr/handovers?part=out',
  );
}

/** Files that the data centre has found in another office too: to be closed here, or to stay. */
export async function findDoubleFiles(): Promise<readonly HomeTask[]> {
  const told = (await call.doubleFile.list()).filter((notice) => notice.isWaiting);
  const pathsOf = (state: DoubleFileState) =>
    told.filter((notice) => notice.state === state).map(({ employeeId }) => `/hr/employees/${employeeId}`);
  const listPath = '/hr/handovers?part=double';
  return [
    ...waiting('hr.home.task.filesToClose', pathsOf('toClose'), listPath),
    ...waiting('hr.home.task.filesKept', pathsOf('kept'), listPath),
  ];
}

/** Nothing for nothing; one is opened itself, more are opened as their list. */
export function waiting(label: string, paths: readonly string[], listPath: string): readonly HomeTask[] {
  const [first] = paths;
  if (first === undefined) return [];
  return [{ label, count: paths.length, path: paths.length === 1 ? first : listPath }];
}

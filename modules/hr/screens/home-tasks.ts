import type { HomeTask } from '#renderer/module.ts';
import type { DoubleFileState, HandoverRow } from '../contract/index.ts';
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

/** Files that have arrived and are not answered for. */
export async function findArrivals(): Promise<readonly HomeTask[]> {
  const handovers = await call.handover.list();
  return waitingFiles(
    'arrivedHandovers',
    handovers.filter((row) => row.direction === 'in' && (row.state === 'arrived' || row.state === 'recallAsked')),
  );
}

/** Who serves in a unit where no paying entity pays: he is in no run. */
export async function findUnpaid(): Promise<readonly HomeTask[]> {
  const unpaid = await call.employee.unpaid();
  const paths = unpaid.map(({ id }) => `/hr/employees/${id}`);
  return waiting('hr.home.task.unpaid', paths, '/hr/employees');
}

/** Debts that came with people, for whoever keeps the books: until they are confirmed nothing is taken for them. */
export async function findWaitingDebts(): Promise<readonly HomeTask[]> {
  const debts = await call.handover.waitingDebts();
  const paths = debts.map(({ id }) => `/hr/handovers/${id}`);
  return waiting('hr.home.task.waitingDebts', paths, '/hr/handovers/debts');
}

/** Files that were given back and are not in the staff again; and those that nobody has answered for more than a month. */
export async function findDepartures(): Promise<readonly HomeTask[]> {
  const sent = (await call.handover.list()).filter((row) => row.direction === 'out');
  return [
    ...waitingFiles(
      'givenBackHandovers',
      sent.filter(({ state }) => state === 'refused'),
    ),
    ...waitingFiles(
      'unansweredHandovers',
      sent.filter(({ state, isOverdue }) => isOverdue && state !== 'refused'),
    ),
  ];
}

function waitingFiles(task: string, rows: readonly HandoverRow[]): readonly HomeTask[] {
  return waiting(
    `hr.home.task.${task}`,
    rows.map(({ id }) => `/hr/handovers/${id}`),
    `/hr/handovers?part=${rows[0]?.direction ?? 'out'}`,
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

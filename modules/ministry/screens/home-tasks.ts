import { countedTask, type HomeTask } from '#renderer/module.ts';
import { call } from './client.ts';
import { stateOf } from './offices/office-state.ts';

/** What is not as it should be with the data centre itself. */
export async function findHealth(): Promise<readonly HomeTask[]> {
  const { standing, count } = await call.health.standing({});
  return countedTask(`ministry.home.task.health.${standing}`, count, '/ministry/health');
}

/** Files of two offices that may be one person's and wait for a decision. */
export async function findDoubleFiles(): Promise<readonly HomeTask[]> {
  const { count, hasMore } = await call.doubleFile.waiting({});
  const label = hasMore ? 'ministry.home.task.moreDoubleFiles' : 'ministry.home.task.doubleFiles';
  return countedTask(label, count, '/ministry/double-files');
}

/** People who have been between two offices for more than a month. */
export async function findOverdue(): Promise<readonly HomeTask[]> {
  const { count } = await call.person.overdue({});
  return countedTask('ministry.home.task.inTransit', count, '/ministry/transit');
}

/** What offices propose and nobody has decided on: rules, items, and changes of the tree. */
export async function findProposals(): Promise<readonly HomeTask[]> {
  const waiting = (await call.proposal.list({})).filter(({ decision }) => decision === null);
  return countedTask('ministry.home.task.proposals', waiting.length, '/ministry/proposals');
}

export async function findItemProposals(): Promise<readonly HomeTask[]> {
  const waiting = (await call.itemProposal.list({})).filter(({ decision }) => decision === null);
  return countedTask('ministry.home.task.itemProposals', waiting.length, '/ministry/item-proposals');
}

export async function findOfficeProposals(): Promise<readonly HomeTask[]> {
  const waiting = (await call.officeProposal.list({})).filter(({ decision }) => decision === null);
  return countedTask('ministry.home.task.officeProposals', waiting.length, '/ministry/office-proposals');
}

/** Offices that stand still, or of which something waits for people. */
export async function findOffices(): Promise<readonly HomeTask[]> {
  const now = Date.now();
  const states = Map.groupBy(await call.office.list({}), (office) => stateOf(office, now));
  return (['stopped', 'frozen', 'held', 'late', 'silent'] as const).flatMap((state) =>
    countedTask(`ministry.home.task.${state}`, states.get(state)?.length ?? 0, '/ministry/offices'),
  );
}

import { countedTask, type HomeTask } from '#renderer/module.ts';
import { call } from './client.ts';
import { standingOf } from './proposals/standing.ts';

/** Proposals that the data centre has refused, and that are neither changed nor taken back. */
export async function findRefused(): Promise<readonly HomeTask[]> {
  const refused = (await call.proposal.list()).filter((row) => standingOf(row) === 'refused');
  return countedTask('structure.home.task.refused', refused.length, '/structure/proposals');
}

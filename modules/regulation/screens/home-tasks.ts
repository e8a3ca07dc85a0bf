import { countedTask, type HomeTask } from '#renderer/module.ts';
import { call } from './client.ts';

/** Proposals that the data centre has refused, and that are neither changed nor taken back. */
export async function findRefused(): Promise<readonly HomeTask[]> {
  const refused = (await call.package.list()).filter(({ standing }) => standing === 'refused');
  return countedTask('regulation.home.task.refused', refused.length, '/regulation/packages');
}

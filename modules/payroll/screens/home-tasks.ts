import type { HomeTask } from '#renderer/module.ts';
import type { RunRow, RunState } from '../contract/index.ts';
import { call } from './client.ts';

/** Runs in a state that wait for whoever may move them on; one is opened itself, more are opened as their list. */
export async function findRunsIn(
  state: RunState,
  { label, isMine = () => true }: { readonly label: string; readonly isMine?: (run: RunRow) => boolean },
): Promise<readonly HomeTask[]> {
  const runs = (await call.run.list({ entityId: null, state, kind: null, year: null })).filter(isMine);
  const [first] = runs;
  if (first === undefined) return [];
  return [{ label, count: runs.length, path: runs.length === 1 ? `/payroll/runs/${first.id}` : '/payroll/runs' }];
}

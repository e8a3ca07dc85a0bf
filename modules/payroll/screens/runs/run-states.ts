import type { StatusTone } from '#renderer/kit/status-tag.tsx';
import type { RunRow, RunState } from '../../contract/index.ts';

/** What people are shown as the state: a run that was audited waits for somebody else than one that was not. */
type ShownState = RunState | 'audited';

export function shownState({ state, auditedBy }: Pick<RunRow, 'state' | 'auditedBy'>): ShownState {
  return state === 'under_audit' && auditedBy !== null ? 'audited' : state;
}

/** The colour that repeats what the state of a run says. */
export const runTones: Readonly<Record<ShownState, StatusTone>> = {
  draft: 'plain',
  calculated: 'busy',
  under_audit: 'warn',
  audited: 'busy',
  approved: 'good',
  locked: 'good',
  cancelled: 'bad',
};

import type { StatusTone } from '#renderer/kit/status-tag.tsx';
import type { RunState } from '../../contract/index.ts';

/** The colour that repeats what the state of a run says. */
export const runTones: Readonly<Record<RunState, StatusTone>> = {
  draft: 'plain',
  calculated: 'busy',
  under_audit: 'warn',
  approved: 'good',
  locked: 'good',
  cancelled: 'bad',
};

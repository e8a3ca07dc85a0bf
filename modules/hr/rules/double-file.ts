import type { DoubleFileState, DoubleFileVerdict } from '../contract/index.ts';

const DAY_MILLISECONDS = 24 * 3_600_000;
/** So long the office that keeps the file is reminded: nothing is left for it to do. */
const TOLD_DAYS = 30;

/** How a file stands after what was decided on it. One to close is closed when its person no longer serves there. */
export function stateOfFile(verdict: DoubleFileVerdict, service: { readonly isInService: boolean }): DoubleFileState {
  switch (verdict) {
    case 'keeps':
      return 'kept';
    case 'closes':
      return service.isInService ? 'toClose' : 'closed';
    case 'otherPerson':
      return 'otherPerson';
    default:
      return verdict satisfies never;
  }
}

/** Does it stand among the tasks? One to close until it is closed, one to keep for thirty days. */
export function isWaiting(state: DoubleFileState, { decidedAt, now }: { decidedAt: number; now: number }): boolean {
  if (state === 'kept') return now - decidedAt < TOLD_DAYS * DAY_MILLISECONDS;
  return state === 'toClose';
}

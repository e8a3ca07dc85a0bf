import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import { moves, type PackageMove } from '../contract/rights.ts';
import type { PackageState } from '../contract/package.ts';

/** May a package in this state be moved so? Refuses `PUBLISHED_ALREADY` or `MOVE_NOT_POSSIBLE`. */
export function judgeMove(name: PackageMove, state: PackageState): Verdict {
  const move = moves.package.find((each) => each.name === name);
  const from: readonly PackageState[] = move?.from ?? [];
  if (from.includes(state)) return accept();
  return state === 'published' ? refuse('PUBLISHED_ALREADY') : refuse('MOVE_NOT_POSSIBLE');
}

/** Two people stand behind a package: who drafted it or wrote in it last does not publish it. */
export function judgePublisher(
  { createdBy, updatedBy }: { readonly createdBy: string; readonly updatedBy: string },
  publisher: string,
): Verdict {
  return publisher === createdBy || publisher === updatedBy ? refuse('PUBLISHER_IS_DRAFTER') : accept();
}

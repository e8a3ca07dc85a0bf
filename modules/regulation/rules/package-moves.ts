import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';
import { moves, type PackageMove } from '../contract/rights.ts';
import type { PackageState } from '../contract/package.ts';

/** May a package in this state be moved so? Refuses `PUBLISHED_ALREADY` or `MOVE_NOT_POSSIBLE`. */
function judgeMove(name: PackageMove, state: PackageState): Verdict {
  const move = moves.package.find((each) => each.name === name);
  const from: readonly PackageState[] = move?.from ?? [];
  if (from.includes(state)) return accept();
  return state === 'published' ? refuse('PUBLISHED_ALREADY') : refuse('MOVE_NOT_POSSIBLE');
}

/** May a package be moved so, in its state and in this office? */
export function judgePackageMove(
  name: PackageMove,
  row: { readonly ownerOffice: number; readonly state: PackageState },
  office: number,
): Verdict {
  return all(judgeOwner(name, row, office), judgeMove(name, row.state));
}

/**
 * What came from the data centre is not changed in an office; and where there is a data centre, it alone puts rules into
 * force or takes them out. An office proposes instead. Refuses `PACKAGE_OF_CENTRE`, `RULES_FROM_CENTRE` or `NO_CENTRE`.
 */
function judgeOwner(name: PackageMove, { ownerOffice }: { readonly ownerOffice: number }, office: number): Verdict {
  if (ownerOffice !== office) return refuse('PACKAGE_OF_CENTRE');
  if (name === 'propose' || name === 'takeBack') {
    return office > DATACENTER_OFFICE ? accept() : refuse('NO_CENTRE');
  }
  const isForCentre = name === 'publish' || name === 'withdraw';
  return isForCentre && office > DATACENTER_OFFICE ? refuse('RULES_FROM_CENTRE') : accept();
}

/** Two people stand behind what is published: who drafted it or wrote in it last does not publish it. */
export function judgePublisher(
  { createdBy, updatedBy }: { readonly createdBy: string; readonly updatedBy: string },
  publisher: string,
): Verdict {
  return publisher === createdBy || publisher === updatedBy ? refuse('PUBLISHER_IS_DRAFTER') : accept();
}

import { fold } from '#kernel/text/fold.ts';
import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';
import type { OfficeStanding } from '../contract/index.ts';

/** An office as the register, or the tree that was told of it, knows it. */
export type Registered = Pick<OfficeStanding, 'nameAr' | 'parentOffice' | 'isClosed'> & { readonly office: number };

/** An office as it is to stand in the register; one that is new has no number yet. */
export interface AskedOffice extends Pick<OfficeStanding, 'nameAr' | 'parentOffice' | 'isClosed'> {
  readonly office: number | null;
}

/**
 * May it stand in the register so? Refuses `OFFICE_NAME_TAKEN`, because people choose offices by their names; one that
 * is closed leaves its name to another. Refuses `OFFICE_UNKNOWN` and `OFFICE_ABOVE_ITSELF` for the one above it.
 */
export function judgeOffice(asked: AskedOffice, register: readonly Registered[]): Verdict {
  return all(judgeName(asked, register), judgeAbove(asked, register));
}

/** May a closed one be opened again? Another may bear its name by now; what stands above it is as it was. */
export function judgeReopening(row: Registered, register: readonly Registered[]): Verdict {
  return judgeName({ ...row, isClosed: false }, register);
}

/** The open office that bears this name already, however it is spelt. */
export function namesakeOf<Row extends Registered>(
  { office, nameAr }: Pick<AskedOffice, 'office' | 'nameAr'>,
  register: readonly Row[],
): Row | undefined {
  const name = fold(nameAr);
  return register.find((each) => each.office !== office && !each.isClosed && fold(each.nameAr) === name);
}

function judgeName(asked: AskedOffice, register: readonly Registered[]): Verdict {
  const namesake = asked.isClosed ? undefined : namesakeOf(asked, register);
  return namesake ? refuse('OFFICE_NAME_TAKEN', { office: namesake.office }, 'nameAr') : accept();
}

function judgeAbove({ office, parentOffice }: AskedOffice, register: readonly Registered[]): Verdict {
  const above = new Map(register.map((each) => [each.office, each.parentOffice]));
  if (parentOffice !== null && !above.has(parentOffice)) return refuse('OFFICE_UNKNOWN', undefined, 'parentOffice');
  const passed = new Set<number>();
  for (let at = parentOffice; at !== null && !passed.has(at); at = above.get(at) ?? null) {
    if (at === office) return refuse('OFFICE_ABOVE_ITSELF', undefined, 'parentOffice');
    passed.add(at);
  }
  return accept();
}

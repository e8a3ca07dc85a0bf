import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { fold } from '#kernel/text/fold.ts';
import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';
import type { OfficeRow } from '../contract/index.ts';

type Registered = Pick<OfficeRow, 'office' | 'nameAr' | 'parentOffice' | 'isClosed'>;

type Written = Pick<
  OfficeRow,
  'nameAr' | 'nameCkb' | 'nameEn' | 'kind' | 'governorate' | 'parentOffice' | 'latitude' | 'longitude'
>;

/** An office as it is to stand in the register; one that is new has no number yet. */
export interface AskedOffice extends Pick<OfficeRow, 'nameAr' | 'parentOffice'> {
  readonly office: number | null;
  readonly isClosed: boolean;
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

/**
 * May a PC of one office be sent to another? Refuses `MOVE_SAME_OFFICE`, and `MOVE_OF_CENTRE` either way: the desk from
 * which PCs are moved is none of them. Whether the other office takes a PC, the data centre judges.
 */
export function judgeMove({ office, to }: { readonly office: number; readonly to: number }): Verdict {
  if (office === to) return refuse('MOVE_SAME_OFFICE', undefined, 'to');
  return office === DATACENTER_OFFICE || to === DATACENTER_OFFICE ? refuse('MOVE_OF_CENTRE') : accept();
}

/** What people may change of it, in one line: whether another has done so since it was looked at. */
export function officeMark(row: Written): string {
  const { nameAr, nameCkb, nameEn, kind, governorate, parentOffice, latitude, longitude } = row;
  return JSON.stringify([nameAr, nameCkb, nameEn, kind, governorate, parentOffice, latitude, longitude]);
}

/** What differs between the two, by the keys of the columns. */
export function officeChanges(before: Written, after: Written): readonly string[] {
  const keys = ['nameAr', 'nameCkb', 'nameEn', 'kind', 'governorate', 'parentOffice'] as const;
  const isMoved = before.latitude !== after.latitude || before.longitude !== after.longitude;
  return [...keys.filter((key) => before[key] !== after[key]), ...(isMoved ? ['place'] : [])];
}

function judgeName({ office, nameAr, isClosed }: AskedOffice, register: readonly Registered[]): Verdict {
  if (isClosed) return accept();
  const name = fold(nameAr);
  const namesake = register.find((each) => each.office !== office && !each.isClosed && fold(each.nameAr) === name);
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

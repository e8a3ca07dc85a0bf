import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import type { OfficeRow } from '../contract/index.ts';

type Written = Pick<
  OfficeRow,
  'nameAr' | 'nameCkb' | 'nameEn' | 'kind' | 'governorate' | 'parentOffice' | 'latitude' | 'longitude'
>;

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

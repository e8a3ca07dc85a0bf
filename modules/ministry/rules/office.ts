import type { OfficeRow } from '../contract/index.ts';

type Written = Pick<
  OfficeRow,
  'nameAr' | 'nameCkb' | 'nameEn' | 'kind' | 'governorate' | 'parentOffice' | 'latitude' | 'longitude'
>;

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

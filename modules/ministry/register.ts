import { demand, refusal } from '#db/refusal.ts';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { all } from '#kernel/verdict.ts';
import type { Context } from '#modules/module.ts';
import { judgeOffice, judgeReopening } from '#modules/structure/index.ts';
import type { ActKind, OfficeRow } from './contract/index.ts';
import type { Ministry, OfficeFields } from './port.ts';
import { officeChanges } from './rules/office.ts';
import { judgePlace } from './rules/place.ts';
import { act } from './schema.ts';

/**
 * How the register of offices is written, by its own pages and by what offices propose: judged against the register as it
 * stands, noted, written. All of it runs within `inRegister`, and its callers tell the offices afterwards.
 */
export interface Register {
  readonly ministry: Ministry;
  readonly context: Context;
  readonly rows: readonly OfficeRow[];
}

/** Registers an office and answers its number. Refuses what `judgeOffice` and `judgePlace` do. */
export async function addToRegister(
  { ministry, context, rows }: Register,
  fields: OfficeFields,
  madeOf?: { readonly office: number; readonly id: string },
): Promise<number> {
  const { nameAr, parentNo: parentOffice } = fields;
  const asked = { nameAr, parentOffice, office: null, isClosed: false };
  demand(all(judgeOffice(asked, rows), judgePlace(placeOf(fields))));
  const { officeNo } = await ministry.addOffice(fields, madeOf);
  note(context, 'office_added', officeNo, nameAr);
  return officeNo;
}

/**
 * Writes what is to stand of an office; nothing where it stands so. Refuses `OFFICE_IS_CENTRE`, `OFFICE_CHANGED`, and
 * what `judgeOffice` and `judgePlace` do.
 */
export async function changeInRegister(
  { ministry, context, rows }: Register,
  before: OfficeRow,
  fields: OfficeFields,
): Promise<void> {
  const { office, isClosed } = before;
  if (office === DATACENTER_OFFICE) throw refusal('OFFICE_IS_CENTRE');
  const { parentNo: parentOffice, ...written } = fields;
  const changed = officeChanges(before, { ...written, parentOffice });
  if (changed.length === 0) return;
  // A place that stands there already may have come by the command, from farther away.
  const place = changed.includes('place') ? placeOf(fields) : null;
  demand(all(judgeOffice({ nameAr: fields.nameAr, parentOffice, office, isClosed }, rows), judgePlace(place)));
  note(context, 'office_changed', office, changed.join(' '));
  const looked = { ...before, parentNo: before.parentOffice };
  if (!(await ministry.changeOffice(office, { looked, fields }))) throw refusal('OFFICE_CHANGED');
}

/** Closes an office or opens it again. Refuses `OFFICE_UNKNOWN`, and what `judgeReopening` does. */
export async function closeInRegister(
  { ministry, context, rows }: Register,
  office: number,
  { isClosed }: { readonly isClosed: boolean },
): Promise<void> {
  const row = rows.find((each) => each.office === office);
  if (row && !isClosed) demand(judgeReopening(row, rows));
  note(context, isClosed ? 'office_closed' : 'office_reopened', office);
  if (!(await ministry.setClosed(office, isClosed))) throw refusal('OFFICE_UNKNOWN');
}

/** Notes what somebody does or looks at beyond his own office. */
export function note({ write }: Context, kind: ActKind, office: number | null, detail: string | null = null): void {
  write('ministry.act.note', (tx) => tx.insert(act, { kind, office, detail }));
}

function placeOf({ latitude, longitude }: Pick<OfficeFields, 'latitude' | 'longitude'>) {
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

import { lastDay } from '#kernel/date.ts';
import { factsOfKind, personnelOf } from '#modules/hr/index.ts';
import type { Context } from '#modules/module.ts';
import { rulesOfSnapshot } from '../calculation/explaining.ts';
import type { Run, StoredSlip } from '../calculation/visible.ts';
import { covers, inForceOn } from '../rules/facts.ts';
import { namesOfUnits } from './load.ts';

interface SheetRow {
  readonly slipId: string;
  readonly unitName: string;
  readonly post: string | null;
  readonly maritalStatus: string | null;
  readonly riskBasisPoints: number | null;
  readonly rateSince: StoredSlip['snapshot']['facts']['service']['commencement'] | null;
}

/** What the sheet of a run says of each person beside his figures. */
export function sheetRowsOf(context: Context, { month }: Run, slips: readonly StoredSlip[]): SheetRow[] {
  const last = lastDay(month);
  const units = namesOfUnits(context);
  const ids = slips.map(({ employeeId }) => employeeId);
  const people = new Map(
    personnelOf(context.db, { employeeIds: ids }).map((person) => [person.employee.id, person] as const),
  );
  return slips.map((slip) => {
    const { grades, allowances } = slip.snapshot.facts;
    const person = people.get(slip.employeeId);
    const place = factsOfKind(person?.facts ?? [], 'PLACE').findLast(({ validFrom }) => validFrom <= last);
    const risk = allowances.find((each) => each.code === 'RISK' && covers(each, last));
    const rate = rulesOfSnapshot(context.db, slip)(month).allowances.find(({ code }) => code === 'RISK');
    return {
      ...{ slipId: slip.id, unitName: units.get(slip.unitId) ?? '', post: place?.value.post ?? null },
      maritalStatus: person?.employee.maritalStatus ?? null,
      riskBasisPoints: risk === undefined ? null : (risk.basisPoints ?? rate?.basisPoints ?? null),
      rateSince: inForceOn(grades, last)?.from ?? null,
    };
  });
}

import { addDays, addMonths, monthOf, partsOf, yearsBetween, type LocalDate, type Month } from '#kernel/date.ts';
import { rulesOfKind, type Rule } from '#modules/regulation/contract/rule.ts';
import type { FactValueOf } from '../contract/index.ts';
import { Chance } from './chance.ts';
import type { InventedPerson } from './person.ts';

/** A place in the scale that somebody reached, and the month of the order that says so. */
export interface GradeEvent {
  readonly from: LocalDate;
  readonly value: FactValueOf<'GRADE'>;
  /** Null for what stands in papers older than the office's use of Diwan. */
  readonly inOrderOf: Month | null;
}

/** Orders of so many years are in Diwan; what is older is told by the opening. */
const YEARS_OF_ORDERS = 2;
/** The last step is not granted yet where it fell due within so many days: it stands in the due list. */
const DAYS_PENDING = 40;

/** Year by year: an increment each anniversary, a promotion when the years of the grade are served. */
export function careerOfPerson(
  { entered, left, trade, officeNumber }: InventedPerson,
  rules: readonly Rule[],
  today: LocalDate,
): readonly GradeEvent[] {
  const chance = new Chance(Number(officeNumber));
  const scale = new Map(rulesOfKind(rules, 'SCALE').map(({ code, value }) => [code, value]));
  const end = left ?? addDays(today, chance.happens(60) ? -DAYS_PENDING : 0);
  const since = addMonths(today, -12 * YEARS_OF_ORDERS);
  let place = { grade: trade.grade, step: 1, promoted: entered };
  const events: GradeEvent[] = [
    {
      from: entered,
      value: { grade: place.grade, step: 1, nominalOverride: null, by: 'APPOINTMENT' },
      inOrderOf: null,
    },
  ];
  for (let year = 1; ; year += 1) {
    const from = addMonths(entered, 12 * year);
    if (from > end) return events;
    const row = scale.get(place.grade);
    const years = row?.promotionYears ?? null;
    const higher = String(Number(place.grade) - 1);
    // Who had no vacancy above him waited a year or two for it, and some stay where they are.
    const waits = (partsOf(from).year + Number(officeNumber)) % 3 === 0;
    const isPromoted = years !== null && yearsBetween(place.promoted, from) >= years && !waits && Number(higher) >= 2;
    const top = row?.steps ?? 11;
    if (!isPromoted && place.step >= top) continue;
    place = isPromoted ? { grade: higher, step: 1, promoted: from } : { ...place, step: place.step + 1 };
    const { grade, step } = place;
    const value = {
      grade,
      step,
      nominalOverride: null,
      by: isPromoted ? ('PROMOTION' as const) : ('INCREMENT' as const),
    };
    events.push({ from, value, inOrderOf: from >= since ? monthOf(from) : null });
  }
}

import { addMonths, type LocalDate } from '#kernel/date.ts';
import { rulesOfKind, type Rule } from '#modules/regulation/contract/rule.ts';

/** The day on which somebody reaches the age of retirement that is in force on that day; null where no rule covers it. */
export function retirementDateOf(birthDate: LocalDate, rules: readonly Rule[]): LocalDate | null {
  const ages = rulesOfKind(rules, 'RETIREMENT').map(({ value }) => value);
  const reached = ages
    .map(({ age, from, to }) => ({ from, to, day: addMonths(birthDate, 12 * age) }))
    // Who had passed a later, lower age when it came into force retires on the day on which it did.
    .map(({ from, to, day }) => ({ to, day: day < from ? from : day, isEarlier: day < from }))
    .filter(({ to, day }) => to === null || day <= to)
    .sort((left, right) => (left.day < right.day ? -1 : Number(left.day > right.day)));
  const [own] = reached.filter(({ isEarlier }) => !isEarlier);
  return own?.day ?? reached[0]?.day ?? null;
}

/** Which of the lists 3, 6 or 12 months ahead a retirement stands on; those overdue stand on the nearest. */
export function listOfRetirement(retiresOn: LocalDate, asOf: LocalDate): 3 | 6 | 12 | null {
  const months = ([3, 6, 12] as const).find((within) => retiresOn <= addMonths(asOf, within));
  return months ?? null;
}

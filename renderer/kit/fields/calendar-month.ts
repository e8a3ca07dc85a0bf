import { addDays, addMonths, firstDay, lastDay, monthOf, weekday, type LocalDate, type Month } from '#kernel/date.ts';

/** The weeks that show a month, each of seven days from Saturday to Friday. */
export function weeksOf(month: Month): readonly (readonly LocalDate[])[] {
  const weeks: LocalDate[][] = [];
  let day = startOfWeek(firstDay(month));
  const last = lastDay(month);
  while (day <= last) {
    const start = day;
    weeks.push(Array.from({ length: 7 }, (_, index) => addDays(start, index)));
    day = addDays(day, 7);
  }
  return weeks;
}

/** The Saturday on or before a day: the Iraqi week begins with it. */
export function startOfWeek(day: LocalDate): LocalDate {
  return addDays(day, -((weekday(day) + 1) % 7));
}

/** Friday and Saturday: the offices are closed. */
export function isWeekend(day: LocalDate): boolean {
  return weekday(day) >= 5;
}

/** Which day the keyboard goes to from a day; null for keys that do not move. In RTL the arrows follow the eye. */
export function dayByKey(day: LocalDate, key: string, direction: 'rtl' | 'ltr'): LocalDate | null {
  const forward = direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowRight':
      return addDays(day, key === forward ? 1 : -1);
    case 'ArrowUp':
      return addDays(day, -7);
    case 'ArrowDown':
      return addDays(day, 7);
    case 'PageUp':
      return addMonths(day, -1);
    case 'PageDown':
      return addMonths(day, 1);
    case 'Home':
      return firstDay(monthOf(day));
    case 'End':
      return lastDay(monthOf(day));
    default:
      return null;
  }
}

import { describe, expect, it } from 'vitest';
import { addDays, dayNumber, fromDayNumber, localDate } from './date.ts';
import { FIRST_HIJRI_YEAR, fromHijri, hijriMonthLength, LAST_HIJRI_YEAR, toHijri } from './hijri.ts';

const first = localDate('1937-03-14');
const last = localDate('2077-11-16');

describe('the Hijri day', () => {
  it.each([
    ['1937-03-14', 1356, 1, 1],
    ['2024-03-11', 1445, 9, 1],
    ['2025-06-26', 1447, 1, 1],
    ['2077-11-16', 1500, 12, 30],
  ])('of %s is %i-%i-%i', (day, year, month, dayOfMonth) => {
    expect(toHijri(localDate(day))).toEqual({ ok: true, value: { year, month, day: dayOfMonth } });
    expect(fromHijri({ year, month, day: dayOfMonth })).toEqual({ ok: true, value: day });
  });

  it('is the one that ICU gives, on every day of the table, and comes back', () => {
    const icu = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', timeZone: 'UTC' },
    });
    const differing: string[] = [];
    let days = 0;
    for (let number = dayNumber(first); number <= dayNumber(last); number += 1) {
      const hijri = toHijri(fromDayNumber(number));
      const parts = Object.fromEntries(icu.formatToParts(number * 86_400_000).map(({ type, value }) => [type, value]));
      const expected = { year: Number(parts['year']), month: Number(parts['month']), day: Number(parts['day']) };
      const isSame = hijri.ok && JSON.stringify(hijri.value) === JSON.stringify(expected);
      const back = fromHijri(expected);
      if (!isSame || !back.ok || dayNumber(back.value) !== number) differing.push(fromDayNumber(number));
      days += 1;
    }
    expect(differing).toEqual([]);
    expect(days).toBe(51_383);
  });

  it('is refused outside the table, one day before and one day after it', () => {
    const outside = { ok: false, problems: [{ code: 'HIJRI_OUT_OF_TABLE' }] };
    expect(toHijri(addDays(first, -1))).toEqual(outside);
    expect(toHijri(addDays(last, 1))).toEqual(outside);
    expect(fromHijri({ year: FIRST_HIJRI_YEAR - 1, month: 12, day: 1 })).toEqual(outside);
    expect(fromHijri({ year: LAST_HIJRI_YEAR + 1, month: 1, day: 1 })).toEqual(outside);
  });

  it.each([
    [1447, 13, 1],
    [1447, 0, 1],
    [1447, 1, 0],
    [1447, 1, 31],
    [1447, 1.5, 1],
  ])('%i-%s-%s does not exist', (year, month, day) => {
    expect(fromHijri({ year, month, day })).toEqual({ ok: false, problems: [{ code: 'HIJRI_DATE' }] });
  });

  it('the thirtieth exists only in a month of thirty days', () => {
    for (let month = 1; month <= 12; month += 1) {
      const length = hijriMonthLength({ year: 1447, month });
      expect(fromHijri({ year: 1447, month, day: 30 }).ok).toBe(length === 30);
    }
  });
});

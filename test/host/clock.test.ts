import { expect, it } from 'vitest';
import type { LocalDate } from '#kernel/date.ts';
import { isClockWrong } from '#kernel/sync/skew.ts';
import { noteTime } from '#office/sync/known-time.ts';
import { refusalOf, testOffice, TEST_START } from './harness.ts';
import { hire, openingOf, staffOffice } from './hr-office.ts';

const DAY = 86_400_000;
const BATTERY_DEAD = Date.UTC(2001, 0, 1);

it('scenario 11: a clock at 1 January 2001 is told without a line, until it is right again, and papers are still written', async () => {
  const { visitor, clock } = await testOffice();
  const offset = async (): Promise<number> => {
    const admin = await visitor().signIn('admin');
    return (await admin.platform.sync.status({})).clockOffset;
  };
  expect(isClockWrong(await offset())).toBe(false);
  clock.now = BATTERY_DEAD;
  expect(await offset()).toBeGreaterThanOrEqual(TEST_START - BATTERY_DEAD);
  const admin = await visitor().signIn('admin');
  const department = (await admin.org.unit.list({})).find(({ code }) => code === '1017-01');
  const { id } = await admin.org.unit.create({
    ...({ code: '1017-90', type: 'section', nameAr: 'شعبة الجودة', nameCkb: null, nameEn: null } as const),
    ...{ parentId: department?.id ?? '', validFrom: '2026-01-01' as LocalDate, validTo: null, isPayingEntity: false },
  });
  expect(await admin.org.unit.get({ id })).toMatchObject({ code: '1017-90', revision: 1 });
  clock.now = TEST_START + DAY;
  expect(isClockWrong(await offset())).toBe(false);
});

it('scenario 11: an order is dated as its day has it, whatever the clock shows; a mistyped year is refused all the same', async () => {
  const test = await testOffice();
  test.clock.now = BATTERY_DEAD;
  const office = await staffOffice(test);
  const employeeId = await hire(office, 'زينب', '28');
  const opening = openingOf(office.unitId, employeeId);
  const { id } = await office.drafter.hr.order.draft({ ...opening, orderDate: '2026-11-30' as LocalDate });
  expect(await office.drafter.hr.order.get({ id })).toMatchObject({ orderDate: '2026-11-30' });
  const mistyped = { ...opening, number: '2', orderDate: '2036-11-30' as LocalDate };
  expect(await refusalOf(office.drafter.hr.order.draft(mistyped))).toEqual(['DATE_TOO_FAR']);
});

it('a paper that was written in 2031 by mistake makes the right clock no wrong one, once the time was told', async () => {
  const { visitor, clock, office } = await testOffice();
  const offset = async (): Promise<number> => {
    const admin = await visitor().signIn('admin');
    return (await admin.platform.sync.status({})).clockOffset;
  };
  clock.now = Date.UTC(2031, 5, 1);
  const admin = await visitor().signIn('admin');
  const department = (await admin.org.unit.list({})).find(({ code }) => code === '1017-01');
  await admin.org.unit.create({
    ...({ code: '1017-91', type: 'section', nameAr: 'شعبة', nameCkb: null, nameEn: null } as const),
    ...{ parentId: department?.id ?? '', validFrom: '2026-01-01' as LocalDate, validTo: null, isPayingEntity: false },
  });
  clock.now = TEST_START + DAY;
  expect(isClockWrong(await offset())).toBe(true);
  office.core.door.replicate(() => noteTime(office.core.database.raw, clock.now));
  expect(await offset()).toBe(0);
  clock.now = BATTERY_DEAD;
  expect(await offset()).toBe(TEST_START + DAY - BATTERY_DEAD);
});

import { localDate } from '#kernel/date.ts';
import { officeWorkbook } from '#test/office-workbook.ts';
import { open } from '../e2e/desk.ts';
import { printAndPay } from '../walks/outputs.ts';
import { auditAndLock, calculateAndMend } from '../walks/pay.ts';
import { importStaff } from '../walks/staff.ts';
import { expect, test } from './fixtures.ts';
import { handsOf } from './hands-at-the-shell.ts';

const PEOPLE = 40;

test('from the workbook to the locked month: the walk of the browser, played in the shell', async ({
  start,
  folder,
}) => {
  test.setTimeout(240_000);
  const app = await start();
  const hands = handsOf(app, { folder, pictures: 'month' });
  const { page, signInAs } = hands;
  const workbook = await officeWorkbook({ people: PEOPLE, seed: 7, today: localDate('2026-03-01') });
  await test.step('the staff is brought in', () => importStaff(hands, workbook));
  const march = await test.step('the month is calculated and mended, an order goes through three hands', () =>
    calculateAndMend(hands));
  await test.step('it is audited, approved and locked', () => auditAndLock(hands, march));
  await test.step('it is printed, and the bank gets its file', () => printAndPay(hands, { march, people: PEOPLE }));
  await test.step('charts show what it costs and who there is', async () => {
    const chart = page.locator('.kit-chart svg').first();
    await open(page, '/payroll/cost');
    await expect(chart).toBeVisible();
    await signInAs('staff.clerk1');
    await open(page, '/hr/headcount');
    await expect(chart).toBeVisible();
  });
});

import type { Page } from '@playwright/test';
import { localDate } from '#kernel/date.ts';
import { lateOne, officeWorkbook } from '#test/office-workbook.ts';
import { open, word } from '../e2e/desk.ts';
import { orderWhatIsDue } from '../walks/due.ts';
import { fillRequest, sendAndGrant } from '../walks/leave.ts';
import { printAndPay } from '../walks/outputs.ts';
import { auditAndLock, calculateAndMend } from '../walks/pay.ts';
import { importStaff } from '../walks/staff.ts';
import { expect, test } from './fixtures.ts';
import { handsOf } from './hands-at-the-shell.ts';

const PEOPLE = 40;

test('from the workbook to the locked month, what is due and a leave: the walk of the browser, played in the shell', async ({
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
  await test.step('one order for what is due', async () => {
    await orderWhatIsDue(hands, { numbers: await dueForIncrement(page, 2), orderNumber: '950' });
  });
  await test.step('a leave is asked for and granted', async () => {
    await open(page, '/hr/leave');
    await page.keyboard.press('Control+Alt+n');
    await fillRequest(page, { number: lateOne.number, from: '22/11/2026', days: '5' });
    await sendAndGrant(hands, '801');
  });
});

/** Numbers of people to whom an increment is due and nothing stands in its way. */
async function dueForIncrement(page: Page, count: number): Promise<readonly string[]> {
  await open(page, '/hr/due');
  const increment = page.getByRole('gridcell', { name: word('hr.option.dueKind.INCREMENT'), exact: true });
  const rows = page.getByRole('row').filter({ has: increment });
  await expect(rows.nth(count - 1)).toBeVisible();
  const texts = await rows.allInnerTexts();
  return texts.slice(0, count).map((text) => /\d{3,}/.exec(text)?.[0] ?? '');
}

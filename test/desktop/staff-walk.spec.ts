import { localDate } from '#kernel/date.ts';
import { lateOne, officeWorkbook } from '#test/office-workbook.ts';
import type { Page } from '@playwright/test';
import { open, word } from '../e2e/desk.ts';
import { orderWhatIsDue } from '../walks/due.ts';
import {
  checkAndApprove,
  editApproveReverse,
  hireByKeyboard,
  ordersByKeyboard,
  placeByKeyboard,
  printServiceRecord,
} from '../walks/keyboard.ts';
import { fillRequest, sendAndGrant } from '../walks/leave.ts';
import { importStaff } from '../walks/staff.ts';
import { expect, test } from './fixtures.ts';
import { handsOf } from './hands-at-the-shell.ts';

test('an employee and ten orders by keyboard, the service record, what is due and a leave, played in the shell', async ({
  start,
  folder,
}) => {
  test.setTimeout(240_000);
  const app = await start();
  const hands = handsOf(app, { folder, pictures: 'staff' });
  const { page } = hands;
  const workbook = await officeWorkbook({ people: 40, seed: 7, today: localDate('2026-03-01') });
  await test.step('the staff is brought in', () => importStaff(hands, workbook));
  await test.step('an employee is typed, placed by an order, and his service record printed', async () => {
    const employee = await hireByKeyboard(hands, '99450');
    await checkAndApprove(hands, await placeByKeyboard(hands, '99450'));
    await printServiceRecord(hands, employee, '77');
  });
  await test.step('ten orders are typed; the last is changed, approved and reversed', async () => {
    const numbers = await numbersOfStaff(page, 10);
    await editApproveReverse(hands, await ordersByKeyboard(hands, { numbers, from: 501 }));
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

/** The numbers of the first people in the list of staff. */
async function numbersOfStaff(page: Page, count: number): Promise<readonly string[]> {
  await open(page, '/hr/employees');
  const rows = page.getByRole('grid', { name: word('hr.employee.title') }).getByRole('row');
  await expect(rows.nth(count)).toBeVisible();
  return numbersIn((await rows.allInnerTexts()).slice(1, count + 1));
}

/** Numbers of people to whom an increment is due and nothing stands in its way. */
async function dueForIncrement(page: Page, count: number): Promise<readonly string[]> {
  await open(page, '/hr/due');
  const increment = page.getByRole('gridcell', { name: word('hr.option.dueKind.INCREMENT'), exact: true });
  const rows = page.getByRole('row').filter({ has: increment });
  await expect(rows.nth(count - 1)).toBeVisible();
  return numbersIn((await rows.allInnerTexts()).slice(0, count));
}

const numbersIn = (rows: readonly string[]): readonly string[] => rows.map((row) => /\d{3,}/.exec(row)?.[0] ?? '');

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { localDate } from '#kernel/date.ts';
import { lateOne, officeWorkbook } from '#test/office-workbook.ts';
import { open, word } from '../e2e/desk.ts';
import { orderWhatIsDue } from '../walks/due.ts';
import { pagesOf, type Hands } from '../walks/hands.ts';
import { fillRequest, sendAndGrant } from '../walks/leave.ts';
import { printAndPay } from '../walks/outputs.ts';
import { auditAndLock, calculateAndMend } from '../walks/pay.ts';
import { importStaff } from '../walks/staff.ts';
import type { DesktopApp } from './desktop-app.ts';
import { expect, test } from './fixtures.ts';

const PEOPLE = 40;
const PASSWORD = 'nahrain-2026';

test('from the workbook to the locked month, what is due and a leave: the walk of the browser, played in the shell', async ({
  start,
  folder,
}) => {
  test.setTimeout(240_000);
  const app = await start();
  const hands = handsOf(app, folder);
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

function handsOf(app: DesktopApp, folder: string): Hands {
  const { page } = app;
  return {
    page,
    async signInAs(userName) {
      const menu = page.getByRole('button', { name: new RegExp(word('platform.shell.userMenu')) });
      await expect(menu.or(page.locator('input[name=username]'))).toBeVisible();
      if (await menu.isVisible()) {
        await menu.click();
        await page.getByRole('menuitem', { name: word('platform.shell.signOut') }).click();
      }
      await page.locator('input[name=username]').fill(userName);
      await page.locator('input[name=password]').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await expect(page.locator('nav.desk-menu')).toBeVisible({ timeout: 40_000 });
    },
    async printed(name) {
      const target = join(folder, `${name}.pdf`);
      await app.answerDialogs(target);
      const preview = page.getByRole('dialog', { name: word('kit.print.preview') });
      await preview.getByRole('button', { name: word('kit.print.print') }).click();
      await expect.poll(() => existsSync(target), { timeout: 30_000 }).toBe(true);
      await preview
        .getByRole('button', { name: word('kit.action.close') })
        .first()
        .click();
      await expect(preview).toHaveCount(0);
      return pagesOf(readFileSync(target));
    },
    shot: (name) => page.screenshot({ path: `test-results/screens/desktop-month-${name}.png` }),
  };
}

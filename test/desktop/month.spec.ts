import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { serveDemonstration } from '#test/served-demonstration.ts';
import { word } from '../e2e/desk.ts';
import { demonstration, expect, signIn, test } from './fixtures.ts';

/** More than one portion of a PDF, see `print-portions.ts`. */
const PEOPLE = 60;

test('a locked run is opened in the shell, a figure says why, and a slip becomes a PDF', async ({ start, folder }) => {
  const app = await start({ argv: demonstration(await staffedIn(folder)) });
  const { page } = app;
  await signIn(page);
  await page.getByRole('link', { name: 'قوائم الرواتب' }).first().click();
  const runs = page.getByRole('grid', { name: 'قوائم الرواتب' });
  await runs.getByRole('row').nth(1).dblclick();
  await expect(page.locator('main .kit-page-header .kit-tag')).toHaveText('مقفلة');
  await page.getByRole('tab', { name: 'الرواتب', exact: true }).click();
  const slips = page.getByRole('grid', { name: 'الرواتب', exact: true });
  await slips.getByRole('row').nth(1).dblclick();
  const nominal = page.getByRole('table').getByRole('row', { name: 'الراتب الاسمي' }).getByRole('button');
  const amount = (await nominal.innerText()).trim();
  await nominal.click();
  await expect(page.getByRole('dialog')).toContainText(amount);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Control+p');
  await page.getByRole('button', { name: 'تجهيز للطباعة' }).click();
  const preview = page.getByRole('dialog', { name: 'معاينة الطباعة' });
  await expect(preview.locator('.pay-slip')).toContainText(amount);
  const target = join(folder, 'مفردات راتب.pdf');
  await app.answerDialogs(target);
  await preview.getByRole('button', { name: 'طباعة أو حفظ PDF' }).click();
  const pages = () => readPdf(target)?.match(/\/Type\s*\/Page\b/gu)?.length ?? 0;
  await expect.poll(pages, { timeout: 30_000 }).toBe(1);
});

test('slips of all become one PDF in portions: how far it is is told, and who stops it leaves no file', async ({
  start,
  folder,
}) => {
  const app = await start({ argv: demonstration(await staffedIn(folder)) });
  const { page } = app;
  await signIn(page);
  await page.getByRole('link', { name: 'قوائم الرواتب' }).first().click();
  await page.getByRole('grid', { name: 'قوائم الرواتب' }).getByRole('row').nth(1).dblclick();
  await page.getByRole('tab', { name: word('payroll.sheet.title'), exact: true }).click();
  await page.getByRole('button', { name: word('payroll.paper.allSlips') }).click();
  await page.getByRole('button', { name: word('payroll.paper.prepare') }).click();
  const preview = page.getByRole('dialog', { name: word('kit.print.preview') });
  const print = preview.getByRole('button', { name: word('kit.print.print') });
  await expect(print).toBeEnabled({ timeout: 30_000 });
  const stopped = join(folder, 'متوقف.pdf');
  await app.answerDialogs(stopped);
  await stopAtOnce(page);
  await print.click();
  await page.waitForFunction(() => 'isStopped' in window, null, { timeout: 30_000 });
  await expect(preview.getByRole('progressbar')).toHaveCount(0, { timeout: 30_000 });
  await expect(print).toBeEnabled();
  expect(readdirSync(folder).filter((name) => name.startsWith('متوقف'))).toEqual([]);

  const target = join(folder, 'كل القسائم.pdf');
  await app.answerDialogs(target);
  await print.click();
  await expect(page.getByText(word('kit.print.saved'))).toBeVisible({ timeout: 30_000 });
  const slips = await preview.locator('.pay-slip').count();
  expect(slips).toBeGreaterThan(50);
  expect(readPdf(target)?.match(/\/Type\s*\/Page\b/gu)).toHaveLength(slips);
});

/**
 * Presses the button that stops the writing as soon as it is shown beside the progress. A page that is being printed
 * draws no frames, for which a click by the mouse would wait, and a quick machine is done before it comes.
 */
async function stopAtOnce(page: Page): Promise<void> {
  await page.evaluate((label) => {
    const seen = new MutationObserver(() => {
      const stop = [...document.querySelectorAll('button')].find((button) => button.textContent === label);
      if (!stop || !document.querySelector('.kit-progress progress')) return;
      seen.disconnect();
      Object.assign(window, { isStopped: true });
      stop.click();
    });
    seen.observe(document.body, { childList: true, subtree: true });
  }, word('kit.action.cancel'));
}

/** An office with people and closed months; answers the folder that it lies in. */
async function staffedIn(folder: string): Promise<string> {
  const staffed = join(folder, 'staffed');
  await (await serveDemonstration(join(staffed, 'office'), PEOPLE)).stop();
  return staffed;
}

/** The PDF as letters, or null as long as it is not there. */
function readPdf(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'latin1') : null;
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveDemonstration } from '#test/served-demonstration.ts';
import { demonstration, expect, signIn, test } from './fixtures.ts';

const PEOPLE = 20;

test('a locked run is opened in the shell, a figure says why, and a slip becomes a PDF', async ({ start, folder }) => {
  const staffed = join(folder, 'staffed');
  await (await serveDemonstration(join(staffed, 'office'), PEOPLE)).stop();
  const app = await start({ argv: demonstration(staffed) });
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

/** The PDF as letters, or null as long as it is not there. */
function readPdf(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'latin1') : null;
}

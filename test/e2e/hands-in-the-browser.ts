import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { pagesOf, type Hands } from '../walks/hands.ts';
import { word } from './desk.ts';
import { expect, type OfficeOfWorker } from './fixtures.ts';
import { signInAs } from './hr-people.ts';

/** Those who walk through the program in the browser; their pictures are called after the walk. */
export const handsOf = (page: Page, office: Pick<OfficeOfWorker, 'password'>, pictures: string): Hands => ({
  page,
  signInAs: (userName) => signInAs(page, office, userName),
  printed: (name) => printed(page, `${pictures}-${name}`),
  shot: (name) => page.screenshot({ path: `test-results/screens/ar-${pictures}-${name}.png` }),
});

/** Prints what the preview shows as the desktop shell does; answers how many pages the PDF has. */
async function printed(page: Page, name: string): Promise<number> {
  const preview = page.getByRole('dialog', { name: word('kit.print.preview') });
  await page.evaluate(() => Object.assign(window, { print: () => Object.assign(window, { isPrinting: true }) }));
  await preview.getByRole('button', { name: word('kit.print.print') }).click();
  await page.waitForFunction(() => 'isPrinting' in window);
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  writeFileSync(`test-results/screens/ar-${name}.pdf`, pdf);
  await page.evaluate(() => {
    Reflect.deleteProperty(window, 'isPrinting');
    window.dispatchEvent(new Event('afterprint'));
  });
  await preview
    .getByRole('button', { name: word('kit.action.close') })
    .first()
    .click();
  await expect(preview).toHaveCount(0);
  return pagesOf(pdf);
}

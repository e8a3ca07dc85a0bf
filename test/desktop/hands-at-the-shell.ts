import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { word } from '../e2e/desk.ts';
import { pagesOf, type Hands } from '../walks/hands.ts';
import type { DesktopApp } from './desktop-app.ts';
import { expect } from './fixtures.ts';

const PASSWORD = 'nahrain-2026';

/** Those who walk through the program at the desktop shell; their pictures are called after the walk. */
export function handsOf(
  app: DesktopApp,
  { folder, pictures }: { readonly folder: string; readonly pictures: string },
): Hands {
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
    shot: (name) => page.screenshot({ path: `test-results/screens/desktop-${pictures}-${name}.png` }),
  };
}

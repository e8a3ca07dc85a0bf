import type { Page } from '@playwright/test';
import { open, word } from './desk.ts';
import { expect } from './fixtures.ts';

const codeOfUnit = '1017-05-2';

/** The unit that these walks rename. */
export async function openUnit(page: Page): Promise<void> {
  await open(page, '/org/units');
  await page.getByRole('tab', { name: word('org.unit.list') }).click();
  await page.getByLabel(word('kit.grid.search')).fill(codeOfUnit);
  await page
    .getByRole('row', { name: new RegExp(`^.*${codeOfUnit} `) })
    .first()
    .dblclick();
  await page.waitForFunction(() => /^#\/org\/units\/[0-9a-f-]{36}$/.test(window.location.hash));
}

/** Makes a backup by its button and waits until it is said to be made. */
export async function makeBackup(page: Page): Promise<void> {
  await open(page, '/system/backups');
  await page.getByRole('button', { name: word('platform.backups.run') }).click();
  await expect(page.getByText(word('platform.backups.made'))).toBeVisible({ timeout: 30_000 });
}

export async function renameUnit(page: Page, name: string): Promise<void> {
  await openUnit(page);
  await page.getByLabel(word('org.field.nameAr')).fill(name);
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
}

/** Chooses a copy, the newest or one of those before it, and asks through the dialog for it to be restored. */
export async function restoreBackup(page: Page, { password }: { readonly password: string }, older = 0): Promise<void> {
  await open(page, '/system/backups');
  await page
    .getByRole('grid')
    .getByRole('row')
    .nth(1 + older)
    .getByRole('checkbox')
    .check();
  await page.getByRole('button', { name: word('platform.backups.restore'), exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(word('platform.password.current')).fill(password);
  await page.screenshot({ path: 'test-results/screens/ar-restore.png' });
  await dialog.getByRole('button', { name: word('platform.backups.restore'), exact: true }).click();
}

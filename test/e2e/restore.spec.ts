import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { open, signIn, word } from './desk.ts';
import { expect, test, type OfficeOfWorker } from './fixtures.ts';

const codeOfUnit = '1017-05-2';

async function openUnit(page: Page): Promise<void> {
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
async function makeBackup(page: Page): Promise<void> {
  await open(page, '/system/backups');
  await page.getByRole('button', { name: word('platform.backups.run') }).click();
  await expect(page.getByText(word('platform.backups.made'))).toBeVisible({ timeout: 30_000 });
}

async function renameUnit(page: Page, name: string): Promise<void> {
  await openUnit(page);
  await page.getByLabel(word('org.field.nameAr')).fill(name);
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
}

/** Chooses the newest copy and asks through the dialog for it to be restored. */
async function restoreNewest(page: Page, { password }: OfficeOfWorker): Promise<void> {
  await open(page, '/system/backups');
  await page.getByRole('grid').getByRole('row').nth(1).getByRole('checkbox').check();
  await page.getByRole('button', { name: word('platform.backups.restore'), exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(word('platform.password.current')).fill(password);
  await page.screenshot({ path: 'test-results/screens/ar-restore.png' });
  await dialog.getByRole('button', { name: word('platform.backups.restore'), exact: true }).click();
}

/** The sentence up to where its first value stands. */
const beginning = (key: string): string => word(key).split('{{')[0]?.trim() ?? '';

test('a backup is restored through the dialog: the window says so, and the old state is back', async ({
  page,
  office,
}) => {
  await signIn(page, office);
  await makeBackup(page);
  await renameUnit(page, 'شعبة بعد النسخة');
  await restoreNewest(page, office);
  const notice = page.getByRole('status').filter({ hasText: beginning('platform.backups.restored') });
  await expect(notice).toBeVisible({ timeout: 60_000 });
  await page.screenshot({ path: 'test-results/screens/ar-restored.png' });
  await notice.getByRole('button').click();
  await expect(notice).toBeHidden();

  await signIn(page, office);
  await openUnit(page);
  await expect(page.getByRole('heading', { level: 1 })).not.toContainText('شعبة بعد النسخة');
  await expect(page.getByLabel(word('org.field.nameAr'))).not.toHaveValue('شعبة بعد النسخة');
});

test('a restore that fails at the opening is said to have failed, and everything stays as it was', async ({
  page,
  office,
}) => {
  await signIn(page, office);
  await makeBackup(page);
  await renameUnit(page, 'شعبة تبقى كما هي');
  // The copy proves, but cannot be laid beside the database: something else has the name.
  const taken = join(office.folder, 'office.db.incoming');
  mkdirSync(taken);
  try {
    await restoreNewest(page, office);
    const notice = page.getByRole('alert').filter({ hasText: beginning('platform.backups.notRestored') });
    await expect(notice).toBeVisible({ timeout: 60_000 });
    await page.screenshot({ path: 'test-results/screens/ar-not-restored.png' });
    await notice.getByRole('button').click();
  } finally {
    rmSync(taken, { recursive: true });
  }
  await openUnit(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('شعبة تبقى كما هي');
});

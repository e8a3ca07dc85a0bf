import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeBackup, openUnit, renameUnit, restoreBackup } from './backups.ts';
import { signIn, word } from './desk.ts';
import { expect, test } from './fixtures.ts';

/** The sentence up to where its first value stands. */
const beginning = (key: string): string => word(key).split('{{')[0]?.trim() ?? '';

test('a backup is restored through the dialog: the window says so, and the old state is back', async ({
  page,
  office,
}) => {
  await signIn(page, office);
  await makeBackup(page);
  await renameUnit(page, 'شعبة بعد النسخة');
  await restoreBackup(page, office);
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
    await restoreBackup(page, office);
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

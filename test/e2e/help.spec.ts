import { open, signIn, word } from './desk.ts';
import { expect, test } from './fixtures.ts';

test('F1 opens the guide on the task of the page, and finds others by another spelling', async ({ page, office }) => {
  await signIn(page, office);
  await open(page, '/regulation/packages');
  await page.keyboard.press('F1');
  const guide = page.getByRole('dialog', { name: word('platform.help.title') });
  await expect(guide.getByRole('heading', { name: word('platform.help.here') })).toBeVisible();
  await guide.getByRole('button', { name: /إعداد حزمة قواعد جديدة/ }).click();
  await expect(page.getByRole('dialog').getByRole('listitem').first()).toContainText('حزم القواعد');
  await page.screenshot({ path: 'test-results/screens/ar-help.png' });
  await page.getByRole('button', { name: word('platform.help.back') }).click();
  await guide.getByLabel(word('platform.help.search')).fill('النسخ الإحتياطي');
  await expect(guide.getByRole('button', { name: /النسخ الاحتياطي والاسترجاع/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(guide).toBeHidden();
});

import { open, signIn, word } from './desk.ts';
import { expect, test } from './fixtures.ts';

test('an idle window locks itself and resumes where it was, with what was typed', async ({ page, office }) => {
  await page.clock.install();
  await signIn(page, office);
  await open(page, '/org/settings');
  const field = page.getByLabel(word('org.field.nameEn'));
  await field.fill('Nahrain Municipality');
  await page.clock.fastForward('16:00');
  await expect(page.getByText(word('platform.lock.title'))).toBeVisible();
  await expect(field).toBeHidden();
  await page.locator('input[type=password]').last().fill(office.password);
  await page.keyboard.press('Enter');
  await expect(page.getByText(word('platform.lock.title'))).toHaveCount(0);
  await expect(field).toHaveValue('Nahrain Municipality');
});

import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** The sign-in page, by what the user reads on it. */
function signInPage(page: Page) {
  const userName = page.getByLabel('اسم المستخدم');
  const password = page.getByLabel('كلمة المرور', { exact: true });
  const desk = page.locator('nav.desk-menu');
  const enter = async (name: string, secret: string): Promise<void> => {
    await userName.fill(name);
    await password.fill(secret);
    await password.press('Enter');
  };
  return { userName, password, desk, enter };
}

test('an administrator signs in with the keyboard alone', async ({ page, office }) => {
  await page.goto('/');
  const entry = signInPage(page);
  await expect(entry.userName).toBeFocused();
  await page.keyboard.type(office.userName);
  await page.keyboard.press('Tab');
  await page.keyboard.type(office.password);
  await page.keyboard.press('Enter');
  await expect(entry.desk).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
});

test('a wrong password is refused without telling which half was wrong', async ({ page, office }) => {
  await page.goto('/');
  const entry = signInPage(page);
  await entry.enter(office.userName, 'something-else-99');
  const told = await page.getByRole('alert').innerText();
  await entry.enter('nobody.here', 'something-else-99');
  await expect(page.getByRole('alert')).toHaveText(told);
  await expect(entry.desk).toBeHidden();
});

test('a name rests after five wrong passwords, and the right one does not help', async ({ page, office }) => {
  await page.goto('/');
  const entry = signInPage(page);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const answered = page.waitForResponse('**/rpc/platform/session/signIn');
    await entry.enter('clerk1', `wrong-password-${attempt}`);
    await answered;
  }
  await entry.enter('clerk1', office.password);
  await expect(page.getByRole('alert')).toContainText('15');
  await expect(entry.desk).toBeHidden();
});

test('a session survives a reload and ends with signing out', async ({ page, office }) => {
  await page.goto('/');
  const entry = signInPage(page);
  await entry.enter(office.userName, office.password);
  await expect(entry.desk).toBeVisible();
  await page.reload();
  await expect(entry.desk).toBeVisible();
  await page.getByRole('button', { name: /قائمة المستخدم/ }).click();
  await page.getByRole('menuitem', { name: 'تسجيل الخروج' }).click();
  await expect(entry.userName).toBeVisible();
  await page.reload();
  await expect(entry.userName).toBeVisible();
});

import { open, signIn, word } from './desk.ts';
import { expect, test } from './fixtures.ts';

test('a clerk sees what he may use, and a forbidden address says so', async ({ page, office }) => {
  await signIn(page, { userName: 'clerk2', password: office.password });
  const menu = page.locator('nav.desk-menu');
  await expect(menu.getByRole('link', { name: word('org.menu.units') })).toBeVisible();
  await expect(menu.getByRole('link', { name: word('org.menu.users') })).toHaveCount(0);
  await expect(menu.getByRole('link', { name: word('platform.menu.system.backups') })).toHaveCount(0);
  await open(page, '/org/units');
  await expect(page.getByRole('button', { name: word('org.unit.new') })).toHaveCount(0);
  await open(page, '/system/backups');
  await expect(page.locator('main')).toContainText(word('platform.problem.FORBIDDEN'));
});

test('a password of one’s own is changed from the user menu', async ({ page, office }) => {
  await signIn(page, { userName: 'viewer2', password: office.password });
  await page.getByRole('button', { name: new RegExp(word('platform.shell.userMenu')) }).click();
  await page.getByRole('menuitem', { name: word('platform.shell.changePassword') }).click();
  const dialog = page.getByRole('dialog');
  const passwords = dialog.locator('input[type=password]');
  await passwords.nth(0).fill(office.password);
  await passwords.nth(1).fill('شط العرب الهادئ');
  await passwords.nth(2).fill('شط العرب الهادئ');
  await passwords.nth(2).press('Enter');
  await expect(dialog).toHaveCount(0);
  await page.getByRole('button', { name: new RegExp(word('platform.shell.userMenu')) }).click();
  await page.getByRole('menuitem', { name: word('platform.shell.signOut') }).click();
  await signIn(page, { userName: 'viewer2', password: 'شط العرب الهادئ' });
});

import { officeClient } from './office-client.ts';
import { addUser, expect, signIn, test } from './fixtures.ts';

test('a restored copy brings back what was there, under the open window, and everybody signs in anew', async ({
  startDouble,
}) => {
  const app = await startDouble();
  const { page, electron } = app;
  await signIn(page);
  const { platform: office } = await officeClient(app);
  await office.backup.run({});
  await expect.poll(async () => (await office.backup.list({})).length, { timeout: 30_000 }).toBeGreaterThan(0);
  const [copy] = await office.backup.list({});
  await addUser(page, { name: 'سعاد جبار', userName: 'suad.jabbar' });

  await office.backup.restore({ name: copy?.name ?? '', password: 'nahrain-2026' });

  await expect.poll(() => electron.utilities.started.length, { timeout: 30_000 }).toBe(2);
  const notice = page.getByRole('status').filter({ hasText: 'استُرجعت النسخة' });
  await expect(notice).toBeVisible({ timeout: 30_000 });
  await notice.getByRole('button').click();
  await signIn(page);
  await page.getByRole('link', { name: 'المستخدمون' }).first().click();
  await expect(page.getByRole('heading', { name: 'المستخدمون' })).toBeVisible();
  // The list is there before it is said who is not in it.
  await expect(page.getByRole('row').nth(3)).toBeVisible();
  await expect(page.getByText('سعاد جبار')).toHaveCount(0);
  const { platform: after } = await officeClient(app);
  // The new session is the administrator's: a procedure that asks for one answers.
  expect((await after.backup.list({})).map(({ name }) => name)).toContain(copy?.name);
  expect(electron.dialog.errors).toEqual([]);
});

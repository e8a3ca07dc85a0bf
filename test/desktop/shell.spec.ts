import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ar from '#electron/strings.ar.json' with { type: 'json' };
import ckb from '#electron/strings.ckb.json' with { type: 'json' };
import en from '#electron/strings.en.json' with { type: 'json' };
import { word } from '../e2e/desk.ts';
import { newUserOfPc } from './double/dialogs.ts';
import { demonstration, expect, signIn, test } from './fixtures.ts';

test('a second start hands over and goes, before it opens anything', async ({ startBare }) => {
  const electron = await startBare({ isFirstInstance: false });
  await electron.app.ended;
  expect(electron.windows).toEqual([]);
  expect(electron.utilities.started).toEqual([]);
});

test('a start with a link opens on its page', async ({ startDouble, folder }) => {
  const app = await startDouble({ argv: [...demonstration(folder), 'diwan://open/org/users'] });
  expect(await app.address()).toBe('app://diwan/#/org/users');
  await signIn(app.page);
  await expect(app.page.getByRole('heading', { name: 'المستخدمون' })).toBeVisible();
});

test('a new office gets a key that only this user of this PC can open', async ({ startDouble, folder }) => {
  const user = newUserOfPc();
  const argv = [`--folder=${join(folder, 'new office')}`];
  const app = await startDouble({ argv, user });
  await expect(app.page.getByText('تأسيس الدائرة على هذه الحاسبة')).toBeVisible();
  const sealed = readFileSync(join(folder, 'new office', 'office.key'));
  expect(sealed.length).toBeGreaterThan(60);
  expect(
    readFileSync(join(folder, 'new office', 'office.db'))
      .subarray(0, 15)
      .toString(),
  ).not.toBe('SQLite format 3');
  await app.quit();
  const again = await startDouble({ argv, user });
  await expect(again.page.getByText('تأسيس الدائرة على هذه الحاسبة')).toBeVisible();
  expect(again.electron.dialog.asked).toEqual([]);
});

test('where no newer program is ready, none is installed and the program goes on', async ({ startDouble }) => {
  const { page, electron } = await startDouble();
  expect(await page.evaluate(() => window.diwan?.installUpdate())).toBe(false);
  await signIn(page);
  expect(electron.windows.every((window) => window.isDestroyed())).toBe(false);
});

test('a PC that has lost the key asks for the recovery code, and keeps the key from then on', async ({
  startBare,
  folder,
}) => {
  const user = newUserOfPc();
  const argv = [`--folder=${join(folder, 'office')}`];
  const code = join(folder, 'code.txt');
  writeFileSync(code, 'diwan-demonstration\n');
  const first = await startBare({ argv, user, prepare: ({ dialog }) => (dialog.openPath = code) });
  await first.firstWindow;
  expect(first.dialog.asked.map(({ kind }) => kind)).toEqual(['message', 'open']);
  // A recovery code is stretched on purpose, and the key is sealed once the office is open.
  await expect.poll(() => existsSync(join(folder, 'office', 'office.key')), { timeout: 40_000 }).toBe(true);
  first.app.quit();
  await first.leave();
  const second = await startBare({ argv, user });
  await signIn(await (await second.firstWindow).webContents.page);
  expect(second.dialog.asked).toEqual([]);
});

test('a wrong recovery code is refused in the words of the office, and changes nothing', async ({
  startBare,
  folder,
}) => {
  const code = join(folder, 'code.txt');
  writeFileSync(code, 'AAAAA-BBBBB');
  const argv = [`--folder=${join(folder, 'office')}`];
  const electron = await startBare({ argv, prepare: ({ dialog }) => (dialog.openPath = code) });
  await expect
    .poll(() => electron.dialog.errors[0]?.text, { timeout: 20_000 })
    .toContain('مفتاح قاعدة البيانات غير صحيح');
  expect(existsSync(join(folder, 'office', 'office.key'))).toBe(false);
});

test('a system without a key store is told so, and no office is made', async ({ startBare, folder }) => {
  const electron = await startBare({ argv: [`--folder=${join(folder, 'other')}`], user: newUserOfPc(false) });
  await electron.app.ended;
  expect(electron.dialog.errors).toEqual([{ title: ar['failure.title'], text: ar['failure.noKeyStore'] }]);
  expect(existsSync(join(folder, 'other', 'office.db'))).toBe(false);
});

test('an office that another program has open is left alone, with a clear message', async ({
  startDouble,
  startBare,
  folder,
}) => {
  const first = await startDouble();
  await expect(first.page.locator('input[name=username]')).toBeVisible();
  const second = await startBare({ userData: join(folder, 'second user') });
  await expect
    .poll(() => second.dialog.errors[0]?.text, { timeout: 20_000 })
    .toContain('قاعدة البيانات مفتوحة في برنامج آخر');
});

test('a service that dies again and again is given up, with a message', async ({ startDouble }) => {
  const app = await startDouble();
  for (let crash = 0; crash <= 5; crash += 1) {
    const started = app.electron.utilities.started.length;
    app.electron.utilities.last?.crash();
    if (crash < 5) await expect.poll(() => app.electron.utilities.started.length).toBe(started + 1);
  }
  await expect
    .poll(() => app.electron.dialog.errors)
    .toEqual([{ title: ar['failure.title'], text: ar['failure.crashed'] }]);
});

test('sharing on the network is asked for, remembered, and signs nobody out', async ({ startDouble, folder }) => {
  const app = await startDouble();
  await signIn(app.page);
  app.electron.dialog.button = 1;
  await app.clickMenu('menu.share');
  await expect.poll(() => app.electron.dialog.asked.length).toBe(1);
  expect(app.electron.utilities.started).toHaveLength(1);
  app.electron.dialog.button = 0;
  await app.clickMenu('menu.share');
  await expect.poll(() => app.electron.utilities.started.length).toBe(2);
  await expect.poll(() => app.electron.menuItem('menu.share').checked).toBe(true);
  const kept: unknown = JSON.parse(readFileSync(join(folder, 'user', 'desktop.json'), 'utf8'));
  expect(kept).toMatchObject({ isSharedOnLan: true });
  await app.page.reload();
  await expect(app.page.locator('nav.desk-menu')).toBeVisible({ timeout: 20_000 });
});

test('a damaged window.json is as good as none', async ({ startDouble, folder }) => {
  const first = await startDouble();
  await first.quit();
  writeFileSync(join(folder, 'user', 'window.json'), '{"bounds": {"x": "left"');
  const second = await startDouble();
  expect(await second.bounds()).toMatchObject({ width: 1280, height: 800 });
});

test('a window whose screen is gone comes back in the middle', async ({ startDouble, folder }) => {
  const first = await startDouble();
  await first.quit();
  const away = { bounds: { x: 5000, y: 5000, width: 1000, height: 700 }, isMaximized: false };
  writeFileSync(join(folder, 'user', 'window.json'), JSON.stringify(away));
  const second = await startDouble();
  expect(await second.bounds()).toMatchObject({ width: 1280, height: 800 });
});

test('the three languages of the shell have the same keys, and the Arabic no Latin letters', () => {
  expect(Object.keys(ckb)).toEqual(Object.keys(ar));
  expect(Object.keys(en)).toEqual(Object.keys(ar));
  for (const [key, text] of Object.entries({ ...ar }))
    expect(text.replaceAll(/\{\w+\}/g, ''), key).not.toMatch(/[A-Za-z]/);
});

test('a window with something unsaved asks before it goes, and the office serves it until then', async ({
  startDouble,
}) => {
  const { page, electron } = await startDouble();
  await signIn(page);
  await page.getByRole('link', { name: 'المستخدمون' }).first().click();
  await page.getByRole('button', { name: 'مستخدم جديد' }).click();
  const name = page.getByRole('dialog').getByLabel('الاسم بالعربية');
  await name.fill('سلمى');
  for (const leave of [() => electron.window.close(), () => electron.app.quit()]) {
    electron.dialog.asked.length = 0;
    void leave();
    await expect.poll(() => electron.dialog.asked).toHaveLength(1);
    expect(electron.dialog.asked[0]?.options).toMatchObject({
      ...{ message: ar['unsaved.title'], detail: ar['unsaved.body'] },
      ...{ buttons: [ar['unsaved.stay'], ar['unsaved.leave']], defaultId: 0, cancelId: 0 },
    });
    expect(electron.window.isDestroyed()).toBe(false);
  }
  await expect(name).toHaveValue('سلمى');
  // The office was not closed meanwhile.
  const form = page.getByRole('dialog');
  await form.getByRole('button', { name: word('kit.action.cancel'), exact: true }).click();
  await page.getByRole('button', { name: word('kit.form.leave') }).click();
  await page.getByRole('link', { name: 'الأدوار' }).first().click();
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
  electron.dialog.asked.length = 0;
  electron.app.quit();
  await electron.app.ended;
  expect(electron.dialog.asked).toEqual([]);
});

import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { DEMONSTRATION } from '#office/demonstration.ts';
import { openOffice } from '#office/office.ts';
import { serveReleaseCentre, type ReleaseCentre } from '#test/release-centre.ts';
import { word } from '../e2e/desk.ts';
import type { ElectronDouble } from './double/electron.ts';
import { demonstration, expect, signIn, test as base } from './fixtures.ts';

/**
 * The whole way of a release but Electron itself: a data centre on PostgreSQL, TLS, the office process, the shell's
 * bundle with electron-updater in it, and an AppImage that is a script, so that it can be seen what is started.
 */
const test = base.extend<{ centre: ReleaseCentre; packed: ElectronDouble }>({
  centre: async ({ folder }, provide) => {
    const centre = await serveReleaseCentre();
    const office = openOffice({
      ...{ folder: join(folder, 'office'), version: '1.0.0', isDemonstration: true, isLogging: false },
      secret: { kind: 'passphrase', passphrase: DEMONSTRATION.passphrase },
    });
    await centre.enrol(office);
    await office.close();
    await provide(centre);
    await centre.close();
  },
  /** The program as its AppImage starts it. */
  packed: async ({ folder, centre, startBare }, provide) => {
    await centre.publish('1.1.0', Buffer.from(script(folder, '1.1.0')));
    writeFileSync(appImage(folder), script(folder, 'old'));
    chmodSync(appImage(folder), 0o755);
    writeFileSync(join(folder, 'app-update.yml'), 'updaterCacheDirName: diwan-updater\n');
    const before = { ...process.env };
    Object.assign(process.env, { APPIMAGE: appImage(folder), XDG_CACHE_HOME: join(folder, 'cache') });
    Object.defineProperty(process, 'resourcesPath', { value: folder, configurable: true });
    await provide(await startBare({ argv: demonstration(folder), prepare: ({ app }) => void (app.isPackaged = true) }));
    for (const name of ['APPIMAGE', 'XDG_CACHE_HOME']) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
  },
});

const appImage = (folder: string): string => join(folder, 'Diwan.AppImage');
const startedIn = (folder: string): string | null =>
  existsSync(join(folder, 'started')) ? readFileSync(join(folder, 'started'), 'utf8').trim() : null;

/** Leaves its name beside it when it is started to stay, and nothing when it is only asked to install. */
function script(folder: string, name: string): string {
  return `#!/bin/sh\n[ -n "$APPIMAGE_EXIT_AFTER_INSTALL" ] || echo ${name} > "${join(folder, 'started')}"\n`;
}

/** Signs in, syncs, and waits until the program that came can be installed. */
async function readyIn(electron: ElectronDouble): Promise<Page> {
  const page = await (await electron.firstWindow).webContents.page;
  await signIn(page);
  await page
    .locator('nav.desk-menu')
    .getByRole('link', { name: word('platform.menu.system.sync') })
    .click();
  const main = page.getByRole('main');
  await main.getByRole('button', { name: word('platform.sync.now') }).click();
  await expect(main.getByText(word('platform.release.readyHere'))).toBeVisible({ timeout: 40_000 });
  return page;
}

test('a release that has come is installed and started when the user says so', async ({ packed, folder }) => {
  const page = await readyIn(packed);
  await page.screenshot({ path: 'test-results/screens/ar-release-desktop.png' });
  const install = page.getByRole('main').getByRole('button', { name: word('platform.release.install') });
  await install.click();
  const question = page.getByRole('dialog');
  await expect(question).toContainText(word('platform.release.installAsk'));
  await page.screenshot({ path: 'test-results/screens/ar-release-install.png' });
  expect(readFileSync(appImage(folder), 'utf8')).toBe(script(folder, 'old'));
  await question.getByRole('button', { name: word('platform.release.install') }).click();
  await packed.app.ended;
  expect(packed.dialog.errors).toEqual([]);
  expect(readFileSync(appImage(folder), 'utf8')).toBe(script(folder, '1.1.0'));
  await expect.poll(() => startedIn(folder)).toBe('1.1.0');
  // The program that is begun need not wait for this one to let go.
  expect(packed.app.hasAskedForLock).toBe(false);
});

test('a release that has come is installed when the user quits, and nothing is started then', async ({
  packed,
  folder,
}) => {
  await readyIn(packed);
  packed.app.quit();
  await packed.app.ended;
  expect(readFileSync(appImage(folder), 'utf8')).toBe(script(folder, '1.1.0'));
  expect(startedIn(folder)).toBeNull();
});

test('who stays with what he has not saved is not taken from it, and starts nothing when he quits later', async ({
  packed,
  folder,
}) => {
  const page = await readyIn(packed);
  await page.evaluate(() => window.addEventListener('beforeunload', (event) => event.preventDefault()));
  // Stay, which is the first button.
  packed.dialog.button = 0;
  await page
    .getByRole('main')
    .getByRole('button', { name: word('platform.release.install') })
    .click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: word('platform.release.install') })
    .click();
  await expect.poll(() => packed.dialog.asked.length).toBeGreaterThan(0);
  expect(packed.windows.every((window) => window.isDestroyed())).toBe(false);
  expect(readFileSync(appImage(folder), 'utf8')).toBe(script(folder, 'old'));
  packed.leavesUnsaved();
  packed.app.quit();
  await packed.app.ended;
  expect(readFileSync(appImage(folder), 'utf8')).toBe(script(folder, '1.1.0'));
  expect(startedIn(folder)).toBeNull();
});

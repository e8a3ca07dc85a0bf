import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';
import { serveDemonstration } from '#test/served-demonstration.ts';
import { electronBinary } from '../../setup/steps/electron.mjs';
import type { DesktopApp } from './desktop-app.ts';
import { startInDouble, type DoubleApp } from './double-app.ts';
import type { UserOfPc } from './double/dialogs.ts';
import type { ElectronDouble } from './double/electron.ts';
import { launch, type LaunchOptions } from './double/launch.ts';
import { startInElectron } from './real-app.ts';

export const checkout = fileURLToPath(new URL('../..', import.meta.url));

export interface StartOptions {
  readonly appFolder?: string;
  readonly userData?: string;
  readonly argv?: readonly string[];
  readonly user?: UserOfPc;
}

interface Fixtures {
  /** A folder of this test, with a space and Arabic letters in its path; the demonstration lies in it. */
  readonly folder: string;
  /** Starts the app in the double or in the real Electron, as the project says. */
  readonly start: (options?: StartOptions) => Promise<DesktopApp>;
  readonly startDouble: (options?: StartOptions) => Promise<DoubleApp>;
  /** Starts the main bundle and does not wait for a window: for starts that end without one. */
  readonly startBare: (
    options?: StartOptions & Pick<LaunchOptions, 'isFirstInstance' | 'prepare'>,
  ) => Promise<ElectronDouble>;
}

interface WorkerFixtures {
  /** A demonstration office, founded once and copied for every test. */
  readonly founded: string;
  /** One app for tests that only look. */
  readonly shared: DoubleApp;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  founded: [
    // eslint-disable-next-line no-empty-pattern -- Playwright demands a pattern here, and this fixture stands alone
    async ({}, provide) => {
      const folder = mkdtempSync(join(tmpdir(), 'diwan founded '));
      await (await serveDemonstration(folder)).stop();
      await provide(folder);
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  shared: [
    async ({ founded, browser }, provide) => {
      const folder = mkdtempSync(join(tmpdir(), 'diwan shared '));
      cpSync(founded, join(folder, 'office'), { recursive: true });
      const app = await startInDouble({
        ...{ browser, appFolder: checkout, userData: join(folder, 'user'), argv: demonstration(folder) },
      });
      await provide(app);
      await app.quit();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  folder: async ({ founded }, provide) => {
    const folder = mkdtempSync(join(tmpdir(), 'diwan desktop ديوان '));
    cpSync(founded, join(folder, 'office'), { recursive: true });
    await provide(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  start: async ({ folder, startDouble }, provide, { project }) => {
    if (project.name !== 'electron') return provide(startDouble);
    const executablePath = electronBinary();
    if (executablePath === null) throw new Error('This machine has no Electron program.');
    const apps: DesktopApp[] = [];
    await provide(async (options = {}) => {
      const { appFolder = checkout, userData = join(folder, 'user'), argv = demonstration(folder) } = options;
      const app = await startInElectron({ executablePath, appFolder, userData, argv });
      apps.push(app);
      return app;
    });
    for (const app of apps) await app.quit();
  },
  startDouble: async ({ folder, browser }, provide) => {
    const apps: DoubleApp[] = [];
    await provide(async (options = {}) => {
      const { appFolder = checkout, userData = join(folder, 'user'), argv = demonstration(folder), user } = options;
      const app = await startInDouble({ browser, appFolder, userData, argv, ...(user && { user }) });
      apps.push(app);
      return app;
    });
    for (const app of apps) await app.quit();
  },
  startBare: async ({ folder, browser }, provide) => {
    const started: ElectronDouble[] = [];
    await provide(async (options = {}) => {
      const { appFolder = checkout, userData = join(folder, 'user'), argv = demonstration(folder), ...rest } = options;
      const electron = await launch({ browser, appFolder, userData, argv, ...rest });
      started.push(electron);
      return electron;
    });
    for (const electron of started) {
      electron.leavesUnsaved();
      electron.app.quit();
      await electron.leave();
    }
  },
});

export { expect };

/** The demonstration office in the test's own folder. */
export function demonstration(folder: string): readonly string[] {
  return ['--demonstration', `--folder=${join(folder, 'office')}`];
}

/** Signs in as the demonstration's administrator, with the keyboard. */
export async function signIn(page: Page): Promise<void> {
  await page.locator('input[name=username]').fill('admin');
  await page.locator('input[name=password]').fill('nahrain-2026');
  await page.locator('input[name=password]').press('Enter');
  await expect(page.locator('nav.desk-menu')).toBeVisible({ timeout: 40_000 });
}

/** Adds a user through the screen; returns once the office has acknowledged him and his page is open. */
export async function addUser(page: Page, { name, userName }: { name: string; userName: string }): Promise<void> {
  await page.getByRole('link', { name: 'المستخدمون' }).first().click();
  await page.getByRole('button', { name: 'مستخدم جديد' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('الاسم بالعربية').fill(name);
  await form.getByLabel('التشكيل').click();
  await page.getByRole('tree').getByText('وزارة الإعمار').click();
  await form.getByLabel('اسم المستخدم').fill(userName);
  await form.getByLabel('كلمة المرور الأولى').fill('dijlah-furat-77');
  await form.getByRole('button', { name: 'حفظ', exact: true }).click();
  await expect(page).toHaveURL(/\/org\/users\/[\w-]+$/, { timeout: 20_000 });
}

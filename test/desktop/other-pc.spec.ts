import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import ar from '#electron/strings.ar.json' with { type: 'json' };
import ckb from '#electron/strings.ckb.json' with { type: 'json' };
import en from '#electron/strings.en.json' with { type: 'json' };
import type { ElectronDouble } from './double/electron.ts';
import { expect, signIn, test as base } from './fixtures.ts';
import { serveMainPc, type MainPcOffice } from './main-pc.ts';

/** Cancels and quits in every dialog of this file that could go on. */
const LAST_BUTTON = 3;

const test = base.extend<{
  /** Starts a main PC; it is closed after the test. */
  readonly mainPc: (options?: { readonly name?: string; readonly port?: number }) => Promise<MainPcOffice>;
  /** Starts a PC that has chosen its main PC before. */
  readonly joined: (kept: Kept, prepare?: (electron: ElectronDouble) => void) => Promise<ElectronDouble>;
}>({
  mainPc: async ({ founded, folder }, provide) => {
    const offices: MainPcOffice[] = [];
    await provide(async ({ name = 'main', port = 0 } = {}) => {
      const office = await serveMainPc({ founded, folder: join(folder, name), port });
      offices.push(office);
      return office;
    });
    for (const office of offices) await office.stop();
  },
  joined: async ({ folder, startBare }, provide) => {
    await provide(async ({ address, fingerprint, language = 'ar' }, prepare) => {
      mkdirSync(join(folder, 'user'), { recursive: true });
      const kept = { language, mainPc: { address, fingerprint } };
      writeFileSync(join(folder, 'user', 'desktop.json'), JSON.stringify(kept));
      return startBare({ argv: [], ...(prepare && { prepare }) });
    });
  },
});

interface Kept {
  readonly address: string;
  readonly fingerprint: string;
  readonly language?: 'ar' | 'ckb' | 'en';
}

test('a first start finds the main PC, compares its fingerprint, and opens its office in its own window', async ({
  mainPc,
  startBare,
  folder,
}) => {
  const main = await mainPc();
  const first = await startBare({ argv: [], prepare: ({ dialog }) => (dialog.button = 1) });
  const form = await pageOf(first, 0);
  expect(first.dialog.asked).toHaveLength(1);
  await form.getByLabel(ar['join.address']).fill(main.address.replace('https://', ''));
  await form.getByRole('button', { name: ar['join.look'] }).click();
  await expect(form.locator('.fingerprint')).toHaveText(main.fingerprint);
  await form.getByRole('button', { name: ar['join.equal'] }).click();
  await first.app.ended;
  expect(first.app.relaunches).toBe(1);
  expect(first.utilities.started).toEqual([]);

  const second = await startBare({ argv: [] });
  const page = await pageOf(second, 0);
  await expect(page.getByText('إقران هذه الحاسبة بالدائرة')).toBeVisible();
  await page.getByLabel('رمز الاقتران').fill(main.newCode());
  await page.getByLabel('اسم هذه الحاسبة').fill('حاسبة شعبة الحسابات');
  await page.getByRole('button', { name: 'إقران', exact: true }).click();
  await signIn(page);
  expect(page.url().startsWith(`${main.address}/`)).toBe(true);
  // Nothing of this program is in that page, and no office of this PC was opened.
  expect(await page.evaluate(() => 'diwan' in window)).toBe(false);
  expect(second.window.options.webPreferences).not.toHaveProperty('preload');
  expect(second.utilities.started).toEqual([]);
  expect(existsSync(join(folder, 'user', 'office'))).toBe(false);
  expect(second.dialog.asked).toEqual([]);
});

test('the page that asks for the main PC says what is wrong, and holds no script and no bridge', async ({
  startBare,
  mainPc,
}) => {
  const main = await mainPc();
  const electron = await startBare({ argv: [], prepare: ({ dialog }) => (dialog.button = 1) });
  const page = await pageOf(electron, 0);
  await expect(page.getByLabel(ar['join.address'])).toBeFocused();
  const { headers } = await electron.fetch('app://join/', 'GET', electron.sessions.get('join'));
  expect(headers.get('content-security-policy')).toContain(`default-src 'none'`);
  expect(headers.get('content-security-policy')).not.toMatch(/script-src|unsafe|\*|https?:/);
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  expect(await page.evaluate(() => [document.scripts.length, 'diwan' in window])).toEqual([0, false]);
  for (const [typed, problem] of [
    ['http://127.0.0.1:1', ar['join.badAddress']],
    ['"><script>alert(1)</script>', ar['join.badAddress']],
    ['127.0.0.1:1', ar['join.unreachable']],
  ] as const) {
    await page.getByLabel(ar['join.address']).fill(typed);
    await page.getByRole('button', { name: ar['join.look'] }).click();
    await expect(page.getByRole('alert')).toHaveText(problem);
    await expect(page.getByLabel(ar['join.address'])).toHaveValue(typed);
  }
  // A fingerprint that was not found just now cannot be chosen, wherever the request comes from.
  await page.evaluate(
    (fingerprint) => window.location.assign(`/choose?fingerprint=${encodeURIComponent(fingerprint)}`),
    main.fingerprint,
  );
  await page.waitForURL('**/choose?*');
  await expect(page.getByLabel(ar['join.address'])).toBeVisible();
  expect(electron.app.relaunches).toBe(0);
  await page.evaluate(() => window.location.assign('https://evil.example/'));
  await expect.poll(() => electron.refused).toContain('https://evil.example/');
  expect(page.url()).toMatch(/^https:\/\/join\.test\//);
});

test('another PC that answers in the place of the main PC is refused, in three languages', async ({
  mainPc,
  joined,
}) => {
  const known = await mainPc();
  const other = await mainPc({ name: 'other' });
  for (const [language, strings] of Object.entries({ ar, ckb, en }) as ['ar' | 'ckb' | 'en', typeof ar][]) {
    const kept = { address: other.address, fingerprint: known.fingerprint, language };
    const electron = await joined(kept, ({ dialog }) => (dialog.button = LAST_BUTTON - 1));
    await electron.app.ended;
    const [asked] = electron.dialog.asked;
    expect(asked?.options).toMatchObject({ message: strings['mainPc.otherTitle'], defaultId: 2, cancelId: 2 });
    const { detail } = asked?.options as { readonly detail: string };
    expect(detail).toContain(known.fingerprint);
    expect(detail).toContain(other.fingerprint);
    expect(electron.windows.map(({ isShown }) => isShown)).toEqual([false]);
    expect(electron.refused).toEqual([`${other.address}/`]);
    await electron.leave();
  }
});

test('a new certificate of the main PC is compared anew before it is taken', async ({ mainPc, joined, folder }) => {
  const old = await mainPc();
  const replaced = await mainPc({ name: 'replaced' });
  const kept = { address: replaced.address, fingerprint: old.fingerprint };
  const electron = await joined(kept, ({ dialog }) => (dialog.button = 0));
  const form = await pageOf(electron, 1);
  await expect(form.getByLabel(ar['join.address'])).toHaveValue(replaced.address);
  expect(choiceIn(folder)).toEqual({ address: replaced.address, fingerprint: old.fingerprint });
  await form.getByRole('button', { name: ar['join.look'] }).click();
  await form.getByRole('button', { name: ar['join.equal'] }).click();
  await electron.app.ended;
  expect(choiceIn(folder)).toEqual({ address: replaced.address, fingerprint: replaced.fingerprint });
});

test('a main PC that is off is said to be, and found when it is on again', async ({ mainPc, joined }) => {
  const gone = await mainPc();
  const port = Number(new URL(gone.address).port);
  await gone.stop();
  let back: MainPcOffice | null = null;
  const electron = await joined(gone, ({ dialog }) => {
    dialog.answerWith(async () => {
      // The same folder, so the same certificate.
      back ??= await mainPc({ port });
      return 0;
    });
  });
  const page = await pageOf(electron, 0);
  await expect(page.getByText('إقران هذه الحاسبة بالدائرة')).toBeVisible({ timeout: 20_000 });
  expect(electron.dialog.asked[0]?.options).toMatchObject({ message: ar['mainPc.silentTitle'] });
});

test('the window on another PC stays there, and is granted nothing', async ({ mainPc, joined }) => {
  const main = await mainPc();
  const electron = await joined(main);
  const page = await pageOf(electron, 0);
  await expect(page.getByText('إقران هذه الحاسبة بالدائرة')).toBeVisible();
  const contents = electron.window.webContents;
  for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
    for (const url of ['https://evil.example/', 'app://diwan/', 'app://join/', 'https://127.0.0.1:1/', 'file:///etc']) {
      let isPrevented = false;
      contents.emit(event, { url, preventDefault: () => (isPrevented = true) });
      expect(isPrevented, `${event} ${url}`).toBe(true);
    }
  }
  electron.menuItem('menu.join').click?.();
  for (const window of [electron.window, electron.windows[1]]) {
    const safe = { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false };
    expect(window?.options.webPreferences).toMatchObject(safe);
    expect(window?.options.webPreferences).not.toHaveProperty('preload');
  }
  const { permission, partition, proxy } = contents.session;
  for (const name of ['media', 'geolocation', 'notifications', 'clipboard-read'])
    expect(permission.check?.(contents, name), name).toBe(false);
  expect(partition).toBe(`persist:main-pc-${main.fingerprint.replaceAll(' ', '').toLowerCase()}`);
  expect(proxy).toEqual({ mode: 'direct' });
  expect(await contents.session.wayTo('https://evil.example/')).toBe('blocked');
  // The entries that speak to the page of this program are not in the menu there.
  expect(() => electron.menuItem('menu.lock')).toThrow(/no entry/);
  expect(() => electron.menuItem('menu.share')).toThrow(/no entry/);
  expect(electron.menuItem('menu.print').label).toBe(ar['menu.print']);
});

test('the menu leads back to the office of this PC, after a question', async ({ mainPc, joined, folder }) => {
  const main = await mainPc();
  const electron = await joined(main, ({ dialog }) => (dialog.button = 1));
  await pageOf(electron, 0);
  electron.menuItem('menu.leave').click?.();
  await expect.poll(() => electron.dialog.asked.length).toBe(1);
  expect(electron.app.relaunches).toBe(0);
  electron.dialog.button = 0;
  electron.menuItem('menu.leave').click?.();
  await electron.app.ended;
  expect(electron.app.relaunches).toBe(1);
  expect(choiceIn(folder)).toBeNull();
});

test('the menu of an own office opens the question for the main PC, and the demonstration has no such entry', async ({
  startDouble,
  startBare,
  folder,
}) => {
  const own = await startBare({ argv: [`--folder=${join(folder, 'own')}`], userData: join(folder, 'own user') });
  const page = await pageOf(own, 0);
  await expect(page.getByText('تأسيس الدائرة على هذه الحاسبة')).toBeVisible();
  own.menuItem('menu.join').click?.();
  const form = await pageOf(own, 1);
  await expect(form.getByRole('heading', { name: ar['join.title'] })).toBeVisible();
  expect(own.windows[1]?.hasMenu).toBe(false);
  await own.windows[1]?.close();
  // The own office goes on behind it.
  await expect(page.getByText('تأسيس الدائرة على هذه الحاسبة')).toBeVisible();
  const demonstration = await startDouble();
  expect(() => demonstration.electron.menuItem('menu.join')).toThrow(/no entry/);
});

async function pageOf(electron: ElectronDouble, number: number): Promise<Page> {
  await expect.poll(() => electron.windows.length).toBeGreaterThan(number);
  const window = electron.windows[number];
  if (!window) throw new Error('The window is gone.');
  return window.webContents.page;
}

function choiceIn(folder: string): unknown {
  const kept = JSON.parse(readFileSync(join(folder, 'user', 'desktop.json'), 'utf8')) as { readonly mainPc: unknown };
  return kept.mainPc;
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addUser, expect, signIn, test } from './fixtures.ts';

test('the window opens on app:// and shows the sign-in in Arabic, from right to left', async ({ start }) => {
  const app = await start();
  expect(await app.address()).toBe('app://diwan/');
  await expect(app.page.locator('input[name=username]')).toBeFocused();
  const html = app.page.locator('html');
  await expect(html).toHaveAttribute('lang', 'ar');
  await expect(html).toHaveAttribute('dir', 'rtl');
});

test('the page is served under the strict policy, and inline code and foreign places are refused', async ({
  start,
}) => {
  const { page } = await start();
  const policy = await page.evaluate(async () => (await fetch('/index.html')).headers.get('content-security-policy'));
  expect(policy).toContain(`default-src 'none'`);
  expect(policy).toContain(`script-src 'self';`);
  const outcome = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.wasRun = true';
    document.head.append(script);
    const answer = await fetch('https://example.org/').then(
      () => 'reached',
      () => 'refused',
    );
    return { isInlineRun: 'wasRun' in window, answer };
  });
  expect(outcome).toEqual({ isInlineRun: false, answer: 'refused' });
});

test('the page has neither Node nor Electron, only the one frozen object', async ({ start }) => {
  const { page } = await start();
  const seen = await page.evaluate(() => ({
    foreign: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter(
      (name) => name in window,
    ),
    isFrozen: Object.isFrozen(window.diwan),
    offers: Object.keys(window.diwan ?? {}).sort(),
  }));
  expect(seen.foreign).toEqual([]);
  expect(seen.isFrozen).toBe(true);
  expect(seen.offers).toEqual([
    ...['addToPdf', 'beginPdf', 'chooseFolder', 'connect', 'dropPdf', 'finishPdf', 'installUpdate', 'onDeepLink'],
    ...['onMenu', 'onOfficeRestarted', 'openExternal', 'platform', 'print', 'printToPdf', 'setLanguage', 'version'],
  ]);
});

test('a user signs in over the port and comes to the desk', async ({ start }) => {
  const { page } = await start();
  await signIn(page);
  await expect(page.locator('nav.desk-menu')).toBeVisible();
});

test('a link of a second start opens its page in the first window', async ({ start }) => {
  const app = await start();
  await signIn(app.page);
  await app.startAgain(['diwan', '.', 'diwan://open/org/users']);
  await expect.poll(() => app.address()).toBe('app://diwan/#/org/users');
});

test('a link that comes before anybody signed in waits until then', async ({ start }) => {
  const app = await start();
  await app.startAgain(['diwan', '.', 'diwan://open/org/users']);
  await signIn(app.page);
  await expect.poll(() => app.address()).toBe('app://diwan/#/org/users');
});

test('a forged link opens nothing', async ({ start }) => {
  const app = await start();
  await signIn(app.page);
  for (const link of [
    'diwan://evil/org',
    'diwan://open//evil.org/x',
    'diwan://open/a?b=c/../..',
    'diwan://open/%2e%2e',
  ]) {
    await app.startAgain(['diwan', '.', link]);
  }
  await app.startAgain(['diwan', '.', 'diwan://open/org/users']);
  await expect.poll(() => app.address()).toBe('app://diwan/#/org/users');
});

test('the menu speaks the language that the window asks for', async ({ start }) => {
  const app = await start();
  const quit = { ar: 'إنهاء', ckb: 'داخستن', en: 'Quit' } as const;
  expect(await app.menuLabel('menu.quit')).toBe(quit.ar);
  for (const language of ['ckb', 'en', 'ar'] as const) {
    await app.page.evaluate((next) => window.diwan?.setLanguage(next), language);
    await expect.poll(() => app.menuLabel('menu.quit')).toBe(quit[language]);
  }
});

test('the menu locks the screen through the action of the desk', async ({ start }) => {
  const app = await start();
  await signIn(app.page);
  await app.clickMenu('menu.lock');
  await expect(app.page.locator('nav.desk-menu')).toBeHidden();
  await expect(app.page.locator('input[type=password]')).toBeVisible();
});

test('a page is saved as a PDF where the user says, and not at all when he cancels', async ({ start, folder }) => {
  const app = await start();
  const target = join(folder, 'كتاب رسمي.pdf');
  const options = { title: 'كتاب رسمي', landscape: false, pageSize: 'A4' } as const;
  await app.answerDialogs(null);
  expect(await app.page.evaluate((given) => window.diwan?.printToPdf(given), options)).toBe(false);
  await app.answerDialogs(target);
  expect(await app.page.evaluate((given) => window.diwan?.printToPdf(given), options)).toBe(true);
  expect(readFileSync(target).subarray(0, 5).toString()).toBe('%PDF-');
});

test('a PDF grows in portions: nothing lies there before it is finished, and nothing at all when it is given up', async ({
  start,
  folder,
}) => {
  const app = await start();
  const options = { title: 'قسائم', landscape: false, pageSize: 'A5' } as const;
  const print = (steps: readonly ('addToPdf' | 'finishPdf' | 'dropPdf')[]) =>
    app.page.evaluate(
      async ([given, asked]) => {
        if ((await window.diwan?.beginPdf(given)) !== true) return false;
        for (const step of asked) await window.diwan?.[step]();
        return true;
      },
      [options, steps] as const,
    );
  await app.answerDialogs(null);
  expect(await print([])).toBe(false);
  const target = join(folder, 'قسائم.pdf');
  await app.answerDialogs(target);
  await print(['addToPdf', 'dropPdf']);
  await print(['addToPdf', 'addToPdf']);
  expect(existsSync(target)).toBe(false);
  await print(['addToPdf', 'addToPdf', 'addToPdf', 'finishPdf']);
  const pdf = readFileSync(target, 'latin1');
  expect(pdf.match(/\/Type \/Page\b/gu)?.length).toBeGreaterThanOrEqual(3);
  await expect(app.page.evaluate(() => window.diwan?.finishPdf())).rejects.toThrow(/No PDF was begun/);
});

test('options of another shape are refused', async ({ start }) => {
  const { page } = await start();
  const answer = page.evaluate(() =>
    window.diwan?.printToPdf({ title: 'x', landscape: false, pageSize: 'A0' as never }),
  );
  await expect(answer).rejects.toThrow(/pageSize/);
});

test('a folder is chosen in the dialog of the system', async ({ start, folder }) => {
  const app = await start();
  await app.answerDialogs(folder);
  expect(await app.page.evaluate(() => window.diwan?.chooseFolder())).toBe(folder);
  await app.answerDialogs(null);
  expect(await app.page.evaluate(() => window.diwan?.chooseFolder())).toBeNull();
});

test('the window stays where it is: no foreign page, no second window, only listed places in the browser', async ({
  start,
}) => {
  const app = await start();
  await app.page.evaluate(() => window.location.assign('https://evil.example/'));
  await app.page.evaluate(() => window.open('https://evil.example/popup'));
  await app.page.evaluate(() => window.open('https://moj.gov.iq/'));
  await app.page.evaluate(() => window.diwan?.openExternal('https://moj.gov.iq.evil.example/'));
  await app.page.evaluate(() => window.diwan?.openExternal('http://moj.gov.iq/'));
  await expect.poll(() => app.openedOutside()).toEqual(['https://moj.gov.iq/']);
  expect(await app.address()).toBe('app://diwan/');
  await expect.poll(() => app.page.context().pages().length).toBe(1);
});

test('camera and place are refused to everybody', async ({ start }) => {
  const { page } = await start();
  const answers = await page.evaluate(async () => {
    const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      () => 'refused',
    );
    const place = new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('granted'),
        () => resolve('refused'),
      ),
    );
    return [camera, await place];
  });
  expect(answers).toEqual(['refused', 'refused']);
});

test('the office service is killed: the window says so, nobody signs in again, and nothing acknowledged is lost', async ({
  start,
}) => {
  const app = await start();
  await signIn(app.page);
  await addUser(app.page, { name: 'زينب كاظم', userName: 'zainab.kadhim' });
  await app.crashOffice();
  await expect(app.page.getByText('توقفت خدمة الدائرة وعادت للعمل')).toBeVisible({ timeout: 20_000 });
  await app.page.reload();
  await expect(app.page.locator('nav.desk-menu')).toBeVisible({ timeout: 20_000 });
  await expect(app.page.getByText('زينب كاظم').first()).toBeVisible();
});

test('the window opens where it was closed', async ({ start }) => {
  const place = { x: 240, y: 130, width: 1100, height: 720 };
  const first = await start();
  await first.setBounds(place);
  await first.quit();
  const second = await start();
  expect(await second.bounds()).toEqual(place);
});

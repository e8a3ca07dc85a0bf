import { readdirSync, readFileSync, symlinkSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isAllowedOutside, isOwnAddress } from '#electron/origin.ts';
import { checkout, expect, test } from './fixtures.ts';

/**
 * The checklist of electronjs.org/docs/latest/tutorial/security, line by line and under its own headings, against the
 * shell as it really starts and the bundles as they are shipped.
 */
const bundles = ['main.mjs', 'preload.cjs'].map((name) =>
  readFileSync(join(checkout, 'dist', 'electron', name), 'utf8'),
);
const sources = ['electron', 'renderer', 'modules'].flatMap((room) => codeIn(join(checkout, room)));
const builder = readFileSync(join(checkout, 'electron-builder.yml'), 'utf8');

interface Manifest {
  readonly version: string;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

test('1. Only load secure content', async ({ shared }) => {
  const { electron, page } = shared;
  await expect(page.locator('input[name=username]')).toBeVisible();
  expect(electron.refused).toEqual([]);
  for (const { path, text } of sources) expect(text.match(/loadURL\(\s*['"`]http:/), path).toBeNull();
});

test('2. Do not enable Node.js integration for remote content', async ({ shared }) => {
  const { electron } = shared;
  expect(electron.window.options.webPreferences['nodeIntegration']).toBe(false);
  expect(electron.window.options.webPreferences).not.toHaveProperty('nodeIntegrationInWorker');
  expect(electron.window.options.webPreferences).not.toHaveProperty('nodeIntegrationInSubFrames');
});

test('3. Enable context isolation in all renderers', async ({ shared }) => {
  const { electron } = shared;
  expect(electron.windows.map(({ options }) => options.webPreferences['contextIsolation'])).toEqual([true]);
});

test('4. Enable process sandboxing', async ({ shared }) => {
  const { electron } = shared;
  expect(electron.app.isSandboxed).toBe(true);
  expect(electron.window.options.webPreferences['sandbox']).toBe(true);
  expect(bundles.join('\n')).not.toMatch(/no-sandbox/);
});

test('5. Handle session permission requests from remote content', async ({ shared }) => {
  const { electron } = shared;
  const asked = ['media', 'geolocation', 'notifications', 'midi', 'pointerLock', 'fullscreen', 'openExternal', 'hid'];
  const contents = electron.window.webContents;
  const { request, check, device } = electron.permission;
  for (const permission of [...asked, 'serial', 'usb', 'clipboard-read', 'display-capture', 'fileSystem', 'unknown']) {
    const answers: boolean[] = [];
    request?.(contents, permission, (isGranted) => answers.push(isGranted));
    expect(answers, permission).toEqual([false]);
    expect(check?.(contents, permission), permission).toBe(false);
  }
  expect(check?.(null, 'clipboard-sanitized-write')).toBe(false);
  expect(check?.(contents, 'clipboard-sanitized-write')).toBe(true);
  expect(device?.()).toBe(false);
});

test('6. Do not disable webSecurity', async ({ shared }) => {
  const { electron } = shared;
  expect(electron.window.options.webPreferences).not.toHaveProperty('webSecurity');
  expect(bundles.join('\n')).not.toMatch(/disable-web-security/);
});

test('6a. Take no certificate that nobody compared', () => {
  expect(bundles.join('\n')).not.toMatch(/ignore-certificate-errors|allow-insecure-localhost/);
  const shell = sources.filter(({ path }) => path.startsWith(join(checkout, 'electron')));
  const naming = (word: string) => shell.filter(({ text }) => text.includes(word)).map(({ path }) => basename(path));
  // The first only looks, and shows what it found; the second judges by what was compared.
  expect(naming('rejectUnauthorized')).toEqual(['certificate-at.ts']);
  expect(naming('setCertificateVerifyProc')).toEqual(['pinned-session.ts']);
  expect(naming(`'certificate-error'`)).toEqual([]);
});

test('7. Define a Content Security Policy', async ({ shared }) => {
  const { electron } = shared;
  for (const path of ['', 'index.html', 'org/units', 'no-such-file.js']) {
    const policy = (await electron.fetch(`app://diwan/${path}`)).headers.get('content-security-policy') ?? '';
    const rules = new Map(policy.split('; ').map((rule) => [rule.slice(0, rule.indexOf(' ')), rule]));
    expect(rules.get('default-src'), path).toBe(`default-src 'none'`);
    expect(rules.get('script-src'), path).toBe(`script-src 'self'`);
    expect(rules.get('frame-ancestors'), path).toBe(`frame-ancestors 'none'`);
    expect(policy).not.toMatch(/unsafe-eval|\*|https?:/);
  }
});

test('8. Do not enable allowRunningInsecureContent', async ({ shared }) => {
  const { electron } = shared;
  expect(electron.window.options.webPreferences).not.toHaveProperty('allowRunningInsecureContent');
});

test('9. Do not enable experimental features', async ({ shared }) => {
  const { electron } = shared;
  expect(electron.window.options.webPreferences).not.toHaveProperty('experimentalFeatures');
  expect(electron.app.switches.filter((entry) => !entry.startsWith('force-ui-direction='))).toEqual([]);
});

test('10. Do not use enableBlinkFeatures', async ({ shared }) => {
  const { electron } = shared;
  expect(electron.window.options.webPreferences).not.toHaveProperty('enableBlinkFeatures');
});

test('11. Do not use allowpopups for WebViews', () => {
  for (const { path, text } of sources) expect(text.match(/allowpopups|<webview/i), path).toBeNull();
});

test('12. Verify WebView options and parameters', async ({ shared }) => {
  const { electron } = shared;
  expect(electron.window.options.webPreferences['webviewTag']).toBe(false);
  let isPrevented = false;
  electron.window.webContents.emit('will-attach-webview', { preventDefault: () => (isPrevented = true) });
  expect(isPrevented).toBe(true);
});

test('13. Disable or limit navigation', async ({ shared }) => {
  const { electron } = shared;
  const foreign = [
    'https://evil.example/',
    'app://diwan.evil/',
    'app://evil/',
    'file:///etc/passwd',
    'javascript:1',
    'data:,x',
  ];
  for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
    for (const url of foreign) expect(isStopped(event, url), `${event} ${url}`).toBe(true);
    expect(isStopped(event, 'app://diwan/#/org/units'), event).toBe(false);
  }
  expect(foreign.filter((url) => isOwnAddress(url))).toEqual([]);

  function isStopped(event: string, url: string): boolean {
    let isPrevented = false;
    electron.window.webContents.emit(event, { url, preventDefault: () => (isPrevented = true) });
    return isPrevented;
  }
});

test('14. Disable or limit creation of new windows', async ({ shared }) => {
  const { electron, page } = shared;
  for (const url of ['https://evil.example/', 'app://diwan/', 'about:blank']) {
    await page.evaluate((address) => void window.open(address), url);
  }
  await expect
    .poll(
      () =>
        page
          .context()
          .pages()
          .filter((other) => other !== page && other.url() !== 'about:blank').length,
    )
    .toBe(0);
  expect(electron.windows).toHaveLength(1);
});

test('15. Do not use shell.openExternal with untrusted content', () => {
  const refused = [
    ...['http://moj.gov.iq/', 'https://moj.gov.iq.evil.example/', 'https://evil.example/?https://moj.gov.iq/'],
    ...['https://moj.gov.iq@evil.example/', 'https://user:word@moj.gov.iq/', 'https://moj.gov.iq:444/', 'file:///etc'],
    ...['javascript:alert(1)', 'ms-msdt:/id', 'smb://server/share', 'diwan://open/', '', 'not an address'],
  ];
  expect(refused.filter((address) => isAllowedOutside(address))).toEqual([]);
  expect(isAllowedOutside('https://moj.gov.iq/view/1')).toBe(true);
  const callers = sources.filter(
    ({ text }) => text.includes('shell.openExternal(') && text.includes(`from 'electron'`),
  );
  expect(callers.map(({ path }) => path)).toEqual([join(checkout, 'electron', 'navigation.ts')]);
});

test('16. Use a current version of Electron', () => {
  // Both files are npm's, whose shape is known.
  const read = (path: string) => JSON.parse(readFileSync(join(checkout, path), 'utf8')) as Manifest;
  const wanted = read('package.json').devDependencies?.['electron'];
  expect(wanted).toMatch(/^\d+\.\d+\.\d+$/);
  expect(Number.parseInt(wanted ?? '', 10)).toBeGreaterThanOrEqual(45);
  expect(read('node_modules/electron/package.json').version).toBe(wanted);
});

test('17. Validate the sender of all IPC messages', async ({ shared }) => {
  const { electron } = shared;
  const inPortions = ['diwan:begin-pdf', 'diwan:add-to-pdf', 'diwan:finish-pdf', 'diwan:drop-pdf'];
  const others = ['diwan:choose-folder', 'diwan:print', 'diwan:print-to-pdf', 'diwan:open-external'];
  for (const channel of [...others, ...inPortions]) {
    for (const url of ['https://evil.example/', 'app://evil/', 'app://diwan/']) {
      // A frame with the right address that is not the main frame is refused as well.
      await expect(electron.forge(channel, { url }), `${channel} ${url}`).rejects.toThrow(/somewhere else/);
    }
  }
  expect(electron.dialog.asked).toEqual([]);
});

test('18. Avoid usage of the file:// protocol and prefer usage of custom protocols', async ({ shared }) => {
  const { electron } = shared;
  expect(electron.schemes).toMatchObject([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
  const outside = join(checkout, 'dist', 'renderer', 'outside.json');
  rmSync(outside, { force: true });
  symlinkSync(join(checkout, 'package.json'), outside);
  try {
    const paths = [
      '../package.json',
      '..%2fpackage.json',
      '%2e%2e/package.json',
      '..%5cpackage.json',
      'a%00.js',
      '%ff.js',
    ];
    for (const path of [...paths, '/etc/passwd.js', 'outside.json', 'assets']) {
      const answer = await electron.fetch(`app://diwan/${path}`);
      expect(await answer.text(), path).not.toMatch(/"devDependencies"|root:/);
    }
    expect((await electron.fetch('app://diwan/outside.json')).status).toBe(404);
  } finally {
    rmSync(outside);
  }
  expect((await electron.fetch('app://evil/index.html')).status).toBe(404);
  expect((await electron.fetch('app://diwan/index.html', 'POST')).status).toBe(405);
  for (const { path, text } of sources) expect(text.match(/loadFile\(|['"`]file:\/\//), path).toBeNull();
});

test('19. Check which fuses you can change', () => {
  const fuse = (name: string): string | undefined => new RegExp(`^ {2}${name}: (\\w+)$`, 'm').exec(builder)?.[1];
  expect(fuse('runAsNode')).toBe('false');
  expect(fuse('enableNodeOptionsEnvironmentVariable')).toBe('false');
  expect(fuse('enableNodeCliInspectArguments')).toBe('false');
  expect(fuse('grantFileProtocolExtraPrivileges')).toBe('false');
  expect(fuse('enableCookieEncryption')).toBe('true');
  expect(fuse('enableEmbeddedAsarIntegrityValidation')).toBe('true');
  expect(fuse('onlyLoadAppFromAsar')).toBe('true');
});

test('20. Do not expose Electron APIs to untrusted web content', async ({ shared }) => {
  const { page } = shared;
  const preload = bundles[1] ?? '';
  expect(preload.match(/exposeInMainWorld\(/g)).toHaveLength(1);
  expect(preload).not.toMatch(/exposeInMainWorld\([^)]*ipcRenderer/);
  const kinds = await page.evaluate(() =>
    Object.entries(window.diwan ?? {}).map(([name, value]) => `${name}: ${typeof value}`),
  );
  expect(kinds.filter((kind) => kind.endsWith(': object'))).toEqual([]);
});

function codeIn(folder: string): readonly { readonly path: string; readonly text: string }[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter(
    (entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.'),
  );
  return files
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { run, runTool, say } from './command.mjs';

/** By preference: the headless shell draws the same pages for two thirds of the work. */
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge',
];

/** Chromium as the tests start it: as root in a container there is no sandbox to have, and nothing is fetched. */
export const browserArguments = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
];

/** The Chromium of this machine, or null: the one of DIWAN_BROWSER, the system's, or Playwright's own. */
export function browserPath() {
  const { DIWAN_BROWSER } = process.env;
  if (DIWAN_BROWSER) return DIWAN_BROWSER;
  return [...onPath(), ...wellKnown(), ...playwrightsOwn()].find((path) => existsSync(path)) ?? null;
}

/** Finds a Chromium or gets one: Debian's package where the user is root, Playwright's download otherwise. */
export async function ensureBrowser() {
  const found = browserPath();
  if (found !== null) {
    say(`Browser: ${found}`);
    return found;
  }
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('Browser: none here; installing the packages chromium-headless-shell and poppler-utils.');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-qq'], { env });
    await run(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium-headless-shell', 'poppler-utils'],
      { env },
    );
  }
  if (browserPath() === null) {
    say('Browser: none here; Playwright downloads its own.');
    await runTool('playwright-core/cli.js', ['install', 'chromium']);
  }
  const got = browserPath();
  if (got === null) throw new Error('No Chromium: install Chromium, Chrome or Edge, or name one in DIWAN_BROWSER.');
  return got;
}

function onPath() {
  if (process.platform === 'win32') return [];
  return (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
}

function wellKnown() {
  const { ProgramFiles, LOCALAPPDATA } = process.env;
  const oldPrograms = process.env['ProgramFiles(x86)'];
  if (process.platform === 'win32') {
    const relative = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    const folders = [ProgramFiles, oldPrograms, LOCALAPPDATA].filter((folder) => folder !== undefined);
    return folders.flatMap((folder) => relative.map((path) => join(folder, path)));
  }
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  return ['/usr/bin/chromium', '/snap/bin/chromium', '/opt/google/chrome/chrome'];
}

function playwrightsOwn() {
  const require = createRequire(import.meta.url);
  try {
    return [require('playwright-core').chromium.executablePath()];
  } catch {
    // Before the packages are installed there is no Playwright to ask.
    return [];
  }
}

import { hash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { registerHooks } from 'node:module';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppImageUpdater } from 'electron-updater';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ReadyRelease } from '#kernel/sync/release.ts';
import { serveRelease } from './release-feed.ts';
import { isUpdateAddress, Updates, type Updater } from './updates.ts';

/**
 * electron-updater itself, with Electron's application and network doubled, and an AppImage that is a script: what is
 * done to the file and what is started can be seen.
 */
class ApplicationDouble extends EventEmitter {
  version = '1.0.0';
  readonly isPackaged = true;
  readonly quit = (): boolean => this.emit('quit-asked');
  readonly whenReady = async (): Promise<void> => undefined;
  readonly getVersion = (): string => this.version;
  readonly getName = (): string => 'diwan';
  readonly getPath = (): string => folder;
}

const electron = {
  app: new ApplicationDouble(),
  autoUpdater: new EventEmitter(),
  session: { fromPartition: () => null },
  net: { request },
};
Object.defineProperty(globalThis, Symbol.for('diwan.updates'), { value: electron });
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: 'double:electron', format: 'commonjs', shortCircuit: true }
      : next(specifier, context),
  load: (url, context, next) =>
    url === 'double:electron'
      ? { format: 'commonjs', shortCircuit: true, source: "module.exports = globalThis[Symbol.for('diwan.updates')];" }
      : next(url, context),
});

let folder: string;
let appImage: string;
let reported: unknown[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diwan ديوان update '));
  appImage = written('Diwan.AppImage', script('old'));
  written(
    'app-update.yml',
    'provider: generic\nurl: https://data-centre.invalid\nupdaterCacheDirName: diwan-updater\n',
  );
  vi.stubEnv('APPIMAGE', appImage);
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'));
  Object.defineProperty(process, 'resourcesPath', { value: folder, configurable: true });
  reported = [];
});

afterEach(() => {
  vi.unstubAllEnvs();
  electron.app.removeAllListeners();
  rmSync(folder, { recursive: true, force: true });
});

/** A program that leaves its name beside it when it is started to stay, and nothing when it is only asked to install. */
function script(name: string): string {
  return `#!/bin/sh\n[ -n "$APPIMAGE_EXIT_AFTER_INSTALL" ] || echo ${name} > "${join(folder, 'started')}"\n`;
}

function written(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  chmodSync(path, 0o755);
  return path;
}

function releaseOf(version: string, content = script(version)): ReadyRelease {
  const name = `Diwan-${version}.AppImage`;
  return {
    ...{ version, kind: 'appimage', name, needsAdministrator: false, path: written(name, content) },
    ...{ bytes: Buffer.byteLength(content), sha512: hash('sha512', content, 'base64') },
  };
}

function updatesOf(version = '1.0.0'): Updates {
  electron.app.version = version;
  const updater = new AppImageUpdater();
  updater.logger = null;
  return new Updates(
    (error) => void reported.push(error),
    async () => updater,
  );
}

/** The program ends, as it does when its user quits. */
function quit(): void {
  electron.app.emit('quit', {}, 0);
}

const startedNow = (): string | null =>
  existsSync(join(folder, 'started')) ? readFileSync(join(folder, 'started'), 'utf8').trim() : null;

describe.skipIf(process.platform === 'win32')('a release that the office has proved', () => {
  it('is taken by the updater over this PC alone, and installed when the user quits; nothing is started then', async () => {
    const updates = updatesOf();
    const release = releaseOf('1.1.0');
    updates.offer(release);
    expect(await updates.isReady()).toBe(true);
    expect(readFileSync(appImage, 'utf8')).toBe(script('old'));
    quit();
    expect(readFileSync(appImage, 'utf8')).toBe(script('1.1.0'));
    expect(startedNow()).toBeNull();
    expect(reported).toEqual([]);
  });

  it('is installed and started when the user says so', async () => {
    const updates = updatesOf();
    updates.offer(releaseOf('1.1.0'));
    await updates.isReady();
    const asked = new Promise((resolve) => electron.app.once('quit-asked', resolve));
    expect(await updates.install()).toBe(true);
    await asked;
    expect(readFileSync(appImage, 'utf8')).toBe(script('1.1.0'));
    await vi.waitFor(() => expect(startedNow()).toBe('1.1.0'));
    // Not a second time when the program then ends.
    quit();
    expect(reported).toEqual([]);
  });

  it('is not installed once it was taken back; a later one is', async () => {
    const updates = updatesOf();
    updates.offer(releaseOf('1.1.0'));
    updates.offer(null);
    expect(await updates.isReady()).toBe(false);
    updates.offer(releaseOf('1.2.0'));
    updates.offer(null);
    expect(await updates.isReady()).toBe(false);
    quit();
    expect(readFileSync(appImage, 'utf8')).toBe(script('old'));
    const next = updatesOf();
    next.offer(releaseOf('1.2.0'));
    expect(await next.isReady()).toBe(true);
    quit();
    expect(readFileSync(appImage, 'utf8')).toBe(script('1.2.0'));
  });

  it('is not installed once it was taken back, when a later one was offered and could not be taken', async () => {
    const updates = updatesOf();
    updates.offer(releaseOf('1.1.0'));
    expect(await updates.isReady()).toBe(true);
    updates.offer(null);
    // The updater fetches nothing that is no newer than the program, and holds what it held.
    updates.offer(releaseOf('1.0.0'));
    expect(await updates.isReady()).toBe(false);
    expect(await updates.install()).toBe(false);
    updates.offer(null);
    expect(await updates.isReady()).toBe(false);
    quit();
    expect(readFileSync(appImage, 'utf8')).toBe(script('old'));
  });

  it('that could not be given to the updater is given again when somebody wants it installed', async () => {
    const updates = updatesOf();
    const release = releaseOf('1.1.0');
    rmSync(release.path);
    updates.offer(release);
    await updates.settle();
    expect(reported).not.toEqual([]);
    releaseOf('1.1.0');
    expect(await updates.isReady()).toBe(true);
    quit();
    expect(readFileSync(appImage, 'utf8')).toBe(script('1.1.0'));
  });

  it('is installed when its office was opened anew meanwhile, and tells no address', async () => {
    const updates = updatesOf();
    updates.watch('');
    updates.offer(releaseOf('1.1.0'));
    expect(await updates.isReady()).toBe(true);
    updates.watch('');
    quit();
    expect(readFileSync(appImage, 'utf8')).toBe(script('1.1.0'));
  });

  it('gives way to a newer one', async () => {
    const updates = updatesOf();
    updates.offer(releaseOf('1.1.0'));
    updates.offer(releaseOf('1.2.0'));
    expect(await updates.isReady()).toBe(true);
    quit();
    expect(readFileSync(appImage, 'utf8')).toBe(script('1.2.0'));
  });

  it('is not taken when the file was exchanged since it was proved', async () => {
    const updates = updatesOf();
    const release = releaseOf('1.1.0');
    writeFileSync(release.path, script('9.9.9'));
    updates.offer(release);
    expect(await updates.isReady()).toBe(false);
    quit();
    expect(readFileSync(appImage, 'utf8')).toBe(script('old'));
    expect(String(reported[0])).toContain('checksum mismatch');
  });

  it.each(['1.1.0', '1.2.0'])('is not taken by a program of version %s, which is as new or newer', async (version) => {
    const updates = updatesOf(version);
    updates.offer(releaseOf('1.1.0'));
    expect(await updates.isReady()).toBe(false);
    quit();
    expect(readFileSync(appImage, 'utf8')).toBe(script('old'));
  });

  it('says that nothing was begun when the program cannot be replaced', async () => {
    const updates = updatesOf();
    updates.offer(releaseOf('1.1.0'));
    await updates.isReady();
    rmSync(appImage);
    expect(await updates.install()).toBe(false);
    expect(String(reported[0])).toContain('ENOENT');
  });
});

describe('the place from which the updater takes it', () => {
  const statusOf = (address: string, method = 'GET'): Promise<number> =>
    new Promise((resolve, reject) => {
      const asking = request(address, { method, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      asking.once('error', reject);
      asking.end();
    });

  it('shows the list and the installer under a path that nobody guesses, and nothing else', async () => {
    const release = releaseOf('1.1.0');
    const feed = await serveRelease(release);
    const { origin } = new URL(feed.address);
    try {
      expect(await statusOf(`${feed.address}latest-linux.yml`)).toBe(200);
      expect(await statusOf(`${feed.address}${release.name}`)).toBe(200);
      const closed = [
        `${origin}/latest.yml`,
        `${origin}/${release.name}`,
        `${feed.address}..%2fDiwan.AppImage`,
        origin,
      ];
      for (const address of closed) expect(await statusOf(address), address).toBe(404);
      expect(await statusOf(`${feed.address}latest.yml`, 'POST')).toBe(404);
    } finally {
      feed.close();
    }
    await expect(statusOf(`${feed.address}latest.yml`)).rejects.toThrow();
  });
});

describe('whoever else on this PC asks there', () => {
  const asked = (port: string, line: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(`${line}\r\nhost: here\r\n\r\n`));
      socket.once('data', (answer) => {
        resolve(answer.toString('latin1').split('\r\n')[0] ?? '');
        socket.destroy();
      });
      socket.once('error', reject);
    });

  it('is answered that there is nothing, whatever he sends', async () => {
    const feed = await serveRelease(releaseOf('1.1.0'));
    const { port, pathname } = new URL(feed.address);
    try {
      for (const path of ['//', 'http://', `${pathname}%zz`, `${pathname}%e0%a4%a`, '/\\\\[']) {
        expect(await asked(port, `GET ${path} HTTP/1.1`), path).toBe('HTTP/1.1 404 Not Found');
      }
    } finally {
      feed.close();
    }
  });

  it('takes no name from the updater that an address would write otherwise', async () => {
    const release = { ...releaseOf('1.1.0'), name: 'diwan_1.1.0~rc.1+b-2_amd64.deb' };
    const feed = await serveRelease(release);
    const { port, pathname } = new URL(release.name, feed.address);
    try {
      expect(await asked(port, `GET ${pathname}?noCache=1 HTTP/1.1`)).toBe('HTTP/1.1 200 OK');
    } finally {
      feed.close();
    }
  });
});

describe('the address of an office without a data centre', () => {
  it.each([
    ['https://updates.example.iq/diwan', true],
    ['http://updates.example.iq/diwan', false],
    ['https://user:word@updates.example.iq', false],
    ['file:///tmp', false],
    ['', false],
  ])('%j is one: %s', (address, isOne) => {
    expect(isUpdateAddress(address)).toBe(isOne);
  });

  /** What is called of electron-updater, which has fetched version 2.0.0 from its address when `fetched` is kept. */
  function updaterDouble() {
    const fetched = Promise.withResolvers<readonly string[]>();
    const updater = Object.assign(new EventEmitter(), {
      ...{ autoInstallOnAppQuit: true, setFeedURL: vi.fn() },
      checkForUpdates: async () => ({ downloadPromise: fetched.promise }),
    });
    const updates = new Updates(
      (error) => void reported.push(error),
      async () => updater as unknown as Updater,
    );
    const end = (): void => {
      updater.emit('update-downloaded', { version: '2.0.0', files: [{ sha512: 'unsigned' }] });
      fetched.resolve(['/2.0.0']);
    };
    return { updater, updates, end };
  }

  it('gives what is installed when the user quits, until the office is linked or has another address', async () => {
    const { updater, updates, end } = updaterDouble();
    updates.watch('https://one.example.iq');
    await vi.waitFor(() => expect(updater.setFeedURL).toHaveBeenCalled());
    expect(updater.autoInstallOnAppQuit).toBe(false);
    end();
    expect(updater.autoInstallOnAppQuit).toBe(true);
    updates.watch('https://one.example.iq');
    await updates.settle();
    expect(updater.autoInstallOnAppQuit).toBe(true);
    updates.watch('');
    await vi.waitFor(() => expect(updater.autoInstallOnAppQuit).toBe(false));
  });

  it.each(['linked', 'offered a release'])('gives nothing that comes when the office is %s already', async (how) => {
    const { updater, updates, end } = updaterDouble();
    updates.watch('https://one.example.iq');
    await vi.waitFor(() => expect(updater.setFeedURL).toHaveBeenCalledTimes(1));
    updates.watch('');
    if (how !== 'linked') updates.offer(releaseOf('1.1.0'));
    await new Promise(setImmediate);
    // The updater has one release at a time: it is not asked for another one before.
    expect(updater.setFeedURL).toHaveBeenCalledTimes(1);
    end();
    expect(updater.autoInstallOnAppQuit).toBe(false);
    // Here it gives the same again, which is not the release.
    expect(await updates.isReady()).toBe(false);
    expect(updater.autoInstallOnAppQuit).toBe(false);
  });

  it('is looked at as long as it is the address, and once at a time', async () => {
    vi.useFakeTimers();
    try {
      const checkForUpdates = vi.fn(async () => null);
      const setFeedURL = vi.fn<(feed: { readonly url: string }) => void>();
      const updater = Object.assign(new EventEmitter(), { checkForUpdates, setFeedURL });
      const updates = new Updates(
        (error) => void reported.push(error),
        // What it calls of electron-updater for this.
        async () => updater as unknown as Updater,
      );
      updates.watch('https://one.example.iq');
      await vi.advanceTimersByTimeAsync(0);
      updates.watch('https://two.example.iq');
      await vi.advanceTimersByTimeAsync(4 * 60 * 60_000);
      expect(setFeedURL.mock.calls.map(([{ url }]) => url)).toEqual([
        ...['https://one.example.iq', 'https://two.example.iq', 'https://two.example.iq'],
      ]);
      updates.watch('');
      await vi.advanceTimersByTimeAsync(8 * 60 * 60_000);
      expect(checkForUpdates).toHaveBeenCalledTimes(3);
    } finally {
      vi.useRealTimers();
    }
  });
});

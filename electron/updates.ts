import { setTimeout as wait } from 'node:timers/promises';
import type { AppUpdater } from 'electron-updater';
import type { ReadyRelease } from '#kernel/sync/release.ts';
import { serveRelease } from './release-feed.ts';

const CHECK_EVERY_MILLISECONDS = 4 * 60 * 60_000;
/** To copy a hundred megabytes on a slow disk. */
const SETTLE_MILLISECONDS = 15_000;

/** The part of electron-updater that is used. */
export type Updater = Pick<
  AppUpdater,
  | 'setFeedURL'
  | 'checkForUpdates'
  | 'quitAndInstall'
  | 'on'
  | 'autoDownload'
  | 'autoInstallOnAppQuit'
  | 'allowDowngrade'
  | 'disableDifferentialDownload'
>;

/**
 * How this program is renewed. An office that is linked to the data centre takes what its sync has fetched and proved;
 * one that is not looks at the address in its settings. Either way it is installed when the user quits, or when he says
 * so, never in the middle of work.
 */
export class Updates {
  readonly #report: (error: unknown) => void;
  readonly #load: () => Promise<Updater>;
  #loaded: Promise<Updater> | null = null;
  #timer: NodeJS.Timeout | undefined;
  /** Whether the last release that was offered can be installed. */
  #ready: Promise<boolean> = Promise.resolve(false);

  constructor(report: (error: unknown) => void, load: () => Promise<Updater> = loadUpdater) {
    this.#report = report;
    this.#load = load;
  }

  /** Looks at the address from now on, and at no other. Does nothing without one, and refuses one that is not https. */
  watch(address: string): void {
    clearInterval(this.#timer);
    if (!isUpdateAddress(address)) return;
    const check = (): void => void this.#check(address).catch(this.#report);
    check();
    this.#timer = setInterval(check, CHECK_EVERY_MILLISECONDS).unref();
  }

  /** Gives the updater a release that is here and proved; null takes back the one before. */
  offer(release: ReadyRelease | null): void {
    const before = this.#ready;
    this.#ready = this.#given(before, release).catch((error: unknown) => {
      this.#report(error);
      return false;
    });
  }

  /** Is the release that was offered last in the updater's hands? Waits until that is known. */
  isReady(): Promise<boolean> {
    return this.#ready;
  }

  /** Waits for that, but not for ever: who quits as soon as a release is told is to have it installed by that. */
  async settle(): Promise<void> {
    await Promise.race([this.#ready, wait(SETTLE_MILLISECONDS, undefined, { ref: false })]);
  }

  /**
   * Installs the release and starts the new program; to be called when everything else has ended. Answers false when
   * that could not be begun, which is reported.
   */
  async install(): Promise<boolean> {
    const updater = await this.#updater();
    let isBegun = true;
    updater.on('error', () => (isBegun = false));
    updater.quitAndInstall(true, true);
    return isBegun;
  }

  /** One after the other: the updater has one release at a time. */
  async #given(before: Promise<boolean>, release: ReadyRelease | null): Promise<boolean> {
    const had = await before;
    if (release === null && !had) return false;
    const updater = await this.#updater();
    updater.autoInstallOnAppQuit = release !== null;
    if (release === null) return false;
    clearInterval(this.#timer);
    const feed = await serveRelease(release);
    try {
      updater.setFeedURL({ provider: 'generic', url: feed.address });
      // The whole file lies on this disk already.
      updater.disableDifferentialDownload = true;
      const found = await updater.checkForUpdates();
      const files = await found?.downloadPromise;
      return files != null && files.length > 0;
    } finally {
      feed.close();
    }
  }

  async #check(address: string): Promise<void> {
    const updater = await this.#updater();
    updater.setFeedURL({ provider: 'generic', url: address });
    updater.autoInstallOnAppQuit = true;
    await updater.checkForUpdates();
  }

  #updater(): Promise<Updater> {
    this.#loaded ??= this.#prepared();
    return this.#loaded;
  }

  async #prepared(): Promise<Updater> {
    const updater = await this.#load();
    updater.autoDownload = true;
    updater.allowDowngrade = false;
    updater.on('error', this.#report);
    return updater;
  }
}

/** Only https: whoever could answer in the place of the ministry could install a program of his own. */
export function isUpdateAddress(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === 'https:' && url.username === '' && url.password === '';
}

/** Loaded only when it is needed: it wants a packed app, and asks Electron for things that tests and demonstrations lack. */
async function loadUpdater(): Promise<Updater> {
  const { default: updater } = await import('electron-updater');
  return updater.autoUpdater;
}

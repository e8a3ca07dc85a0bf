import { setTimeout as wait } from 'node:timers/promises';
import type { AppUpdater, UpdateDownloadedEvent } from 'electron-updater';
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
  /** The address that is looked at, or ''. */
  #address = '';
  /** The release that was offered last, unless it was taken back. */
  #offered: ReadyRelease | null = null;
  /** Whether the last release that was offered can be installed. */
  #ready: Promise<boolean> = Promise.resolve(false);
  /** The end of what the updater was last asked to do. */
  #turn: Promise<unknown> = Promise.resolve();
  /** May what has come into the updater's hands be installed? Asked when it has. */
  #isWanted: (event: UpdateDownloadedEvent) => boolean = () => false;

  constructor(report: (error: unknown) => void, load: () => Promise<Updater> = loadUpdater) {
    this.#report = report;
    this.#load = load;
  }

  /**
   * Looks at the address from now on, and at no other: what another one gave is not installed. Does nothing more without
   * one, and refuses one that is not https.
   */
  watch(address: string): void {
    clearInterval(this.#timer);
    const isOther = address !== this.#address;
    this.#address = address;
    if (isOther && this.#offered === null) this.#forbid();
    if (!isUpdateAddress(address)) return;
    const check = (): void => void this.#inTurn(() => this.#check(address)).catch(this.#report);
    check();
    this.#timer = setInterval(check, CHECK_EVERY_MILLISECONDS).unref();
  }

  /** Gives the updater a release that is here and proved; null takes back the one before. */
  offer(release: ReadyRelease | null): void {
    this.#offered = release;
    this.#forbid();
    if (release !== null) clearInterval(this.#timer);
    const given = this.#inTurn(async () => release !== null && this.#given(release));
    this.#ready = given.catch((error: unknown) => {
      this.#report(error);
      return false;
    });
  }

  /**
   * Is the release that was offered last in the updater's hands? Waits until that is known. Where it failed it is tried
   * once more: the office tells a release that is ready once.
   */
  async isReady(): Promise<boolean> {
    if (!(await this.#ready) && this.#offered !== null) this.offer(this.#offered);
    return this.#ready;
  }

  /** Waits for that, but not for ever: who quits as soon as a release is told is to have it installed by that. */
  async settle(): Promise<void> {
    await Promise.race([this.#ready, wait(SETTLE_MILLISECONDS, undefined, { ref: false })]);
  }

  /**
   * Installs the release and starts the new program; to be called when everything else has ended. Answers false when
   * that could not be begun, which is reported, and when the release was taken back meanwhile.
   */
  async install(): Promise<boolean> {
    if (!(await this.#ready)) return false;
    const updater = await this.#updater();
    let isBegun = true;
    updater.on('error', () => (isBegun = false));
    updater.quitAndInstall(true, true);
    return isBegun;
  }

  /** One after the other: the updater has one release at a time, and who asks while it fetches gets what it fetches. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Nothing that the updater holds is installed when the user quits, until something that is wanted has come. */
  #forbid(): void {
    void this.#loaded?.then(
      (updater) => (updater.autoInstallOnAppQuit = false),
      // Whoever loaded it has reported that.
      () => undefined,
    );
  }

  async #given(release: ReadyRelease): Promise<boolean> {
    // A later one, or null, may have been offered while this one waited.
    if (this.#offered !== release) return false;
    const updater = await this.#updater();
    this.#isWanted = ({ version, files }) =>
      this.#offered === release && version === release.version && files[0]?.sha512 === release.sha512;
    const feed = await serveRelease(release);
    let isGiven = false;
    try {
      updater.setFeedURL({ provider: 'generic', url: feed.address });
      // The whole file lies on this disk already.
      updater.disableDifferentialDownload = true;
      const found = await updater.checkForUpdates();
      const files = await found?.downloadPromise;
      isGiven = files != null && files.length > 0 && updater.autoInstallOnAppQuit;
    } finally {
      feed.close();
      // It may still hold another one.
      if (!isGiven) updater.autoInstallOnAppQuit = false;
    }
    return isGiven;
  }

  async #check(address: string): Promise<void> {
    const isLookedAt = (): boolean => this.#address === address && this.#offered === null;
    if (!isLookedAt()) return;
    const updater = await this.#updater();
    this.#isWanted = isLookedAt;
    updater.setFeedURL({ provider: 'generic', url: address });
    const found = await updater.checkForUpdates();
    await found?.downloadPromise;
  }

  #updater(): Promise<Updater> {
    this.#loaded ??= this.#prepared();
    return this.#loaded;
  }

  async #prepared(): Promise<Updater> {
    const updater = await this.#load();
    updater.autoDownload = true;
    updater.allowDowngrade = false;
    updater.autoInstallOnAppQuit = false;
    // Told before electron-updater looks whether it is to install when the program quits.
    updater.on('update-downloaded', (event) => (updater.autoInstallOnAppQuit = this.#isWanted(event)));
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

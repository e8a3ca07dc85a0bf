import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { app, dialog, session, type BrowserWindow } from 'electron';
import type { Problem } from '#kernel/verdict.ts';
import { CHANNELS } from './channels.ts';
import { ConfigFile } from './config.ts';
import { LINK_SCHEME, pathOfArguments, pathOfLink } from './deep-link.ts';
import { Homes } from './homes.ts';
import { answerWindow } from './ipc.ts';
import { openJoinWindow } from './join-window.ts';
import { sealKey } from './keys.ts';
import type { MainPc } from './main-pc.ts';
import { openMainPcWindow } from './main-pc-window.ts';
import { setMenu, type ShownOffice } from './menu.ts';
import { guardNavigation } from './navigation.ts';
import { OfficeProcess, type OfficePlace } from './office-process.ts';
import { APP_ADDRESS, isOwnAddress } from './origin.ts';
import { guardPermissions } from './permissions.ts';
import { printOnPaper, savePdf } from './printing.ts';
import { serveApp } from './protocol.ts';
import { problemText, textIn } from './texts.ts';
import { unlockOffice } from './unlock.ts';
import { packageKind } from './package-kind.ts';
import { Updates } from './updates.ts';
import { addressOf, makeWindow, showWindow, withPreload } from './window.ts';
import { WindowState } from './window-state.ts';

const preload = fileURLToPath(new URL('preload.cjs', import.meta.url));
const rendererFolder = fileURLToPath(new URL('../renderer', import.meta.url));
const officeEntry = fileURLToPath(new URL('../office/utility.mjs', import.meta.url));

/**
 * Starts the shell. Nothing here waits at the top of a module: Electron is ready only after this module has been
 * evaluated, so waiting for it there would wait forever.
 */
export function startShell(): void {
  const homes = new Homes();
  const shell = new Shell(new ConfigFile({ userData: app.getPath('userData'), argv: process.argv }), homes);
  guardNavigation(app, homes);
  app.on('second-instance', (_event, argv) => shell.follow(pathOfArguments(argv)));
  app.on('open-url', (event, link) => {
    event.preventDefault();
    shell.follow(pathOfLink(link));
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => shell.quit(event));
  app.whenReady().then(
    () => shell.open(),
    (error: unknown) => shell.fail(error),
  );
}

class Shell {
  readonly #config: ConfigFile;
  readonly #homes: Homes;
  readonly #office: OfficeProcess;
  readonly #updates = new Updates(logUpdate);
  #window: BrowserWindow | null = null;
  #joinWindow: BrowserWindow | null = null;
  #place: OfficePlace | null = null;
  #isQuitting = false;
  /** Everything is closed: nothing holds the program any more. */
  #mayEnd = false;
  /** Somebody chose to install the newer program now; it is done once the office is closed. */
  #isInstalling = false;

  constructor(config: ConfigFile, homes: Homes) {
    this.#config = config;
    this.#homes = homes;
    // Menus and dialogs run from right to left too. It must be said before Electron is ready.
    if (config.current.language !== 'en') app.commandLine.appendSwitch('force-ui-direction', 'rtl');
    this.#office = new OfficeProcess({
      ...{ entry: officeEntry, version: app.getVersion(), now: () => performance.now() },
      packageKind: packageKind(app.isPackaged),
      onOpened: ({ updateAddress, dataKey }) => {
        if (dataKey && this.#place) sealKey(this.#place.folder, dataKey);
        if (app.isPackaged) this.#updates.watch(updateAddress);
      },
      onRelease: (release) => this.#updates.offer(release),
      onFailed: (problems) => this.#refuse(problems),
      onRestarted: () => this.#window?.webContents.send(CHANNELS.officeRestarted),
      onGivenUp: () => this.#stop(textIn(this.#language, 'failure.crashed')),
      onError: (error) => this.fail(error),
    });
  }

  get #shown(): ShownOffice {
    const { mainPc, isDemonstration } = this.#config.current;
    if (isDemonstration) return 'demonstration';
    return mainPc ? 'main_pc' : 'own';
  }

  get #language() {
    return this.#config.current.language;
  }

  /** Opens the office that this PC is for: its own, or the one of the main PC. */
  async open(): Promise<void> {
    const { mainPc, isDemonstration, officeFolder } = this.#config.current;
    if (mainPc) return this.#openMainPc(mainPc);
    const isFirstStart = !isDemonstration && !existsSync(officeFolder);
    const wanted = isFirstStart ? await this.#askWhichOffice() : 'own';
    if (wanted === 'own') return this.#openOwn();
    if (wanted === 'join') return this.#join();
    app.quit();
  }

  /** Unlocks the office of this PC, starts its service and shows the window. */
  async #openOwn(): Promise<void> {
    const secret = await unlockOffice(this.#config.current);
    if (secret === null) return app.quit();
    const { officeFolder, isDemonstration, isSharedOnLan } = this.#config.current;
    this.#place = { folder: officeFolder, isDemonstration, isSharedOnLan, secret };
    const { defaultSession } = session;
    serveApp(defaultSession, rendererFolder);
    guardPermissions(defaultSession, isOwnAddress);
    if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
    this.#office.start(this.#place);
    answerWindow({
      ...{ window: () => this.#window, office: this.#office, config: this.#config },
      onLanguage: (language) => {
        this.#config.change({ language });
        this.#showMenu();
      },
      onInstall: () => this.#install(),
    });
    this.#showMenu();
    const page = withPreload(preload, app.getVersion());
    this.#keep(makeWindow({ ...this.#windowOptions(), page }));
    void this.#window?.loadURL(addressOf(APP_ADDRESS, pathOfArguments(process.argv) ?? '/'));
  }

  /** No office of this PC is opened, and no process for one is started. */
  async #openMainPc(mainPc: MainPc): Promise<void> {
    if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
    this.#showMenu();
    const window = await openMainPcWindow({
      ...{ ...this.#windowOptions(), mainPc, homes: this.#homes },
      path: pathOfArguments(process.argv) ?? '/',
      onJoin: () => this.#join(),
      onLeave: () => this.#openInstead(null),
      onQuit: () => app.quit(),
      onError: (error) => this.fail(error),
    });
    this.#keep(window);
  }

  #windowOptions() {
    return {
      ...{ state: new WindowState(app.getPath('userData')), hasDeveloperTools: !app.isPackaged },
      languageNow: () => this.#language,
      onKept: () => (this.#isInstalling = false),
    };
  }

  #keep(window: BrowserWindow): void {
    this.#window = window;
    window.on('closed', () => {
      this.#window = null;
      // Without the main window there is nothing left to decide.
      this.#joinWindow?.close();
    });
  }

  /** Shows the window, on the page that a link asked for where it did. */
  follow(path: string | null): void {
    if (!this.#window) return;
    showWindow(this.#window);
    if (path === null) return;
    const { mainPc } = this.#config.current;
    // The page of another PC hears no messages: it is led there by its address.
    if (mainPc) void this.#window.loadURL(addressOf(`${mainPc.address}/`, path));
    else this.#window.webContents.send(CHANNELS.deepLink, path);
  }

  /** The office is closed in order before the program ends, but after the window: that may be kept open. */
  quit(event: { preventDefault(): void }): void {
    if (this.#mayEnd || (this.#office.isStopped && !this.#isQuitting)) return;
    event.preventDefault();
    if (this.#isQuitting) return;
    this.#isQuitting = true;
    this.#office
      .close()
      .then(() => this.#finish())
      .catch((error: unknown) => this.fail(error))
      .finally(() => {
        this.#mayEnd = true;
        app.quit();
      });
  }

  /** Nothing is open any more: a newer program may take this one's place. */
  async #finish(): Promise<void> {
    await this.#updates.settle();
    if (this.#isInstalling) {
      // The new program may begin before this one is gone.
      app.releaseSingleInstanceLock();
      if (!(await this.#updates.install())) startAgain();
    }
  }

  /** A bug of the shell: say so and end; the office process ends with us, as after a power cut. */
  fail(error: unknown): void {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    this.#stop(textIn(this.#language, 'failure.unknown'));
  }

  /** Ends the program in order and installs what is ready; answers false, and goes on, when nothing is. */
  async #install(): Promise<boolean> {
    if (!(await this.#updates.isReady())) return false;
    this.#isInstalling = true;
    app.quit();
    return true;
  }

  #refuse(problems: readonly Problem[]): void {
    const sentences = problems.map(({ code }) => problemText(this.#language, code));
    const folder = textIn(this.#language, 'failure.folder').replace('{folder}', this.#config.current.officeFolder);
    this.#stop([...sentences, folder].join('\n\n'));
  }

  #stop(message: string): void {
    dialog.showErrorBox(textIn(this.#language, 'failure.title'), message);
    app.quit();
  }

  #showMenu(): void {
    const { language, isSharedOnLan } = this.#config.current;
    setMenu(
      { language, isSharedOnLan, shown: this.#shown },
      {
        perform: (id) => this.#window?.webContents.send(CHANNELS.menu, id),
        print: () => this.#print((window) => printOnPaper(window)),
        savePdf: () => this.#print((window) => savePdf(window, pageOf(window), this.#language)),
        share: (isShared) => this.#settle(this.#share(isShared)),
        join: () => this.#join(),
        leave: () => this.#settle(this.#leave()),
        about: () => this.#settle(this.#about()),
        quit: () => app.quit(),
      },
    );
  }

  #print(work: (window: BrowserWindow) => Promise<boolean>): void {
    if (this.#window) this.#settle(work(this.#window));
  }

  /** What a menu entry began must not end unheard. */
  #settle(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      dialog.showErrorBox(textIn(this.#language, 'menu.about'), textIn(this.#language, 'failure.unknown'));
    });
  }

  async #share(isShared: boolean): Promise<void> {
    if (!this.#place) return;
    const { response } = await dialog.showMessageBox({
      ...{ type: 'question', noLink: true, defaultId: 0, cancelId: 1 },
      message: textIn(this.#language, 'share.title'),
      detail: textIn(this.#language, isShared ? 'share.confirm' : 'share.stop'),
      buttons: [textIn(this.#language, 'share.continue'), textIn(this.#language, 'share.cancel')],
    });
    if (response === 0) {
      this.#config.change({ isSharedOnLan: isShared });
      this.#place = { ...this.#place, isSharedOnLan: isShared };
      await this.#office.restart(this.#place);
    }
    this.#showMenu();
  }

  async #askWhichOffice(): Promise<'own' | 'join' | 'quit'> {
    const { response } = await dialog.showMessageBox({
      ...{ type: 'question', noLink: true, defaultId: 0, cancelId: 2 },
      message: textIn(this.#language, 'start.title'),
      detail: textIn(this.#language, 'start.body'),
      buttons: [
        textIn(this.#language, 'start.own'),
        textIn(this.#language, 'start.join'),
        textIn(this.#language, 'dialog.quit'),
      ],
    });
    return (['own', 'join'] as const)[response] ?? 'quit';
  }

  #join(): void {
    if (this.#joinWindow) return showWindow(this.#joinWindow);
    this.#joinWindow = openJoinWindow({
      ...{ homes: this.#homes, language: this.#language, address: this.#config.current.mainPc?.address ?? '' },
      onChosen: (mainPc) => this.#openInstead(mainPc),
    });
    this.#joinWindow.on('closed', () => {
      this.#joinWindow = null;
      // The window behind it may never have had anything to show.
      if (!this.#window?.isVisible()) app.quit();
    });
  }

  async #leave(): Promise<void> {
    const { response } = await dialog.showMessageBox({
      ...{ type: 'question', noLink: true, defaultId: 0, cancelId: 1 },
      message: textIn(this.#language, 'leave.title'),
      detail: textIn(this.#language, 'leave.body'),
      buttons: [textIn(this.#language, 'share.continue'), textIn(this.#language, 'share.cancel')],
    });
    if (response === 0) this.#openInstead(null);
  }

  /** Another office is another start: nothing of the one that was open is left in memory. */
  #openInstead(mainPc: MainPc | null): void {
    this.#config.change({ mainPc });
    startAgain();
    app.quit();
  }

  async #about(): Promise<void> {
    const message = textIn(this.#language, 'about.version').replace('{version}', app.getVersion());
    await dialog.showMessageBox({ type: 'info', message });
  }
}

function pageOf(window: BrowserWindow) {
  return { title: window.getTitle(), landscape: false, pageSize: 'A4' } as const;
}

/** Lets the program begin anew once it has ended. */
function startAgain(): void {
  // An AppImage is unpacked for each start: the program inside is gone by then.
  const { APPIMAGE: execPath } = process.env;
  app.relaunch(execPath === undefined ? {} : { execPath });
}

function logUpdate(error: unknown): void {
  process.stderr.write(`Looking for updates failed: ${String(error)}\n`);
}

import { EventEmitter } from 'node:events';
import { request } from 'node:http';
import type { BrowserContext, Request as PageRequest, Route } from '@playwright/test';
import { shellAddress } from './addresses.ts';
import { AppDouble } from './app.ts';
import { WindowDouble, type WindowDoubleOptions } from './browser-window.ts';
import { DialogDouble, safeStorageDouble, type MenuItem, type UserOfPc } from './dialogs.ts';
import { PortEnd } from './ports.ts';
import { SessionDouble, type Permission, type Way } from './session.ts';
import { UtilityProcesses } from './utility-process.ts';
import { frameOf, WebContentsDouble, type DoubleEvent } from './web-contents.ts';

export interface ElectronDoubleOptions {
  readonly context: BrowserContext;
  readonly userData: string;
  readonly user: UserOfPc;
  readonly isFirstInstance: boolean;
}

type Handler = (event: DoubleEvent, ...args: readonly unknown[]) => unknown;

/** One start of the program: the whole module `electron`, and what it was asked to do. */
export class ElectronDouble {
  readonly app: AppDouble;
  readonly dialog = new DialogDouble();
  readonly utilities = new UtilityProcesses();
  readonly windows: WindowDouble[] = [];
  readonly opened: string[] = [];
  readonly refused: string[] = [];
  readonly schemes: unknown[] = [];
  readonly defaultSession = new SessionDouble('');
  readonly sessions = new Map<string, SessionDouble>();
  readonly #handlers = new Map<string, Handler>();
  readonly #ipc = new EventEmitter();
  readonly #context: BrowserContext;
  readonly #firstWindow = Promise.withResolvers<WindowDouble>();
  menu: readonly MenuItem[] = [];
  /** The module itself, as the bundle imports it. */
  readonly module: Readonly<Record<string, unknown>>;

  constructor(options: ElectronDoubleOptions) {
    this.#context = options.context;
    this.app = new AppDouble({
      ...{ userData: options.userData, isFirstInstance: options.isFirstInstance },
      closeWindows: async () => {
        await Promise.all(this.windows.map((window) => window.close()));
        return this.windows.every((window) => window.isDestroyed());
      },
    });
    this.module = {
      ...{ app: this.app, dialog: this.dialog.api, safeStorage: safeStorageDouble(options.user) },
      ...{ BrowserWindow: this.#windowClass(), Menu: this.#menu(), session: this.#sessionModule() },
      protocol: { registerSchemesAsPrivileged: (schemes: unknown[]) => void this.schemes.push(...schemes) },
      ipcMain: {
        on: this.#ipc.on.bind(this.#ipc),
        handle: (name: string, work: Handler) => void this.#handlers.set(name, work),
      },
      MessageChannelMain: class {
        constructor() {
          Object.assign(this, PortEnd.pair());
        }
      },
      utilityProcess: this.utilities.api,
      screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] },
      shell: { openExternal: async (address: string) => void this.opened.push(address) },
      // What electron-updater asks for: it speaks past the pages, and tells Electron's own updater when it installs.
      ...{ net: { request }, autoUpdater: new EventEmitter() },
    };
  }

  get permission(): Permission {
    return this.defaultSession.permission;
  }

  get firstWindow(): Promise<WindowDouble> {
    return this.#firstWindow.promise;
  }

  get window(): WindowDouble {
    const [window] = this.windows;
    if (!window) throw new Error('The shell opened no window.');
    return window;
  }

  /** Not Electron's: the user who is asked about what he has not saved leaves it. */
  leavesUnsaved(): void {
    this.dialog.button = 1;
  }

  /** Not Electron's: lets go of the browser once the program has ended. */
  async leave(): Promise<void> {
    await this.app.ended;
    await this.#context.close();
  }

  /** Everything that pages ask for: the program's own files from the shell, the rest from where the session may go. */
  async route(): Promise<void> {
    await this.#context.route('**/*', async (route) => {
      const request = route.request();
      const owner = this.#ownerOf(request);
      if (request.isNavigationRequest() && this.#isStopped(route, owner)) return this.#refuse(route, 'aborted');
      const own = owner?.webContents.session ?? this.defaultSession;
      const address = shellAddress(request.url());
      if (!address.startsWith('app://')) return this.#letOut(route, own, owner);
      if (!own.serve) return this.#refuse(route, 'blockedbyclient');
      return fulfil(route, await own.serve(new Request(address, { method: request.method() })));
    });
  }

  #ownerOf(request: PageRequest): WindowDouble | undefined {
    const frame = frameOf(request);
    return frame === null ? undefined : this.windows.find(({ webContents }) => webContents.holds(frame));
  }

  #isStopped(route: Route, owner: WindowDouble | undefined): boolean {
    return owner
      ? owner.webContents.isStopped(route)
      : this.windows.some(({ webContents }) => webContents.isStopped(route));
  }

  async #letOut(route: Route, own: SessionDouble, owner: WindowDouble | undefined): Promise<void> {
    const way = await own.wayTo(route.request().url());
    if (way === 'open') return route.continue();
    const isPage = owner !== undefined && route.request().isNavigationRequest();
    await this.#refuse(route, ABORTS[way]);
    if (isPage) owner.webContents.emit('did-fail-load', {}, FAILURES[way], way, route.request().url(), true);
  }

  async #refuse(route: Route, reason: string): Promise<void> {
    this.refused.push(shellAddress(route.request().url()));
    await route.abort(reason);
  }

  /** Asks the shell's own server, as a page of a session could. */
  async fetch(address: string, method = 'GET', from = this.defaultSession): Promise<Response> {
    if (!from.serve) throw new Error('Nothing serves app://.');
    return from.serve(new Request(address, { method }));
  }

  menuItem(id: string): MenuItem {
    const all = this.menu.flatMap((entry) => [entry, ...(entry.submenu ?? [])]);
    const found = all.find((entry) => entry.id === id);
    if (!found) throw new Error(`The menu has no entry ${id}.`);
    return found;
  }

  /** A message as if it came from somewhere else than our own page. */
  async forge(channel: string, senderFrame: { readonly url: string }, ...args: readonly unknown[]): Promise<unknown> {
    return this.#answer({ sender: this.window.webContents, senderFrame }, { channel, kind: 'invoke', args });
  }

  #windowClass(): unknown {
    const { windows, app, defaultSession } = this;
    const first = this.#firstWindow;
    const context = this.#context;
    const onMessage: ConstructorParameters<typeof WebContentsDouble>[0]['onMessage'] = (event, message) =>
      this.#answer(event, message);
    return class extends WindowDouble {
      constructor(options: WindowDoubleOptions) {
        const { preload = null, additionalArguments = [], session = defaultSession } = options.webPreferences;
        const contents = new WebContentsDouble({
          ...{ context, session, preload, onMessage },
          argv: ['diwan', ...additionalArguments],
        });
        super(options, contents);
        windows.push(this);
        first.resolve(this);
        app.emit('web-contents-created', {}, contents);
        this.on('closed', () => {
          if (windows.every((window) => window.isDestroyed())) app.emit('window-all-closed');
        });
      }
    };
  }

  async #answer(
    event: DoubleEvent,
    { kind, channel, args }: { kind: string; channel: string; args: readonly unknown[] },
  ): Promise<unknown> {
    if (kind === 'send') {
      this.#ipc.emit(channel, event, ...args);
      return null;
    }
    const handler = this.#handlers.get(channel);
    if (!handler) throw new Error(`Nobody answers ${channel}.`);
    return handler(event, ...args);
  }

  #menu(): unknown {
    return {
      buildFromTemplate: (template: readonly MenuItem[]) => template,
      setApplicationMenu: (menu: readonly MenuItem[]) => (this.menu = menu),
    };
  }

  #sessionModule(): unknown {
    const { defaultSession, sessions } = this;
    return {
      defaultSession,
      fromPartition: (partition: string) => {
        const own = sessions.get(partition) ?? new SessionDouble(partition);
        sessions.set(partition, own);
        return own;
      },
    };
  }
}

/** What the browser is told, and Chromium's numbers for the shell. */
const ABORTS = { blocked: 'blockedbyclient', silent: 'connectionrefused', refused: 'failed' } as const;
const FAILURES = { blocked: -20, silent: -102, refused: -2 } satisfies Record<Exclude<Way, 'open'>, number>;

async function fulfil(route: Route, response: Response): Promise<void> {
  const headers = Object.fromEntries(response.headers);
  const body = Buffer.from(await response.arrayBuffer());
  await route.fulfill({ status: response.status, headers, body });
}

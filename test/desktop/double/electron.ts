import { EventEmitter } from 'node:events';
import type { BrowserContext, Route } from '@playwright/test';
import { shellAddress, WEB_ORIGIN } from './addresses.ts';
import { AppDouble } from './app.ts';
import { WindowDouble, type WindowDoubleOptions } from './browser-window.ts';
import { DialogDouble, safeStorageDouble, type MenuItem, type UserOfPc } from './dialogs.ts';
import { PortEnd } from './ports.ts';
import { UtilityProcesses } from './utility-process.ts';
import { WebContentsDouble, type DoubleEvent } from './web-contents.ts';

export interface ElectronDoubleOptions {
  readonly context: BrowserContext;
  readonly userData: string;
  readonly user: UserOfPc;
  readonly isFirstInstance: boolean;
}

type Handler = (event: DoubleEvent, ...args: readonly unknown[]) => unknown;
type Serve = (request: Request) => Promise<Response>;

/** One start of the program: the whole module `electron`, and what it was asked to do. */
export class ElectronDouble {
  readonly app: AppDouble;
  readonly dialog = new DialogDouble();
  readonly utilities = new UtilityProcesses();
  readonly windows: WindowDouble[] = [];
  readonly opened: string[] = [];
  readonly refused: string[] = [];
  readonly schemes: unknown[] = [];
  readonly #serves = new Map<string, Serve>();
  readonly #handlers = new Map<string, Handler>();
  readonly #ipc = new EventEmitter();
  readonly #context: BrowserContext;
  readonly #firstWindow = Promise.withResolvers<WindowDouble>();
  menu: readonly MenuItem[] = [];
  permission: {
    request?: (contents: WebContentsDouble, permission: string, answer: (isGranted: boolean) => void) => void;
    check?: (contents: WebContentsDouble | null, permission: string) => boolean;
    device?: () => boolean;
  } = {};
  /** The module itself, as the bundle imports it. */
  readonly module: Readonly<Record<string, unknown>>;

  constructor(options: ElectronDoubleOptions) {
    this.#context = options.context;
    this.app = new AppDouble({
      ...{ userData: options.userData, isFirstInstance: options.isFirstInstance },
      closeWindows: async () => void (await Promise.all(this.windows.map((window) => window.close()))),
    });
    this.module = {
      ...{ app: this.app, dialog: this.dialog.api, safeStorage: safeStorageDouble(options.user) },
      ...{ BrowserWindow: this.#windowClass(), Menu: this.#menu(), session: { defaultSession: this.#session() } },
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
    };
  }

  get firstWindow(): Promise<WindowDouble> {
    return this.#firstWindow.promise;
  }

  get window(): WindowDouble {
    const [window] = this.windows;
    if (!window) throw new Error('The shell opened no window.');
    return window;
  }

  /** Not Electron's: lets go of the browser once the program has ended. */
  async leave(): Promise<void> {
    await this.app.ended;
    await this.#context.close();
  }

  /** Everything that pages ask for: the app's own files from the shell, the rest from nowhere. */
  async route(): Promise<void> {
    await this.#context.route('**/*', async (route) => {
      const request = route.request();
      const isNavigation = request.isNavigationRequest();
      if (isNavigation && this.windows.some((window) => window.webContents.isStopped(route))) {
        this.refused.push(shellAddress(request.url()));
        return route.abort('aborted');
      }
      const serve = this.#serves.get('app');
      if (!serve || !request.url().startsWith(`${WEB_ORIGIN}/`)) {
        this.refused.push(request.url());
        return route.abort('blockedbyclient');
      }
      return fulfil(route, await serve(new Request(shellAddress(request.url()), { method: request.method() })));
    });
  }

  /** Asks the shell's own server, as a page could. */
  async fetch(address: string, method = 'GET'): Promise<Response> {
    const serve = this.#serves.get('app');
    if (!serve) throw new Error('Nothing serves app://.');
    return serve(new Request(address, { method }));
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
    const { windows, app } = this;
    const first = this.#firstWindow;
    const context = this.#context;
    const onMessage: ConstructorParameters<typeof WebContentsDouble>[0]['onMessage'] = (event, message) =>
      this.#answer(event, message);
    return class extends WindowDouble {
      constructor(options: WindowDoubleOptions) {
        const { preload, additionalArguments } = options.webPreferences;
        const contents = new WebContentsDouble({
          context,
          preload,
          argv: ['diwan', ...additionalArguments],
          onMessage,
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

  #session(): unknown {
    return {
      protocol: { handle: (scheme: string, serve: Serve) => void this.#serves.set(scheme, serve) },
      setPermissionRequestHandler: (handler: never) => (this.permission.request = handler),
      setPermissionCheckHandler: (handler: never) => (this.permission.check = handler),
      setDevicePermissionHandler: (handler: never) => (this.permission.device = handler),
    };
  }
}

async function fulfil(route: Route, response: Response): Promise<void> {
  const headers = Object.fromEntries(response.headers);
  const body = Buffer.from(await response.arrayBuffer());
  await route.fulfill({ status: response.status, headers, body });
}

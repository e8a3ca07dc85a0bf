import { EventEmitter, once } from 'node:events';
import type { BrowserContext, Frame, Page, Request, Route } from '@playwright/test';
import { pageAddress, shellAddress } from './addresses.ts';
import type { PortEnd } from './ports.ts';
import { FROM_MAIN, preloadScript, TO_MAIN, type Packed, type PageMessage, type ToPage } from './preload-world.ts';
import type { SessionDouble } from './session.ts';

const POPUP_MILLISECONDS = 1_000;
const ARRIVAL_MILLISECONDS = 5_000;

type OpenHandler = (details: { url: string }) => { action: string };

/** What a message of the page is judged by. */
export interface DoubleEvent {
  readonly sender: WebContentsDouble;
  readonly senderFrame: { readonly url: string };
}

interface PdfPrint {
  readonly landscape: boolean;
  readonly pageSize: string;
  readonly preferCSSPageSize: boolean;
  readonly generateTaggedPDF: boolean;
}

export interface ContentsOptions {
  readonly context: BrowserContext;
  readonly session: SessionDouble;
  /** Null for a page that is given nothing. */
  readonly preload: string | null;
  readonly argv: readonly string[];
  readonly onMessage: (event: DoubleEvent, message: Extract<PageMessage, { channel: string }>) => Promise<unknown>;
}

/** `webContents` of the double: a page of the real Chromium, with the real preload inside. */
export class WebContentsDouble extends EventEmitter {
  readonly page: Promise<Page>;
  readonly session: SessionDouble;
  readonly #options: ContentsOptions;
  readonly #ports = new Map<number, PortEnd>();
  #nextPort = 1;
  #openHandler: OpenHandler = () => ({ action: 'allow' });
  #isLoading = false;
  /** Navigations under way, whoever began them. */
  readonly #underWay = new Set<Request>();
  readonly #settled = new EventEmitter();
  #address = '';
  #arrived: Page | null = null;
  readonly printed: unknown[] = [];

  constructor(options: ContentsOptions) {
    super();
    this.#options = options;
    this.session = options.session;
    this.page = this.#open();
  }

  /** As in Electron, the frame is one object for as long as the page lives. */
  readonly mainFrame = Object.defineProperty({ url: '' }, 'url', { get: () => this.getURL() });

  getURL(): string {
    return this.#arrived ? shellAddress(this.#arrived.url()) : this.#address;
  }

  async loadURL(address: string): Promise<void> {
    this.#address = address;
    const page = await this.page;
    this.#isLoading = true;
    try {
      await page.goto(pageAddress(address));
    } finally {
      this.#isLoading = false;
      this.#settled.emit('settled');
    }
  }

  /** As Electron does before a page goes: the page may object, and the shell may overrule it. */
  async mayUnload(): Promise<boolean> {
    const page = await this.page;
    const objects = await page
      .evaluate(() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true })))
      // A page that has crashed or is being loaded objects to nothing.
      .catch(() => false);
    if (!objects) return true;
    let isOverruled = false;
    this.emit('will-prevent-unload', { preventDefault: () => (isOverruled = true) });
    return isOverruled;
  }

  /** Closes the page once it is at rest: Chromium never answers again for a page that is closed while it arrives. */
  async close(): Promise<void> {
    const page = await this.page;
    await this.#atRest(page);
    await page.close();
  }

  async reload(): Promise<void> {
    await (await this.page).reload();
  }

  send(channel: string, ...args: readonly unknown[]): void {
    this.#tell({ kind: 'message', channel, args, ports: [] });
  }

  postMessage(channel: string, message: unknown, transfer: readonly PortEnd[]): void {
    const ports = transfer.map((port) => this.#adopt(port));
    this.#tell({ kind: 'message', channel, args: [message], ports });
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  async printToPDF(options: PdfPrint): Promise<Buffer> {
    const { landscape, pageSize, preferCSSPageSize, generateTaggedPDF: tagged } = options;
    return (await this.page).pdf({ landscape, format: pageSize, preferCSSPageSize, tagged, printBackground: true });
  }

  print(options: unknown, answer: (isPrinted: boolean, reason: string) => void): void {
    this.printed.push(options);
    answer(true, '');
  }

  /** Is this frame one of its page? */
  holds(frame: Frame): boolean {
    return this.#arrived !== null && frame.page() === this.#arrived;
  }

  /** A navigation that a page began: the shell may stop it. Returns true when it did. */
  isStopped(route: Route): boolean {
    const request = route.request();
    const frame = frameOf(request);
    const url = shellAddress(request.url());
    if (frame === null || frame.page() !== this.#arrived) return this.#openHandler({ url }).action === 'deny';
    if (this.#isLoading) return false;
    const isMain = frame === this.#arrived.mainFrame();
    let isPrevented = false;
    const event = { url, isMainFrame: isMain, preventDefault: () => (isPrevented = true) };
    if (isMain) this.emit('will-navigate', event);
    this.emit('will-frame-navigate', event);
    return isPrevented;
  }

  /** Electron asks before it makes a window; Chromium makes it first, so a denied one is closed again. */
  async #judgePopup(popup: Page): Promise<void> {
    await popup.waitForEvent('request', { timeout: POPUP_MILLISECONDS }).catch(() => null);
    if (this.#openHandler({ url: 'about:blank' }).action === 'deny') await popup.close();
  }

  async #open(): Promise<Page> {
    const { context, preload, argv } = this.#options;
    const page = await context.newPage();
    if (preload !== null) {
      await page.exposeBinding(TO_MAIN, (_source, message: PageMessage) => this.#hear(message));
      await page.addInitScript(preloadScript(preload, argv));
    }
    this.#arrived = page;
    this.#watch(page);
    page.on('popup', (popup) => void this.#judgePopup(popup));
    return page;
  }

  #watch(page: Page): void {
    const settle = (request: Request): void => {
      if (this.#underWay.delete(request)) this.#settled.emit('settled');
    };
    page.on('request', (request) => {
      if (request.isNavigationRequest()) this.#underWay.add(request);
    });
    page.on('requestfinished', settle);
    page.on('requestfailed', settle);
  }

  async #atRest(page: Page): Promise<void> {
    const limit = AbortSignal.timeout(ARRIVAL_MILLISECONDS);
    while ((this.#isLoading || this.#underWay.size > 0) && !limit.aborted)
      await once(this.#settled, 'settled', { signal: limit }).catch(() => null);
    await page.waitForLoadState('load', { timeout: ARRIVAL_MILLISECONDS }).catch(() => null);
  }

  async #hear(message: PageMessage): Promise<{ value?: unknown; error?: string } | null> {
    if (message.kind === 'port') {
      this.#ports.get(message.id)?.postMessage(unpack(message.data));
      return null;
    }
    try {
      const event = { sender: this, senderFrame: this.mainFrame };
      return { value: await this.#options.onMessage(event, message) };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  }

  #adopt(port: PortEnd): number {
    const id = this.#nextPort++;
    this.#ports.set(id, port);
    port.transferTo((data) => this.#tell({ kind: 'port', id, data: pack(data) }));
    port.once('close', () => this.#tell({ kind: 'close', id }));
    return id;
  }

  /** In the order of the calls; a page that is gone hears nothing, as in Electron. */
  #tell(message: ToPage): void {
    const page = this.#arrived;
    if (!page || page.isClosed()) return;
    const call = page.evaluate(
      // The preload world put this function on the page.
      ([name, said]) => (window as unknown as Record<string, (message: unknown) => void>)[name]?.(said),
      [FROM_MAIN, message] as const,
    );
    call.catch((error: unknown) => {
      if (!/closed|destroyed|navigat/i.test(String(error))) throw error;
    });
  }
}

/** The frame that navigates, or null for the first request of a window that is only being made. */
export function frameOf(request: Request): Frame | null {
  try {
    return request.frame();
  } catch {
    // Playwright throws for a frame that does not exist yet.
    return null;
  }
}

function pack(data: unknown): Packed {
  if (typeof data === 'string') return { text: data };
  return { bytes: Buffer.from(data as Uint8Array).toString('base64') };
}

function unpack(data: Packed): unknown {
  return 'text' in data ? data.text : new Uint8Array(Buffer.from(data.bytes, 'base64'));
}

import { EventEmitter } from 'node:events';
import type { SessionDouble } from './session.ts';
import type { WebContentsDouble } from './web-contents.ts';

interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowDoubleOptions extends Partial<Bounds> {
  readonly title?: string;
  readonly webPreferences: Readonly<Record<string, unknown>> & {
    readonly preload?: string;
    readonly additionalArguments?: readonly string[];
    readonly session?: SessionDouble;
  };
}

/** `BrowserWindow` of the double: its frame is remembered numbers, its content a real page. */
export class WindowDouble extends EventEmitter {
  readonly webContents: WebContentsDouble;
  readonly options: WindowDoubleOptions;
  #bounds: Bounds;
  #isMaximized = false;
  #isDestroyed = false;
  isShown = false;
  hasMenu = true;
  focusCount = 0;

  constructor(options: WindowDoubleOptions, webContents: WebContentsDouble) {
    super();
    this.options = options;
    this.webContents = webContents;
    const { x = 100, y = 100, width = 800, height = 600 } = options;
    this.#bounds = { x, y, width, height };
  }

  /** As Electron's, its failure may be left unheard: `did-fail-load` tells it as well. */
  loadURL(address: string): Promise<void> {
    const loading = this.webContents.loadURL(address).then(() => void this.emit('ready-to-show'));
    loading.catch(() => null);
    return loading;
  }

  reload(): void {
    void this.webContents.reload();
  }

  getTitle(): string {
    return this.options.title ?? '';
  }

  getNormalBounds(): Bounds {
    return this.#bounds;
  }

  setBounds(bounds: Bounds): void {
    this.#bounds = bounds;
    this.emit('resize');
    this.emit('move');
  }

  maximize(): void {
    this.#isMaximized = true;
    this.emit('resize');
  }

  isMaximized(): boolean {
    return this.#isMaximized;
  }

  isMinimized(): boolean {
    return false;
  }

  isVisible(): boolean {
    return this.isShown && !this.#isDestroyed;
  }

  removeMenu(): void {
    this.hasMenu = false;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  show(): void {
    this.isShown = true;
  }

  focus(): void {
    this.focusCount += 1;
  }

  restore(): void {
    this.isShown = true;
  }

  async close(): Promise<void> {
    if (this.#isDestroyed) return;
    this.emit('close');
    if (!(await this.webContents.mayUnload()) || this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.emit('closed');
    await this.webContents.close();
  }
}

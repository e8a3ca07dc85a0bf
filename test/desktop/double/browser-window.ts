import { EventEmitter } from 'node:events';
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
    readonly preload: string;
    readonly additionalArguments: readonly string[];
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
  focusCount = 0;

  constructor(options: WindowDoubleOptions, webContents: WebContentsDouble) {
    super();
    this.options = options;
    this.webContents = webContents;
    const { x = 100, y = 100, width = 800, height = 600 } = options;
    this.#bounds = { x, y, width, height };
  }

  async loadURL(address: string): Promise<void> {
    await this.webContents.loadURL(address);
    this.emit('ready-to-show');
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
    this.#isDestroyed = true;
    this.emit('closed');
    await (await this.webContents.page).close();
  }
}

import { EventEmitter } from 'node:events';
import { join } from 'node:path';

export interface AppDoubleOptions {
  readonly userData: string;
  readonly isFirstInstance: boolean;
  /** Answers whether all are closed: a page may have kept its own. */
  readonly closeWindows: () => Promise<boolean>;
}

/** `app` of the double. It is ready only after the main module has been evaluated, as in Electron. */
export class AppDouble extends EventEmitter {
  readonly #options: AppDoubleOptions;
  readonly #ready = Promise.withResolvers<void>();
  readonly #ended = Promise.withResolvers<void>();
  #isQuitting = false;
  #hasEnded = false;
  /** Laid ready before the shell asks: what is packed renews itself. */
  isPackaged = false;
  readonly switches: string[] = [];
  isSandboxed = false;
  hasAskedForLock = false;
  relaunches = 0;

  constructor(options: AppDoubleOptions) {
    super();
    this.#options = options;
  }

  readonly commandLine = {
    appendSwitch: (name: string, value = '') => void this.switches.push(`${name}=${value}`),
  };

  requestSingleInstanceLock(): boolean {
    this.hasAskedForLock = true;
    return this.#options.isFirstInstance;
  }

  /** The next start is the first one again. */
  releaseSingleInstanceLock(): void {
    this.hasAskedForLock = false;
  }

  enableSandbox(): void {
    this.isSandboxed = true;
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  getPath(name: string): string {
    return name === 'userData' ? this.#options.userData : join(this.#options.userData, name);
  }

  getVersion(): string {
    return '0.0.0-double';
  }

  getName(): string {
    return 'diwan';
  }

  setAsDefaultProtocolClient(): boolean {
    return true;
  }

  relaunch(): void {
    this.relaunches += 1;
  }

  /** Windows are closed after nobody objected; when all are, the program ends unless it is held once more. */
  quit(): void {
    if (this.#isQuitting) return;
    let isPrevented = false;
    this.emit('before-quit', { preventDefault: () => (isPrevented = true) });
    if (isPrevented) return;
    this.#isQuitting = true;
    void this.#options.closeWindows().then((areClosed) => {
      this.#isQuitting = false;
      if (!areClosed) return;
      let isHeld = false;
      this.emit('will-quit', { preventDefault: () => (isHeld = true) });
      if (isHeld || this.#hasEnded) return;
      this.#hasEnded = true;
      this.emit('quit', {}, 0);
      this.#ended.resolve();
    });
  }

  /** Not Electron's: what happens once the main module has been evaluated. */
  becomeReady(): void {
    setImmediate(() => this.#ready.resolve());
  }

  get ended(): Promise<void> {
    return this.#ended.promise;
  }
}

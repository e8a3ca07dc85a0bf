import { MessageChannelMain, utilityProcess, type UtilityProcess, type WebContents } from 'electron';
import type { PackageKind, ReadyRelease } from '#kernel/sync/release.ts';
import type { Problem } from '#kernel/verdict.ts';
import { CHANNELS } from './channels.ts';
import { keyNow } from './keys.ts';
import type { FromOffice, OfficeKey, ToOffice } from './office-messages.ts';

/** After so many crashes within the time below something is wrong that starting again does not cure. */
export const CRASHES = { allowed: 5, withinMilliseconds: 5 * 60_000 } as const;
const CLOSING_MILLISECONDS = 15_000;

export interface OfficeProcessOptions {
  /** The bundle of `electron/utility.ts`. */
  readonly entry: string;
  readonly version: string;
  readonly packageKind: PackageKind | null;
  readonly now: () => number;
  readonly onOpened: (opened: Extract<FromOffice, { type: 'opened' }>) => void;
  readonly onRelease: (release: ReadyRelease | null) => void;
  readonly onFailed: (problems: readonly Problem[]) => void;
  /** The service had stopped by itself and runs again: windows need a new port. */
  readonly onRestarted: () => void;
  readonly onGivenUp: () => void;
  /** A bug, where nobody waits for the answer. */
  readonly onError: (error: unknown) => void;
}

export interface OfficePlace {
  readonly folder: string;
  readonly isDemonstration: boolean;
  readonly isSharedOnLan: boolean;
  readonly secret: OfficeKey;
}

/**
 * The office service in a process of its own. When it crashes it is started again: whatever it had acknowledged is on
 * the disk, and the desktop session goes on, because its half of the secret is handed to the next process.
 */
export class OfficeProcess {
  readonly #options: OfficeProcessOptions;
  #place: OfficePlace | null = null;
  #process: UtilityProcess | null = null;
  #cookie: string | null = null;
  #crashes: number[] = [];
  #state: 'stopped' | 'running' | 'failed' | 'closing' = 'stopped';
  #isRestart = false;
  #isEnding = false;

  constructor(options: OfficeProcessOptions) {
    this.#options = options;
  }

  get isStopped(): boolean {
    return this.#process === null;
  }

  /** The id of the running process, for the health of the shell and its tests. */
  get processId(): number | undefined {
    return this.#process?.pid;
  }

  start(place: OfficePlace): void {
    this.#place = place;
    this.#isRestart = false;
    this.#launch(place);
  }

  /** Opens the office anew, with other settings; windows are told as after a crash. */
  async restart(place: OfficePlace): Promise<void> {
    this.#place = place;
    await this.#stop();
    // The program was ended meanwhile, or it was asked for twice: nobody would close a new process.
    if (this.#isEnding || this.#process !== null) return;
    this.#isRestart = true;
    this.#launch(this.#place);
  }

  /** Makes a channel: one end for the office, one for this window. */
  connect(contents: WebContents): void {
    const office = this.#process;
    // While the service is being started again nobody answers; the window asks again when it is told.
    if (office === null) return;
    const { port1, port2 } = new MessageChannelMain();
    office.postMessage({ type: 'port' } satisfies ToOffice, [port1]);
    contents.postMessage(CHANNELS.port, null, [port2]);
  }

  /** Lets the office finish what it writes, and stops it for good; a service that hangs is killed, as in a power cut. */
  close(): Promise<void> {
    this.#isEnding = true;
    return this.#stop();
  }

  async #stop(): Promise<void> {
    const running = this.#process;
    if (running === null) return;
    this.#state = 'closing';
    const gone = Promise.withResolvers<void>();
    running.once('exit', () => gone.resolve());
    const timer = setTimeout(() => running.kill(), CLOSING_MILLISECONDS);
    running.postMessage({ type: 'close' } satisfies ToOffice);
    await gone.promise;
    clearTimeout(timer);
  }

  #launch(place: OfficePlace): void {
    const { entry, version, packageKind } = this.#options;
    const secret = this.#keyOf(place);
    if (secret === null) return;
    const child = utilityProcess.fork(entry, [], { serviceName: 'Diwan Office' });
    this.#process = child;
    this.#state = 'running';
    // The process is ours and its messages are typed on both sides by one file.
    child.on('message', (message) => this.#hear(child, message as FromOffice));
    child.once('exit', () => this.#ended(child));
    child.postMessage({
      type: 'open',
      version,
      packageKind,
      cookie: this.#cookie,
      ...place,
      secret,
    } satisfies ToOffice);
  }

  /** Asked before there is a process, which nobody would tell what to open. */
  #keyOf({ folder, secret }: OfficePlace): OfficeKey | null {
    try {
      return keyNow(folder, secret);
    } catch (error) {
      process.stderr.write(`The key of the office cannot be had: ${String(error)}\n`);
      this.#options.onFailed([{ code: 'DATABASE_CANNOT_OPEN' }]);
      return null;
    }
  }

  #hear(child: UtilityProcess, message: FromOffice): void {
    switch (message.type) {
      case 'opened':
        this.#options.onOpened(message);
        if (this.#isRestart) this.#options.onRestarted();
        this.#isRestart = false;
        return;
      case 'release':
        return this.#options.onRelease(message.release);
      case 'failed':
        this.#state = 'failed';
        this.#options.onFailed(message.problems);
        return;
      case 'cookie':
        this.#cookie = message.cookie;
        return;
      case 'restart':
        // Said twice, or by one that closes already, it would leave a process behind that nobody closes.
        if (this.#process !== child || this.#state !== 'running') return;
        // The process ends with it, so nothing of the office as it was stays in memory.
        if (this.#place) this.restart(this.#place).catch(this.#options.onError);
        return;
      case 'closed':
        child.kill();
        return;
      default:
        return message satisfies never;
    }
  }

  #ended(child: UtilityProcess): void {
    if (this.#process !== child) return;
    this.#process = null;
    const isCrash = this.#state === 'running';
    this.#state = 'stopped';
    if (!isCrash || this.#place === null) return;
    const now = this.#options.now();
    this.#crashes = [...this.#crashes.filter((at) => now - at < CRASHES.withinMilliseconds), now];
    if (this.#crashes.length > CRASHES.allowed) return this.#options.onGivenUp();
    this.#isRestart = true;
    this.#launch(this.#place);
  }
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StandstillWatch, type Moment } from '../sim/processes/standstill.ts';

const SOURCE = join(import.meta.dirname, 'server-process.ts');

export interface ServerPlace {
  readonly folder: string;
  readonly databaseUrl: string;
  /** `server-process.ts` in one file, where servers are started often. */
  readonly program?: string;
}

/** A server of the data centre in a process of its own, seen from outside. */
export class ServerProcess {
  readonly address: string;
  /** It has ended, and nobody had told it to. */
  hasFailed = false;
  #isStopping = false;
  readonly #child: ChildProcess;
  readonly #watch: StandstillWatch;

  private constructor(child: ChildProcess, address: string) {
    this.#child = child;
    this.address = address;
    this.#watch = new StandstillWatch(child);
    child.once('exit', () => (this.hasFailed = !this.#isStopping));
  }

  /** Serves from when this returns. */
  static async start({ folder, databaseUrl, program = SOURCE }: ServerPlace): Promise<ServerProcess> {
    const child = spawn(process.execPath, [program, folder], {
      // What one process has read of the program, the next one need not.
      env: { ...process.env, DATABASE_URL: databaseUrl, NODE_COMPILE_CACHE: join(tmpdir(), 'diwan-compiled') },
      stdio: ['ignore', 'inherit', 'inherit', 'pipe', 'ipc'],
    });
    const gone = once(child, 'exit').then(() => Promise.reject(new Error('The server has ended.')));
    gone.catch(() => undefined);
    const [{ address }] = (await Promise.race([once(child, 'message'), gone])) as [{ readonly address: string }];
    return new ServerProcess(child, address);
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  arm(moment: Moment): void {
    this.#watch.begin();
    this.#child.send(moment);
  }

  /** Waits until the process stands still at the moment that it was told. */
  standsStill(): Promise<void> {
    return this.#watch.reached();
  }

  sleep(): void {
    this.#child.kill('SIGSTOP');
  }

  wake(): void {
    this.#child.kill('SIGCONT');
  }

  /** Answers the exit code; null when it was killed. */
  async stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    if (!this.isRunning) return this.#child.exitCode;
    const ended = once(this.#child, 'exit');
    this.#isStopping = true;
    this.#child.kill(signal);
    await ended;
    return this.#child.exitCode;
  }
}

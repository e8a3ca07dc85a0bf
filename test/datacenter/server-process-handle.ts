import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Moment } from '../sim/processes/standstill.ts';

/** A server of the data centre in a process of its own, seen from outside. */
export class ServerProcess {
  readonly address: string;
  readonly #child: ChildProcess;
  #still: PromiseWithResolvers<void> = Promise.withResolvers();

  private constructor(child: ChildProcess, address: string) {
    this.#child = child;
    this.address = address;
    // Its fourth pipe tells one thing only.
    (child.stdio[3] as Readable).on('data', () => this.#still.resolve());
  }

  /** Serves from when this returns. */
  static async start(place: { readonly folder: string; readonly databaseUrl: string }): Promise<ServerProcess> {
    const { folder, databaseUrl } = place;
    const child = spawn(process.execPath, [join(import.meta.dirname, 'server-process.ts'), folder], {
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
    this.#still = Promise.withResolvers();
    this.#child.send(moment);
  }

  /** Waits until the process stands still at the moment that it was told. */
  standsStill(): Promise<void> {
    return this.#still.promise;
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
    this.#child.kill(signal);
    await ended;
    return this.#child.exitCode;
  }
}

import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ChildMessage } from './child-messages.ts';
import type { PortEnd } from './ports.ts';

const childScript = fileURLToPath(new URL('office-child.ts', import.meta.url));

/** `utilityProcess` of the double: a real process, killed for real. */
export class UtilityProcesses {
  readonly started: UtilityDouble[] = [];

  readonly api = {
    fork: (entry: string): UtilityDouble => {
      const child = new UtilityDouble(entry);
      this.started.push(child);
      return child;
    },
  };

  get last(): UtilityDouble | undefined {
    return this.started.at(-1);
  }
}

export class UtilityDouble extends EventEmitter {
  readonly #child: ChildProcess;
  readonly #ports = new Map<number, PortEnd>();
  #nextPort = 1;
  readonly output: string[] = [];

  constructor(entry: string) {
    super();
    this.#child = fork(childScript, [pathToFileURL(entry).href], {
      ...{ serialization: 'advanced', stdio: ['ignore', 'pipe', 'pipe', 'ipc'], execArgv: [] },
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    this.#child.stdout?.on('data', (text) => this.output.push(String(text)));
    this.#child.stderr?.on('data', (text) => this.output.push(String(text)));
    this.#child.on('message', (message) => this.#hear(message as ChildMessage));
    this.#child.on('exit', (code) => {
      for (const port of this.#ports.values()) port.close();
      this.emit('exit', code ?? 1);
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  postMessage(data: unknown, transfer: readonly PortEnd[] = []): void {
    const ports = transfer.map((port) => this.#adopt(port));
    this.#send({ kind: 'message', data, ports });
  }

  kill(): boolean {
    return this.#child.kill('SIGTERM');
  }

  /** Not Electron's: what a crash or a power cut does. */
  crash(): void {
    this.#child.kill('SIGKILL');
  }

  #adopt(port: PortEnd): number {
    const id = this.#nextPort++;
    this.#ports.set(id, port);
    port.transferTo((data) => this.#send({ kind: 'port', id, data }));
    port.once('close', () => this.#send({ kind: 'close', id }));
    return id;
  }

  #hear(message: ChildMessage): void {
    if (message.kind === 'message') this.emit('message', message.data);
    else if (message.kind === 'port') this.#ports.get(message.id)?.postMessage(message.data);
  }

  #send(message: ChildMessage): void {
    // As Electron does with a process that has just ended: the message is let go, nobody is told.
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { openDatabase, type OfficeDatabase } from '#db/open.ts';
import { officePaths, type OfficePaths } from '#office/folder.ts';
import type { SlowLine } from '../../bench/slow-line.ts';
import { OFFICE_KEY, type OfficeAnswer, type OfficeCommand, type OfficeStanding } from './office-commands.ts';
import { StandstillWatch, type Moment } from './standstill.ts';

/** The process went before it had answered: killed, or ended by itself. */
export class ProcessGone extends Error {}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface OfficePcOptions {
  /** `office-process.ts` in one file. */
  readonly program: string;
  readonly folder: string;
  /** Beside the folder and never in it: no copy brings it back to an earlier day. */
  readonly witness: string;
  readonly seed: number;
  readonly line: SlowLine;
}

/** A PC of an office, seen from outside: its folder, its line, and the process that runs there now. */
export class OfficePc {
  readonly folder: string;
  readonly witness: string;
  readonly line: SlowLine;
  /** Another PC has its place at the data centre. */
  isReplaced = false;
  /** What must not be: sessions that ended with a fault of the program, by its log; a process that ended by itself. */
  readonly warnings: string[] = [];
  no = 0;
  readonly #program: string;
  #seed: number;
  #child: ChildProcess | null = null;
  /** It runs, and nobody has ended it. */
  #isOpen = false;
  #asked = 0;
  #watch: StandstillWatch | null = null;
  readonly #waiting = new Map<number, Waiting>();

  constructor({ program, folder, witness, seed, line }: OfficePcOptions) {
    this.#program = program;
    this.folder = folder;
    this.witness = witness;
    this.line = line;
    this.#seed = seed;
  }

  get paths(): OfficePaths {
    return officePaths(this.folder);
  }

  get isRunning(): boolean {
    return this.#child !== null;
  }

  /** Starts its process; throws the code of what refuses to open. */
  async start(): Promise<OfficeStanding> {
    // Another one each time: the clerk does not do everything again.
    this.#seed += 1_000;
    const child = spawn(process.execPath, [this.#program, this.folder, this.witness, String(this.#seed)], {
      stdio: ['ignore', 'inherit', 'inherit', 'pipe', 'ipc'],
    });
    const opened = Promise.withResolvers<OfficeStanding>();
    const exited = once(child, 'exit');
    child.on('message', (answer: OfficeAnswer) => this.#hear(answer, opened));
    child.once('exit', (code, signal) => {
      if (this.#child === child) this.#child = null;
      if (this.#isOpen) this.warnings.push(`the process ended by itself (${code ?? signal})`);
      this.#isOpen = false;
      opened.reject(new ProcessGone('The office has not opened.'));
      for (const { reject } of this.#waiting.values()) reject(new ProcessGone('The office has gone.'));
      this.#waiting.clear();
    });
    this.#watch = new StandstillWatch(child);
    this.#child = child;
    const standing = await opened.promise.catch(async (error: unknown) => {
      // The next process shall not be taken for this one.
      await exited;
      throw error;
    });
    this.#isOpen = true;
    this.no = standing.office;
    return standing;
  }

  #hear(answer: OfficeAnswer, opened: PromiseWithResolvers<OfficeStanding>): void {
    switch (answer.kind) {
      case 'opened':
        return opened.resolve(answer.standing);
      case 'refused':
        return opened.reject(new Error(answer.code));
      case 'warned':
        return void this.warnings.push(answer.text);
      case 'done':
        this.#waiting.get(answer.no)?.resolve(answer.value);
        return void this.#waiting.delete(answer.no);
      case 'failed':
        this.#waiting.get(answer.no)?.reject(new Error(answer.text));
        return void this.#waiting.delete(answer.no);
    }
  }

  #ask(command: OfficeCommand): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const no = (this.#asked += 1);
    if (!this.#child?.connected) return Promise.reject(new ProcessGone('No process runs there.'));
    this.#waiting.set(no, { resolve, reject });
    this.#child.send({ ...command, no });
    return promise;
  }

  /** Makes this PC the writer of the invitation's office; `isClaimed` is false where it takes another PC's place. */
  async enrol(invitation: string, isClaimed = true): Promise<void> {
    const standing = (await this.#ask({ do: 'enrol', invitation, isClaimed })) as OfficeStanding;
    this.no = standing.office;
  }

  /** So many acts of its clerk; answers the problem that stopped him. */
  async write(acts: number, peers: readonly number[]): Promise<string | null> {
    return (await this.#ask({ do: 'write', acts, peers })) as string | null;
  }

  /** Writes and speaks with the data centre until it is told to rest, or until it is no more. */
  async work(peers: readonly number[]): Promise<void> {
    await this.#ask({ do: 'work', acts: 0, peers });
  }

  async rest(): Promise<void> {
    await this.#ask({ do: 'rest' });
  }

  /** A session; answers the problem with which it ended. */
  async sync(): Promise<string | null> {
    return (await this.#ask({ do: 'sync' })) as string | null;
  }

  /** Writes the file for the data centre, or takes the one that came back; answers the problem. */
  async carry(way: 'export' | 'import', path: string): Promise<string | null> {
    return (await this.#ask({ do: way, path })) as string | null;
  }

  async standing(): Promise<OfficeStanding> {
    return (await this.#ask({ do: 'stand' })) as OfficeStanding;
  }

  async arm(moment: Moment): Promise<void> {
    this.#watch?.begin();
    await this.#ask({ do: 'arm', moment });
  }

  /** Waits until the process stands still at the moment that it was told. */
  async standsStill(): Promise<void> {
    await this.#watch?.reached();
  }

  /** Does work in which the process comes to its moment, and kills it there. */
  async killedAt(moment: Moment, work: () => Promise<unknown>): Promise<void> {
    await this.arm(moment);
    const ended = endOf(work());
    const first = await Promise.race([this.standsStill().then(() => 'still'), ended]);
    if (first !== 'still') throw new Error(`The office never came to ${JSON.stringify(moment)}: ${first}`);
    await this.kill();
    await ended;
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (child === null) return;
    const gone = once(child, 'exit');
    this.#isOpen = false;
    child.kill('SIGKILL');
    await gone;
  }

  /** As a laptop that is closed: whatever it was doing stays as it is. */
  sleep(): void {
    this.#child?.kill('SIGSTOP');
  }

  wake(): void {
    this.#child?.kill('SIGCONT');
  }

  /** Closes the office as the product does when its window is closed. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child === null) return;
    const gone = once(child, 'exit');
    this.#isOpen = false;
    await this.#ask({ do: 'close' });
    await gone;
  }

  /** What lies on its disk; its process must not run. */
  open(): OfficeDatabase {
    return openDatabase({ path: this.paths.database, key: OFFICE_KEY, mustExist: true });
  }

  /** A copy of the whole disk, or of the database alone: what a backup has, without the sentinel and the link. */
  copyTo(folder: string, what: 'disk' | 'database'): void {
    const { database, folder: own } = this.paths;
    if (what === 'disk') cpSync(own, folder, { recursive: true });
    else for (const end of ['', '-wal']) copyIfThere(`${database}${end}`, `${officePaths(folder).database}${end}`);
  }

  /** Puts a copy in the place of what is there. */
  restoreFrom(folder: string): void {
    const { database } = this.paths;
    for (const end of ['', '-wal', '-shm']) rmSync(`${database}${end}`, { force: true });
    cpSync(folder, this.folder, { recursive: true });
  }
}

/** How something ended that may have been killed: what it answered, `gone`, or what it threw. Never rejects. */
export async function endOf(work: Promise<unknown>): Promise<string> {
  try {
    return String(await work);
  } catch (error) {
    if (error instanceof ProcessGone) return 'gone';
    return error instanceof Error ? error.message : String(error);
  }
}

function copyIfThere(from: string, to: string): void {
  if (existsSync(from)) cpSync(from, to);
}

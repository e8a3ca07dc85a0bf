import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, writeSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * A step on the way to a moment: a statement of the database whose text holds `at`, or another thing that the process
 * names. Of a transaction it is looked at alone: with the next BEGIN it is waited for from the first step again.
 */
export interface Step {
  readonly at: string;
  readonly when: 'before' | 'after';
}

/** The moment at which a process is to stand still: after these steps in their order, the nth time. */
export interface Moment {
  readonly steps: readonly Step[];
  readonly nth?: number;
}

/** Where a process writes a line when it stands still; what it says otherwise has ways of its own. */
const TOLD_ON = 3;

/**
 * Stops this process dead at a moment that it was told, whatever it holds open then: it tells so and sends itself
 * SIGSTOP. Whoever watches may kill it there, or do something to the world and let it go on.
 */
export class Standstill {
  #moment: Moment | null = null;
  #left = 0;

  arm(moment: Moment): void {
    this.#moment = moment;
    this.#left = moment.nth ?? 1;
  }

  /** The steps of one connection; those of another do not count for it. */
  way(): { pass(at: string, when: Step['when']): void } {
    let passed = 0;
    return {
      pass: (at, when) => {
        const moment = this.#moment;
        if (moment === null) return;
        if (at.startsWith('BEGIN')) passed = 0;
        const step = moment.steps[passed];
        if (step?.when !== when || !at.includes(step.at)) return;
        passed += 1;
        if (passed < moment.steps.length) return;
        passed = 0;
        this.#left -= 1;
        if (this.#left > 0) return;
        this.#moment = null;
        writeSync(TOLD_ON, 'stands still\n');
        process.kill(process.pid, 'SIGSTOP');
      },
    };
  }
}

const LONGEST_MS = 15_000;

/** A process that stands still does not hear that whoever watched it has gone. */
const living = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/** The other end of the pipe: whoever watches a process hears here that it stands still. */
export class StandstillWatch {
  #still: PromiseWithResolvers<void> = Promise.withResolvers();
  readonly #pid: number | undefined;

  constructor(child: ChildProcess) {
    this.#pid = child.pid;
    // It is there as the fourth pipe of whatever is started to be watched, and tells one thing only.
    (child.stdio[TOLD_ON] as Readable).on('data', () => this.#still.resolve());
    living.add(child);
    child.once('exit', () => living.delete(child));
  }

  /** The process is about to be told its moment. */
  begin(): void {
    this.#still = Promise.withResolvers();
  }

  /** Waits until it stands still; throws when it never does. */
  async reached(): Promise<void> {
    const tooLong = new AbortController();
    const never = wait(LONGEST_MS, undefined, { signal: tooLong.signal, ref: false }).then(() => {
      throw new Error('The process never came to the moment that it was told.');
    });
    never.catch(() => undefined);
    await Promise.race([this.#still.promise.then(() => this.#stopped()), never]).finally(() => tooLong.abort());
  }

  /** It tells so a moment before it stops: whoever woke it then would wake nobody, and it would stand still for good. */
  async #stopped(): Promise<void> {
    while (existsSync(`/proc/${this.#pid}/stat`)) {
      const stat = readFileSync(`/proc/${this.#pid}/stat`, 'utf8');
      // Behind its name in brackets stands its state: T is stopped.
      if (stat.slice(stat.lastIndexOf(')') + 2).startsWith('T')) return;
      await wait(1);
    }
  }
}

import { applyOffice } from '#datacenter/protocol/apply.ts';
import type { DatacenterPorts } from '#datacenter/protocol/ports.ts';
import { routeOffice } from '#datacenter/protocol/route.ts';
import { StoreAway } from '#datacenter/protocol/store.ts';
import type { Waiting } from '#datacenter/storage/lag.ts';
import type { Logger } from './log.ts';

export interface WorkerOptions {
  readonly ports: DatacenterPorts;
  readonly waiting: () => Promise<Waiting>;
  readonly log: Logger;
  /** How many offices are worked on at once. */
  readonly lanes: number;
  readonly onFault: () => void;
  /** What follows when everything is applied and nothing waits, and from time to time while there is no end of it. */
  readonly afterwards: () => Promise<unknown>;
}

const IDLE = { first: 100, longest: 2_000 } as const;
/**
 * An office that is sending to this server is applied by it when it has sent nothing for so long, and after the longest at
 * the latest: a pass holds the office's line, and what is not acknowledged is worth more than what is not applied.
 * Another server of the same database knows nothing of it, and may apply in between.
 */
const SENDING = { quiet: 150, longest: 3_000 } as const;
/** Held ops wait for other offices' ops or for a new program: they are looked at again this often. */
const HELD_EVERY = 30_000;
/** However much there is to apply, what follows it comes this often. */
const FOLLOW_EVERY = 10_000;
/**
 * An office whose pass failed is left alone so long, so that it does not stand in the way of the others. Where the
 * database had gone it is not the office's fault: it goes on as soon as the database is back.
 */
const AFTER_FAULT = 30_000;

/**
 * Applies and hands on whatever is stored, until it is stopped. Two servers may do so at once: each pass holds the
 * line of its office, and what the other one has done is found done.
 */
export class Worker {
  readonly #options: WorkerOptions;
  readonly #restUntil = new Map<number, number>();
  /** The offices whose held ops this program has looked at, the refused ones too. */
  readonly #lookedAt = new Set<number>();
  readonly #sending = new Map<number, { readonly since: number; readonly last: number }>();
  #heldAt = 0;
  /** Did the last sweep apply anything? */
  #hasMoved = false;
  #followedAt = 0;
  #isStopping = false;
  #wake: () => void = () => undefined;
  #isWoken = false;
  #running: Promise<void> | null = null;

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** The office has sent something, and it is stored. */
  noticeStored(office: number): void {
    const now = performance.now();
    // While others send it looks every moment anyway.
    const isFirst = this.#sending.size === 0;
    this.#sending.set(office, { since: this.#sending.get(office)?.since ?? now, last: now });
    if (!isFirst) return;
    this.#isWoken = true;
    this.#wake();
  }

  /** Ends after the passes that are under way. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    let isFollowed = false;
    for (let idle: number = IDLE.first; !this.#isStopping;) {
      this.#isWoken = false;
      this.#forgetQuiet();
      const hasMoved = await this.#sweep();
      if (hasMoved) isFollowed = false;
      if (!isFollowed && (!hasMoved || this.#isDue())) isFollowed = await this.#follow();
      idle = hasMoved || this.#sending.size > 0 ? IDLE.first : Math.min(IDLE.longest, idle * 2);
      if (!hasMoved && !this.#isWoken && !this.#isStopping) await this.#rest(idle);
    }
  }

  async #sweep(): Promise<boolean> {
    const { ports, waiting, log, lanes } = this.#options;
    try {
      const { fresh, held } = await waiting();
      const now = ports.now();
      let hasMoved = await this.#work(fresh, lanes);
      // What was applied may be what a held op waits for: also one that was held while it was being applied.
      if (hasMoved || this.#hasMoved || now - this.#heldAt >= HELD_EVERY) {
        this.#heldAt = now;
        if (await this.#work(held, lanes)) hasMoved = true;
      }
      this.#hasMoved = hasMoved;
      return hasMoved;
    } catch (error) {
      log.error({ err: error }, 'the database did not answer');
      return false;
    }
  }

  #isDue(): boolean {
    return this.#options.ports.now() - this.#followedAt >= FOLLOW_EVERY;
  }

  async #follow(): Promise<boolean> {
    const { afterwards, log, ports } = this.#options;
    this.#followedAt = ports.now();
    try {
      await afterwards();
      return true;
    } catch (error) {
      log.error({ err: error }, 'what follows applying failed');
      return false;
    }
  }

  async #work(offices: readonly number[], lanes: number): Promise<boolean> {
    const { ports } = this.#options;
    const queue = offices.filter(
      (office) => (this.#restUntil.get(office) ?? 0) <= ports.now() && !this.#isSending(office),
    );
    let hasMoved = false;
    const lane = async (): Promise<void> => {
      for (let office = queue.shift(); office !== undefined && !this.#isStopping; office = queue.shift()) {
        if (await this.#pass(office)) hasMoved = true;
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return hasMoved;
  }

  #isSending(office: number): boolean {
    const sending = this.#sending.get(office);
    return sending !== undefined && performance.now() - sending.since < SENDING.longest;
  }

  #forgetQuiet(): void {
    const now = performance.now();
    for (const [office, { last }] of this.#sending) if (now - last >= SENDING.quiet) this.#sending.delete(office);
  }

  async #pass(office: number): Promise<boolean> {
    const { ports, log, onFault } = this.#options;
    this.#sending.delete(office);
    try {
      const isFirst = !this.#lookedAt.has(office);
      const isApplied = await applyOffice(isFirst ? { ...ports, retriesRefused: true } : ports, office);
      this.#lookedAt.add(office);
      const isRouted = await routeOffice(ports, office);
      this.#restUntil.delete(office);
      return isApplied || isRouted;
    } catch (error) {
      // Rolled back whole: the office is acknowledged and waits, the others go on.
      if (!(error instanceof StoreAway)) this.#restUntil.set(office, ports.now() + AFTER_FAULT);
      onFault();
      log.error({ err: error, office }, 'a pass failed');
      return false;
    }
  }

  #rest(milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, milliseconds);
    this.#wake = () => {
      clearTimeout(timer);
      resolve();
    };
    return promise;
  }
}

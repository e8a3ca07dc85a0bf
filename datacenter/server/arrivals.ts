import type { IncomingMessage } from 'node:http';
import { addressKey } from './admission.ts';

/** What strangers may hold before anybody knows who they are: places by address, and a body only while it comes. */

export interface Shared {
  /** All of them. */
  readonly places: number;
  /** How much of all one address may hold. */
  readonly shareOfAddress: number;
  /** Addresses behind which all callers stand: they are told apart there, and not here. */
  readonly proxies: readonly string[];
}

/** Places of which one address has its share, so that one alone keeps nobody else out. */
export class SharedPlaces {
  readonly #places: number;
  readonly #shareOfAddress: number;
  readonly #proxies: ReadonlySet<string>;
  readonly #takenBy = new Map<string, number>();
  #taken = 0;

  constructor({ places, shareOfAddress, proxies }: Shared) {
    this.#places = places;
    this.#shareOfAddress = shareOfAddress;
    this.#proxies = new Set(proxies.map(addressKey));
  }

  get taken(): number {
    return this.#taken;
  }

  /**
   * Takes a place for this address, among those of which `share` may be taken; answers how it is given back, which is
   * done once however often it is asked, or null when there is none.
   */
  take(address: string | undefined, share = 1): (() => void) | null {
    const key = addressKey(address ?? '');
    const own = this.#takenBy.get(key) ?? 0;
    const most = this.#proxies.has(key) ? this.#places : this.#places * this.#shareOfAddress;
    if (this.#taken >= this.#places * share || own >= most * share) return null;
    this.#taken += 1;
    this.#takenBy.set(key, own + 1);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#taken -= 1;
      const left = (this.#takenBy.get(key) ?? 1) - 1;
      if (left > 0) this.#takenBy.set(key, left);
      else this.#takenBy.delete(key);
    };
  }
}

/** For each kilobyte that came, a second more is waited. */
const BYTES_PER_SECOND = 1024;
/** So many graces may be in hand: a line that was quick may stand still for a while, and nobody can save up hours. */
const GRACES_IN_HAND = 3;

/** How long a body is still waited for. All times are milliseconds. */
export class Patience {
  readonly #most: number;
  #endsAt: number;

  constructor(grace: number, now: number) {
    this.#most = GRACES_IN_HAND * grace;
    this.#endsAt = now + grace;
  }

  /** When the body has come too slowly, unless more of it comes before. */
  get endsAt(): number {
    return this.#endsAt;
  }

  came(bytes: number, now: number): void {
    this.#endsAt = Math.min(now + this.#most, this.#endsAt + (1_000 * bytes) / BYTES_PER_SECOND);
  }
}

/** Is called once when the body has come whole or will never come. */
export function onceArrived(body: IncomingMessage, then: () => void): void {
  let isOver = false;
  const over = (): void => {
    if (isOver) return;
    isOver = true;
    then();
  };
  body.once('end', over);
  body.once('close', over);
}

/**
 * Ends the connection of a body that brings less than a kilobyte a second after its grace. Called where the body is
 * about to be read, because listening to it makes it flow.
 */
export function demandPace(body: IncomingMessage, grace: number, onTooSlow: () => void): void {
  const patience = new Patience(grace, performance.now());
  let timer: NodeJS.Timeout | undefined;
  const judge = (): void => {
    if (body.complete || body.destroyed) return;
    const left = patience.endsAt - performance.now();
    if (left > 0) return wait(left);
    body.destroy();
    onTooSlow();
  };
  // What came while the server was at other work is read before its sender is judged.
  const wait = (left: number): void => void (timer = setTimeout(() => setImmediate(judge), left));
  wait(grace);
  body.on('data', (part: Buffer) => patience.came(part.length, performance.now()));
  onceArrived(body, () => clearTimeout(timer));
}

import { isIPv6 } from 'node:net';

/** Who must wait, so that those who are being served are served quickly. */

/** So many at once; the next one is told to come back, never made to wait in a line that only grows. */
export class Places {
  readonly #count: number;
  #taken = 0;

  constructor(count: number) {
    this.#count = count;
  }

  get isFull(): boolean {
    return this.isFullFor(1);
  }

  /** Is there no place left for those who may take this share of them? */
  isFullFor(share: number): boolean {
    return this.#taken >= this.#count * share;
  }

  get taken(): number {
    return this.#taken;
  }

  /** Takes a place while the work lasts, or answers null when there is none for those who may take this share of them. */
  async during<T>(work: () => Promise<T>, share = 1): Promise<T | null> {
    if (this.isFullFor(share)) return null;
    this.#taken += 1;
    try {
      return await work();
    } finally {
      this.#taken -= 1;
    }
  }
}

/** So many at once of each key. */
export class PlacesOfEach<Key> {
  readonly #count: number;
  readonly #taken = new Map<Key, number>();

  constructor(count: number) {
    this.#count = count;
  }

  /** Does the work, or answers null while so much is done for the key. */
  async during<T>(key: Key, work: () => Promise<T>): Promise<T | null> {
    const taken = this.#taken.get(key) ?? 0;
    if (taken >= this.#count) return null;
    this.#taken.set(key, taken + 1);
    try {
      return await work();
    } finally {
      const left = (this.#taken.get(key) ?? 1) - 1;
      if (left === 0) this.#taken.delete(key);
      else this.#taken.set(key, left);
    }
  }
}

export interface Allowance {
  /** Units that may be used at once, and that come back within a minute. */
  readonly perMinute: number;
  /** How many keys are remembered; a forgotten one begins anew. */
  readonly keys: number;
}

/** A bucket of tokens for each key: an office or an address. */
export class Buckets<Key> {
  readonly #allowance: Allowance;
  readonly #now: () => number;
  readonly #buckets = new Map<Key, { left: number; at: number }>();

  constructor(allowance: Allowance, now: () => number) {
    this.#allowance = allowance;
    this.#now = now;
  }

  /** Milliseconds until the key may go on; 0 when it may now. */
  waitOf(key: Key): number {
    const { left } = this.#filled(key);
    return left > 0 ? 0 : Math.ceil(((1 - left) * 60_000) / this.#allowance.perMinute);
  }

  /** Takes from the bucket; it may go below empty, and the key then waits the longer. */
  take(key: Key, units: number): void {
    const { left, at } = this.#filled(key);
    // The one that was used last stands last, so the first is the one to forget.
    this.#buckets.delete(key);
    if (this.#buckets.size >= this.#allowance.keys) {
      const [oldest] = this.#buckets.keys();
      if (oldest !== undefined) this.#buckets.delete(oldest);
    }
    this.#buckets.set(key, { left: left - units, at });
  }

  #filled(key: Key): { readonly left: number; readonly at: number } {
    const { perMinute } = this.#allowance;
    const now = this.#now();
    const bucket = this.#buckets.get(key);
    if (!bucket) return { left: perMinute, at: now };
    const back = (Math.max(0, now - bucket.at) * perMinute) / 60_000;
    return { left: Math.min(perMinute, bucket.left + back), at: now };
  }
}

/** By what an address is counted: a household of IPv6 addresses (a /64) is one. */
export function addressKey(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = (plain.split('%')[0] ?? '').split('::');
  const [before, after] = [head, tail ?? ''].map((half) => half.split(':').filter((group) => group !== ''));
  const gap = tail === undefined ? 0 : 8 - (before?.length ?? 0) - (after?.length ?? 0);
  const groups = [...(before ?? []), ...Array.from({ length: gap }, () => '0'), ...(after ?? [])];
  return `${groups.slice(0, 4).join(':')}::/64`;
}

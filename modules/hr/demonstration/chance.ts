/** Chance from a seed (mulberry32): the same seed invents the same people. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to, but not including, 1. */
  share(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.share() * (most - least + 1));
  }

  /** True in so many of a hundred cases. */
  happens(percent: number): boolean {
    return this.share() * 100 < percent;
  }

  pick<T>(items: readonly T[]): T {
    const picked = items[Math.floor(this.share() * items.length)];
    if (picked === undefined) throw new Error('There is nothing to pick from.');
    return picked;
  }

  /** One of the items, each as often as its weight says. */
  weighed<T>(items: readonly (readonly [weight: number, item: T])[]): T {
    const all = items.reduce((sum, [weight]) => sum + weight, 0);
    let left = this.share() * all;
    for (const [weight, item] of items) {
      left -= weight;
      if (left < 0) return item;
    }
    return this.pick(items)[1];
  }

  digits(count: number): string {
    return Array.from({ length: count }, () => this.whole(0, 9)).join('');
  }
}

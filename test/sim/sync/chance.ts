import { seededRandom } from '../seeded-random.ts';

/** All chance of a run, from one seed. */
export interface Chance {
  /** In [0, 1). */
  (): number;
  /** A whole number below `bound`. */
  below(bound: number): number;
  /** True with this probability. */
  hits(probability: number): boolean;
  fill(bytes: Uint8Array): void;
}

export function chanceOf(seed: number): Chance {
  const next = seededRandom(seed);
  return Object.assign(() => next(), {
    below: (bound: number) => Math.floor(next() * bound),
    hits: (probability: number) => next() < probability,
    fill: (bytes: Uint8Array) => {
      for (let at = 0; at < bytes.length; at += 1) bytes[at] = Math.floor(next() * 256);
    },
  });
}

/** Thrown where the power goes; whatever was not on the disk is gone. */
export class PowerCut extends Error {}

/** Cuts the power at the nth durable step from when it is armed. */
export class Fuse {
  #left = 0;

  arm(steps: number): void {
    this.#left = steps;
  }

  disarm(): void {
    this.#left = 0;
  }

  /** A durable step begins here. */
  step(): void {
    if (this.#left === 0) return;
    this.#left -= 1;
    if (this.#left === 0) throw new PowerCut('power cut');
  }
}

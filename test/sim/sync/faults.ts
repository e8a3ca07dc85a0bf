import type { Chance } from './chance.ts';

/** How hard the world is in one run; some runs are calm, some brutal. Probabilities, unless said otherwise. */
export interface Faults {
  readonly drop: number;
  readonly duplicate: number;
  readonly corrupt: number;
  /** The longest delay of a message, in minutes. */
  readonly delay: number;
  readonly officeCrash: number;
  readonly centreCrash: number;
  readonly officeRestore: number;
  /** Of the restores, those of the whole image with its sentinel. */
  readonly image: number;
  readonly diskLoss: number;
  readonly centreRestore: number;
  readonly outage: number;
  /** How often a file is carried instead of a session. */
  readonly stick: number;
  readonly clone: number;
  /** How often a program is renewed, where several versions are about. */
  readonly upgrade: number;
  /** The farthest that a clock is wrong, in milliseconds. */
  readonly skewMs: number;
}

const DAY = 86_400_000;

export function faultsOf(chance: Chance): Faults {
  const maybe = (probability: number, most: number): number => {
    const amount = chance() * most;
    return chance.hits(probability) ? amount : 0;
  };
  const skews = [0, 10_000, 3_600_000, 30 * DAY, 10 * 365 * DAY];
  return {
    drop: maybe(0.8, 0.3),
    duplicate: maybe(0.8, 0.2),
    corrupt: maybe(0.3, 0.05),
    delay: 1 + chance.below(60),
    officeCrash: maybe(0.7, 0.08),
    centreCrash: maybe(0.7, 0.08),
    officeRestore: maybe(0.5, 0.03),
    image: 0.3,
    diskLoss: maybe(0.3, 0.01),
    centreRestore: maybe(0.35, 0.02),
    outage: maybe(0.6, 0.06),
    stick: maybe(0.5, 0.08),
    clone: maybe(0.3, 0.02),
    upgrade: maybe(0.4, 0.02),
    skewMs: skews[chance.below(skews.length)] ?? 0,
  };
}

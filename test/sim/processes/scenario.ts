import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { compare, type Expected } from './comparison.ts';
import type { OfficePc } from './office-pc.ts';
import { Rig } from './rig.ts';
import type { Moment } from './standstill.ts';

/** A rig for all scenarios of a file; each has offices of its own. */
export function rigForThisFile(servers = 1): () => Rig {
  let rig: Rig | null = null;
  beforeAll(async () => {
    rig = await Rig.open(servers);
  });
  afterEach(() => rig?.endOffices());
  afterAll(() => rig?.close());
  return () => {
    if (rig === null) throw new Error('The rig runs while tests run.');
    return rig;
  };
}

export interface Pair {
  readonly one: OfficePc;
  readonly other: OfficePc;
  /** Their numbers: to whom goods go. */
  readonly peers: readonly number[];
}

/** Two offices that have worked for a while and have sent each other goods. */
export async function workingPair(rig: Rig, seed: number): Promise<Pair> {
  const [one, other] = await Promise.all([rig.newOffice(seed), rig.newOffice(seed + 1)]);
  const peers = [one.no, other.no];
  for (const pc of [one, other]) await pc.write(15, peers);
  await meet(rig, [one, other]);
  return { one, other, peers };
}

/** Each speaks with the data centre, and once more when what the others have sent is handed on. */
export async function meet(rig: Rig, pcs: readonly OfficePc[]): Promise<void> {
  for (const pc of pcs) expect(await pc.sync()).toBe(null);
  await rig.settled();
  for (const pc of pcs) expect(await pc.sync()).toBe(null);
}

/** Everybody writes on, everything heals, and then nothing may be lost, doubled or different anywhere. */
export async function expectSound(rig: Rig, pcs: readonly OfficePc[], expected: Expected = {}): Promise<void> {
  const peers = [...new Set(pcs.map(({ no }) => no))];
  for (const pc of pcs) {
    if (!pc.isRunning) await pc.start();
    if (!pc.isReplaced) expect(await pc.write(5, peers)).toBe(null);
  }
  await rig.heal(pcs, rig.servers.length === 0 ? 1 : rig.servers.length);
  for (const pc of pcs) await pc.stop();
  const { witnessed, findings } = await compare(rig, pcs, expected);
  expect(findings).toEqual([]);
  expect(witnessed).toBeGreaterThan(0);
}

/** In a transaction that writes into the table, before its commit or after. */
export function atCommit(table: string, when: 'before' | 'after'): Moment {
  return {
    steps: [
      { at: table, when: 'before' },
      { at: 'COMMIT', when },
    ],
  };
}

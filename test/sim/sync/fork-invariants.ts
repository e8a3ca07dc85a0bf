import { incidents } from '#datacenter/protocol/tables.ts';
import type { CentreOp } from './book.ts';
import type { World } from './invariants.ts';

const ALL = { limit: 1_000_000 };

/**
 * I13: two writings of one place in a log are never merged in silence. Where both are in the log now, the epoch in
 * which they were written is over, and people can read why.
 */
export async function forkFaults(
  { centre, numbers, book }: World,
  logs: ReadonlyMap<number, readonly CentreOp[]>,
): Promise<readonly string[]> {
  const violations: string[] = [];
  for (const no of numbers) {
    const epoch = centre.witness.epochOf(no);
    const places = new Map<string, string>();
    for (const { op } of logs.get(no) ?? []) {
      const told = book.told.get(op.id);
      if (!told) continue;
      const place = `${told.epoch}:${told.seq}`;
      if (places.has(place) && epoch <= told.epoch) {
        violations.push(`I13 office ${no} was two writers at ${place} and nobody was fenced`);
      }
      places.set(place, op.id);
    }
    if (centre.hasBeenRestored) continue;
    const rows = await centre.store.transaction((tx) => tx.range(incidents, no, ALL));
    for (let each = 1; each <= epoch; each += 1) {
      if (!centre.unrecorded.has(`${no} ${each}`) && !rows.some((row) => row.no === each))
        violations.push(`I13 nobody can read why office ${no} has epoch ${each}`);
    }
  }
  return violations;
}

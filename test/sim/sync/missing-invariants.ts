import { readMissing } from '#datacenter/protocol/missing.ts';
import { incidents } from '#datacenter/protocol/tables.ts';
import type { CentreOp } from './book.ts';
import type { World } from './invariants.ts';

const ALL = { limit: 1_000_000 };

/**
 * I14: of what the data centre had and does not have since it was put back, people can read every name; they read of
 * nothing that is there, and nothing is left undecided.
 */
export async function missingFaults(
  { centre, numbers, book }: World,
  logs: ReadonlyMap<number, readonly CentreOp[]>,
): Promise<readonly string[]> {
  const violations: string[] = [];
  for (const no of numbers) {
    const inLog = new Set((logs.get(no) ?? []).map(({ op }) => op.id));
    const gone = new Set(
      [...book.wentBack].filter(([id, office]) => office === no && !inLog.has(id)).map(([id]) => id),
    );
    const listed = new Set<string>();
    const rows = await centre.store.transaction((tx) => tx.range(incidents, no, ALL));
    for (const row of rows) {
      const { kind } = row;
      const detail = readMissing(row);
      if (detail === null) continue;
      const ids = [...detail.named.map(({ id }) => id), ...Object.values(detail.others).flat()];
      if (kind === 'missing') violations.push(`I14 nobody knows what became of ${ids.length} ops of office ${no}`);
      if (kind === 'returned' && ids.length > 0)
        violations.push(`I14 ops of office ${no} have returned and are listed`);
      for (const id of ids) {
        if (listed.has(id)) violations.push(`I14 op ${id} of office ${no} is listed twice`);
        if (!gone.has(id)) violations.push(`I14 op ${id} of office ${no} is listed and not lost`);
        listed.add(id);
      }
    }
    for (const id of gone)
      if (!listed.has(id) && !centre.unnoted.has(id))
        violations.push(`I14 op ${id} of office ${no} is lost and not listed`);
  }
  return violations;
}

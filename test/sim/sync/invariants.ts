import { selfNumber } from '#db/self.ts';
import type { Book } from './book.ts';
import type { SimCentre } from './centre.ts';
import { centreViolations } from './centre-invariants.ts';
import { officeViolations } from './office-invariants.ts';
import type { SimOffice } from './office.ts';

export interface World {
  readonly centre: SimCentre;
  readonly offices: readonly SimOffice[];
  readonly book: Book;
  /** The highest acknowledged op that was ever seen, by office and incarnation of the data centre. */
  readonly reached: Map<string, number>;
}

/** What must hold at every moment, and is cheap to ask: I7, at the office. */
export function violationsNow({ offices, reached }: World): readonly string[] {
  const violations: string[] = [];
  for (const { no, isUp, disk, door } of offices) {
    if (!isUp) continue;
    const acked = selfNumber(disk.raw, 'acked', 0);
    if (acked > door.head.seq) violations.push(`I7 office ${no} counts ${acked} as acknowledged and has fewer ops`);
    const key = `${no} ${selfNumber(disk.raw, 'centre', 0)}`;
    reached.set(key, Math.max(acked, reached.get(key) ?? 0));
  }
  return violations;
}

/** What must hold when everything has healed. */
export async function violationsAfter(world: World): Promise<readonly string[]> {
  return [...(await centreViolations(world)), ...(await officeViolations(world))];
}

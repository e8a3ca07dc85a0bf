import { bytesToUuid } from '#kernel/ids.ts';
import { opsAtCentre } from '../sync/book.ts';
import type { OfficePc } from './office-pc.ts';
import type { Rig } from './rig.ts';

/** Ops that were on a disk alone when it was put back or thrown away. */
export type Losses = ReadonlySet<string>;

/**
 * Does something to the disk of a PC whose process has ended, and tells which ops went with it: those that were there
 * before, are not there after, and had not come to the data centre. Told from the copies alone, never by the protocol.
 */
export async function lostWithDisk(rig: Rig, pc: OfficePc, work: () => void): Promise<Losses> {
  const before = opsOn(pc);
  work();
  const after = opsOn(pc);
  const stored = new Set((await opsAtCentre(rig.desk, pc.no)).map(({ op }) => op.id));
  return new Set([...before].filter((id) => !after.has(id) && !stored.has(id)));
}

/** Every op on the disk of a PC, in its log or whole in its inbox. */
export function opsOn(pc: OfficePc): ReadonlySet<string> {
  const disk = pc.open();
  try {
    const sql = 'SELECT id FROM op_log UNION SELECT op_id FROM sync_inbox WHERE mine IS NOT NULL';
    return new Set((disk.raw.prepare(sql).pluck().all() as Buffer[]).map((id) => bytesToUuid(id)));
  } finally {
    disk.close();
  }
}

/** The same for the data centre's database: what it alone had, and no disk of these PCs has. */
export async function lostAtCentre(rig: Rig, pcs: readonly OfficePc[], work: () => Promise<void>): Promise<Losses> {
  const before = await storedOps(rig, pcs);
  await work();
  const after = await storedOps(rig, pcs);
  const onDisks = new Set(pcs.flatMap((pc) => [...opsOn(pc)]));
  return new Set([...before].filter((id) => !after.has(id) && !onDisks.has(id)));
}

async function storedOps(rig: Rig, pcs: readonly OfficePc[]): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (const no of new Set(pcs.map((pc) => pc.no))) {
    for (const { op } of await opsAtCentre(rig.desk, no)) ids.add(op.id);
  }
  return ids;
}

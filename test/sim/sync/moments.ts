import { headAt } from '#datacenter/protocol/streams.ts';
import { streams } from '#datacenter/protocol/tables.ts';
import { selfNumber } from '#db/self.ts';
import { OwnLog } from '#office/sync/own-log.ts';
import type { World } from './invariants.ts';
import type { SimOffice } from './office.ts';

/** Which PCs have been told something new of how far the data centre has come: only then is there something to ask. */
export class Moments {
  readonly #known = new WeakMap<SimOffice['disk']['raw'], number>();

  hasNews(pc: SimOffice): boolean {
    const { isUp, isTouched } = pc;
    const { raw } = pc.disk;
    pc.isTouched = false;
    if (!isUp || !isTouched) return false;
    const acked = selfNumber(raw, 'acked', 0);
    const before = this.#known.get(raw) ?? 0;
    this.#known.set(raw, acked);
    // What is taken back for a moment is told again, or proved to be of another log.
    return acked > before;
  }
}

/**
 * I7, at every moment: what an office counts as acknowledged is in its log, and that beginning of its log is the
 * data centre's, as long as no incarnation has begun that the office has not heard of.
 */
export async function ackFaults({ centre, reached }: World, pc: SimOffice): Promise<readonly string[]> {
  const { raw } = pc.disk;
  const [acked, incarnation] = [selfNumber(raw, 'acked', 0), selfNumber(raw, 'centre', 0)];
  if (acked > pc.door.head.seq) return [`I7 office ${pc.no} counts ${acked} as acknowledged and has fewer ops`];
  const key = `${pc.no} ${incarnation}`;
  reached.set(key, Math.max(acked, reached.get(key) ?? 0));
  if (incarnation !== Math.max(1, centre.witness.incarnation())) return [];
  const here = new OwnLog(raw).headAt(acked);
  const there = await centre.store.transaction(async (tx) => {
    const stream = await tx.get(streams, [pc.no]);
    return stream && headAt(tx, centre.ports, stream, acked);
  });
  return acked === 0 || here === there ? [] : [`I7 office ${pc.no} was told ${acked} of another log than its own`];
}

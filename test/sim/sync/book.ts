import type { Op } from '#db/op.ts';
import { prepared } from '#db/prepared.ts';
import type { DatacenterPorts } from '#datacenter/protocol/ports.ts';
import type { Store } from '#datacenter/protocol/store.ts';
import { readForeignOp } from '#datacenter/protocol/op-reader.ts';
import { opsAfter } from '#datacenter/protocol/streams.ts';
import { frames, streams } from '#datacenter/protocol/tables.ts';
import { bytesToUuid } from '#kernel/ids.ts';
import type { SimCentre } from './centre.ts';
import type { SimOffice } from './office.ts';

/** What a user was told: this op is saved. */
export interface Told {
  readonly office: number;
  /** Where in the log it was written first. */
  readonly epoch: number;
  readonly seq: number;
  readonly op: Op;
}

/**
 * The harness's own book, kept beside the protocol and never by it: which ops users were told of, and which of them a
 * destroyed or restored disk may have taken before they were anywhere else.
 */
export class Book {
  readonly told = new Map<string, Told>();
  readonly mayBeLost = new Set<string>();
  /** Offices of which such a PC is thrown away (`SimOffice.mayRepeatNumbers`): its late work may still come. */
  readonly mayRepeatNumbers = new Set<number>();
  /** Drafts of an inbox whose disk went back or was lost: an earlier PC may have them still. */
  readonly draftsLost = new Set<string>();
  /** The office of each op that the data centre had and lost when it was put back. */
  readonly wentBack = new Map<string, number>();

  /** A command is on the office's disk. */
  note(office: SimOffice, seq: number): void {
    const body: unknown = prepared(office.disk.raw, 'SELECT body FROM op_log WHERE seq = ?').pluck().get(seq);
    if (!Buffer.isBuffer(body)) throw new Error('A commit is told before its op is there.');
    const op = JSON.parse(body.toString('utf8')) as Op;
    this.told.set(op.id, { office: office.no, epoch: office.door.incarnation.epoch, seq, op });
  }

  /** A disk was replaced or thrown away; `before` is what was on it, `pcs` are those that there are now. */
  async lose({ no, before, pcs, centre }: DiskLoss): Promise<void> {
    const after = opsOnDisks(pcs, no);
    const stored = await idsAtCentre(centre, no);
    for (const id of before) if (!after.has(id) && !stored.has(id)) this.mayBeLost.add(id);
  }

  /** The data centre is put back to its backup: what it alone had may be gone. */
  async putBack({ centre, numbers, pcs }: PutBack): Promise<void> {
    const before = new Map<number, ReadonlySet<string>>();
    for (const no of numbers) before.set(no, await idsAtCentre(centre, no));
    await centre.restore();
    for (const [no, ids] of before) {
      const after = await idsAtCentre(centre, no);
      const onDisks = opsOnDisks(pcs, no);
      for (const id of ids) {
        if (after.has(id)) continue;
        this.wentBack.set(id, no);
        if (!onDisks.has(id)) this.mayBeLost.add(id);
      }
    }
  }
}

interface PutBack {
  readonly centre: SimCentre;
  readonly numbers: readonly number[];
  readonly pcs: readonly SimOffice[];
}

interface DiskLoss {
  readonly no: number;
  readonly before: ReadonlySet<string>;
  readonly pcs: readonly SimOffice[];
  readonly centre: SimCentre;
}

/** Every op that some PC of the office has. */
export function opsOnDisks(pcs: readonly SimOffice[], no: number): Set<string> {
  const all = new Set<string>();
  for (const pc of pcs) if (pc.no === no && !pc.isGone) for (const id of opsOnDisk(pc)) all.add(id);
  return all;
}

/** Every op that is on a disk, in its log or as a draft in its inbox. */
export function opsOnDisk({ disk }: SimOffice): Set<string> {
  const ids = disk.raw
    .prepare('SELECT id FROM op_log UNION SELECT op_id FROM sync_inbox WHERE mine IS NOT NULL')
    .pluck()
    .all() as Buffer[];
  return new Set(ids.map((id) => bytesToUuid(id)));
}

export interface CentreOp {
  readonly seq: number;
  readonly receivedAt: number;
  readonly op: Op;
}

/** A data centre whose database can be read, whatever it lies in. */
export interface ReadableCentre {
  readonly store: Store;
  readonly ports: DatacenterPorts;
}

/** The ops of an office that the data centre has. */
async function idsAtCentre(centre: SimCentre, office: number): Promise<ReadonlySet<string>> {
  return new Set((await opsAtCentre(centre, office)).map(({ op }) => op.id));
}

/** The office's log as the data centre has it. */
export async function opsAtCentre({ store, ports }: ReadableCentre, office: number): Promise<readonly CentreOp[]> {
  return store.transaction(async (tx) => {
    const stream = await tx.get(streams, [office]);
    if (!stream) return [];
    const ops = await opsAfter(tx, ports, stream, { seq: 0, limit: 100_000, bytes: Number.MAX_SAFE_INTEGER });
    return ops.map(({ seq, receivedAt, body }) => {
      const op = readForeignOp(body);
      if (!op) throw new Error(`Op ${seq} of office ${office} cannot be read.`);
      return { seq, receivedAt, op };
    });
  });
}

/** The frames of an office as they are kept. */
export async function framesAtCentre({ store }: Pick<ReadableCentre, 'store'>, office: number) {
  return store.transaction((tx) => tx.range(frames, office, { limit: 100_000 }));
}

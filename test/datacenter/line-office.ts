import { isSignedBy, signerOf, zstd } from '#db/wire.ts';
import type { WriteDoor } from '#db/door.ts';
import { SyncClient } from '#office/sync/client.ts';
import { takeEnrolment } from '#office/sync/enrolment.ts';
import { runSession } from '#office/sync/session.ts';
import type { Sentinel } from '#kernel/sync/sentinel.ts';
import { chanceOf, Fuse } from '../sim/sync/chance.ts';
import { openDisk, openDoor, SIM_SCHEMA, type Disk } from '../sim/sync/disk.ts';
import { SnapshotMemory } from '../sim/sync/snapshot-memory.ts';
import { simTables, transfer } from '../sim/sync/tables.ts';
import { enrolByInvitation } from './enrol-by-invitation.ts';
import type { Link } from '#office/sync/link-file.ts';
import { openLine, type Line } from '#office/sync/line.ts';

const CLERK = { userId: '01900000-0000-7000-8000-000000000001' };

/** An office with the production client on a database in memory, and a real line. */
export class LineOffice {
  readonly no: number;
  readonly #open: (address: string) => Line;
  #line: Line;
  /** The server that it speaks with. */
  address: string;
  readonly keyId: string;
  readonly disk: Disk;
  readonly door: WriteDoor;
  readonly client: SyncClient;
  /** Who this PC is at the data centre; what its file beside the database would hold. */
  readonly link: Link;

  private constructor(
    no: number,
    { open, address }: { readonly open: (address: string) => Line; readonly address: string },
    made: Pick<LineOffice, 'disk' | 'door' | 'client' | 'link'>,
  ) {
    this.no = no;
    this.#open = open;
    this.#line = open(address);
    this.address = address;
    ({ disk: this.disk, door: this.door, client: this.client, link: this.link } = made);
    this.keyId = made.link.keyId;
  }

  /** Makes a PC and enrols it by an invitation. */
  static async install(text: string): Promise<LineOffice> {
    const { address, fingerprint, given, keyId, privateKey } = await enrolByInvitation(text, 'PC');
    const { centreKey, office } = given;
    const open = (at: string): Line => openLine({ address: at, fingerprint, centreKey });
    const disk = openDisk(new Fuse());
    const chance = chanceOf(office);
    const enrolledDoor = openDoor(disk, { now: Date.now, chance });
    takeEnrolment({ raw: disk.raw, door: enrolledDoor, tables: simTables }, given);
    const door = openDoor(disk, { now: Date.now, chance });
    let kept: Sentinel | null = null;
    const client = new SyncClient({
      ...{ raw: disk.raw, door, tables: simTables, schema: SIM_SCHEMA },
      ports: {
        ...{ key: { id: keyId, sign: signerOf(privateKey) }, codec: zstd, now: Date.now },
        sentinel: { read: () => kept, write: (sentinel) => void (kept = sentinel) },
        snapshot: new SnapshotMemory(() => undefined),
        isCentre: (bytes, signature) => isSignedBy(centreKey, bytes, signature),
      },
    });
    const { epoch, incarnation, exchangeKey } = given;
    const link = {
      ...{ address, fingerprint, centreKey, exchangeKey, office, epoch, incarnation, keyId, privateKey },
      isClaimed: true,
    };
    return new LineOffice(office, { open, address }, { disk, door, client, link });
  }

  /** Sends goods to another office, so many papers. */
  dispatch(toOffice: number, papers: number): void {
    this.door.writeAll(CLERK, (run) => {
      for (let paper = 1; paper <= papers; paper += 1) {
        run('sim.dispatch', (tx) => tx.insert(transfer, { toOffice, quantity: paper, number: `n${this.no}-${paper}` }));
      }
    });
  }

  sync(): Promise<string> {
    return runSession(this.client, this.#line);
  }

  /** Speaks with another server of the same data centre from now on. */
  turnTo(address: string): void {
    this.#line.close();
    this.#line = this.#open(address);
    this.address = address;
  }

  /** Quantities of what came from other offices, in their order. */
  arrived(): readonly unknown[] {
    return this.disk.raw
      .prepare(
        'SELECT owner_office, quantity FROM sim_transfer WHERE owner_office <> ? ORDER BY owner_office, quantity',
      )
      .raw()
      .all(this.no);
  }

  close(): void {
    this.#line.close();
    this.disk.raw.close();
  }
}

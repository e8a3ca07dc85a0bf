import type { Sentinel } from '#kernel/sync/sentinel.ts';
import { zstd } from '#db/wire.ts';
import type { WriteDoor } from '#db/door.ts';
import { SyncClient } from '#office/sync/client.ts';
import { takeEnrolment } from '#office/sync/enrolment.ts';
import { Fuse, PowerCut, type Chance } from './chance.ts';
import { openDisk, openDoor, SIM_SCHEMA, type Disk } from './disk.ts';
import { simCentreKeys, simDevice } from './keys.ts';
import { SnapshotMemory } from './snapshot-memory.ts';
import { simTables } from './tables.ts';

interface Backup {
  readonly bytes: Buffer;
  readonly sentinel: Sentinel | null;
  readonly reach: { readonly epoch: number; readonly seq: number };
}

interface SimOfficeOptions {
  readonly no: number;
  readonly chance: Chance;
  readonly now: () => number;
  /** A command is on the disk: what a user was told. */
  readonly onCommit: (office: SimOffice, seq: number) => void;
}

/** A simulated office: its own code on a disk in memory, its sentinel beside it, a session that may break anywhere. */
export class SimOffice {
  readonly no: number;
  readonly fuse = new Fuse();
  isUp = false;
  isOnline = true;
  skewMs = 0;
  /** Was a disk put back of which the sentinel could not tell? Then papers may carry one number. */
  mayRepeatNumbers = false;
  /** Counts sessions, so that late answers find nobody. */
  session = 0;
  disk: Disk;
  door: WriteDoor;
  client: SyncClient;
  device = simDevice('none');
  #sentinel: Sentinel | null = null;
  readonly #snapshot = new SnapshotMemory(() => this.fuse.step());
  #backup: Backup | null = null;
  readonly #options: SimOfficeOptions;

  constructor(options: SimOfficeOptions) {
    this.#options = options;
    this.no = options.no;
    this.disk = openDisk(this.fuse);
    this.door = this.#openDoor();
    this.client = this.#openClient();
  }

  wall(): number {
    return Math.max(0, this.#options.now() + this.skewMs);
  }

  /** Enrols an empty disk under a new key. */
  async install(enrol: (device: ReturnType<typeof simDevice>) => Promise<{ epoch: number; incarnation: number }>) {
    this.disk.raw.close();
    this.disk = openDisk(this.fuse);
    this.#sentinel = null;
    this.#backup = null;
    this.#snapshot.empty();
    this.device = simDevice(`${this.no}-${this.#options.chance.below(2 ** 31)}`);
    const { epoch, incarnation } = await enrol(this.device);
    this.door = this.#openDoor();
    takeEnrolment({ raw: this.disk.raw, door: this.door, tables: simTables }, { office: this.no, epoch, incarnation });
    this.boot();
  }

  /** Opens the office from its disk. */
  boot(): void {
    this.session += 1;
    this.door = this.#openDoor();
    this.client = this.#openClient();
    this.isUp = true;
  }

  backUp(): void {
    const reach = { epoch: this.door.incarnation.epoch, seq: this.door.head.seq };
    this.#backup = { bytes: this.disk.raw.serialize(), sentinel: this.#sentinel, reach };
  }

  get hasBackup(): boolean {
    return this.#backup !== null;
  }

  /** Puts the last backup on the disk; with the whole image the sentinel goes back too. */
  restore({ isImage }: { readonly isImage: boolean }): void {
    if (!this.#backup) return;
    const { epoch, seq } = this.#backup.reach;
    this.disk.raw.close();
    this.disk = openDisk(this.fuse, this.#backup.bytes);
    if (isImage) this.#sentinel = this.#backup.sentinel;
    const isAhead = this.#sentinel !== null && (this.#sentinel.epoch > epoch || this.#sentinel.seq > seq);
    if (!isAhead) this.mayRepeatNumbers = true;
    this.boot();
  }

  /** Runs work at the office; false when the power went in the middle of it. */
  powered(work: () => void): boolean {
    try {
      if (!this.isUp) return false;
      work();
      return true;
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      if (this.disk.raw.inTransaction) this.disk.raw.exec('ROLLBACK');
      this.disk.guard.close();
      this.isUp = false;
      this.session += 1;
      return false;
    } finally {
      this.fuse.disarm();
    }
  }

  #openDoor(): WriteDoor {
    const door = openDoor(this.disk, { now: () => this.wall(), chance: this.#options.chance });
    door.onCommit(({ seq, command }) => {
      if (command !== 'platform.sync') this.#options.onCommit(this, seq);
    });
    return door;
  }

  #openClient(): SyncClient {
    const { raw } = this.disk;
    return new SyncClient({
      ...{ raw, door: this.door, tables: simTables, schema: SIM_SCHEMA, pieceBytes: 1_500 },
      ports: {
        ...{ key: this.device, codec: zstd, now: () => this.wall(), snapshot: this.#snapshot },
        isCentre: (bytes, signature) => simCentreKeys.sign(bytes) === signature,
        sentinel: {
          read: () => this.#sentinel,
          write: (sentinel) => {
            this.fuse.step();
            this.#sentinel = sentinel;
          },
        },
      },
    });
  }
}

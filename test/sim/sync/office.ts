import type { FormerKey } from '#kernel/sync/late.ts';
import type { Sentinel } from '#kernel/sync/sentinel.ts';
import { zstd } from '#db/wire.ts';
import type { WriteDoor } from '#db/door.ts';
import { SyncClient } from '#office/sync/client.ts';
import { takeEnrolment } from '#office/sync/enrolment.ts';
import { exportExchange, importExchange, type ExchangeOptions } from '#office/sync/exchange.ts';
import { Fuse, PowerCut, type Chance } from './chance.ts';
import { emptyDisk, openDisk, openDoor, upgradeDisk, type Disk } from './disk.ts';
import { simCentreKeys, simDesk, simDevice, type SimDevice } from './keys.ts';
import { olderProgram, type SimProgram } from './programs.ts';
import { SnapshotMemory } from './snapshot-memory.ts';

interface Backup {
  readonly bytes: Buffer;
  readonly sentinel: Sentinel | null;
  readonly reach: { readonly epoch: number; readonly seq: number };
}

interface SimOfficeOptions {
  readonly no: number;
  readonly chance: Chance;
  readonly now: () => number;
  readonly program?: SimProgram;
  /** What is on the disk; an empty office when it is not told. */
  readonly bytes?: Buffer;
  /** A command is on the disk: what a user was told. */
  readonly onCommit: (office: SimOffice, seq: number) => void;
}

/** A PC of a simulated office: its own code on a disk in memory, its sentinel beside it, a session that may break anywhere. */
export class SimOffice {
  readonly no: number;
  readonly fuse = new Fuse();
  isUp = false;
  isOnline = true;
  skewMs = 0;
  /** Was a disk put back of which the sentinel could not tell? Then papers may carry one number. */
  mayRepeatNumbers = false;
  /** Has anything run here since somebody last looked? */
  isTouched = true;
  /** Counts sessions, so that late answers find nobody. */
  session = 0;
  disk: Disk;
  door: WriteDoor;
  client: SyncClient;
  device: SimDevice = simDevice('none');
  program: SimProgram;
  /** The keys that it had before it was invited again. */
  former: readonly FormerKey[] = [];
  /** Another PC has taken the office over: the data centre hears this one no more. */
  isReplaced = false;
  /** Thrown away, disk and all. */
  isGone = false;
  /** Its disk is empty, as it was opened with it. */
  #isNew = true;
  #sentinel: Sentinel | null = null;
  #snapshot = new SnapshotMemory(() => this.fuse.step());
  #backup: Backup | null = null;
  readonly #options: SimOfficeOptions;

  constructor(options: SimOfficeOptions) {
    this.#options = options;
    this.no = options.no;
    this.program = options.program ?? olderProgram;
    this.disk = openDisk(this.fuse, options.bytes ?? emptyDisk(this.program));
    this.door = this.#openDoor();
    this.client = this.#openClient();
  }

  wall(): number {
    return Math.max(0, this.#options.now() + this.skewMs);
  }

  /** Enrols an empty disk under a new key. */
  async install(enrol: (device: SimDevice) => Promise<{ epoch: number; incarnation: number }>, program = this.program) {
    if (!this.#isNew || program !== this.program) {
      this.disk.raw.close();
      this.program = program;
      this.disk = openDisk(this.fuse, emptyDisk(program));
      this.door = this.#openDoor();
    }
    this.#isNew = false;
    this.isReplaced = false;
    this.#sentinel = null;
    this.#backup = null;
    this.#snapshot.empty();
    this.device = simDevice(`${this.no}-${this.#options.chance.below(2 ** 31)}`);
    const { epoch, incarnation } = await enrol(this.device);
    const { tables } = this.program;
    takeEnrolment({ raw: this.disk.raw, door: this.door, tables }, { office: this.no, epoch, incarnation });
    this.boot();
  }

  /** Another PC with a copy of this one's disk, and with its key: both are used from now on. */
  clone(): SimOffice {
    const twin = new SimOffice({ ...this.#options, program: this.program, bytes: this.disk.raw.serialize() });
    twin.#isNew = false;
    twin.device = this.device;
    twin.isReplaced = this.isReplaced;
    twin.skewMs = this.skewMs;
    twin.#sentinel = this.#sentinel;
    twin.#snapshot = this.#snapshot.copy(() => twin.fuse.step());
    this.mayRepeatNumbers = true;
    twin.mayRepeatNumbers = true;
    twin.boot();
    return twin;
  }

  throwAway(): void {
    this.isUp = false;
    this.isGone = true;
    this.session += 1;
    this.disk.raw.close();
  }

  /** Starts another program on the same disk. */
  upgrade(program: SimProgram): void {
    this.program = program;
    this.boot();
  }

  /** Opens the office from its disk. */
  boot(): void {
    if (this.isGone) return;
    this.isTouched = true;
    this.session += 1;
    upgradeDisk(this.disk, this.program);
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
      this.isTouched = true;
      work();
      return true;
    } catch (error) {
      this.goDown(error);
      return false;
    } finally {
      this.fuse.disarm();
    }
  }

  /** The file for the data centre; null when the power went. A session that runs ends, as in the product. */
  makeFile(): Promise<Uint8Array | null> {
    return this.#poweredAlone(async (options) => (await exportExchange(options)).bytes);
  }

  /** Takes the data centre's file: how many things came, or null when the power went. Throws what the product refuses. */
  takeFile(bytes: Uint8Array): Promise<number | null> {
    return this.#poweredAlone(async (options) => (await importExchange(options, bytes)).received);
  }

  async #poweredAlone<T>(work: (options: ExchangeOptions) => Promise<T>): Promise<T | null> {
    try {
      if (!this.isUp) return null;
      this.isTouched = true;
      this.session += 1;
      return await work({ raw: this.disk.raw, client: this.client, link: this.#link(), now: () => this.wall() });
    } catch (error) {
      this.goDown(error);
      return null;
    } finally {
      this.fuse.disarm();
    }
  }

  /** The power went; any other error is thrown on. */
  goDown(error: unknown): void {
    if (!(error instanceof PowerCut)) throw error;
    if (this.disk.raw.inTransaction) this.disk.raw.exec('ROLLBACK');
    this.disk.guard.close();
    this.isUp = false;
    this.session += 1;
  }

  #link(): ExchangeOptions['link'] {
    const { publicKey, exchange } = simDesk;
    return {
      ...{ address: 'https://centre', fingerprint: '', centreKey: publicKey, exchangeKey: exchange.publicKey },
      ...{ office: this.no, epoch: this.door.incarnation.epoch, incarnation: 1, isClaimed: true },
      ...{ keyId: this.device.id, privateKey: this.device.privateKey },
    };
  }

  #openDoor(): WriteDoor {
    const { chance } = this.#options;
    const door = openDoor(this.disk, { now: () => this.wall(), chance, program: this.program });
    door.onCommit(({ seq, command }) => {
      if (command !== 'platform.sync') this.#options.onCommit(this, seq);
    });
    return door;
  }

  #openClient(): SyncClient {
    const { raw } = this.disk;
    return new SyncClient({
      ...{ raw, door: this.door, tables: this.program.tables, schema: this.program.schema, pieceBytes: 1_500 },
      ports: {
        former: { names: () => this.former, heard: () => (this.former = []) },
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

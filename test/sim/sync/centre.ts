import type { Answer, Call } from '#kernel/sync/messages.ts';
import { answer } from '#datacenter/protocol/entrance.ts';
import { declareRestored, enrol, markDurable, type Enrolled } from '#datacenter/protocol/enrol.ts';
import { modelTables } from '#datacenter/protocol/model-tables.ts';
import type { DatacenterPorts, Packing } from '#datacenter/protocol/ports.ts';
import { streams } from '#datacenter/protocol/tables.ts';
import { WitnessMemory } from '#datacenter/storage/witness-file.ts';
import { sweep } from '#datacenter/protocol/worker.ts';
import { chainHead, sha256, zstd } from '#db/wire.ts';
import { Fuse, PowerCut } from './chance.ts';
import { SIM_SCHEMA } from './disk.ts';
import { simCentreKeys, type simDevice } from './keys.ts';
import { MemoryStore } from './memory-store.ts';
import { simModels } from './tables.ts';

/** The simulated data centre: its own code on a store in memory, with a backup and a witness on another disk. */
export class SimCentre {
  readonly fuse = new Fuse();
  readonly store = new MemoryStore(() => this.fuse.step());
  readonly witness = new WitnessMemory();
  readonly ports: DatacenterPorts;
  isUp = true;
  #backup: ReturnType<MemoryStore['backup']> | null = null;

  constructor(now: () => number) {
    this.ports = {
      ...{ store: this.store, chain: chainHead, codecs: [zstd], keys: simCentreKeys, witness: this.witness, now },
      ...{ tables: modelTables(simModels), schema: SIM_SCHEMA, oldestSchema: 1, isBusy: () => false },
      packing: simPacking,
      objection: (op) => (op.k === POISON ? 'a poisoned op' : null),
    };
  }

  /** Answers, or null when the power went: then `isUp` is false. */
  async hear(call: Call): Promise<Answer | null> {
    return this.#powered(() => answer(this.ports, call));
  }

  async sweep(): Promise<boolean> {
    return (await this.#powered(() => sweep(this.ports))) ?? false;
  }

  enrol(office: number, device: ReturnType<typeof simDevice>): Promise<Enrolled> {
    return enrol(this.ports, { office, keyId: device.id, publicKey: device.publicKey });
  }

  /** An off-site backup, and the note of how far it reaches. */
  async backUp(offices: readonly number[]): Promise<void> {
    this.#backup = this.store.backup();
    for (const office of offices) await markDurable(this.ports, office, await this.seqOf(office));
  }

  get hasBackup(): boolean {
    return this.#backup !== null;
  }

  /** Puts the last backup in place of the database. */
  async restore(): Promise<void> {
    if (this.#backup === null) return;
    this.store.restore(this.#backup);
    await declareRestored(this.ports);
  }

  async seqOf(office: number): Promise<number> {
    return (await this.store.transaction((tx) => tx.get(streams, [office])))?.seq ?? 0;
  }

  async #powered<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      if (!this.isUp) return null;
      return await work();
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      this.isUp = false;
      return null;
    } finally {
      this.fuse.disarm();
    }
  }
}

/** Small chunks, so that even a short log has several. */
export const simPacking: Packing = {
  compress: async (bytes) => zstd.compress(bytes),
  sha256,
  openedBytes: 4_000,
  during: (work) => work(),
};

/** The command that the data centre's rules refuse. */
export const POISON = 'sim.poison';

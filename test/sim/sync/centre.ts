import type { Answer, Call, Entry, PageAnswer } from '#kernel/sync/messages.ts';
import { unshapedEntries, type Shape } from '#kernel/sync/shaped.ts';
import { answer } from '#datacenter/protocol/entrance.ts';
import { declareRestored, enrol, markDurable, type Enrolled } from '#datacenter/protocol/enrol.ts';
import { modelTables } from '#datacenter/protocol/model-tables.ts';
import { readForeignOp } from '#datacenter/protocol/op-reader.ts';
import type { DatacenterPorts, Packing } from '#datacenter/protocol/ports.ts';
import { opsAfter } from '#datacenter/protocol/streams.ts';
import { frames, streams } from '#datacenter/protocol/tables.ts';
import { WitnessMemory } from '#datacenter/storage/witness-file.ts';
import { toldText, type Told } from '#datacenter/protocol/told.ts';
import { sweep } from '#datacenter/protocol/worker.ts';
import { exchangeFile, type Exchanged } from '#datacenter/server/exchange.ts';
import { exchangeTools } from '#db/exchange-seal.ts';
import { chainHead, sha256, zstd } from '#db/wire.ts';
import type { Verdict } from '#kernel/verdict.ts';
import { Fuse, PowerCut } from './chance.ts';
import { LedgerMemory } from './ledger-memory.ts';
import { simCentreKeys, simDesk, type SimDevice } from './keys.ts';
import { MemoryStore } from './memory-store.ts';
import { olderProgram, type SimProgram } from './programs.ts';

/** The simulated data centre: its own code on a store in memory, with a backup and a witness on another disk. */
export class SimCentre {
  readonly fuse = new Fuse();
  readonly store = new MemoryStore(() => this.fuse.step());
  readonly witness = new WitnessMemory();
  readonly ledger = new LedgerMemory(() => this.ports.tables);
  ports: DatacenterPorts;
  program: SimProgram;
  isUp = true;
  #backup: ReturnType<MemoryStore['backup']> | null = null;
  /** `office epoch` of each that the witness had noted when the power went, and the database never did. */
  readonly unrecorded = new Set<string>();
  /** Ops that were stored when the power went in the same moment: the ledger may not know of them. */
  readonly unnoted = new Set<string>();
  /** A restored one begins without the incidents that it had noted since its backup. */
  hasBeenRestored = false;

  constructor(now: () => number, program: SimProgram = olderProgram) {
    this.program = program;
    this.ports = {
      ...{ store: this.store, chain: chainHead, codecs: [zstd], keys: simCentreKeys, witness: this.witness, now },
      ledger: this.ledger,
      ...{ tables: modelTables(program.models), schema: program.schema, oldestSchema: 1, isBusy: () => false },
      packing: simPacking,
      objection: (op) => (op.k === POISON ? 'a poisoned op' : null),
    };
  }

  /** Another program is started on the same database; programs of offices that are older than `oldestSchema` may only send. */
  upgrade(program: SimProgram, { oldestSchema }: { readonly oldestSchema: number }): void {
    this.program = program;
    this.ports = { ...this.ports, tables: modelTables(program.models), schema: program.schema, oldestSchema };
  }

  /** The program is started with other rules; the first sweep looks at what the old ones refused. */
  async restart({ objection }: Pick<DatacenterPorts, 'objection'>): Promise<void> {
    this.ports = { ...this.ports, objection };
    await this.#powered(() => sweep({ ...this.ports, retriesRefused: true }));
  }

  /** Answers, or null when the power went: then `isUp` is false. */
  async hear(call: Call): Promise<Answer | null> {
    return this.#powered(async () => heard(await answer(this.ports, call)));
  }

  /** Takes a file that was carried here, as the desk of the data centre does. */
  async takeFile(bytes: Uint8Array): Promise<Verdict<Exchanged> | null> {
    const { sign, exchange } = simDesk;
    const ports = { ...this.ports, keys: { ...this.ports.keys, sign } };
    return this.#powered(() => exchangeFile({ ports, exchange: { tools: exchangeTools, keys: exchange } }, { bytes }));
  }

  async sweep(): Promise<boolean> {
    return (await this.#powered(() => sweep(this.ports))) ?? false;
  }

  enrol(office: number, device: SimDevice): Promise<Enrolled> {
    return enrol(this.ports, { office, keyId: device.id, publicKey: device.publicKey });
  }

  /** An off-site backup, and the note of how far it reaches. */
  async backUp(offices: readonly number[]): Promise<void> {
    this.#backup = this.store.backup();
    const reached = new Map<number, number>();
    for (const office of offices) reached.set(office, await this.seqOf(office));
    await markDurable(this.ports, reached);
  }

  get hasBackup(): boolean {
    return this.#backup !== null;
  }

  /** Puts the last backup in place of the database. */
  async restore(): Promise<void> {
    if (this.#backup === null) return;
    this.store.restore(this.#backup);
    this.hasBeenRestored = true;
    await declareRestored(this.ports);
  }

  async seqOf(office: number): Promise<number> {
    return (await this.store.transaction((tx) => tx.get(streams, [office])))?.seq ?? 0;
  }

  async #powered<T>(work: () => Promise<T>): Promise<T | null> {
    const before = this.ports.now();
    try {
      if (!this.isUp) return null;
      return await work();
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      this.isUp = false;
      this.fuse.disarm();
      await this.#noteUnrecorded();
      await this.#noteUnnoted(before);
      return null;
    } finally {
      this.fuse.disarm();
    }
  }

  async #noteUnrecorded(): Promise<void> {
    for (let no = 2; this.witness.epochOf(no) > 0; no += 1) {
      const epoch = this.witness.epochOf(no);
      const stream = await this.store.transaction((tx) => tx.get(streams, [no]));
      if ((stream?.epoch ?? 0) < epoch) this.unrecorded.add(`${no} ${epoch}`);
    }
  }

  async #noteUnnoted(since: number): Promise<void> {
    for (let no = 2; this.witness.epochOf(no) > 0; no += 1) {
      const ops = await this.store.transaction(async (tx) => {
        const stream = await tx.get(streams, [no]);
        const last = await tx.upTo(frames, no, Number.MAX_SAFE_INTEGER);
        if (!stream || !last || last.receivedAt < since) return [];
        return opsAfter(tx, this.ports, stream, {
          seq: last.fromSeq - 1,
          limit: 10_000,
          bytes: Number.MAX_SAFE_INTEGER,
        });
      });
      for (const { body } of ops) {
        const op = readForeignOp(body);
        if (op) this.unnoted.add(op.id);
      }
    }
  }
}

type Page = Omit<PageAnswer, 'entries'> & { readonly entries: readonly unknown[]; readonly shapes?: readonly Shape[] };

/** What an office reads of an answer. */
function heard(told: Told): Answer {
  if (told.kind !== 'page') return told;
  const { entries, shapes, ...page } = JSON.parse(toldText(told)) as Page;
  return { ...page, entries: unshapedEntries(entries, shapes ?? []) as readonly Entry[] };
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

import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { answer } from '#datacenter/protocol/entrance.ts';
import { enrol } from '#datacenter/protocol/enrol.ts';
import { modelTables } from '#datacenter/protocol/model-tables.ts';
import type { DatacenterPorts } from '#datacenter/protocol/ports.ts';
import { StoreAway } from '#datacenter/protocol/store.ts';
import { streams, type StreamRow } from '#datacenter/protocol/tables.ts';
import { openServerLog } from '#datacenter/server/log.ts';
import { Worker } from '#datacenter/server/worker-loop.ts';
import { WitnessMemory } from '#datacenter/storage/witness-file.ts';
import type { Op } from '#db/op.ts';
import { chainHead, isSignedBy, newKeyPair, signerOf, zstd } from '#db/wire.ts';
import { simPacking } from '../sim/sync/centre.ts';
import { LedgerMemory } from '../sim/sync/ledger-memory.ts';
import { MemoryStore } from '../sim/sync/memory-store.ts';
import { simModels } from '../sim/sync/tables.ts';
import { frameOf, opOf } from './frames.ts';

/** The worker with a clock that stands still: whatever waits for half a minute waits for ever. */

const NOW = 1_800_000_000_000;
const [SENDER, OFFICE] = [71, 72];
const device = newKeyPair();
const goods = { toOffice: SENDER, quantity: 1, number: 'n' };
const cause = opOf(1, goods);
const leaning: Op = { ...opOf(2, goods), d: [[SENDER, 'sim_transfer', cause.e[0]?.[2] ?? '']] };

let store: MemoryStore;
let ports: DatacenterPorts;
/** Fails so many transactions of the worker, as a database does that has gone. */
let away = 0;

beforeEach(async () => {
  store = new MemoryStore();
  ports = {
    ...{ store, chain: chainHead, codecs: [zstd], now: () => NOW, schema: 3, oldestSchema: 1 },
    keys: { isSignedBy, sign: signerOf(newKeyPair().privateKey) },
    ...{ witness: new WitnessMemory(), tables: modelTables(simModels), isBusy: () => false, packing: simPacking },
    ledger: new LedgerMemory(() => modelTables(simModels)),
    objection: () => null,
  };
  for (const [office, op] of [
    [SENDER, cause],
    [OFFICE, leaning],
  ] as const) {
    await enrol(ports, { office, keyId: 'k1', publicKey: device.publicKey });
    const { bytes } = frameOf({ office, epoch: 1, ops: [op], sign: signerOf(device.privateKey) });
    expect(await answer(ports, { kind: 'push', frame: bytes })).toMatchObject({ kind: 'acked' });
  }
});

const streamOf = (office: number): Promise<StreamRow | undefined> =>
  store.transaction((tx) => tx.get(streams, [office]));

/** Works on the offices in this order, one after the other. */
function working(order: readonly number[]): void {
  const worker = new Worker({
    ports: {
      ...ports,
      store: {
        ...{ behind: (limit) => store.behind(limit) },
        transaction: (work) => {
          if (away === 0) return store.transaction(work);
          away -= 1;
          return Promise.reject(new StoreAway(new Error('gone')));
        },
      },
    },
    waiting: async () => {
      const rows = await Promise.all(order.map(streamOf));
      const isFresh = (row: StreamRow | undefined): boolean =>
        row !== undefined && (row.appliedSeq < row.seq || !row.isRouted);
      const of = (wanted: (row: StreamRow | undefined) => boolean): number[] =>
        order.filter((_, place) => wanted(rows[place]));
      return { fresh: of(isFresh), held: of((row) => !isFresh(row) && (row?.held ?? 0) > 0) };
    },
    ...{ log: openServerLog(true), lanes: 1, onFault: () => undefined, afterwards: () => Promise.resolve() },
  });
  worker.start();
  onTestFinished(() => worker.stop());
}

it('a held op goes on when its cause is applied behind it in the same sweep', async () => {
  working([OFFICE, SENDER]);
  await vi.waitFor(async () => expect(await streamOf(SENDER)).toMatchObject({ appliedSeq: 1, isRouted: true }));
  await vi.waitFor(async () => expect(await streamOf(OFFICE)).toMatchObject({ appliedSeq: 1, held: 0 }));
});

it('an office whose pass failed because the database had gone goes on when it is back', async () => {
  away = 3;
  working([SENDER, OFFICE]);
  await vi.waitFor(async () => expect(await streamOf(SENDER)).toMatchObject({ appliedSeq: 1, isRouted: true }));
  await vi.waitFor(async () => expect(await streamOf(OFFICE)).toMatchObject({ appliedSeq: 1, held: 0 }));
});

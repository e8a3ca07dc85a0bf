import { beforeAll, describe, expect, it } from 'vitest';
import { answer } from '#datacenter/protocol/entrance.ts';
import { enrol } from '#datacenter/protocol/enrol.ts';
import { modelTables } from '#datacenter/protocol/model-tables.ts';
import type { DatacenterPorts } from '#datacenter/protocol/ports.ts';
import { heldOps } from '#datacenter/protocol/tables.ts';
import { sweep } from '#datacenter/protocol/worker.ts';
import { WitnessMemory } from '#datacenter/storage/witness-file.ts';
import { modelOf, type ColumnKind, type TableModel } from '#db/columns.ts';
import type { Op } from '#db/op.ts';
import { chainHead, isSignedBy, newKeyPair, signerOf, zstd } from '#db/wire.ts';
import { REFERENCE_CHANNEL, SHARED_CHANNEL, type Head } from '#kernel/sync/log.ts';
import { allTables } from '#office/core.ts';
import { simPacking } from '../sim/sync/centre.ts';
import { LedgerMemory } from '../sim/sync/ledger-memory.ts';
import { MemoryStore } from '../sim/sync/memory-store.ts';
import { entriesOf } from './channel-entries.ts';
import { frameOf, opOf } from './frames.ts';

/** A rightful device of office 72 tries every table of the modules under the ids of office 71 and of the data centre. */

const models = allTables.map((table) => modelOf(table)).filter(({ conflictClass }) => conflictClass !== 'local');
const tables = modelTables(models);
const keys = { 1: newKeyPair(), 71: newKeyPair(), 72: newKeyPair() } as const;
type Office = keyof typeof keys;

const store = new MemoryStore();
const centre = newKeyPair();
const ports: DatacenterPorts = {
  ...{ store, chain: chainHead, codecs: [zstd], now: () => 1_800_000_000_000, schema: 3, oldestSchema: 1, tables },
  keys: { isSignedBy, sign: signerOf(centre.privateKey) },
  ...{ witness: new WitnessMemory(), isBusy: () => false, ledger: new LedgerMemory(() => tables) },
  ...{ packing: simPacking, objection: () => null },
};
const logs = new Map<Office, { seq: number; head: Head | undefined }>();
let count = 0;

/** Sends these effects, each as an op of its own, and lets everything be applied. */
async function sent(office: Office, effects: Op['e']): Promise<void> {
  const { seq, head } = logs.get(office) ?? { seq: 0, head: undefined };
  const ops = effects.map((effect) => ({ ...opOf((count += 1), {}), e: [effect] }));
  const frame = frameOf({
    ...{ office, epoch: 1, ops, from: seq + 1, sign: signerOf(keys[office].privateKey) },
    ...(head !== undefined && { previous: head }),
  });
  expect(await answer(ports, { kind: 'push', frame: frame.bytes })).toMatchObject({ kind: 'acked' });
  logs.set(office, { seq: seq + ops.length, head: frame.head });
  while (await sweep(ports));
}

/** Of each table an office has two: on the first the other one tries what is held, and whatever follows on it with it. */
const idOf = (office: Office, model: TableModel, which: 1 | 2 = 1): string =>
  `01900000-0000-7000-900${which}-${String(office * 1_000 + models.indexOf(model)).padStart(12, '0')}`;

/** A record that every column takes; whom it names is its own office. */
function rowOf(office: Office, { columns }: TableModel): Record<string, unknown> {
  const values: Readonly<Record<ColumnKind, unknown>> = {
    ...{ id: '01900000-0000-7000-9000-ffffffffffff', text: 'x', integer: office, money: 1, moment: 1 },
    ...{ date: '2026-01-01', month: '2026-01', boolean: true, json: {} },
  };
  const own = columns.filter(({ isSynced }) => !isSynced);
  return Object.fromEntries(own.map(({ key, kind }) => [key, values[kind]]));
}

const recordsOf = async (office: Office, model: TableModel) => {
  const table = tables.get(model.name);
  if (!table) throw new Error(`${model.name} is a table of the data centre.`);
  return store.transaction((tx) => tx.range(table.records, office, { limit: 10_000 }));
};
const channelsOf = async () =>
  Promise.all([71, 1, REFERENCE_CHANNEL, SHARED_CHANNEL].map((channel) => entriesOf(store, channel)));

beforeAll(async () => {
  for (const office of [1, 71, 72] as const)
    await enrol(ports, { office, keyId: 'k1', publicKey: keys[office].publicKey });
  for (const office of [1, 71] as const)
    await sent(
      office,
      models.flatMap((model) =>
        ([1, 2] as const).map((which) => ['i', model.name, idOf(office, model, which), rowOf(office, model)] as const),
      ),
    );
});

describe.each(models.map((model) => [model.name, model] as const))('records of %s', (name, model) => {
  it.each([71, 1] as const)('of office %s are touched by no other office', async (owner) => {
    const [before, channels] = [await recordsOf(owner, model), await channelsOf()];
    expect(before).toHaveLength(2);
    const id = idOf(owner, model);
    const row = rowOf(72, model);
    await sent(72, [
      ['u', name, id, row],
      ['u', name, id, { ...row, officeNo: owner }],
      ['x', name, id],
      ['i', name, id, { ...row, officeNo: owner }],
    ]);
    expect(await recordsOf(owner, model)).toEqual(before);
    expect((await recordsOf(72, model)).filter((record) => record['id'] === id)).toEqual([]);
    const held = await store.transaction((tx) => tx.range(heldOps, 72, { limit: 10_000 }));
    const last = logs.get(72)?.seq ?? 0;
    expect(held.filter(({ seq }) => seq > last - 4)).toHaveLength(4);
    // What all write together is heard by all, under the name of whoever wrote it; nothing else is.
    expect(await channelsOf()).toEqual(channels);
  });

  it('are of the office that wrote them, also under an id that another one has', async () => {
    const [before, channels] = [await recordsOf(71, model), await channelsOf()];
    await sent(72, [['i', name, idOf(71, model, 2), rowOf(72, model)]]);
    expect(await recordsOf(71, model)).toEqual(before);
    const [own] = (await recordsOf(72, model)).filter((record) => record['id'] === idOf(71, model, 2));
    expect(own).toMatchObject({ officeNo: 72 });
    expect((await channelsOf()).slice(0, 3)).toEqual(channels.slice(0, 3));
  });
});

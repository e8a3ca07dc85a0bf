import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { applyOffice } from '#datacenter/protocol/apply.ts';
import { answer } from '#datacenter/protocol/entrance.ts';
import { enrol } from '#datacenter/protocol/enrol.ts';
import { modelTables } from '#datacenter/protocol/model-tables.ts';
import type { DatacenterPorts } from '#datacenter/protocol/ports.ts';
import { heldOps } from '#datacenter/protocol/tables.ts';
import { sweep } from '#datacenter/protocol/worker.ts';
import { openServerLog } from '#datacenter/server/log.ts';
import { Worker } from '#datacenter/server/worker-loop.ts';
import { WitnessMemory } from '#datacenter/storage/witness-file.ts';
import type { Op } from '#db/op.ts';
import { chainHead, isSignedBy, newKeyPair, signerOf, zstd } from '#db/wire.ts';
import type { Entry } from '#kernel/sync/messages.ts';
import { Puller } from '#office/sync/pull.ts';
import { chanceOf, Fuse } from '../sim/sync/chance.ts';
import { simPacking } from '../sim/sync/centre.ts';
import { openDisk, openDoor } from '../sim/sync/disk.ts';
import { MemoryStore } from '../sim/sync/memory-store.ts';
import { simModels } from '../sim/sync/tables.ts';
import { entriesOf } from './channel-entries.ts';
import { frameOf, opOf } from './frames.ts';
import { LedgerMemory } from '../sim/sync/ledger-memory.ts';

/** An op of office 72 that waits for one reason after another, and what the people there read of it. */

const SENDER = 71;
const OFFICE = 72;
const device = newKeyPair();
const sign = signerOf(device.privateKey);
const goods = { toOffice: SENDER, quantity: 1, number: 'n' };
const made = (no: number): Op => opOf(no, goods);
const idOf = ({ e }: Op): string => e[0]?.[2] ?? '';
const change = (no: number, of: Op, rest: Partial<Op>): Op => ({
  ...made(no),
  ...{ k: 'sim.change', e: [['u', 'sim_transfer', idOf(of), { quantity: no }]], ...rest },
});
/** The ops of the sender for which the others wait. */
const [firstCause, secondCause] = [made(1), made(2)];
const causes = (...ops: readonly Op[]): Pick<Op, 'd'> => ({ d: ops.map((op) => [SENDER, 'sim_transfer', idOf(op)]) });

let now: number;
let store: MemoryStore;
let ports: DatacenterPorts;

beforeEach(async () => {
  now = 1_800_000_000_000;
  store = new MemoryStore();
  ports = {
    ...{ store, chain: chainHead, codecs: [zstd], now: () => now, schema: 3, oldestSchema: 1 },
    keys: { isSignedBy, sign: signerOf(newKeyPair().privateKey) },
    ...{ witness: new WitnessMemory(), tables: modelTables(simModels), isBusy: () => false, packing: simPacking },
    ledger: new LedgerMemory(() => modelTables(simModels)),
    objection: (op) => (op.k === 'sim.poison' ? 'poison' : null),
  };
  for (const office of [SENDER, OFFICE]) await enrol(ports, { office, keyId: 'k1', publicKey: device.publicKey });
});

async function push(office: number, ops: readonly Op[], after: Parameters<typeof frameOf>[0] | null = null) {
  const previous = after && frameOf(after).head;
  const from = after ? after.ops.length + 1 : 1;
  const make = { office, epoch: 1, ops, sign, from, ...(previous && { previous }) };
  expect(await answer(ports, { kind: 'push', frame: frameOf(make).bytes })).toMatchObject({ kind: 'acked' });
  return make;
}

const settle = async (): Promise<void> => {
  while (await sweep(ports));
};
const held = () => store.transaction((tx) => tx.range(heldOps, OFFICE, { limit: 9 }));
const reasonOf = async (seq: number) => (await held()).find((row) => row.seq === seq)?.reason ?? null;
const told = async (op: Op): Promise<readonly Entry[]> => {
  return (await entriesOf(store, OFFICE)).filter((entry) => 'op' in entry && entry.op === op.id);
};
const inWords = (entry: Entry): string => (entry.kind === 'held' ? entry.reason : entry.kind);

function officePc() {
  const disk = openDisk(new Fuse());
  onTestFinished(() => void disk.raw.close());
  disk.raw.prepare("UPDATE sync_self SET value = ? WHERE key = 'office'").run(OFFICE);
  const door = openDoor(disk, { now: () => now, chance: chanceOf(7) });
  const puller = new Puller({ raw: disk.raw, door, office: OFFICE, now: () => now, schema: 3 });
  const hear = (entries: readonly Entry[]): void => {
    const from = puller.cursor(OFFICE).at;
    const page = { channel: OFFICE, generation: 0, from, to: from + entries.length, entries, isEnd: true };
    expect(puller.take(page)).toBe(true);
  };
  const items = (): unknown => disk.raw.prepare('SELECT kind, since FROM sync_inbox WHERE is_open = 1').all();
  return { raw: disk.raw, hear, items };
}

interface Chain {
  readonly waiting: Op;
  /** The reasons one after the other; the first is that of its arrival. */
  readonly reasons: readonly string[];
  /** What the office is told of them. */
  readonly told: readonly string[];
  /** What brings it from each reason to the next. */
  readonly steps: readonly (() => Promise<unknown>)[];
}

const before = { ...made(11), ...causes(firstCause) };
const newerSchema = async (): Promise<void> => void (ports = { ...ports, schema: 4 });
const late = async (): Promise<void> => void (now += 49 * 3_600_000);
const startedAnew = async (): Promise<void> => void (ports = { ...ports, retriesRefused: true });
const mendedRules = async (): Promise<void> => void (ports = { ...ports, objection: () => null, retriesRefused: true });
const arriving = async (): Promise<unknown> => push(SENDER, [firstCause]);
const secondArriving = async (): Promise<unknown> =>
  push(SENDER, [secondCause], { office: SENDER, epoch: 1, ops: [firstCause], sign });

const chains: readonly (readonly [string, Chain])[] = [
  [
    'waits for a program, then for the op before it, and is refused then',
    {
      waiting: change(12, before, { k: 'sim.poison', s: 4 }),
      reasons: ['schema-deferred', 'follows', 'illegal-state'],
      told: ['follows', 'illegal-state'],
      steps: [newerSchema, arriving],
    },
  ],
  [
    'follows, then waits for its own cause, and is refused then',
    {
      waiting: change(12, before, { k: 'sim.poison', ...causes(secondCause) }),
      reasons: ['follows', 'cause-missing', 'illegal-state'],
      told: ['follows', 'cause-missing', 'illegal-state'],
      steps: [arriving, secondArriving],
    },
  ],
  [
    'follows, then waits for its own cause, and is applied then',
    {
      waiting: change(12, before, causes(secondCause)),
      reasons: ['follows', 'cause-missing'],
      told: ['follows', 'cause-missing', 'released'],
      steps: [arriving, secondArriving],
    },
  ],
  [
    'waits for its cause for two days, and is applied when that comes',
    {
      waiting: { ...made(12), ...causes(secondCause) },
      reasons: ['cause-missing', 'cause-missing', 'cause-missing', 'cause-missing'],
      told: ['cause-missing', 'released'],
      steps: [arriving, late, late, secondArriving],
    },
  ],
  [
    'is refused by a rule that is mended, and is applied then',
    {
      waiting: { ...made(12), k: 'sim.poison' },
      reasons: ['illegal-state', 'illegal-state'],
      told: ['illegal-state', 'released'],
      steps: [arriving, mendedRules],
    },
  ],
  [
    'is refused by a rule that stays as it is, whenever the data centre is started',
    {
      waiting: { ...made(12), k: 'sim.poison' },
      reasons: ['illegal-state', 'illegal-state', 'illegal-state'],
      told: ['illegal-state'],
      steps: [startedAnew, startedAnew],
    },
  ],
];

describe('a held op that', () => {
  describe.each(chains)('%s', (_, { waiting, reasons, told: telling, steps }) => {
    it.each<[string, boolean]>([
      ['when each reason was handed on', true],
      ['when nothing was handed on before the end', false],
    ])('is told in the right order, and one item is open at the end, %s', async (_when, isRouted) => {
      const pc = officePc();
      let heard = 0;
      const listen = async (): Promise<void> => {
        const entries = await told(waiting);
        pc.hear(entries.slice(heard));
        heard = entries.length;
      };
      const pass = async (): Promise<void> => {
        now += 1_000;
        if (isRouted) await settle();
        else for (const office of [SENDER, OFFICE]) while (await applyOffice(ports, office));
        await listen();
      };
      await push(OFFICE, [before, waiting]);
      await pass();
      const since = (await held()).find(({ seq }) => seq === 2)?.since;
      for (const [at, step] of steps.entries()) {
        expect(await reasonOf(2)).toBe(reasons[at]);
        await step();
        await pass();
      }
      const last = reasons[steps.length] ?? null;
      expect(await reasonOf(2)).toBe(last);
      if (last) expect((await held()).find(({ seq }) => seq === 2)?.since).toBe(since);
      await settle();
      await listen();
      expect((await told(waiting)).map(inWords)).toEqual(telling);
      expect(pc.items()).toMatchObject(last ? [{ kind: last }] : []);
    });
  });
});

describe('the worker of a data centre', () => {
  it('looks once at what was refused before it was started', async () => {
    await push(OFFICE, [{ ...made(12), k: 'sim.poison' }]);
    await settle();
    expect(await reasonOf(1)).toBe('illegal-state');
    let judged = 0;
    const objection = (): string | null => (judged++ === 0 ? null : 'poison');
    const worker = new Worker({
      ports: { ...ports, objection },
      waiting: async () => ({ fresh: [], held: (await held()).length > 0 ? [OFFICE] : [] }),
      ...{ log: openServerLog(true), lanes: 1, onFault: () => expect.unreachable(), afterwards: async () => undefined },
    });
    worker.start();
    await vi.waitFor(async () => expect(await held()).toEqual([]));
    await worker.stop();
    expect(judged).toBe(1);
  });
});

describe('what an office hears of a held op', () => {
  const op = made(12).id;
  const heldFor = (reason: 'follows' | 'cause-missing'): Entry => ({ kind: 'held', op, seq: 2, reason });
  const released: Entry = { kind: 'released', op, seq: 2 };

  it('opens again what the data centre had closed, and stands since the first telling', () => {
    const { hear, items } = officePc();
    const first = now;
    hear([heldFor('follows')]);
    now += 5_000;
    hear([heldFor('cause-missing')]);
    hear([heldFor('follows')]);
    expect(items()).toEqual([{ kind: 'follows', since: first }]);
    hear([released]);
    expect(items()).toEqual([]);
    hear([heldFor('follows')]);
    expect(items()).toEqual([{ kind: 'follows', since: now }]);
  });

  it('does not open again what a person has settled', () => {
    const { raw, hear, items } = officePc();
    hear([heldFor('follows')]);
    raw.prepare('UPDATE sync_inbox SET is_open = 0').run();
    hear([heldFor('follows'), released, heldFor('follows')]);
    expect(items()).toEqual([]);
  });

  it('leaves open that a number is on two papers', () => {
    const { hear, items } = officePc();
    hear([heldFor('follows'), { kind: 'duplicate-number', number: 'n', op, other: made(3).id }, released]);
    expect(items()).toMatchObject([{ kind: 'dup-number' }]);
  });
});

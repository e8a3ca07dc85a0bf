import { zstdCompressSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { answer } from '#datacenter/protocol/entrance.ts';
import { declareRestored, enrol, revoke } from '#datacenter/protocol/enrol.ts';
import { addOffice } from '#datacenter/protocol/offices.ts';
import { modelTables } from '#datacenter/protocol/model-tables.ts';
import type { DatacenterPorts } from '#datacenter/protocol/ports.ts';
import { heldOps, incidents, recordTable, streams } from '#datacenter/protocol/tables.ts';
import { WitnessMemory } from '#datacenter/storage/witness-file.ts';
import { sweep } from '#datacenter/protocol/worker.ts';
import { chainHead, isSignedBy, newKeyPair, signerOf, zstd } from '#db/wire.ts';
import type { Op } from '#db/op.ts';
import { decodeFrame, encodeFrame, FRAME_LIMITS, signedPart } from '#kernel/sync/frame.ts';
import { REFERENCE_CHANNEL } from '#kernel/sync/log.ts';
import type { Call, OfficeRequest } from '#kernel/sync/messages.ts';
import { modelOf, syncedTable, text } from '#db/columns.ts';
import { simPacking } from '../sim/sync/centre.ts';
import { MemoryStore } from '../sim/sync/memory-store.ts';
import { acceptance, simModels, transfer } from '../sim/sync/tables.ts';
import { entriesOf } from './channel-entries.ts';
import { frameOf, opOf } from './frames.ts';
import { LedgerMemory } from '../sim/sync/ledger-memory.ts';

const device = newKeyPair();
const stranger = newKeyPair();
const centre = newKeyPair();
const sign = signerOf(device.privateKey);

let store: MemoryStore;
let ports: DatacenterPorts;

beforeEach(async () => {
  store = new MemoryStore();
  ports = {
    ...{ store, chain: chainHead, codecs: [zstd], now: () => 1_800_000_000_000, schema: 3, oldestSchema: 1 },
    keys: { isSignedBy, sign: signerOf(centre.privateKey) },
    ...{ witness: new WitnessMemory(), tables: modelTables(simModels), isBusy: () => false },
    ledger: new LedgerMemory(() => modelTables(simModels)),
    packing: simPacking,
    objection: (op) => (op.k === 'sim.poison' ? 'poison' : null),
  };
  await enrol(ports, { office: 71, keyId: 'k1', publicKey: device.publicKey });
  await enrol(ports, { office: 72, keyId: 'k1', publicKey: stranger.publicKey });
});

const row = { toOffice: 72, quantity: 1, number: 'n' };
const push = (frame: Uint8Array) => answer(ports, { kind: 'push', frame });
const whole = () => frameOf({ office: 71, epoch: 1, ops: [opOf(1, row), opOf(2, row)], sign });
const streamOf = (office: number) => store.transaction((tx) => tx.get(streams, [office]));
const recordsOf = (office: number, table: object) =>
  store.transaction((tx) => tx.range(recordTable(modelOf(table)), office, { limit: 100 }));

function call(request: OfficeRequest, by = sign, office = request.office): Call {
  const body = JSON.stringify(request);
  return { kind: 'signed', office, key: 'k1', body, signature: by(Buffer.from(body)) };
}

describe('a hostile frame', () => {
  const changed = (change: (bytes: Buffer) => void): Uint8Array => {
    const bytes = Buffer.from(whole().bytes);
    change(bytes);
    return bytes;
  };
  it.each<[string, () => Uint8Array, string]>([
    [
      'signed by a stranger',
      () => frameOf({ office: 71, epoch: 1, ops: [opOf(1, row)], sign: signerOf(stranger.privateKey) }).bytes,
      'SIGNATURE_INVALID',
    ],
    [
      'for another office, under one’s own key',
      () => frameOf({ office: 72, epoch: 1, ops: [opOf(1, row)], sign }).bytes,
      'SIGNATURE_INVALID',
    ],
    [
      'of an office that nobody enrolled',
      () => frameOf({ office: 99, epoch: 1, ops: [opOf(1, row)], sign }).bytes,
      'DEVICE_UNKNOWN',
    ],
    [
      'under a key that nobody enrolled',
      () => frameOf({ office: 71, epoch: 1, ops: [opOf(1, row)], sign, wrong: { key: 'k9' } }).bytes,
      'DEVICE_UNKNOWN',
    ],
    ['cut off', () => whole().bytes.subarray(0, 500), 'FRAME_MALFORMED'],
    [
      'with another byte in its payload',
      () => changed((bytes) => (bytes[bytes.length - 5] = (bytes[bytes.length - 5] ?? 0) ^ 1)),
      'FRAME_MALFORMED',
    ],
    [
      'with a head that its ops do not make',
      () => frameOf({ office: 71, epoch: 1, ops: [opOf(1, row)], sign, wrong: { head: 'a'.repeat(64) } }).bytes,
      'FRAME_BROKEN_CHAIN',
    ],
    [
      'with fewer ops than it promises',
      () => frameOf({ office: 71, epoch: 1, ops: [opOf(1, row)], sign, wrong: { to: 2 } }).bytes,
      'FRAME_MALFORMED',
    ],
    ['larger than a frame may be', () => new Uint8Array(FRAME_LIMITS.frameBytes * 2), 'FRAME_TOO_LARGE'],
    [
      'of a codec that this server lacks',
      () => frameOf({ office: 71, epoch: 1, ops: [opOf(1, row)], sign, wrong: { codec: 'gzip' } }).bytes,
      'FRAME_MALFORMED',
    ],
  ])('%s is refused, and nothing is written', async (_, make, code) => {
    const before = store.backup();
    expect(await push(make())).toEqual({ kind: 'refused', code });
    expect(store.backup()).toEqual(before);
  });

  it('that opens to a hundred megabytes is refused without opening it', async () => {
    const read = decodeFrame(whole().bytes);
    if (!read.ok) throw new Error('refused');
    const unsigned = read.value.header;
    const payload = zstdCompressSync(Buffer.alloc(100 * 1024 * 1024, '{}\n'));
    expect(payload.length).toBeLessThan(FRAME_LIMITS.frameBytes);
    const header = { ...unsigned, signature: sign(signedPart(unsigned)) };
    expect(await push(encodeFrame({ header, payload }))).toEqual({ kind: 'refused', code: 'FRAME_MALFORMED' });
    expect((await streamOf(71))?.seq).toBe(0);
  });

  it('of a device that was revoked is refused at once, and after a restore of the data centre too', async () => {
    const backup = store.backup();
    await revoke(ports, 71, 'k1');
    expect(await push(whole().bytes)).toEqual({ kind: 'refused', code: 'DEVICE_UNKNOWN' });
    store.restore(backup);
    await declareRestored(ports);
    expect(await push(whole().bytes)).toEqual({ kind: 'refused', code: 'DEVICE_UNKNOWN' });
  });
});

describe('a request', () => {
  const feed = (office: number, channel: number): OfficeRequest => ({
    ...{ kind: 'feed', office, maxBytes: 1000 },
    cursor: { channel, generation: 1, at: 0 },
  });
  it.each<[string, () => Call, string]>([
    ['signed by a stranger', () => call(feed(71, 71), signerOf(stranger.privateKey)), 'SIGNATURE_INVALID'],
    ['for another office', () => call(feed(72, 72), sign, 71), 'REQUEST_MALFORMED'],
    ['for the channel of another office', () => call(feed(71, 72)), 'NOT_SUBSCRIBED'],
    ['that is none', () => call({ kind: 'ops', office: 71 } as unknown as OfficeRequest), 'REQUEST_MALFORMED'],
    [
      'with more points than a log has',
      () =>
        call({ kind: 'ops', office: 71, points: Array.from({ length: 65 }, () => ({ seq: 0, head: '0'.repeat(64) })) }),
      'REQUEST_MALFORMED',
    ],
    [
      'whose points nobody has',
      () => call({ kind: 'ops', office: 71, points: [{ seq: 0, head: 'b'.repeat(64) }] }),
      'REQUEST_MALFORMED',
    ],
  ])('%s is refused', async (_, make, code) => {
    expect(await answer(ports, make())).toEqual({ kind: 'refused', code });
  });
});

describe('a frame', () => {
  it('that forks the log raises the epoch, keeps what was there and leaves an incident', async () => {
    const first = whole();
    await push(first.bytes);
    const other = frameOf({ office: 71, epoch: 1, ops: [opOf(1, row), opOf(3, row)], sign });
    expect(await push(other.bytes)).toEqual({ kind: 'stopped', verdict: 'rebase' });
    expect(await streamOf(71)).toMatchObject({ epoch: 2, seq: 2, head: first.head });
    const [incident] = (await store.transaction((tx) => tx.range(incidents, 71, { limit: 9 }))).toReversed();
    expect(incident).toMatchObject({ kind: 'fork', detail: { from: 1, to: 2, epoch: 1 } });
    // Fenced from now on, however often it is sent.
    expect(await push(first.bytes)).toEqual({ kind: 'stopped', verdict: 'rebase' });
    expect((await streamOf(71))?.epoch).toBe(2);
  });

  it('that comes before the one before it is told where to begin', async () => {
    const late = frameOf({ office: 71, epoch: 1, ops: [opOf(3, row)], sign, from: 3, previous: whole().head });
    expect(await push(late.bytes)).toEqual({ kind: 'gap', acked: 0, incarnation: 1 });
    await push(whole().bytes);
    expect(await push(late.bytes)).toMatchObject({ kind: 'acked', acked: 3 });
  });
});

describe('the number of an office', () => {
  const place = { nameCkb: null, nameEn: null, governorate: null, latitude: null, longitude: null, parentNo: null };
  const add = async (nameAr: string): Promise<number> =>
    (await addOffice(ports, { ...place, nameAr, kind: 'directorate' })).officeNo;

  it('is the next one, passes over logs that have no office, and is never given twice, whatever was restored', async () => {
    await enrol(ports, { office: 4, keyId: 'k1', publicKey: device.publicKey });
    const backup = store.backup();
    expect([await add('ا'), await add('ب'), await add('ج')]).toEqual([2, 3, 5]);
    store.restore(backup);
    expect(await add('د')).toBe(6);
    const both = await Promise.all([add('ه'), add('و')]);
    expect(both.toSorted()).toEqual([7, 8]);
  });
});

describe('what an office has pushed', () => {
  const effects = (no: number, k: string, e: Op['e'], rest: Partial<Op> = {}): Op => ({
    ...opOf(no, row),
    k,
    e,
    ...rest,
  });
  const held = async (office: number) =>
    (await store.transaction((tx) => tx.range(heldOps, office, { limit: 99 }))).map(({ seq, reason }) => [seq, reason]);
  const settle = async (): Promise<void> => {
    while (await sweep(ports));
  };
  const id = opOf(1, row).e[0]?.[2] ?? '';

  it('is applied past a poisoned op; only what follows on its record waits', async () => {
    const change = (no: number): Op => effects(no, 'sim.change', [['u', 'sim_transfer', id, { quantity: no }]]);
    const ops = [effects(1, 'sim.poison', opOf(1, row).e), change(2), opOf(3, row), opOf(4, row)];
    await push(frameOf({ office: 71, epoch: 1, ops, sign }).bytes);
    await settle();
    expect(await held(71)).toEqual([
      [1, 'illegal-state'],
      [2, 'follows'],
    ]);
    expect((await recordsOf(71, transfer)).map(({ seq }) => seq)).toEqual([3, 4]);
    const told = await entriesOf(store, 71);
    expect(told.map((entry) => [entry.kind, 'seq' in entry ? entry.seq : 0])).toEqual([
      ['held', 1],
      ['held', 2],
    ]);
  });

  it('scenario 25: never touches a record of another office, whatever it says', async () => {
    await push(whole().bytes);
    const theft = effects(9, 'sim.theft', [['u', 'sim_transfer', id, { toOffice: 72 }]]);
    await push(
      frameOf({ office: 72, epoch: 1, ops: [theft, opOf(2, row)], sign: signerOf(stranger.privateKey) }).bytes,
    );
    await settle();
    expect(await held(72)).toEqual([[1, 'wrong-owner']]);
    expect((await recordsOf(71, transfer)).map(({ revision }) => revision)).toEqual([1, 1]);
  });

  it.each<[string, Op['e']]>([
    ['names another owner', [['u', 'sim_transfer', id, { officeNo: 72 }]]],
    ['names another id', [['u', 'sim_transfer', id, { id: opOf(9, row).e[0]?.[2] }]]],
    ['sets its own revision', [['u', 'sim_transfer', id, { revision: 99 }]]],
    ['names a column that is none', [['u', 'sim_transfer', id, { wing: 1 }]]],
    ['writes a text where a number stands', [['u', 'sim_transfer', id, { quantity: 'many' }]]],
    ['writes nothing where something must stand', [['u', 'sim_transfer', id, { quantity: null }]]],
    ['leaves out what must stand there', [['i', 'sim_transfer', opOf(9, row).e[0]?.[2] ?? '', { toOffice: 72 }]]],
    ['has a NUL in a text', [['u', 'sim_transfer', id, { number: 'a\u0000b' }]]],
    ['has half of a surrogate pair in a text', [['u', 'sim_transfer', id, { number: 'a\ud83d' }]]],
    ['names a table that no database keeps', [['x', 'sim\u0000transfer', id]]],
    ['writes an id in capitals', [['i', 'sim_transfer', '01900000-0000-7000-9000-ABCDEF000000', row]]],
  ])('is held when it %s, and what follows goes on', async (_, e) => {
    await push(
      frameOf({ office: 71, epoch: 1, ops: [opOf(1, row), effects(2, 'sim.theft', e), opOf(3, row)], sign }).bytes,
    );
    await settle();
    expect(await held(71)).toEqual([[2, 'illegal-state']]);
    expect((await recordsOf(71, transfer)).map(({ seq, revision }) => [seq, revision])).toEqual([
      [1, 1],
      [3, 1],
    ]);
    expect(await recordsOf(72, transfer)).toEqual([]);
  });

  it('waits for the dispatch that it answers, and is applied when that arrives', async () => {
    const accepted = { toOffice: 71, transferId: id, quantity: 1 };
    const acceptanceId = '01900000-0000-7000-a000-000000000001';
    const accept = effects(5, 'sim.accept', [['i', 'sim_acceptance', acceptanceId, accepted]], {
      d: [[71, 'sim_transfer', id]],
    });
    await push(frameOf({ office: 72, epoch: 1, ops: [accept], sign: signerOf(stranger.privateKey) }).bytes);
    await settle();
    expect(await held(72)).toEqual([[1, 'cause-missing']]);
    await push(whole().bytes);
    await settle();
    expect(await held(72)).toEqual([]);
    expect(await recordsOf(72, acceptance)).toMatchObject([{ id: acceptanceId, seq: 1 }]);
    const toSender = await entriesOf(store, 71);
    expect(toSender).toMatchObject([{ kind: 'row', image: { id: acceptanceId, ownerOffice: 72 } }]);
  });

  it('on reference data goes to all from the data centre, and to nobody from an office', async () => {
    const list = syncedTable('sim_list', { word: text() }, { conflictClass: 'reference' });
    ports = { ...ports, tables: modelTables([...simModels, modelOf(list)]) };
    await enrol(ports, { office: 1, keyId: 'k1', publicKey: centre.publicKey });
    const written = (no: number) => effects(no, 'sim.list', [['i', 'sim_list', opOf(no, row).id, { word: 'w' }]]);
    await push(frameOf({ office: 71, epoch: 1, ops: [written(1)], sign }).bytes);
    await push(frameOf({ office: 1, epoch: 1, ops: [written(2)], sign: signerOf(centre.privateKey) }).bytes);
    await settle();
    expect([await held(71), await held(1)]).toEqual([[], []]);
    const told = await entriesOf(store, REFERENCE_CHANNEL);
    expect(told).toMatchObject([{ kind: 'row', image: { table: 'sim_list', ownerOffice: 1 } }]);
  });

  it('by a newer program is acknowledged, and applied after the upgrade', async () => {
    await push(frameOf({ office: 71, epoch: 1, ops: [effects(1, 'sim.new', opOf(1, row).e, { s: 4 })], sign }).bytes);
    await settle();
    expect(await held(71)).toEqual([[1, 'schema-deferred']]);
    ports = { ...ports, schema: 4 };
    await settle();
    expect(await held(71)).toEqual([]);
    expect((await recordsOf(71, transfer)).length).toBe(1);
  });

  it('is held when it is no op at all, and the log goes on', async () => {
    await push(frameOf({ office: 71, epoch: 1, ops: ['{"id":"nonsense"}', opOf(2, row)], sign }).bytes);
    await settle();
    expect(await held(71)).toEqual([[1, 'illegal-state']]);
    expect((await recordsOf(71, transfer)).map(({ seq }) => seq)).toEqual([2]);
  });

  it('is held when it names more causes than an op may have', async () => {
    const d = (count: number) =>
      Array.from({ length: count }, () => [71, 'sim_transfer', opOf(1, row).e[0]?.[2] ?? ''] as const);
    const ops = [opOf(1, row), { ...opOf(2, row), d: d(51) }, { ...opOf(3, row), d: d(50) }];
    await push(frameOf({ office: 71, epoch: 1, ops, sign }).bytes);
    await settle();
    expect(await held(71)).toEqual([[2, 'illegal-state']]);
  });

  it('with a number that another paper carries is told to the office', async () => {
    const n = { kind: 'OUT', year: 2026, series: '', no: 1 };
    await push(
      frameOf({
        office: 71,
        epoch: 1,
        ops: [
          { ...opOf(1, row), n },
          { ...opOf(2, row), n },
        ],
        sign,
      }).bytes,
    );
    await settle();
    const told = await entriesOf(store, 71);
    expect(told).toMatchObject([{ kind: 'duplicate-number', number: '71/OUT/2026/000001', op: opOf(2, row).id }]);
    expect((await recordsOf(71, transfer)).length).toBe(2);
  });
});

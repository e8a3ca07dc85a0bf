import { describe, expect, it } from 'vitest';
import type { DocumentNumber } from '#kernel/sync/numbers.ts';
import type { Answer, Call } from '#kernel/sync/messages.ts';
import { hlcMilliseconds, packHlc } from '#kernel/hlc.ts';
import { WitnessMemory } from '#datacenter/storage/witness-file.ts';
import { runSession } from '#office/sync/session.ts';
import { opOf } from '../../datacenter/frames.ts';
import { opsOnDisk } from './book.ts';
import { handIn, replaced } from './late-forgery.ts';
import type { SimOffice } from './office.ts';
import { newerPaper, newerProgram, olderProgram, parcel } from './programs.ts';
import { ask, CLERK, DAY, numbersOf, Stage, voucher, newerReplacedByOlder } from './stage.ts';

/** Scenario 7 of the design note, where servers, programs or clocks differ, and where an op is none that anybody writes. */

const row = { toOffice: 3, quantity: 1, number: 'x' };
const joined = [{ joinedAt: expect.any(Number) as number }];
const transfersOf = (pc: SimOffice): unknown[] => ask(pc, 'SELECT count(*) AS transfers FROM sim_transfer');
const asideOn = (pc: SimOffice): unknown[] =>
  ask(pc, `SELECT mine ->> '$.id' AS id FROM sync_inbox WHERE kind = 'illegal-state' ORDER BY id`);
const idsOf = (...ops: readonly { readonly id: string }[]): unknown[] => ops.map(({ id }) => ({ id }));

describe('late work at a server whose witness lies on another machine', () => {
  it('scenario 7: is taken in there, though that witness knows the PC only from before it was replaced', async () => {
    const stage = new Stage();
    const old = await stage.office(2);
    const { centre } = stage;
    const second = new WitnessMemory();
    const { id: keyId, publicKey } = old.device;
    second.note({ kind: 'device', office: 2, keyId, publicKey, isRevoked: false });
    const young = await stage.replace(old);
    await stage.sync(young);
    voucher(old);
    centre.ports = { ...centre.ports, witness: second };
    expect(await stage.sync(old)).toBe('replaced');
    expect(await stage.decideLate(old)).toMatchObject({ ok: true });
    expect(await stage.sync(old)).toBe('replaced');
    await stage.sync(young);
    expect(numbersOf(young)).toEqual(['2/ADJ/2026/000001']);
    expect(await stage.lateOf(2)).toMatchObject(joined);
  });

  it('scenario 7: is refused where either of the two says that the PC was stopped', async () => {
    const { stage, old } = await replaced();
    const { centre } = stage;
    const second = new WitnessMemory();
    const { id: keyId, publicKey } = old.device;
    second.note({ kind: 'device', office: 2, keyId, publicKey, isRevoked: true });
    expect(await stage.sync(old)).toBe('replaced');
    centre.ports = { ...centre.ports, witness: second };
    expect(await stage.sync(old)).toBe('refused');
    expect(await stage.decideLate(old)).toMatchObject({ ok: false, problems: [{ code: 'LATE_GONE' }] });
  });
});

describe('late work with ops that nobody could have written here', () => {
  it('scenario 7: comes without these, which lie before the people of the office', async () => {
    const { stage, old, young } = await replaced();
    const [first, nul, strange, poor, last] = [
      opOf(101, row),
      opOf(102, { ...row, number: 'a\0b' }),
      opOf(103, { ...row, remark: 'of no column' }),
      opOf(104, { toOffice: 3, quantity: 1 }),
      opOf(105, row),
    ];
    const given = await handIn(stage, old, [first, nul, strange, poor, last]);
    expect(given).toMatchObject({ kind: 'late', state: 'stored' });
    expect(await stage.sync(young)).toBe('done');
    expect(transfersOf(young)).toEqual([{ transfers: 2 }]);
    expect(asideOn(young)).toEqual(idsOf(nul, strange, poor));
    expect(await stage.lateOf(2)).toMatchObject(joined);
    expect(await stage.heldOf(2)).toEqual([]);
  });

  it('scenario 7: is stored by a data centre that does not know its columns yet, and joins when all are renewed', async () => {
    const stage = new Stage();
    const old = await stage.office(2, newerProgram);
    await stage.sync(old);
    old.isReplaced = true;
    const young = await stage.office(2, olderProgram);
    await stage.sync(young);
    old.door.write(CLERK, 'sim.paper', (tx) => {
      const number = tx.takeNumber({ kind: 'ADJ', year: 2026 });
      tx.insert(newerPaper, { number, state: 'draft', total: 1, remark: 'new' });
    });
    await stage.sync(old);
    await stage.decideLate(old);
    await stage.sync(old);
    expect(old.client.late).toMatchObject({ state: 'stored' });
    expect(await stage.sync(young)).toBe('done');
    expect(asideOn(young)).toEqual([]);
    stage.centre.upgrade(newerProgram, { oldestSchema: 1 });
    young.upgrade(newerProgram);
    expect(await stage.sync(young)).toBe('done');
    expect(ask(young, 'SELECT remark FROM sim_paper')).toEqual([{ remark: 'new' }]);
    expect(await stage.lateOf(2)).toMatchObject(joined);
  });

  it('scenario 7: waits for a newer program also where all of it lies in a table that this one does not know', async () => {
    const { stage, old, young } = await newerReplacedByOlder();
    old.door.write(CLERK, 'sim.parcel', (tx) => void tx.insert(parcel, { toOffice: 3, content: 'books' }));
    await stage.sync(old);
    await stage.decideLate(old);
    await stage.sync(old);
    expect(await stage.sync(young)).toBe('done');
    expect(asideOn(young)).toEqual([]);
    expect(await stage.lateOf(2)).toMatchObject([{ joinedAt: null }]);
    young.upgrade(newerProgram);
    expect(await stage.sync(young)).toBe('done');
    expect(ask(young, 'SELECT content FROM sim_parcel')).toEqual([{ content: 'books' }]);
    expect(await stage.lateOf(2)).toMatchObject(joined);
  });

  it('scenario 7: makes no stranger of its PC when a frame of it is refused', async () => {
    const { stage, old } = await replaced();
    await stage.sync(old);
    await stage.decideLate(old);
    for (const code of ['FRAME_MALFORMED', 'FRAME_TOO_LARGE', 'SIGNATURE_INVALID'] as const) {
      const send = async (call: Call): Promise<Answer> =>
        call.kind === 'push' ? { kind: 'refused', code } : stage.send(call);
      expect(await runSession(old.client, { send })).toBe('replaced');
      expect(old.client.late).toMatchObject({ state: 'wanted', changes: 3 });
    }
    expect(await stage.sync(old)).toBe('replaced');
    expect(old.client.late).toMatchObject({ state: 'stored' });
  });
});

describe('late work that reaches into what only the present PC gives', () => {
  const numbered = (no: number, n: Partial<DocumentNumber>) => ({
    ...opOf(no, row),
    n: { kind: 'ADJ', year: 2026, series: '', no: 9, ...n },
  });

  it('scenario 7: gives no number in the series of the present PC, nor of one to come', async () => {
    const { stage, old, young } = await replaced();
    expect(voucher(young)).toBe('2/ADJ/2026/B-000001');
    const before = [numbered(101, {}), numbered(102, { series: 'A1' })];
    const strange = [
      numbered(103, { series: 'B', no: Number.MAX_SAFE_INTEGER }),
      numbered(104, { series: 'B', no: 5 }),
      numbered(105, { series: 'B1' }),
      numbered(106, { series: 'C' }),
      numbered(107, { series: 'b' }),
    ];
    await handIn(stage, old, [...before, ...strange]);
    expect(await stage.sync(young)).toBe('done');
    expect(asideOn(young)).toEqual(idsOf(...strange));
    expect(opsOnDisk(young)).toEqual(new Set([...opsOnDisk(young), ...before.map(({ id }) => id)]));
    expect(voucher(young)).toBe('2/ADJ/2026/B-000002');
    expect(await stage.sync(young)).toBe('done');
    expect(await stage.heldOf(2)).toEqual([]);
  });

  it('scenario 7: draws the clock of the office no more than a day into the future', async () => {
    const { stage, old, young } = await replaced();
    // The data centre's time counts, not that of a PC whose own clock is wrong.
    young.skewMs = 3 * DAY;
    const near = { ...opOf(101, row), h: packHlc(stage.now + DAY / 2) };
    const far = { ...opOf(102, row), h: packHlc(stage.now + 2 * DAY) };
    await handIn(stage, old, [near, far]);
    expect(await stage.sync(young)).toBe('done');
    expect(asideOn(young)).toEqual(idsOf(far));
    young.skewMs = 0;
    voucher(young);
    const [{ hlc } = { hlc: 0 }] = ask(young, 'SELECT max(hlc) AS hlc FROM op_log') as { hlc: number }[];
    expect(hlcMilliseconds(hlc)).toBeLessThan(stage.now + DAY);
  });

  it('scenario 7: changes no record for all whose making was left out with a clock of years ahead', async () => {
    const { stage, old, young } = await replaced();
    const [record] = idsOf(opOf(900, row)) as { id: string }[];
    const written = (no: number, kind: 'i' | 'u', values: Readonly<Record<string, unknown>>) => ({
      ...opOf(no, row),
      e: [[kind, 'sim_contact', record?.id ?? '', values]] as const,
    });
    const made = { ...written(101, 'i', { phone: '07701' }), h: packHlc(stage.now + 800 * DAY) };
    const changed = written(102, 'u', { note: 'صباحاً' });
    await handIn(stage, old, [made, changed]);
    expect(await stage.sync(young)).toBe('done');
    expect(asideOn(young)).toEqual(idsOf(made, changed));
    const other = await stage.office(3);
    expect(await stage.sync(other)).toBe('done');
    expect(ask(other, 'SELECT why FROM sync_parked')).toEqual([]);
  });
});

describe('the proof that late work has arrived', () => {
  it('scenario 7: lies beside the receipts for the log, and takes the place of none', async () => {
    const stage = new Stage();
    const old = await stage.office(2);
    await stage.centre.backUp([2]);
    voucher(old);
    await stage.sync(old);
    const receipts = (): unknown[] => ask(old, 'SELECT * FROM sync_receipt');
    const [before, { lastReceipt }] = [receipts(), old.client.status()];
    expect(before).toMatchObject([{ seq: 1 }]);
    await stage.putBack();
    const young = await stage.replace(old);
    await stage.sync(young);
    await stage.sync(old);
    await stage.decideLate(old);
    await stage.sync(old);
    expect(old.client.late).toMatchObject({ state: 'stored' });
    expect(receipts()).toEqual(before);
    expect(old.client.status().lastReceipt).toEqual(lastReceipt);
    expect(ask(old, 'SELECT key_id, seq FROM sync_late_receipt')).toEqual([{ key_id: old.device.id, seq: 1 }]);
  });
});

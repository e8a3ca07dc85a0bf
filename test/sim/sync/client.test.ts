import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { modelOf } from '#db/columns.ts';
import { verify } from '#db/verify.ts';
import { demand } from '#db/refusal.ts';
import { selfNumber } from '#db/self.ts';
import { assert } from '#kernel/assert.ts';
import { decodeFrame } from '#kernel/sync/frame.ts';
import type { Answer, Call } from '#kernel/sync/messages.ts';
import type { SimOffice } from './office.ts';
import { CLERK, dispatch, Stage, voucher } from './stage.ts';
import { movement, simTables, transfer } from './tables.ts';
import { takeEnrolment } from '#office/sync/enrolment.ts';
import { sentinelFile } from '#office/sync/sentinel-file.ts';
import { runSession } from '#office/sync/session.ts';

describe('an office', () => {
  it('sends the same bytes again, even after it was closed and wrote more', async () => {
    const stage = new Stage();
    const office = await stage.office(2);
    voucher(office);
    const first = await stage.nextFrame(office);
    voucher(office);
    office.boot();
    expect((await stage.nextFrame(office)).equals(first)).toBe(true);
  });

  it('that has nothing to do asks once, in less than 1.5 KB', async () => {
    const stage = new Stage();
    const office = await stage.office(2);
    voucher(office);
    await stage.sync(office);
    const calls: Call[] = [];
    await runSession(office.client, { send: (call) => (calls.push(call), stage.send(call)) });
    expect(calls.map(({ kind }) => kind)).toEqual(['signed']);
    expect(JSON.stringify(calls).length).toBeLessThan(1_536);
  });

  it('says honestly what is unsent and what was received', async () => {
    const stage = new Stage();
    const office = await stage.office(2);
    voucher(office);
    voucher(office);
    expect(office.client.status()).toMatchObject({ acked: 0, lastReceipt: null, health: { unsent: 2 } });
    expect(office.client.status().health.oldestUnsentAt).toBeGreaterThan(1_800_000_000_000);
    await stage.sync(office);
    expect(office.client.status()).toMatchObject({
      acked: 2,
      lastReceipt: { seq: 2 },
      health: { unsent: 0, oldestUnsentAt: null },
    });
  });

  it('on a new PC gets its whole log back and goes on in a series of its own', async () => {
    const stage = new Stage();
    const office = await stage.office(2);
    voucher(office);
    voucher(office);
    await stage.sync(office);
    const { head } = office.door;
    await office.install((device) => stage.centre.enrol(2, device));
    await stage.sync(office);
    expect(office.door.head).toEqual(head);
    expect(voucher(office)).toBe('2/ADJ/2026/B-000001');
  });

  it('hands goods over, and both sides know', async () => {
    const stage = new Stage();
    const [sender, receiver] = [await stage.office(2), await stage.office(3)];
    const id = dispatch(sender, { toOffice: 3, quantity: 4 });
    await stage.sync(sender);
    await stage.sync(receiver);
    const arrived = receiver.disk.raw.prepare('SELECT owner_office, quantity FROM sim_transfer').all();
    expect(arrived).toEqual([{ owner_office: 2, quantity: 4 }]);
    expect(receiver.client.status().lastArrival).toMatchObject({ changes: 1 });
    expect(sender.client.status().lastArrival).toBeNull();
    const change = (): unknown =>
      receiver.door.write(CLERK, 'sim.theft', (tx) => tx.update(transfer, id, { quantity: 9 }));
    expect(change).toThrow('only what its office owns');
  });
});

describe('a frame behind a frame', () => {
  /** More than one frame takes. */
  const MANY = 4_100;

  async function officeWithMany(stage: Stage): Promise<SimOffice> {
    const office = await stage.office(2);
    office.door.writeAll(CLERK, (run) => {
      for (let no = 1; no <= MANY; no += 1) run('sim.stock', (tx) => tx.insert(movement, { quantity: 0 }));
    });
    return office;
  }

  it('is on its way before the receipt of the first is on the disk, and each goes once', async () => {
    const stage = new Stage();
    const office = await officeWithMany(stage);
    const told: string[] = [];
    const send = async (call: Call): Promise<Answer> => {
      const acked = (): number => selfNumber(office.disk.raw, 'acked', 0);
      if (call.kind === 'push') told.push(`from ${demand(decodeFrame(call.frame)).header.from}, known ${acked()}`);
      return stage.send(call);
    };
    expect(await runSession(office.client, { send })).toBe('done');
    expect(told).toEqual(['from 1, known 0', 'from 2001, known 0', 'from 4001, known 2000']);
    expect(office.client.status()).toMatchObject({ acked: MANY, health: { unsent: 0 } });
    await stage.agree();
  });

  it('is taken though the power goes before the receipt of the first is on the disk, and not sent again', async () => {
    const stage = new Stage();
    const office = await officeWithMany(stage);
    await stage.greet(office);
    const first = office.client.next();
    assert(first !== null, 'There is a frame.');
    const behind = office.client.foresee(await stage.send(first));
    assert(behind?.kind === 'push', 'There is another one.');
    await stage.send(behind);
    office.boot();
    expect(office.client.status().acked).toBe(0);
    expect(demand(decodeFrame(await stage.nextFrame(office))).header.from).toBe(4_001);
    await stage.sync(office);
    await stage.agree();
  });

  it('is asked for anew when the data centre was put back meanwhile', async () => {
    const stage = new Stage();
    const office = await officeWithMany(stage);
    await stage.centre.backUp([2]);
    await stage.greet(office);
    const first = office.client.next();
    assert(first !== null, 'There is a frame.');
    const answer = await stage.send(first);
    const behind = office.client.foresee(answer);
    assert(behind?.kind === 'push', 'There is another one.');
    await stage.putBack();
    office.client.take(answer);
    expect(office.client.next()).toBe(behind);
    office.client.take(await stage.send(behind));
    await stage.sync(office);
    expect(await stage.centre.seqOf(2)).toBe(MANY);
    await stage.agree();
  });
});

describe('an office with a history of its own', () => {
  it('is enrolled without a change of its log, and its proof still holds', async () => {
    const stage = new Stage();
    const office = await stage.office(2);
    // As an office is before anybody enrolled it.
    takeEnrolment(
      { raw: office.disk.raw, door: office.door, tables: simTables },
      { office: 5, epoch: 1, incarnation: 1 },
    );
    office.boot();
    office.door.write(CLERK, 'sim.adjust', (tx) => void tx.insert(movement, { quantity: 7 }));
    const { head } = office.door;
    const { epoch, incarnation } = await stage.centre.enrol(6, office.device);
    takeEnrolment({ raw: office.disk.raw, door: office.door, tables: simTables }, { office: 6, epoch, incarnation });
    office.boot();
    expect(office.door.head).toEqual(head);
    expect(office.disk.raw.prepare('SELECT owner_office FROM sim_movement').pluck().all()).toEqual([6]);
    const models = [modelOf(movement)];
    const proof = await verify({
      database: { ...office.disk, path: '', db: null as never, close: () => undefined },
      models,
    });
    expect(proof).toMatchObject({ ok: true, records: 1 });
    await stage.sync(office);
    expect(await stage.centre.seqOf(6)).toBe(1);
  });
});

describe('the sentinel file', () => {
  it('comes back as it was written, and a damaged one is none', () => {
    const folder = mkdtempSync(join(tmpdir(), 'diwan sentinel '));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, 'office.sentinel');
    const store = sentinelFile(path);
    expect(store.read()).toBeNull();
    const sentinel = { epoch: 2, restores: 1, seq: 9, head: 'a'.repeat(64) };
    store.write(sentinel);
    expect(store.read()).toEqual(sentinel);
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, 30));
    expect(store.read()).toBeNull();
  });
});

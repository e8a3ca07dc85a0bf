import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { modelOf } from '#db/columns.ts';
import { verify } from '#db/verify.ts';
import type { Answer, Call } from '#kernel/sync/messages.ts';
import type { SimOffice } from './office.ts';
import { CLERK, smallWorld } from './small-world.ts';
import { movement, paper, simTables, transfer } from './tables.ts';
import { takeEnrolment } from '#office/sync/enrolment.ts';
import { sentinelFile } from '#office/sync/sentinel-file.ts';
import { runSession } from '#office/sync/session.ts';

function write(office: SimOffice): string {
  return office.door.write(CLERK, 'sim.paper', (tx) => {
    const number = tx.takeNumber({ kind: 'ADJ', year: 2026 });
    tx.insert(paper, { number, state: 'draft', total: 1 });
    return number;
  });
}

/** The frame that the office would send now. */
async function nextFrame(office: SimOffice, send: (call: Call) => Promise<Answer>): Promise<Buffer> {
  office.client.begin();
  for (let call = office.client.next(); call; call = office.client.next()) {
    if (call.kind === 'push') return Buffer.from(call.frame);
    office.client.take(await send(call));
  }
  throw new Error('There is nothing to send.');
}

describe('an office', () => {
  it('sends the same bytes again, even after it was closed and wrote more', async () => {
    const { officeOf, send } = smallWorld();
    const office = await officeOf(2);
    write(office);
    const first = await nextFrame(office, send);
    write(office);
    office.boot();
    expect((await nextFrame(office, send)).equals(first)).toBe(true);
  });

  it('that has nothing to do asks once, in less than 1.5 KB', async () => {
    const { officeOf, sync, send } = smallWorld();
    const office = await officeOf(2);
    write(office);
    await sync(office);
    const calls: Call[] = [];
    await runSession(office.client, { send: (call) => (calls.push(call), send(call)) });
    expect(calls.map(({ kind }) => kind)).toEqual(['signed']);
    expect(JSON.stringify(calls).length).toBeLessThan(1_536);
  });

  it('says honestly what is unsent and what was received', async () => {
    const { officeOf, sync } = smallWorld();
    const office = await officeOf(2);
    write(office);
    write(office);
    expect(office.client.status()).toMatchObject({ acked: 0, lastReceipt: null, health: { unsent: 2 } });
    expect(office.client.status().health.oldestUnsentAt).toBeGreaterThan(1_800_000_000_000);
    await sync(office);
    expect(office.client.status()).toMatchObject({
      acked: 2,
      lastReceipt: { seq: 2 },
      health: { unsent: 0, oldestUnsentAt: null },
    });
  });

  it('restored from yesterday numbers its papers anew, and gets back what it had sent', async () => {
    const { officeOf, sync } = smallWorld();
    const office = await officeOf(2);
    const numbers = [write(office)];
    office.backUp();
    numbers.push(write(office));
    await sync(office);
    office.client.mark();
    office.restore({ isImage: false });
    for (let count = 0; count < 10; count += 1) numbers.push(write(office));
    expect(new Set(numbers).size).toBe(12);
    expect(numbers.slice(0, 3)).toEqual(['2/ADJ/2026/000001', '2/ADJ/2026/000002', '2/ADJ/2026/A1-000001']);
    await sync(office);
    await sync(office);
    const rows = office.disk.raw.prepare('SELECT number FROM sim_paper ORDER BY number').pluck().all();
    expect(rows).toEqual(numbers.toSorted());
    expect(office.door.incarnation).toEqual({ epoch: 2, restores: 1 });
    expect(office.client.status().health).toMatchObject({ unsent: 0, inbox: 0 });
  });

  it('on a new PC gets its whole log back and goes on in a series of its own', async () => {
    const { centre, officeOf, sync } = smallWorld();
    const office = await officeOf(2);
    write(office);
    write(office);
    await sync(office);
    const { head } = office.door;
    await office.install((device) => centre.enrol(2, device));
    await sync(office);
    expect(office.door.head).toEqual(head);
    expect(write(office)).toBe('2/ADJ/2026/B-000001');
  });

  it('hands goods over, and both sides know', async () => {
    const { officeOf, sync } = smallWorld();
    const [sender, receiver] = [await officeOf(2), await officeOf(3)];
    const id = sender.door.write(CLERK, 'sim.dispatch', (tx) =>
      tx.insert(transfer, { toOffice: 3, quantity: 4, number: 'n' }),
    );
    await sync(sender);
    await sync(receiver);
    const arrived = receiver.disk.raw.prepare('SELECT owner_office, quantity FROM sim_transfer').all();
    expect(arrived).toEqual([{ owner_office: 2, quantity: 4 }]);
    const change = (): unknown =>
      receiver.door.write(CLERK, 'sim.theft', (tx) => tx.update(transfer, id, { quantity: 9 }));
    expect(change).toThrow('only what its office owns');
  });
});

describe('an office with a history of its own', () => {
  it('is enrolled without a change of its log, and its proof still holds', async () => {
    const { centre, officeOf, sync } = smallWorld();
    const office = await officeOf(2);
    // As an office is before anybody enrolled it.
    takeEnrolment(
      { raw: office.disk.raw, door: office.door, tables: simTables },
      { office: 5, epoch: 1, incarnation: 1 },
    );
    office.boot();
    office.door.write(CLERK, 'sim.adjust', (tx) => void tx.insert(movement, { quantity: 7 }));
    const { head } = office.door;
    const { epoch, incarnation } = await centre.enrol(6, office.device);
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
    await sync(office);
    expect(await centre.seqOf(6)).toBe(1);
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

import { describe, expect, it, onTestFinished } from 'vitest';
import { heldOps, incidents } from '#datacenter/protocol/tables.ts';
import type { SessionEnd } from '#office/sync/client.ts';
import { runSession } from '#office/sync/session.ts';
import { POISON, SimCentre } from './centre.ts';
import { chanceOf } from './chance.ts';
import { SimOffice } from './office.ts';
import { newerContact, newerProgram, newerTransfer, olderProgram, parcel, type SimProgram } from './programs.ts';
import { paper, transfer } from './tables.ts';

const CLERK = { userId: '01900000-0000-7000-8000-000000000001' };

function world(program: SimProgram) {
  let now = 1_800_000_000_000;
  const chance = chanceOf(7);
  const centre = new SimCentre(() => (now += 1_000), program);
  const installed = async (no: number, office: SimProgram): Promise<SimOffice> => {
    const pc = new SimOffice({ no, chance, now: () => (now += 1_000), program: office, onCommit: () => undefined });
    await pc.install((device) => centre.enrol(no, device));
    onTestFinished(() => void pc.disk.raw.close());
    return pc;
  };
  const sync = async (pc: SimOffice): Promise<SessionEnd> => {
    const end = await runSession(pc.client, {
      send: async (call) => (await centre.hear(call)) ?? { kind: 'refused', code: 'REQUEST_MALFORMED' },
    });
    while (await centre.sweep());
    return end;
  };
  return { centre, installed, sync };
}

const ask = ({ disk }: SimOffice, sql: string): unknown => disk.raw.prepare(sql).all();
const held = async ({ store }: SimCentre, no: number): Promise<readonly string[]> =>
  (await store.transaction((tx) => tx.range(heldOps, no, { limit: 100 }))).map(({ reason }) => reason);

describe('an office with an older program beside a newer one', () => {
  it('sees what it knows of a newer record, and reads the rest when its program is renewed', async () => {
    const { installed, sync } = world(newerProgram);
    const [sender, receiver] = [await installed(2, newerProgram), await installed(3, olderProgram)];
    const write = (work: Parameters<typeof sender.door.write>[2]): unknown => sender.door.write(CLERK, 'sim.new', work);
    write((tx) => tx.insert(newerTransfer, { toOffice: 3, quantity: 4, number: 'n', note: 'fragile' }));
    write((tx) => tx.insert(newerContact, { phone: '07', note: null, email: 'a@b' }));
    write((tx) => tx.insert(parcel, { toOffice: 3, content: 'lamps' }));
    await sync(sender);
    expect(await sync(receiver)).toBe('done');
    expect(ask(receiver, 'SELECT quantity FROM sim_transfer')).toEqual([{ quantity: 4 }]);
    expect(ask(receiver, 'SELECT phone FROM sim_contact')).toEqual([{ phone: '07' }]);
    receiver.upgrade(newerProgram);
    expect(ask(receiver, 'SELECT quantity, note FROM sim_transfer')).toEqual([{ quantity: 4, note: 'fragile' }]);
    expect(ask(receiver, 'SELECT phone, email FROM sim_contact')).toEqual([{ phone: '07', email: 'a@b' }]);
    expect(ask(receiver, 'SELECT content FROM sim_parcel')).toEqual([{ content: 'lamps' }]);
    expect(ask(receiver, 'SELECT * FROM sync_parked')).toEqual([]);
  });

  it('does not take over a log that a newer program went on with, and changes nothing', async () => {
    const { centre, installed, sync } = world(newerProgram);
    const first = await installed(2, newerProgram);
    first.door.write(CLERK, 'sim.send', (tx) => void tx.insert(parcel, { toOffice: 3, content: 'lamps' }));
    await sync(first);
    await first.install((device) => centre.enrol(2, device), olderProgram);
    expect(await sync(first)).toBe('upgrade');
    expect(first.door.head.seq).toBe(0);
    first.upgrade(newerProgram);
    expect(await sync(first)).toBe('done');
    expect(ask(first, 'SELECT content FROM sim_parcel')).toEqual([{ content: 'lamps' }]);
  });

  it('at an older data centre waits with its ops, and hears then which of them is refused', async () => {
    const { centre, installed, sync } = world(olderProgram);
    const office = await installed(2, newerProgram);
    const row = { number: 'x', state: 'draft', total: 0 };
    const id = office.door.write(CLERK, POISON, (tx) => tx.insert(paper, row));
    office.door.write(CLERK, 'sim.post', (tx) => void tx.update(paper, id, { state: 'posted' }));
    office.door.write(CLERK, 'sim.paper', (tx) => void tx.insert(paper, row));
    await sync(office);
    expect(await held(centre, 2)).toEqual(['schema-deferred', 'schema-deferred', 'schema-deferred']);
    expect(office.client.status().health).toMatchObject({ unsent: 0, inbox: 0 });
    centre.upgrade(newerProgram, { oldestSchema: olderProgram.schema });
    while (await centre.sweep());
    expect(await held(centre, 2)).toEqual(['illegal-state', 'follows']);
    await sync(office);
    expect(office.client.status().health.inbox).toBe(2);
  });
});

describe('what a command writes twice', () => {
  it('arrives as it was written last', async () => {
    const { installed, sync } = world(olderProgram);
    const [sender, receiver] = [await installed(2, olderProgram), await installed(3, olderProgram)];
    sender.door.write(CLERK, 'sim.dispatch', (tx) => {
      const id = tx.insert(transfer, { toOffice: 3, quantity: 4, number: 'n' });
      tx.update(transfer, id, { quantity: 9 });
    });
    await sync(sender);
    await sync(receiver);
    expect(ask(receiver, 'SELECT quantity FROM sim_transfer')).toEqual([{ quantity: 9 }]);
  });
});

describe('a copy of a disk that is used beside it', () => {
  const draft = (pc: SimOffice, number: string): unknown =>
    pc.door.write(CLERK, 'sim.paper', (tx) => tx.insert(paper, { number, state: 'draft', total: 1 }));
  const numbersOf = (pc: SimOffice): unknown =>
    pc.disk.raw.prepare('SELECT number FROM sim_paper ORDER BY 1').pluck().all();

  it('is found out, and what both wrote is there once', async () => {
    const { centre, installed, sync } = world(olderProgram);
    const first = await installed(2, olderProgram);
    draft(first, 'a');
    await sync(first);
    const twin = first.clone();
    onTestFinished(() => void twin.disk.raw.close());
    draft(first, 'b');
    draft(twin, 'c');
    await sync(first);
    await sync(twin);
    await sync(first);
    expect([numbersOf(first), numbersOf(twin)]).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ]);
    expect(first.door.head).toEqual(twin.door.head);
    const noted = await centre.store.transaction((tx) => tx.range(incidents, 2, { limit: 10 }));
    expect(noted.map(({ kind }) => kind)).toEqual(['enrolment', 'fork']);
  });

  it('does not say that its ops have arrived before they have', async () => {
    const { centre, installed, sync } = world(olderProgram);
    const first = await installed(2, olderProgram);
    draft(first, 'a');
    await sync(first);
    const twin = first.clone();
    onTestFinished(() => void twin.disk.raw.close());
    draft(first, 'b');
    draft(twin, 'c');
    await sync(first);
    twin.client.begin();
    const hello = twin.client.next();
    const answer = hello && (await centre.hear(hello));
    expect(answer).toMatchObject({ kind: 'hello', verdict: 'rebase', acked: 2 });
    if (answer) twin.client.take(answer);
    expect(twin.client.status()).toMatchObject({ acked: 1, health: { unsent: 1 } });
  });
});

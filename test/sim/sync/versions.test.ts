import { describe, expect, it } from 'vitest';
import { POISON } from './centre.ts';
import { newerContact, newerProgram, newerTransfer, olderProgram, parcel } from './programs.ts';
import { ask, CLERK, Stage, voucher } from './stage.ts';
import { paper, transfer } from './tables.ts';

describe('an office with an older program beside a newer one', () => {
  it('sees what it knows of a newer record, and reads the rest when its program is renewed', async () => {
    const stage = new Stage(newerProgram);
    const [sender, receiver] = [await stage.office(2, newerProgram), await stage.office(3, olderProgram)];
    const write = (work: Parameters<typeof sender.door.write>[2]): unknown => sender.door.write(CLERK, 'sim.new', work);
    write((tx) => tx.insert(newerTransfer, { toOffice: 3, quantity: 4, number: 'n', note: 'fragile' }));
    write((tx) => tx.insert(newerContact, { phone: '07', note: null, email: 'a@b' }));
    write((tx) => tx.insert(parcel, { toOffice: 3, content: 'lamps' }));
    await stage.sync(sender);
    expect(await stage.sync(receiver)).toBe('done');
    expect(ask(receiver, 'SELECT quantity FROM sim_transfer')).toEqual([{ quantity: 4 }]);
    expect(ask(receiver, 'SELECT phone FROM sim_contact')).toEqual([{ phone: '07' }]);
    receiver.upgrade(newerProgram);
    expect(ask(receiver, 'SELECT quantity, note FROM sim_transfer')).toEqual([{ quantity: 4, note: 'fragile' }]);
    expect(ask(receiver, 'SELECT phone, email FROM sim_contact')).toEqual([{ phone: '07', email: 'a@b' }]);
    expect(ask(receiver, 'SELECT content FROM sim_parcel')).toEqual([{ content: 'lamps' }]);
    expect(ask(receiver, 'SELECT * FROM sync_parked')).toEqual([]);
  });

  it('does not take over a log that a newer program went on with, and changes nothing', async () => {
    const stage = new Stage(newerProgram);
    const first = await stage.office(2, newerProgram);
    first.door.write(CLERK, 'sim.send', (tx) => void tx.insert(parcel, { toOffice: 3, content: 'lamps' }));
    await stage.sync(first);
    await first.install((device) => stage.centre.enrol(2, device), olderProgram);
    expect(await stage.sync(first)).toBe('upgrade');
    expect(first.door.head.seq).toBe(0);
    first.upgrade(newerProgram);
    expect(await stage.sync(first)).toBe('done');
    expect(ask(first, 'SELECT content FROM sim_parcel')).toEqual([{ content: 'lamps' }]);
  });

  it('at an older data centre waits with its ops, and hears then which of them is refused', async () => {
    const stage = new Stage(olderProgram);
    const office = await stage.office(2, newerProgram);
    const row = { number: 'x', state: 'draft', total: 0 };
    const id = office.door.write(CLERK, POISON, (tx) => tx.insert(paper, row));
    office.door.write(CLERK, 'sim.post', (tx) => void tx.update(paper, id, { state: 'posted' }));
    office.door.write(CLERK, 'sim.paper', (tx) => void tx.insert(paper, row));
    await stage.sync(office);
    expect(await stage.heldOf(2)).toEqual([1, 2, 3].map((seq) => [seq, 'schema-deferred']));
    expect(office.client.status().health).toMatchObject({ unsent: 0, inbox: 0 });
    stage.centre.upgrade(newerProgram, { oldestSchema: olderProgram.schema });
    await stage.settle();
    expect(await stage.heldOf(2)).toEqual([
      [1, 'illegal-state'],
      [2, 'follows'],
    ]);
    await stage.sync(office);
    expect(office.client.status().health.inbox).toBe(2);
  });
});

describe('what a command writes twice', () => {
  it('arrives as it was written last', async () => {
    const stage = new Stage(olderProgram);
    const [sender, receiver] = [await stage.office(2, olderProgram), await stage.office(3, olderProgram)];
    sender.door.write(CLERK, 'sim.dispatch', (tx) => {
      const id = tx.insert(transfer, { toOffice: 3, quantity: 4, number: 'n' });
      tx.update(transfer, id, { quantity: 9 });
    });
    await stage.sync(sender);
    await stage.sync(receiver);
    expect(ask(receiver, 'SELECT quantity FROM sim_transfer')).toEqual([{ quantity: 9 }]);
  });
});

describe('a copy of a disk that is used beside it', () => {
  /** Both have the first voucher, and each has written another one since. */
  async function twins() {
    const stage = new Stage();
    const first = await stage.office(2);
    voucher(first, 1);
    await stage.sync(first);
    const twin = stage.twinOf(first);
    voucher(first, 10);
    voucher(twin, 100);
    await stage.sync(first);
    return { stage, first, twin };
  }

  it('scenario 6: is found out and fenced, and what both wrote is there once', async () => {
    const { stage, first, twin } = await twins();
    await stage.sync(twin);
    await stage.sync(first);
    for (const pc of [first, twin]) {
      expect(ask(pc, 'SELECT total FROM sim_paper ORDER BY total')).toEqual([
        { total: 1 },
        { total: 10 },
        { total: 100 },
      ]);
      expect(pc.door.incarnation.epoch).toBe(2);
    }
    expect(first.door.head).toEqual(twin.door.head);
    // The first keeps its place in the log; the other's op is appended behind it, with the number that both gave.
    const log = ask(first, `SELECT body ->> '$.e[0][3].total' AS total FROM op_log ORDER BY seq`);
    expect(log).toEqual([{ total: 1 }, { total: 10 }, { total: 100 }]);
    expect(ask(twin, 'SELECT kind FROM sync_inbox')).toEqual([{ kind: 'dup-number' }]);
    expect((await stage.incidentsOf(2)).map(({ kind }) => kind)).toEqual(['enrolment', 'fork']);
    await stage.agree();
  });

  it('does not say that its ops have arrived before they have', async () => {
    const { stage, twin } = await twins();
    expect(await stage.greet(twin)).toMatchObject({ kind: 'hello', verdict: 'rebase', acked: 2 });
    expect(twin.client.status()).toMatchObject({ acked: 1, health: { unsent: 1 } });
  });
});

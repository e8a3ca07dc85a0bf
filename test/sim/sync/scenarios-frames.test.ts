import { describe, expect, it } from 'vitest';
import { framesAtCentre } from './book.ts';
import { POISON } from './centre.ts';
import { newerProgram, newerTransfer, olderProgram } from './programs.ts';
import { ask, CLERK, DAY, dispatch, numbersOf, Stage, voucher, voucherNumbers } from './stage.ts';
import { movement, paper } from './tables.ts';
import { simCentreKeys } from './keys.ts';
import type { SimOffice } from './office.ts';

/** Scenarios of the design note (sync.md §3.6) about frames and ops; docs/scenarios.md names them all. */

/** An op that the data centre's rules refuse, on a draft of its own. */
const poison = ({ door }: SimOffice): string =>
  door.write(CLERK, POISON, (tx) => tx.insert(paper, { number: 'x', state: 'poison', total: 0 }));

describe('frames on a line that loses answers', () => {
  it('scenario 1: five times the same frame beside its successor is one stored copy, and the successor waits', async () => {
    const stage = new Stage();
    const office = await stage.office(2);
    voucher(office);
    const first = await stage.nextFrame(office);
    voucher(office);
    const nothing = stage.centre.store.backup();
    office.client.take(await stage.send({ kind: 'push', frame: first }));
    const second = office.client.next();
    if (second?.kind !== 'push') throw new Error('The second voucher has a frame of its own.');
    // As if neither had come: both are on their way at once.
    stage.centre.store.restore(nothing);
    const pushed = [second.frame, ...Array.from({ length: 5 }, () => first), second.frame];
    const [early, ...rest] = await Promise.all(pushed.map((frame) => stage.send({ kind: 'push', frame })));
    expect(early).toEqual({ kind: 'gap', acked: 0, incarnation: 1 });
    const plainly = rest.map((answer) => answer.kind === 'acked' && [answer.acked, answer.receipt.head]);
    const heads = ask(office, 'SELECT lower(hex(hash)) AS head FROM op_log ORDER BY seq') as { head: string }[];
    expect(plainly).toEqual([...Array.from({ length: 5 }, () => [1, heads[0]?.head]), [2, heads[1]?.head]]);
    const stored = await framesAtCentre(stage.centre, 2);
    expect(stored.map(({ fromSeq, toSeq }) => [fromSeq, toSeq])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    await stage.agree();
  });

  it('scenario 2: when both ends die after the commit, nothing of the frame is sent a second time', async () => {
    const stage = new Stage();
    const office = await stage.office(2);
    for (let count = 0; count < 3; count += 1) voucher(office);
    const frame = await stage.nextFrame(office);
    // A push is two transactions: the key is asked for, and then the frame is stored; the sixth step is its commit.
    stage.centre.fuse.arm(6);
    expect(await stage.centre.hear({ kind: 'push', frame })).toBeNull();
    expect(await stage.centre.hear({ kind: 'push', frame })).toBeNull();
    stage.centre.isUp = true;
    office.boot();
    expect(office.client.status()).toMatchObject({ acked: 0, health: { unsent: 3 } });
    expect(await stage.greet(office)).toMatchObject({ kind: 'hello', verdict: 'ok', acked: 3 });
    expect(office.client.next()?.kind).not.toBe('push');
    expect(office.client.status()).toMatchObject({ acked: 3, health: { unsent: 0 } });
    expect(await framesAtCentre(stage.centre, 2)).toHaveLength(1);
    await stage.agree();
  });

  it('scenario 2: when the power goes before the commit, the same bytes go once more', async () => {
    const stage = new Stage();
    const office = await stage.office(2);
    voucher(office);
    const frame = await stage.nextFrame(office);
    stage.centre.fuse.arm(5);
    expect(await stage.centre.hear({ kind: 'push', frame })).toBeNull();
    stage.centre.isUp = true;
    office.boot();
    expect((await stage.nextFrame(office)).equals(frame)).toBe(true);
    await stage.sync(office);
    expect(await framesAtCentre(stage.centre, 2)).toHaveLength(1);
    await stage.agree();
  });
});

describe('a voucher that is being printed', () => {
  it('scenario 3: is there with its number or not at all, whichever step the power cut hits, and the series has no hole', async () => {
    const stage = new Stage();
    const office = await stage.office(2);
    const printed: string[] = [];
    let cuts = 0;
    for (let step = 1; ; step += 1) {
      office.fuse.arm(step);
      const isDone = office.powered(() => void printed.push(voucher(office)));
      if (isDone) break;
      cuts += 1;
      office.boot();
      // Nothing is printed before the commit, so whatever is printed is on the disk.
      expect(numbersOf(office)).toEqual(printed);
      printed.push(voucher(office));
    }
    // The number, the voucher, the op, and what undoes it.
    expect(cuts).toBeGreaterThanOrEqual(4);
    expect(printed).toEqual(voucherNumbers(printed.length));
    await stage.agree();
  });
});

describe('an op that must not be applied', () => {
  it('scenario 16: one poisoned op before 500 good ones holds itself and what follows on its record; people hear of it', async () => {
    const stage = new Stage();
    const office = await stage.office(2);
    const id = poison(office);
    office.door.write(CLERK, 'sim.post', (tx) => void tx.update(paper, id, { state: 'posted' }));
    for (let count = 0; count < 500; count += 1)
      office.door.write(CLERK, 'sim.adjust', (tx) => void tx.insert(movement, { quantity: 1 }));
    await stage.sync(office);
    expect(await stage.centre.seqOf(2)).toBe(502);
    expect(await stage.heldOf(2)).toEqual([
      [1, 'illegal-state'],
      [2, 'follows'],
    ]);
    expect(await stage.recordsOf(2, movement)).toHaveLength(500);
    await stage.sync(office);
    const told = ask(office, 'SELECT kind FROM sync_inbox ORDER BY kind');
    expect(told).toEqual([{ kind: 'follows' }, { kind: 'illegal-state' }]);
    expect(office.client.status().health).toMatchObject({ unsent: 0, inbox: 2 });
    // What is written since on other records is not kept back.
    voucher(office);
    await stage.sync(office);
    expect(await stage.heldOf(2)).toHaveLength(2);
    expect(await stage.recordsOf(2, paper)).toMatchObject([{ seq: 503 }]);
    await stage.agree();
  });

  it('scenario 16: that a wrong rule has refused is applied with what follows when the data centre is started with the right one', async () => {
    const stage = new Stage();
    const office = await stage.office(2);
    const id = poison(office);
    office.door.write(CLERK, 'sim.post', (tx) => void tx.update(paper, id, { state: 'posted' }));
    await stage.sync(office);
    await stage.centre.restart(stage.centre.ports);
    await stage.sync(office);
    expect(await stage.heldOf(2)).toEqual([
      [1, 'illegal-state'],
      [2, 'follows'],
    ]);
    expect(office.client.status().health.inbox).toBe(2);
    await stage.centre.restart({ objection: () => null });
    expect(await stage.heldOf(2)).toEqual([]);
    expect(await stage.recordsOf(2, paper)).toMatchObject([{ state: 'posted', revision: 2, seq: 2 }]);
    await stage.sync(office);
    expect(office.client.status().health.inbox).toBe(0);
    await stage.agree();
  });
});

describe('programs of two versions', () => {
  it('scenario 17: what an older program sends has the defaults of a newer data centre', async () => {
    const stage = new Stage(newerProgram);
    const office = await stage.office(2, olderProgram);
    dispatch(office, { toOffice: 3, quantity: 4 });
    expect(await stage.sync(office)).toBe('done');
    expect(await stage.heldOf(2)).toEqual([]);
    expect(await stage.recordsOf(2, newerTransfer)).toMatchObject([{ quantity: 4, note: null }]);
    await stage.agree(newerProgram);
  });

  it('scenario 18: a week of ops of a newer program is stored with valid receipts, and applied in order after the upgrade', async () => {
    const stage = new Stage(olderProgram);
    const office = await stage.office(2, newerProgram);
    const id = office.door.write(CLERK, 'sim.paper', (tx) =>
      tx.insert(paper, { number: 'n', state: 'draft', total: 0 }),
    );
    for (let day = 1; day <= 7; day += 1) {
      office.door.write(CLERK, 'sim.change', (tx) => void tx.update(paper, id, { total: day }));
      expect(await stage.sync(office)).toBe('done');
      stage.now += DAY;
    }
    expect(await stage.centre.seqOf(2)).toBe(8);
    expect(await stage.recordsOf(2, paper)).toEqual([]);
    expect(await stage.heldOf(2)).toEqual(Array.from({ length: 8 }, (_, at) => [at + 1, 'schema-deferred']));
    expect(office.client.status().health).toMatchObject({ unsent: 0, inbox: 0 });
    stage.centre.upgrade(newerProgram, { oldestSchema: olderProgram.schema });
    await stage.settle();
    expect(await stage.heldOf(2)).toEqual([]);
    expect(await stage.recordsOf(2, paper)).toMatchObject([{ total: 7, revision: 8, seq: 8 }]);
    for (const { seq, head, at, signature } of receiptsOf(office)) {
      expect(simCentreKeys.sign(Buffer.from(JSON.stringify([2, seq, head, at])))).toBe(signature);
      expect(ask(office, 'SELECT lower(hex(hash)) AS head FROM op_log WHERE seq = ?', seq)).toEqual([{ head }]);
    }
    expect(receiptsOf(office)).toHaveLength(7);
    await stage.agree(newerProgram);
  });
});

interface KeptReceipt {
  readonly seq: number;
  readonly head: string;
  readonly at: number;
  readonly signature: string;
}

function receiptsOf(office: SimOffice): readonly KeptReceipt[] {
  return ask(office, 'SELECT * FROM sync_receipt ORDER BY seq') as KeptReceipt[];
}

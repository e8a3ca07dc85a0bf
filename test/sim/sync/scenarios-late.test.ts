import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { bytesToUuid } from '#kernel/ids.ts';
import { LATE_LIMITS } from '#kernel/sync/late.ts';
import type { Answer, Call } from '#kernel/sync/messages.ts';
import { runSession } from '#office/sync/session.ts';
import { framesAtCentre, opsAtCentre, opsOnDisk } from './book.ts';
import { emptyDisk } from './disk.ts';
import { simCentreKeys } from './keys.ts';
import type { SimOffice } from './office.ts';
import { newerProgram, olderProgram } from './programs.ts';
import {
  ask,
  CLERK,
  DAY,
  dispatch,
  inboxOf,
  numbersOf,
  Stage,
  voucher,
  voucherNumber,
  voucherNumbers,
  newerReplacedByOlder,
} from './stage.ts';
import { acceptance, paper, transfer } from './tables.ts';

/** Scenario 7 of the design note (sync.md §3.6): work that a PC had not sent when another one took its place. */

interface Replaced {
  readonly stage: Stage;
  readonly old: SimOffice;
  readonly young: SimOffice;
}

/** An office on a new PC, which has written one paper; the old one had sent two, and has written on. */
async function replaced(writeOn: (old: SimOffice, stage: Stage) => void = threeWeeks): Promise<Replaced> {
  const stage = new Stage();
  await stage.office(3);
  const { old, young } = await stage.replacedPc({ no: 2, sent: 2 });
  writeOn(old, stage);
  voucher(young);
  await stage.sync(young);
  return { stage, old, young };
}

function threeWeeks(old: SimOffice, stage: Stage): void {
  for (let day = 1; day <= 20; day += 1) {
    voucher(old, day);
    stage.now += DAY;
  }
  dispatch(old, { toOffice: 3, quantity: 10 });
}

/** A disk on which an answer leans on a transfer, and each transfer has a number of its own. */
function strictDisk(): Buffer {
  const raw = new Database(emptyDisk());
  raw.exec('CREATE UNIQUE INDEX one_number ON sim_transfer (number)');
  raw.unsafeMode(true);
  raw.pragma('writable_schema = ON');
  const sql = `replace(sql, '"transfer_id" BLOB NOT NULL', '"transfer_id" BLOB NOT NULL REFERENCES sim_transfer(id)')`;
  raw.exec(`UPDATE sqlite_schema SET sql = ${sql} WHERE name = 'sim_acceptance'`);
  const bytes = raw.serialize();
  raw.close();
  return bytes;
}

function post({ disk, door }: SimOffice, number: string, total: number): void {
  const id = disk.raw.prepare('SELECT id FROM sim_paper WHERE number = ?').pluck().get(number);
  door.write(CLERK, 'sim.post', (tx) => void tx.update(paper, bytesToUuid(id as Buffer), { state: 'posted', total }));
}

const oldNumbers = voucherNumbers(22);

describe('a replaced PC with three weeks of unsent work', () => {
  it('scenario 7: tells how much it has and sends nothing of it before somebody has decided', async () => {
    const { stage, old, young } = await replaced();
    const frames = await framesAtCentre(stage.centre, 2);
    expect(old.client.late).toBeNull();
    expect(await stage.sync(old)).toBe('replaced');
    const since = old.disk.raw.prepare(`SELECT body ->> '$.w' FROM op_log WHERE seq = 3`).pluck().get();
    expect(old.client.late).toEqual({ state: 'asked', reason: null, changes: 21, since });
    expect(await stage.lateOf(2)).toMatchObject([
      { keyId: old.device.id, commonSeq: 2, endSeq: 23, storedSeq: 2, oldestAt: since, decision: null, joinedAt: null },
    ]);
    for (let again = 1; again <= 3; again += 1) expect(await stage.sync(old)).toBe('replaced');
    expect(await stage.sync(young)).toBe('done');
    expect(await stage.lateFramesOf(2)).toEqual([]);
    expect(await framesAtCentre(stage.centre, 2)).toEqual(frames);
    expect(numbersOf(young)).toEqual([voucherNumber(1), voucherNumber(2), voucherNumber(1, 'B-')]);
    await stage.agree();
  });

  it('scenario 7: that is taken in reaches the log through the PC that writes it now, with its ids and its numbers', async () => {
    const { stage, old, young } = await replaced();
    const late = opsOnDisk(old);
    await stage.sync(old);
    expect(await stage.decideLate(old)).toMatchObject({ ok: true });
    const frames = await framesAtCentre(stage.centre, 2);
    expect(await stage.sync(old)).toBe('replaced');
    expect(old.client.late).toMatchObject({ state: 'stored', changes: 21 });
    // It lies apart from the log, and the PC holds the data centre's signature under it.
    expect(await framesAtCentre(stage.centre, 2)).toEqual(frames);
    const [receipt] = ask(old, 'SELECT * FROM sync_late_receipt ORDER BY seq DESC LIMIT 1') as [
      { key_id: string; seq: number; head: string; at: number; signature: string },
    ];
    expect([receipt.seq, receipt.head]).toEqual([23, old.door.head.hash]);
    const signed = (words: readonly unknown[]): boolean =>
      simCentreKeys.isSignedBy('datacenter', Buffer.from(JSON.stringify(words)), receipt.signature);
    expect(signed(['late', 2, receipt.key_id, 23, receipt.head, receipt.at])).toBe(true);
    expect(signed([2, 23, receipt.head, receipt.at])).toBe(false);

    expect(await stage.sync(young)).toBe('done');
    expect(opsOnDisk(young)).toEqual(new Set([...opsOnDisk(young), ...late]));
    expect(numbersOf(young)).toEqual([...oldNumbers, voucherNumber(1, 'B-')]);
    expect(inboxOf(young)).toEqual([]);
    const epochs = ask(young, 'SELECT epoch, count(*) AS ops FROM op_log GROUP BY epoch ORDER BY epoch');
    expect(epochs).toEqual([
      { epoch: 1, ops: 2 },
      { epoch: 2, ops: 22 },
    ]);
    // They went up as its own in the same session, and further to whom they concern.
    expect((await opsAtCentre(stage.centre, 2)).length).toBe(24);
    expect(await stage.recordsOf(2, transfer)).toMatchObject([{ quantity: 10, toOffice: 3 }]);
    expect(ask(young, `SELECT key, value FROM sync_self WHERE key IN ('late_ops', 'late_aside') ORDER BY key`)).toEqual(
      [
        { key: 'late_aside', value: 0 },
        { key: 'late_ops', value: 21 },
      ],
    );
    await stage.sync(old);
    expect(old.client.late).toMatchObject({ state: 'joined', changes: 21 });
    // Each goes on in its own series.
    expect(voucher(young)).toBe(voucherNumber(2, 'B-'));
    await stage.agree();
  });

  it('scenario 7: that no longer fits lies whole before the people of the office, and what hangs on it with it', async () => {
    const { stage, old, young } = await replaced((pc) => {
      post(pc, voucherNumber(1), 5);
      post(pc, voucherNumber(1), 6);
      post(pc, voucherNumber(2), 7);
    });
    post(young, voucherNumber(1), 900);
    await stage.sync(young);
    await stage.sync(old);
    await stage.decideLate(old);
    await stage.sync(old);
    await stage.sync(young);
    const totals = `SELECT number, total FROM sim_paper WHERE number IN (?, ?) ORDER BY number`;
    expect(ask(young, totals, voucherNumber(1), voucherNumber(2))).toEqual([
      { number: voucherNumber(1), total: 900 },
      { number: voucherNumber(2), total: 7 },
    ]);
    const drafts = `SELECT kind, mine ->> '$.e[0][3].total' AS total FROM sync_inbox ORDER BY total`;
    expect(ask(young, drafts)).toEqual([
      { kind: 'illegal-state', total: 5 },
      { kind: 'illegal-state', total: 6 },
    ]);
    expect(ask(young, `SELECT value FROM sync_self WHERE key = 'late_aside'`)).toEqual([{ value: 2 }]);
    await stage.agree();
  });

  it('scenario 7: that is refused stays where it is, and its PC tells why; somebody may think better of it', async () => {
    const { stage, old, young } = await replaced();
    await stage.sync(old);
    await stage.decideLate(old, 'كُتب من جديد في الدائرة');
    expect(await stage.sync(old)).toBe('replaced');
    expect(old.client.late).toMatchObject({ state: 'refused', reason: 'كُتب من جديد في الدائرة', changes: 21 });
    voucher(old);
    await stage.sync(old);
    expect(old.client.late).toMatchObject({ state: 'refused', changes: 22 });
    await stage.sync(young);
    expect(numbersOf(young)).toHaveLength(3);
    expect(await stage.decideLate(old)).toMatchObject({ ok: true });
    await stage.sync(old);
    await stage.sync(young);
    expect(numbersOf(young)).toHaveLength(24);
    await stage.agree();
  });

  it('scenario 7: that grew while somebody looked at it is looked at again, and what is written after the decision waits for another', async () => {
    const { stage, old, young } = await replaced();
    await stage.sync(old);
    const looked = { office: 2, keyId: old.device.id, seq: 22, earlierAt: null, decidedBy: 'admin', reason: null };
    expect(await stage.decide(looked)).toMatchObject({ ok: false, problems: [{ code: 'LATE_CHANGED' }] });
    await stage.decideLate(old);
    voucher(old, 99);
    await stage.sync(old);
    expect(old.client.late).toMatchObject({ state: 'stored', changes: 21 });
    expect(await stage.decideLate(old, 'لا')).toMatchObject({ ok: false, problems: [{ code: 'LATE_DECIDED' }] });
    await stage.sync(young);
    expect(numbersOf(young)).not.toContain(voucherNumber(23));
    await stage.sync(old);
    expect(old.client.late).toMatchObject({ state: 'asked', changes: 22 });
    await stage.decideLate(old);
    await stage.sync(old);
    await stage.sync(young);
    expect(numbersOf(young)).toEqual([...oldNumbers.slice(0, 22), voucherNumber(23), voucherNumber(1, 'B-')]);
    expect((await opsAtCentre(stage.centre, 2)).length).toBe(25);
    await stage.agree();
  });

  it('scenario 7: that is invited again after its work was taken in has nothing twice', async () => {
    const { stage, old, young } = await replaced();
    await stage.sync(old);
    await stage.decideLate(old);
    for (const pc of [old, young]) await stage.sync(pc);
    await stage.invite(old);
    await stage.sync(old);
    expect(numbersOf(old)).toEqual([...oldNumbers, voucherNumber(1, 'B-')]);
    expect(inboxOf(old)).toEqual([]);
    expect((await opsAtCentre(stage.centre, 2)).length).toBe(24);
    await stage.agree();
  });

  it('scenario 7: that had sent all of it has nothing to tell', async () => {
    const { stage, old } = await replaced(() => undefined);
    await stage.sync(old);
    expect(old.client.late).toEqual({ state: 'nothing', reason: null, changes: 0, since: null });
    expect(await stage.lateOf(2)).toEqual([]);
  });

  it('scenario 7: brings back what the data centre lost when it was put back, and the new PC never had', async () => {
    const stage = new Stage();
    const old = await stage.office(2);
    voucher(old);
    await stage.sync(old);
    await stage.centre.backUp([2]);
    voucher(old);
    await stage.sync(old);
    await stage.putBack();
    const young = await stage.replace(old);
    await stage.sync(young);
    voucher(old);
    await stage.sync(old);
    // The second paper was acknowledged once, and is as late as the third. The first, which both have, is before the
    // points by which the logs were compared: it comes too, and is passed over.
    expect(old.client.late).toMatchObject({ state: 'asked', changes: 3 });
    await stage.decideLate(old);
    for (const pc of [old, young]) await stage.sync(pc);
    expect(numbersOf(young)).toEqual([voucherNumber(1), voucherNumber(2), voucherNumber(3)]);
    expect((await stage.incidentsOf(2)).at(-1)).toMatchObject({ kind: 'returned' });
    await stage.agree();
  });

  it('scenario 7: that leans on what has no place is left out with it: no record is left without what it names', async () => {
    const stage = new Stage();
    const old = await stage.office(2);
    await stage.sync(old);
    old.isReplaced = true;
    const young = await stage.office(2, olderProgram, strictDisk());
    await stage.sync(young);
    const number = 'the same on both';
    const given = (pc: SimOffice): string =>
      pc.door.write(CLERK, 'sim.dispatch', (tx) => tx.insert(transfer, { toOffice: 3, quantity: 1, number }));
    const transferId = given(old);
    const answered = { toOffice: 3, transferId, quantity: 1 };
    old.door.write(CLERK, 'sim.accept', (tx) => void tx.insert(acceptance, answered));
    given(young);
    await stage.sync(old);
    await stage.decideLate(old);
    for (const pc of [old, young]) await stage.sync(pc);
    expect(inboxOf(young)).toEqual([
      { kind: 'illegal-state', is_open: 1 },
      { kind: 'made-twice', is_open: 1 },
    ]);
    expect(young.disk.raw.pragma('foreign_key_check')).toEqual([]);
    expect(await stage.lateOf(2)).toMatchObject([{ joinedAt: expect.any(Number) as number }]);
  });

  it('scenario 7: that a newer program wrote is fetched once, and taken in when this one is renewed', async () => {
    const { stage, old, young } = await newerReplacedByOlder();
    voucher(old);
    await stage.sync(old);
    await stage.decideLate(old);
    await stage.sync(old);
    const fetched = async (): Promise<number> => {
      let count = 0;
      const send = (call: Call): Promise<Answer> => {
        if (call.kind === 'signed' && call.body.includes('"late-ops"')) count += 1;
        return stage.send(call);
      };
      expect(await runSession(young.client, { send })).toBe('done');
      return count;
    };
    expect([await fetched(), await fetched()]).toEqual([1, 0]);
    young.upgrade(newerProgram);
    expect(await fetched()).toBe(1);
    expect(numbersOf(young)).toEqual([voucherNumber(1)]);
  });

  it('has a limit for how much of it there may be', () => {
    expect(LATE_LIMITS.ops).toBeGreaterThan(21 * 5_000);
  });
});

describe('late work whose delivery is cut off', () => {
  /** Decided, and nothing of it sent. */
  async function decided(): Promise<Replaced> {
    const world = await replaced((old) => {
      voucher(old);
      dispatch(old, { toOffice: 3, quantity: 4 });
      post(old, voucherNumber(1), 5);
    });
    post(world.young, voucherNumber(1), 900);
    await world.stage.sync(world.young);
    await world.stage.sync(world.old);
    await world.stage.decideLate(world.old);
    return world;
  }

  async function demandOnce({ stage, old, young }: Replaced): Promise<void> {
    for (let round = 1; round <= 2; round += 1) for (const pc of [old, young]) await stage.sync(pc);
    expect(numbersOf(young)).toEqual([voucherNumber(1), voucherNumber(2), voucherNumber(3), voucherNumber(1, 'B-')]);
    expect(ask(young, 'SELECT quantity FROM sim_transfer')).toEqual([{ quantity: 4 }]);
    expect(inboxOf(young)).toEqual([{ kind: 'illegal-state', is_open: 1 }]);
    expect((await opsAtCentre(stage.centre, 2)).length).toBe(6);
    expect(await stage.lateOf(2)).toMatchObject([{ joinedAt: expect.any(Number) as number }]);
    await stage.agree();
  }

  it('scenario 7: comes once and whole, wherever the power of the new PC goes', async () => {
    let cuts = 0;
    for (let step = 1; step <= 40; step += 1) {
      const world = await decided();
      await world.stage.sync(world.old);
      if (await world.stage.syncCut(world.young, { office: step })) cuts += 1;
      await demandOnce(world);
    }
    expect(cuts).toBeGreaterThan(15);
  });

  it('scenario 7: comes once and whole, wherever the power of the old PC goes', async () => {
    let cuts = 0;
    for (let step = 1; step <= 10; step += 1) {
      const world = await decided();
      if (await world.stage.syncCut(world.old, { office: step })) cuts += 1;
      await demandOnce(world);
    }
    expect(cuts).toBeGreaterThan(0);
  });

  it('scenario 7: comes once and whole, wherever the power of the data centre goes', async () => {
    let cuts = 0;
    for (let answer = 1; answer <= 9; answer += 1) {
      for (let step = 1; step <= 12; step += 1) {
        const world = await decided();
        if (await world.stage.syncCut(world.old, { answer, step })) cuts += 1;
        if (await world.stage.syncCut(world.young, { answer, step })) cuts += 1;
        await demandOnce(world);
      }
    }
    expect(cuts).toBeGreaterThan(30);
  });

  it('scenario 7: comes once though every answer is lost once and every question comes twice', async () => {
    const world = await decided();
    const { stage } = world;
    for (const pc of [world.old, world.young]) {
      for (let lost = 1; lost <= 12; lost += 1) await stage.syncLosing(pc, lost);
    }
    await demandOnce(world);
  });

  it('scenario 7: comes once though the data centre is put back to before it was there, or to before the office had it', async () => {
    for (const isStored of [false, true]) {
      const world = await decided();
      const { stage, old, young } = world;
      if (isStored) await stage.sync(old);
      await stage.centre.backUp([2, 3]);
      for (const pc of [old, young]) await stage.sync(pc);
      await stage.putBack();
      await demandOnce(world);
    }
  });

  it('scenario 7: comes to the next PC when the new one is lost before it has sent it', async () => {
    const world = await decided();
    const { stage, old } = world;
    await stage.sync(old);
    await stage.syncCut(world.young, { office: 12 });
    const third = await stage.replace(world.young);
    await stage.sync(third);
    await stage.sync(third);
    expect(numbersOf(third)).toEqual([voucherNumber(1), voucherNumber(2), voucherNumber(3), voucherNumber(1, 'B-')]);
    await stage.agree();
  });
});

import { describe, expect, it } from 'vitest';
import { formatNumber } from '#kernel/sync/numbers.ts';
import { readMissing } from '#datacenter/protocol/missing.ts';
import { opsAtCentre, opsOnDisk, type Told } from './book.ts';
import {
  accept,
  ask,
  CLERK,
  DAY,
  dispatch,
  HOUR,
  inboxOf,
  numbersOf,
  Stage,
  unheardFrame,
  voucher,
  voucherNumbers,
} from './stage.ts';
import { acceptance, movement, paper, transfer } from './tables.ts';

/** Scenarios of the design note (sync.md §3.6) about disks and databases that are put back, copied, replaced or lost. */

describe('a disk of an office', () => {
  it('scenario 4: put back to yesterday numbers ten papers anew without a line, and then gets back what it had sent', async () => {
    const stage = new Stage();
    const office = await stage.office(2);
    const numbers = [voucher(office)];
    office.backUp();
    stage.now += DAY;
    numbers.push(voucher(office));
    await stage.sync(office);
    office.client.mark();
    office.restore({ isImage: false });
    expect(numbersOf(office)).toEqual(['2/ADJ/2026/000001']);
    for (let count = 0; count < 10; count += 1) numbers.push(voucher(office));
    expect(numbers.slice(0, 3)).toEqual(['2/ADJ/2026/000001', '2/ADJ/2026/000002', '2/ADJ/2026/A1-000001']);
    expect(new Set(numbers).size).toBe(12);
    const frame = await stage.nextFrame(office);
    expect(await stage.send({ kind: 'push', frame })).toEqual({ kind: 'stopped', verdict: 'rebase' });
    await stage.sync(office);
    const inLog = ask(office, `SELECT body ->> '$.e[0][3].number' AS number FROM op_log ORDER BY seq`);
    expect(inLog).toEqual(numbers.map((number) => ({ number })));
    expect(numbersOf(office)).toEqual(numbers.toSorted());
    expect(office.door.incarnation).toEqual({ epoch: 2, restores: 1 });
    expect(office.client.status().health).toMatchObject({ unsent: 0, inbox: 0 });
    await stage.agree();
  });

  it('scenario 5: put back as a whole image repeats a number; the fork is seen at once, both papers stay, people are told', async () => {
    const stage = new Stage();
    const office = await stage.office(2);
    voucher(office, 1);
    office.client.mark();
    office.backUp();
    expect(voucher(office, 10)).toBe('2/ADJ/2026/000002');
    await stage.sync(office);
    office.client.mark();
    office.restore({ isImage: true });
    // Its sentinel went back too, so nothing can tell, and the second paper has the number of the first.
    expect(voucher(office, 100)).toBe('2/ADJ/2026/000002');
    await stage.sync(office);
    await stage.sync(office);
    expect((await stage.incidentsOf(2)).map(({ no, kind }) => [no, kind])).toEqual([
      [1, 'enrolment'],
      [2, 'fork'],
    ]);
    expect(office.door.incarnation).toEqual({ epoch: 2, restores: 0 });
    expect(ask(office, 'SELECT number, total FROM sim_paper ORDER BY total')).toEqual([
      { number: '2/ADJ/2026/000001', total: 1 },
      { number: '2/ADJ/2026/000002', total: 10 },
      { number: '2/ADJ/2026/000002', total: 100 },
    ]);
    // One task, at the later paper.
    const told = `SELECT body ->> '$.e[0][3].total' AS total FROM op_log JOIN sync_inbox ON id = op_id`;
    expect(ask(office, told)).toEqual([{ total: 100 }]);
    expect(inboxOf(office)).toEqual([{ kind: 'dup-number', is_open: 1 }]);
    expect((await stage.recordsOf(2, paper)).map((row) => row['total'])).toEqual([1, 10, 100]);
    expect(voucher(office)).toBe('2/ADJ/2026/B-000001');
    await stage.agree();
  });

  it('scenario 7: of a replaced PC with three weeks of unsent work is refused, and joins with its ids and numbers when it is invited again', async () => {
    const stage = new Stage();
    const { old, young } = await stage.replacedPc({ no: 2, sent: 1 });
    expect(voucher(young)).toBe('2/ADJ/2026/B-000001');
    await stage.sync(young);
    for (let day = 1; day <= 21; day += 1) {
      voucher(old, day);
      stage.now += DAY;
    }
    const late = opsOnDisk(old);
    expect(late.size).toBe(22);
    const before = stage.centre.store.backup();
    expect(await stage.send({ kind: 'push', frame: unheardFrame(old) })).toEqual({
      kind: 'refused',
      code: 'DEVICE_UNKNOWN',
      isReplaced: true,
    });
    expect(stage.centre.store.backup()).toEqual(before);
    expect(await stage.sync(old)).toBe('replaced');
    expect(old.client.status().health.unsent).toBe(21);

    await stage.invite(old);
    await stage.sync(old);
    expect(opsOnDisk(old)).toEqual(new Set([...late, ...opsOnDisk(young)]));
    expect(numbersOf(old)).toEqual([...voucherNumbers(22), '2/ADJ/2026/B-000001']);
    expect(inboxOf(old)).toEqual([]);
    // The PC that had taken over is the one that is refused now.
    expect(await stage.sync(young)).toBe('replaced');
    expect((await stage.recordsOf(2, paper)).map((row) => row['number'])).toHaveLength(23);
    await stage.agree();
  });

  it('is fenced by the next PC though the data centre was put back to before it was enrolled', async () => {
    const stage = new Stage();
    const first = await stage.office(2);
    voucher(first);
    await stage.sync(first);
    await stage.centre.backUp([2]);
    const second = await stage.replace(first);
    await stage.sync(second);
    await stage.putBack();
    const third = await stage.replace(second);
    expect(await stage.sync(second)).toBe('replaced');
    expect(await stage.sync(first)).toBe('replaced');
    expect(await stage.sync(third)).toBe('done');
    await stage.agree();
  });
});

describe('a data centre that is put back to six hours ago', () => {
  const tables = [movement, paper, transfer, acceptance];

  /** All that it holds of the offices 2 to 4: their logs, and the records made of them. */
  async function whole(stage: Stage) {
    const logs = [];
    const records = [];
    for (const no of [2, 3, 4]) {
      logs.push((await opsAtCentre(stage.centre, no)).map(({ seq, op }) => [seq, op]));
      for (const table of tables) records.push(await stage.recordsOf(no, table));
    }
    return { logs, records };
  }

  it('scenario 8: has every log and every record again; an acceptance that comes before its dispatch waits for it', async () => {
    const stage = new Stage();
    const [sender, receiver, third] = [await stage.office(2), await stage.office(3), await stage.office(4)];
    const all = [sender, receiver, third];
    for (const pc of all) voucher(pc);
    for (const pc of all) await stage.sync(pc);
    await stage.centre.backUp([2, 3, 4]);
    stage.now += 6 * HOUR;
    // Two offices have heard how far the backup reaches, and nobody lets go of anything for it.
    for (const pc of [sender, third]) await stage.sync(pc);
    expect(sender.client.status().durable).toBe(1);
    const id = dispatch(sender, { toOffice: 3, quantity: 10 });
    await stage.sync(sender);
    await stage.sync(receiver);
    accept(receiver, { from: 2, id, quantity: 10 });
    for (const pc of [receiver, third, sender]) {
      voucher(pc);
      await stage.sync(pc);
    }
    const before = await whole(stage);
    expect(before.logs.map((log) => log.length)).toEqual([3, 3, 2]);

    await stage.putBack();
    expect(await stage.centre.seqOf(3)).toBe(1);
    expect(await told(stage, [2, 3, 4])).toEqual([
      [2, 'missing', 2, 3],
      [3, 'missing', 2, 3],
      [4, 'missing', 2, 2],
    ]);
    await stage.sync(receiver);
    expect(await stage.heldOf(3)).toEqual([[2, 'cause-missing']]);
    await stage.sync(third);
    await stage.sync(sender);
    expect(await stage.heldOf(3)).toEqual([]);
    expect(await whole(stage)).toEqual(before);
    // Nobody is told of a loss where there was none.
    expect(await told(stage, [2, 3, 4])).toEqual([
      [2, 'returned', 2, 3],
      [3, 'returned', 2, 3],
      [4, 'returned', 2, 2],
    ]);
    for (const no of [2, 3, 4]) expect((await missingOf(stage, no))[0]).toMatchObject({ named: [], others: {} });
    expect(all.map((pc) => ask(pc, 'SELECT count(*) AS ops FROM op_log'))).toEqual([
      [{ ops: 3 }],
      [{ ops: 3 }],
      [{ ops: 2 }],
    ]);
    await stage.agree();
  });

  it('scenario 9: while a disk is lost loses of that office what came after the backup, which is listed by name, and nothing else; what answered it is told', async () => {
    const stage = new Stage();
    const [sender, receiver, third] = [await stage.office(2), await stage.office(3), await stage.office(4)];
    voucher(sender);
    const early = dispatch(sender, { toOffice: 3, quantity: 1 });
    for (const pc of [sender, receiver, third]) await stage.sync(pc);
    await stage.centre.backUp([2, 3, 4]);
    voucher(sender);
    const late = dispatch(sender, { toOffice: 3, quantity: 10 });
    sender.door.write(CLERK, 'sim.count', (tx) => tx.insert(movement, { quantity: 3 }));
    await stage.sync(sender);
    await stage.sync(receiver);
    accept(receiver, { from: 2, id: early, quantity: 1 });
    accept(receiver, { from: 2, id: late, quantity: 10 });
    voucher(third);
    for (const pc of [receiver, third, sender]) await stage.sync(pc);

    await stage.putBack();
    await stage.loseDisk(sender);
    for (const pc of [sender, receiver, third, sender]) await stage.sync(pc);
    const kept = (await opsAtCentre(stage.centre, 2)).map(({ seq, op }) => [seq, op.k]);
    expect(kept).toEqual([
      [1, 'sim.paper'],
      [2, 'sim.dispatch'],
    ]);
    const lost = [...stage.book.mayBeLost].map((op) => stage.book.told.get(op));
    expect(lost.map((told) => [told?.office, told?.seq])).toEqual([
      [2, 3],
      [2, 4],
      [2, 5],
    ]);
    expect(await told(stage, [2, 3, 4])).toEqual([
      [2, 'lost', 3, 5],
      [3, 'returned', 1, 2],
      [4, 'returned', 1, 1],
    ]);
    // The list is what the users of that office were told of and nobody has, in every word.
    const [list] = await missingOf(stage, 2);
    expect(list?.named).toEqual(lost.flatMap((op) => (op?.op.n ? [nameOf(op)] : [])));
    expect(list?.named.map(({ number, toOffices }) => [number, toOffices])).toEqual([
      ['2/ADJ/2026/000002', []],
      ['2/OUT/2026/000002', [3]],
    ]);
    expect(list?.others).toEqual({ 'sim.count': lost.flatMap((op) => (op?.op.n ? [] : (op?.op.id ?? []))) });
    expect([await stage.centre.seqOf(3), await stage.centre.seqOf(4)]).toEqual([2, 1]);
    expect(await stage.heldOf(3)).toEqual([[2, 'cause-missing']]);
    expect((await stage.recordsOf(3, acceptance)).map((row) => row['transferId'])).toEqual([early]);
    stage.now += 3 * DAY;
    await stage.sync(receiver);
    await stage.sync(receiver);
    expect(inboxOf(receiver)).toEqual([{ kind: 'cause-missing', is_open: 1 }]);
    await stage.agree();
  });

  it('lists the loss until the old PC is found, and its work with it', async () => {
    const stage = new Stage();
    const old = await stage.office(2);
    voucher(old);
    await stage.sync(old);
    await stage.centre.backUp([2]);
    voucher(old);
    await stage.sync(old);
    await stage.putBack();
    const young = await stage.replace(old);
    // Enrolled is not yet shown: it may be the old disk.
    expect(await told(stage, [2])).toEqual([[2, 'missing', 2, 2]]);
    await stage.sync(young);
    await stage.sync(young);
    expect(await told(stage, [2])).toEqual([[2, 'lost', 2, 2]]);
    voucher(young);
    await stage.sync(young);
    expect(await told(stage, [2])).toEqual([[2, 'lost', 2, 2]]);
    await stage.invite(old);
    await stage.sync(old);
    expect(await told(stage, [2])).toEqual([[2, 'returned', 2, 2]]);
    await stage.agree();
  });

  it('keeps the day on which a loss was known, whoever writes the log after that', async () => {
    const stage = new Stage();
    const old = await stage.office(2);
    voucher(old);
    await stage.sync(old);
    await stage.centre.backUp([2]);
    voucher(old);
    await stage.sync(old);
    await stage.putBack();
    const young = await stage.replace(old);
    for (let again = 1; again <= 2; again += 1) await stage.sync(young);
    const [lost] = await missingOf(stage, 2);
    expect(lost).toMatchObject({ kind: 'lost', decidedAt: expect.any(Number) as number });
    stage.now += DAY;
    const youngest = await stage.replace(young);
    for (let again = 1; again <= 2; again += 1) await stage.sync(youngest);
    const [later] = await missingOf(stage, 2);
    expect(later).toEqual({ ...lost, awaits: later?.awaits });
    expect(later?.awaits).not.toEqual(lost?.awaits);
  });

  it('tells of one loss once, however often it is put back', async () => {
    const stage = new Stage();
    const office = await stage.office(2);
    voucher(office);
    await stage.sync(office);
    await stage.centre.backUp([2]);
    voucher(office);
    await stage.sync(office);
    await stage.putBack();
    await stage.loseDisk(office);
    for (let again = 1; again <= 2; again += 1) await stage.sync(office);
    await stage.centre.backUp([2]);
    voucher(office);
    await stage.sync(office);
    await stage.putBack();
    const expected = (second: string) => [
      [2, 'lost', 2, 2],
      [2, second, 2, 2],
    ];
    expect(await told(stage, [2])).toEqual(expected('missing'));
    await stage.sync(office);
    expect(await told(stage, [2])).toEqual(expected('returned'));
    await stage.agree();
  });
});

/** The incidents about what is missing: the office, what became of it, and the places in its log. */
async function told(stage: Stage, numbers: readonly number[]) {
  const rows = [];
  for (const no of numbers)
    for (const { kind, from, to } of await missingOf(stage, no)) rows.push([no, kind, from, to]);
  return rows;
}

async function missingOf(stage: Stage, no: number) {
  return (await stage.incidentsOf(no)).flatMap((row) => {
    const detail = readMissing(row);
    return detail ? [{ ...detail, kind: row.kind }] : [];
  });
}

/** What people should read of a numbered op that an office wrote. */
function nameOf({ seq, office, op }: Told) {
  const { n: number, e: effects } = op;
  const sent = effects.find(([, table]) => table === 'sim_transfer')?.[3];
  return {
    ...{ seq, id: op.id, command: op.k, by: CLERK.userId, at: op.w, toOffices: sent ? [sent['toOffice']] : [] },
    number: number ? formatNumber(office, number) : null,
  };
}

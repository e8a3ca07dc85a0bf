import { describe, expect, it } from 'vitest';
import type { SimOffice } from './office.ts';
import { ask, CLERK, inboxOf, Stage, voucher } from './stage.ts';
import { entry, period } from './tables.ts';

/** What an office may have once, and two histories of it have both made. */

const opened = (pc: SimOffice, no: number): string =>
  pc.door.write(CLERK, 'sim.open', (tx) => tx.insert(period, { no, state: 'open' }));
const entered = (pc: SimOffice, periodId: string, line: number): string =>
  pc.door.write(CLERK, 'sim.enter', (tx) => tx.insert(entry, { periodId, line }));
const closed = (pc: SimOffice, id: string): void =>
  pc.door.write(CLERK, 'sim.close', (tx) => void tx.update(period, id, { state: 'closed' }));
const periodsOf = (pc: SimOffice): unknown[] => ask(pc, 'SELECT no, state FROM sim_period ORDER BY no');
const entriesOf = (pc: SimOffice): unknown[] =>
  ask(pc, 'SELECT no, line FROM sim_entry JOIN sim_period p ON p.id = period_id ORDER BY no, line');

/** An office whose disk was put back to before a period that it had opened, written into and sent. */
async function restored(stage: Stage): Promise<SimOffice> {
  const office = await stage.office(2);
  opened(office, 1);
  await stage.sync(office);
  office.backUp();
  entered(office, opened(office, 2), 10);
  await stage.sync(office);
  office.restore({ isImage: false });
  return office;
}

describe('an office whose disk was put back', () => {
  it('goes on when it makes again what it may have once: the second one lies before its people, and all else is sent', async () => {
    const stage = new Stage();
    const office = await restored(stage);
    const second = opened(office, 2);
    voucher(office);
    expect(await stage.sync(office)).toBe('done');
    expect(office.client.status().health).toMatchObject({ unsent: 0, inbox: 1 });
    expect(inboxOf(office)).toEqual([{ kind: 'made-twice', is_open: 1 }]);
    expect(ask(office, `SELECT mine ->> '$.e[0][2]' AS id FROM sync_inbox`)).toEqual([{ id: second }]);
    expect(entriesOf(office)).toEqual([{ no: 2, line: 10 }]);
    expect(ask(office, 'SELECT count(*) AS papers FROM sim_paper')).toEqual([{ papers: 1 }]);
    await stage.agree();
  });

  it('lays what hangs on that beside it, and keeps what hangs on something else', async () => {
    const stage = new Stage();
    const office = await restored(stage);
    const second = opened(office, 2);
    const third = opened(office, 3);
    entered(office, second, 20);
    entered(office, third, 30);
    closed(office, second);
    closed(office, third);
    await stage.sync(office);
    expect(inboxOf(office)).toEqual([
      ...Array<unknown>(2).fill({ kind: 'illegal-state', is_open: 1 }),
      { kind: 'made-twice', is_open: 1 },
    ]);
    expect(periodsOf(office)).toEqual([
      { no: 1, state: 'open' },
      { no: 2, state: 'open' },
      { no: 3, state: 'closed' },
    ]);
    expect(entriesOf(office)).toEqual([
      { no: 2, line: 10 },
      { no: 3, line: 30 },
    ]);
    await stage.agree();
  });

  it('goes on when it makes again what only commands allow once, and keeps what comes after', async () => {
    const stage = new Stage();
    const office = await stage.office(2);
    const first = opened(office, 1);
    entered(office, first, 1);
    await stage.sync(office);
    office.backUp();
    entered(office, first, 2);
    await stage.sync(office);
    office.restore({ isImage: false });
    for (const line of [2, 3]) entered(office, first, line);
    await stage.sync(office);
    expect(inboxOf(office)).toEqual([{ kind: 'made-twice', is_open: 1 }]);
    expect(ask(office, `SELECT mine ->> '$.e[0][3].line' AS line FROM sync_inbox`)).toEqual([{ line: 2 }]);
    expect(entriesOf(office)).toEqual([1, 2, 3].map((line) => ({ no: 1, line })));
    await stage.agree();
  });

  it('does nothing of a command that could be done in part', async () => {
    const stage = new Stage();
    const office = await restored(stage);
    office.door.write(CLERK, 'sim.open', (tx) => {
      tx.insert(entry, { periodId: tx.insert(period, { no: 3, state: 'open' }), line: 30 });
      tx.insert(period, { no: 2, state: 'open' });
    });
    await stage.sync(office);
    expect(inboxOf(office)).toEqual([{ kind: 'made-twice', is_open: 1 }]);
    expect(entriesOf(office)).toEqual([{ no: 2, line: 10 }]);
    await stage.agree();
  });

  it('lays it before its people once, however often its disk is put back', async () => {
    const stage = new Stage();
    const office = await restored(stage);
    opened(office, 2);
    await stage.sync(office);
    office.backUp();
    voucher(office);
    await stage.sync(office);
    office.client.mark();
    office.restore({ isImage: false });
    voucher(office);
    await stage.sync(office);
    expect(inboxOf(office)).toEqual([{ kind: 'made-twice', is_open: 1 }]);
    expect(ask(office, 'SELECT count(*) AS papers FROM sim_paper')).toEqual([{ papers: 2 }]);
    await stage.agree();
  });
});

describe('late work of a replaced PC', () => {
  it('comes without what the present one has made, too, though only commands forbid it twice', async () => {
    const stage = new Stage();
    const old = await stage.office(2);
    const first = opened(old, 1);
    await stage.sync(old);
    const young = await stage.replace(old);
    await stage.sync(young);
    for (const line of [1, 2]) entered(old, first, line);
    entered(young, first, 1);
    await stage.sync(young);
    await stage.sync(old);
    await stage.decideLate(old);
    for (const pc of [old, young]) await stage.sync(pc);
    expect(inboxOf(young)).toEqual([{ kind: 'made-twice', is_open: 1 }]);
    expect(entriesOf(young)).toEqual([1, 2].map((line) => ({ no: 1, line })));
    await stage.agree();
  });
});

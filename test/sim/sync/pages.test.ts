import { beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Call } from '#kernel/sync/messages.ts';
import { runSession } from '#office/sync/session.ts';
import type { SimOffice } from './office.ts';
import { ask, CLERK, Stage } from './stage.ts';
import { transfer } from './tables.ts';

/** More than fit into three pages. */
const SENT = 6_500;

let world: Stage;
let sender: SimOffice;
let receiver: SimOffice;

beforeEach(async () => {
  world = new Stage();
  sender = await world.office(2);
  receiver = await world.office(3);
  dispatched(SENT);
  await world.sync(sender);
  // The first question of a channel hears only that it begins.
  await runSession(receiver.client, { send: cutAt(2) }).catch(() => undefined);
});

/** A line that breaks when the page with this number is asked for. */
function cutAt(no: number): (call: Call) => Promise<Answer> {
  let pages = 0;
  return async (call) => {
    if (askedBehind(call) !== null && (pages += 1) === no) throw new Error('The line is cut.');
    return world.send(call);
  };
}

function dispatched(count: number): void {
  sender.door.writeAll(CLERK, (run) => {
    for (let no = 1; no <= count; no += 1) {
      run('sim.dispatch', (tx) => tx.insert(transfer, { toOffice: 3, quantity: no, number: `n${no}` }));
    }
  });
}

function arrived(): { readonly count: number; readonly sum: number } {
  const sql = 'SELECT count(*) AS count, coalesce(sum(quantity), 0) AS sum FROM sim_transfer';
  return receiver.disk.raw.prepare(sql).get() as { count: number; sum: number };
}

/** The place behind which a page is asked for; null for what asks for none. */
function askedBehind(call: Call): number | null {
  if (call.kind === 'push') return null;
  const asked = JSON.parse(call.body) as { kind: string; cursor?: { channel: number; at: number } };
  return asked.kind === 'feed' && asked.cursor?.channel === 3 ? asked.cursor.at : null;
}

const everything = { count: SENT, sum: (SENT * (SENT + 1)) / 2 };

describe('the pages of a channel', () => {
  it('are each asked for before the one in front is applied, once', async () => {
    const asked: { readonly behind: number; readonly here: number }[] = [];
    const send = (call: Call): Promise<Answer> => {
      const behind = askedBehind(call);
      if (behind !== null) asked.push({ behind, here: arrived().count });
      return world.send(call);
    };
    expect(await runSession(receiver.client, { send })).toBe('done');
    expect(arrived()).toEqual(everything);
    expect(asked.length).toBeGreaterThan(2);
    const places = asked.map(({ behind }) => behind);
    expect(new Set(places).size).toBe(places.length);
    for (const [position, { here }] of asked.entries()) expect(here).toBe(places[position - 1] ?? 0);
  });

  it('that were asked for early and never came cost nothing of what is here', async () => {
    await expect(runSession(receiver.client, { send: cutAt(2) })).rejects.toThrow('The line is cut.');
    const { count } = arrived();
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(SENT);
    await world.sync(receiver);
    expect(arrived()).toEqual(everything);
  });

  it('are let go when the data centre was put back meanwhile, and come anew', async () => {
    await world.centre.backUp([2, 3]);
    let pages = 0;
    const send = async (call: Call): Promise<Answer> => {
      if (askedBehind(call) !== null && (pages += 1) === 2) await world.centre.restore();
      return world.send(call);
    };
    expect(await runSession(receiver.client, { send })).toBe('done');
    await world.sync(sender);
    await world.sync(receiver);
    expect(arrived()).toEqual(everything);
  });

  it('hold whole ops, however many entries one has', async () => {
    sender.door.write(CLERK, 'sim.dispatch', (tx) => {
      for (let no = 1; no <= 1_800; no += 1) tx.insert(transfer, { toOffice: 3, quantity: 0, number: `m${no}` });
    });
    await world.sync(sender);
    const counts: number[] = [];
    const send = (call: Call): Promise<Answer> => (counts.push(arrived().count), world.send(call));
    expect(await runSession(receiver.client, { send })).toBe('done');
    expect(arrived()).toEqual({ ...everything, count: SENT + 1_800 });
    // Between the first ones and the last there is nothing of the large op.
    expect(counts.filter((count) => count > SENT && count < SENT + 1_800)).toEqual([]);
  });

  it('of a channel that was begun anew and has become empty take away what is gone, a cut in between or not', async () => {
    const stage = new Stage();
    const [first, second] = [await stage.office(2), await stage.office(3)];
    await stage.centre.backUp([2, 3]);
    // Several, which are put in together.
    first.door.write(CLERK, 'sim.dispatch', (tx) => {
      for (const number of ['a', 'b', 'c']) tx.insert(transfer, { toOffice: 3, quantity: 1, number });
    });
    await stage.sync(first);
    await stage.sync(second);
    expect(ask(second, 'SELECT quantity FROM sim_transfer')).toHaveLength(3);
    // What only the first one could send again goes with its disk.
    await stage.loseDisk(first);
    await stage.centre.restore();
    let asked = 0;
    const send = async (call: Call): Promise<Answer> => {
      if (askedBehind(call) !== null && (asked += 1) === 2) throw new Error('The line is cut.');
      return stage.send(call);
    };
    await expect(runSession(second.client, { send })).rejects.toThrow('The line is cut.');
    await stage.sync(second);
    expect(ask(second, 'SELECT quantity FROM sim_transfer')).toEqual([]);
  });
});

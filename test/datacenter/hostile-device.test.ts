import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exchangeTools } from '#db/exchange-seal.ts';
import type { Op } from '#db/op.ts';
import { newKeyPair, signerOf } from '#db/wire.ts';
import { exchangeFile } from '#datacenter/server/exchange.ts';
import { openDatacenter } from '#datacenter/server/serve.ts';
import { OFFICE_LAG, readLag } from '#datacenter/storage/lag.ts';
import { SYNC_PATHS } from '#kernel/sync/enrolment.ts';
import { packExchange } from '#kernel/sync/exchange.ts';
import { exportExchange } from '#office/sync/exchange.ts';
import { frameOf, opOf, type FrameToMake } from './frames.ts';
import type { LineOffice } from './line-office.ts';
import { ServedCentre } from './served-centre.ts';
import { simProgram } from './sim-program.ts';

/** A PC that was enrolled and has gone bad: what it sends harms its own office alone. */

const centre = ServedCentre.forThisFile();
const OCTETS = 'application/octet-stream';

async function pushed(pc: LineOffice, frame: Pick<FrameToMake, 'ops'> & Partial<FrameToMake>) {
  const sign = signerOf(pc.link.privateKey);
  const { bytes } = frameOf({ office: pc.no, epoch: 1, sign, ...frame, wrong: { key: pc.keyId } });
  const { status, body } = await centre.line().post(SYNC_PATHS.push, bytes, OCTETS);
  return { status, said: body.toString() };
}

/** One record, and the same changed so many times by one op. */
function changedOften(to: number, { letters, changes }: { readonly letters: number; readonly changes: number }): Op {
  const op = opOf(1, { toOffice: to, quantity: 1, number: 'x'.repeat(letters) });
  const [effect] = op.e;
  if (!effect) throw new Error('It inserts a record.');
  const change = ['u', 'sim_transfer', effect[2], {}] as const;
  return { ...op, e: [...op.e, ...Array.from({ length: changes }, () => change)] };
}

async function heldOf(pc: LineOffice): Promise<readonly string[]> {
  const { rows } = await centre.serving.opened.store.pool.query<{ reason: string }>(
    'SELECT reason FROM office_held_op WHERE office_no = $1',
    [pc.no],
  );
  return rows.map(({ reason }) => reason);
}

async function entriesFor(office: LineOffice): Promise<number> {
  const { rows } = await centre.serving.opened.store.pool.query<{ count: number }>(
    'SELECT count(*)::int4 AS count FROM channel_entry WHERE channel_no = $1',
    [office.no],
  );
  return rows[0]?.count ?? 0;
}

/** An honest office still sends to another one, and that one still takes it. */
async function honestPapersArrive(receiver: LineOffice): Promise<void> {
  const sender = await centre.installed();
  const before = receiver.arrived().length;
  sender.dispatch(receiver.no, 3);
  expect(await sender.sync()).toBe('done');
  await centre.settled();
  expect(await receiver.sync()).toBe('done');
  expect(receiver.arrived().length).toBe(before + 3);
}

describe('a PC that has gone bad', { timeout: 120_000 }, () => {
  it('scenario 25: names an epoch that nobody gave, and neither the others nor a server that starts feel it', async () => {
    const [bad, other] = [await centre.installed(), await centre.installed()];
    const ops = [opOf(1, { toOffice: other.no, quantity: 1, number: 'n' })];
    for (const epoch of [Number.MAX_SAFE_INTEGER, 2 ** 31 - 1, 2 ** 31 - 2, 3_000_000_000, 1_002]) {
      expect(await pushed(bad, { epoch, ops })).toMatchObject({
        status: 200,
        said: expect.stringContaining('FRAME_MALFORMED') as string,
      });
    }
    // A data centre that was put back may be behind by a few.
    expect((await pushed(bad, { epoch: 3, ops })).said).toContain('rebase');
    await honestPapersArrive(other);
    expect(await bad.sync()).toBe('done');
    await expect(centre.installed(bad.no)).resolves.toBeDefined();
    const { databaseUrl, folder } = centre;
    const again = await openDatacenter(simProgram, { databaseUrl, folder, witness: join(folder, 'witness.jsonl') });
    await again.close();
  });

  it('says that it is an office beyond all numbers, and is refused without a fault', async () => {
    const pc = await centre.installed();
    const ops = [opOf(1, { toOffice: 2, quantity: 1, number: 'n' })];
    expect(await pushed(pc, { office: 2 ** 40, ops })).toMatchObject({ status: 200 });
    const { ports, exchange } = centre.serving.opened;
    const to = exchange.keys.publicKey;
    const file = packExchange(
      {
        ...{ kind: 'up', office: 2 ** 40, epoch: 1, incarnation: 1, createdAt: 1, from: 'k', answerTo: to },
        ...{ parts: [], recipient: to, sign: signerOf(newKeyPair().privateKey) },
      },
      exchangeTools,
    );
    expect(await exchangeFile({ ports, exchange }, { bytes: file })).toMatchObject({ ok: false });
  });

  it.each([
    ['an op larger than any command writes', { letters: 20_000, changes: 40_000 }],
    ['a text longer than any command writes', { letters: 20_001, changes: 0 }],
    ['a small op that makes thirty megabytes of one record', { letters: 20_000, changes: 1_500 }],
  ])('%s is held, and the other office hears nothing of it', async (_, much) => {
    const [bad, victim] = [await centre.installed(), await centre.installed()];
    expect((await pushed(bad, { ops: [changedOften(victim.no, much)] })).said).toContain('acked');
    await centre.settled();
    expect(await heldOf(bad)).toEqual(['illegal-state']);
    expect(await entriesFor(victim)).toBe(0);
    await honestPapersArrive(victim);
  });

  it('small ops on a large record come through, and what comes behind them too', async () => {
    const [bad, victim] = [await centre.installed(), await centre.installed()];
    const first = opOf(1, { toOffice: victim.no, quantity: 1, number: 'x'.repeat(20_000) });
    const id = first.e[0]?.[2] ?? '';
    const changes = Array.from({ length: 40 }, (_, at) => {
      const op = opOf(at + 2, {});
      return { ...op, e: [['u', 'sim_transfer', id, { quantity: at }] as const] };
    });
    await pushed(bad, { ops: [first, ...changes] });
    await centre.settled();
    expect(await heldOf(bad)).toEqual([]);
    expect(await victim.sync()).toBe('done');
    await honestPapersArrive(victim);
  });

  it.each([
    ['a NUL', 'a\u0000b'],
    ['half of a surrogate pair', 'a\ud800'],
  ])(
    'names a table with %s: that is held, what is behind it goes on, and a stick of others is taken',
    async (_, table) => {
      const [bad, victim] = [await centre.installed(), await centre.installed()];
      const [first, second] = [opOf(1, {}), opOf(2, { toOffice: bad.no, quantity: 1, number: 'n' })];
      const poisoned: Op = { ...first, e: [['x', table, first.e[0]?.[2] ?? '']] };
      expect((await pushed(bad, { ops: [poisoned, second] })).said).toContain('acked');
      victim.dispatch(bad.no, 1);
      const { ports, exchange } = centre.serving.opened;
      const { raw } = victim.disk;
      const { bytes } = await exportExchange({ raw, client: victim.client, link: victim.link, now: Date.now });
      expect(await exchangeFile({ ports, exchange }, { bytes })).toMatchObject({ ok: true });
      await centre.settled();
      expect(await heldOf(bad)).toEqual(['illegal-state']);
      await honestPapersArrive(victim);
    },
  );

  it('has more waiting than any office has: it waits, and the others do not', async () => {
    const [bad, other] = [await centre.installed(), await centre.installed()];
    const { pool } = centre.serving.opened.store;
    const grow = async (by: number) =>
      pool.query('UPDATE office_stream SET seq = seq + $1 WHERE office_no = $2', [by, bad.no]);
    await grow(3_000_000);
    expect(await readLag(pool)).toMatchObject({ weighed: OFFICE_LAG });
    expect(await bad.sync().catch((error: unknown) => error)).not.toBe('done');
    other.dispatch(bad.no, 1);
    expect(await other.sync()).toBe('done');
    await grow(-3_000_000);
    expect(await bad.sync()).toBe('done');
  });

  it('forks without end, and is soon told to wait', async () => {
    const pc = await centre.installed();
    const ops = [opOf(1, { toOffice: 2, quantity: 1, number: 'n' })];
    const statuses: number[] = [];
    for (let epoch = 3; epoch < 15; epoch += 1) statuses.push((await pushed(pc, { epoch: epoch * 2, ops })).status);
    expect(statuses.slice(0, 9)).toEqual(Array.from({ length: 9 }, () => 200));
    expect(statuses.at(-1)).toBe(429);
  });
});

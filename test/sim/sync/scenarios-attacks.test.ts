import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createZstdCompress } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame, FRAME_LIMITS, signedPart } from '#kernel/sync/frame.ts';
import { chainHead } from '#db/wire.ts';
import { guardSql } from '#db/guards.ts';
import { NO_HEAD } from '#kernel/sync/log.ts';
import { frameOf, opOf } from '../../datacenter/frames.ts';
import type { SimOffice } from './office.ts';
import { ask, dispatch, Stage, voucher } from './stage.ts';
import { paper, simModels, transfer } from './tables.ts';

/** Scenario 25 of the design note (sync.md §3.6): a PC that is rightly enrolled, in the hands of somebody who is not honest. */

describe('a device that is enrolled and hostile', () => {
  it('scenario 25: writes into no record of another office', async () => {
    const stage = new Stage();
    const [victim, thief] = [await stage.office(2), await stage.office(3)];
    const id = dispatch(victim, { toOffice: 3, quantity: 10 });
    await stage.sync(victim);
    const { key, sign } = handOf(thief);
    const theft = { ...opOf(1, {}), k: 'sim.theft', e: [['u', 'sim_transfer', id, { quantity: 1 }] as const] };
    const { bytes } = frameOf({ office: 3, epoch: 1, ops: [theft], sign, wrong: { key } });
    expect(await stage.send({ kind: 'push', frame: bytes })).toMatchObject({ kind: 'acked', acked: 1 });
    await stage.settle();
    expect(await stage.heldOf(3)).toEqual([[1, 'wrong-owner']]);
    expect(await stage.recordsOf(2, transfer)).toMatchObject([{ quantity: 10, revision: 1 }]);
    expect(await stage.recordsOf(3, transfer)).toEqual([]);
  });

  it('scenario 25: gains nothing by the frame of a neighbour, as it is or under its own name', async () => {
    const stage = new Stage();
    const [neighbour, thief] = [await stage.office(2), await stage.office(3)];
    voucher(neighbour);
    const frame = await stage.nextFrame(neighbour);
    await stage.sync(neighbour);
    const before = stage.centre.store.backup();
    expect(await stage.send({ kind: 'push', frame })).toMatchObject({ kind: 'acked', acked: 1 });
    const read = decodeFrame(frame);
    if (!read.ok) throw new Error('The neighbour is honest.');
    const { header, payload } = read.value;
    const renamed = encodeFrame({ header: { ...header, office: 3, key: handOf(thief).key }, payload });
    expect(await stage.send({ kind: 'push', frame: renamed })).toEqual({ kind: 'refused', code: 'SIGNATURE_INVALID' });
    const stolen = { ...header, signature: handOf(thief).sign(signedPart(header)) };
    const resigned = encodeFrame({ header: stolen, payload });
    expect(await stage.send({ kind: 'push', frame: resigned })).toEqual({ kind: 'refused', code: 'SIGNATURE_INVALID' });
    expect(stage.centre.store.backup()).toEqual(before);
  });

  it('scenario 25: sends a bomb that is refused before it takes any room', async () => {
    const stage = new Stage();
    const thief = await stage.office(3);
    const { key, sign } = handOf(thief);
    const megabyte = Buffer.alloc(1024 * 1024);
    const payload = await buffer(
      Readable.from(Array.from({ length: 1_000 }, () => megabyte)).pipe(createZstdCompress()),
    );
    expect(payload.length).toBeLessThan(FRAME_LIMITS.frameBytes);
    const read = decodeFrame(frameOf({ office: 3, epoch: 1, ops: [opOf(1, {})], sign, wrong: { key } }).bytes);
    if (!read.ok) throw new Error('It was made by the book.');
    const header = { ...read.value.header, signature: sign(signedPart(read.value.header)) };
    const bomb = encodeFrame({ header, payload });
    const before = process.resourceUsage().maxRSS;
    expect(await stage.send({ kind: 'push', frame: bomb })).toEqual({ kind: 'refused', code: 'FRAME_MALFORMED' });
    // In kilobytes: the most that this process ever had, so what was taken and freed again would show.
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(64 * 1024);
    expect(await stage.centre.seqOf(3)).toBe(0);
  });

  it('scenario 25: that rewrites its own log and signs it anew is found out by the head it had a receipt for', async () => {
    const stage = new Stage();
    const office = await stage.office(2);
    for (const total of [100, 200, 300]) voucher(office, total);
    await stage.sync(office);
    const honest = office.door.head;
    rewrite(office, 2);
    office.boot();
    expect(ask(office, 'SELECT total FROM sim_paper ORDER BY total')).toEqual([
      { total: 100 },
      { total: 300 },
      { total: 900 },
    ]);
    const forged = office.door.head;
    expect(forged.seq).toBe(honest.seq);
    expect(forged.hash).not.toBe(honest.hash);
    voucher(office, 400);
    await stage.sync(office);
    await stage.sync(office);
    const incident = (await stage.incidentsOf(2)).at(-1);
    expect(incident).toMatchObject({
      no: 2,
      kind: 'fork',
      detail: { epoch: 1, from: 4, to: 4, headThere: honest.hash },
    });
    expect(ask(office, 'SELECT head FROM sync_receipt WHERE seq = 3')).toEqual([{ head: honest.hash }]);
    // What was received stands, there and here; what was written since is appended to it.
    expect((await stage.recordsOf(2, paper)).map((row) => row['total'])).toEqual([100, 200, 300, 400]);
    expect(ask(office, 'SELECT total FROM sim_paper ORDER BY total')).toEqual(
      [100, 200, 300, 400].map((total) => ({ total })),
    );
    await stage.agree();
  });
});

const handOf = ({ device }: SimOffice) => ({ key: device.id, sign: (bytes: Uint8Array) => device.sign(bytes) });

/** Somebody with the key and a tool for SQLite writes 900 into a voucher and its op, and makes the chain whole again. */
function rewrite({ disk: { raw } }: SimOffice, seq: number): void {
  const triggers = raw.prepare(`SELECT name FROM sqlite_master WHERE type = 'trigger'`).pluck().all();
  for (const name of triggers) raw.exec(`DROP TRIGGER "${String(name)}"`);
  raw.prepare(`UPDATE op_log SET body = CAST(json_set(body, '$.e[0][3].total', 900) AS BLOB) WHERE seq = ?`).run(seq);
  raw.prepare('UPDATE sim_paper SET total = 900 WHERE seq = ?').run(seq);
  const ops = raw.prepare('SELECT seq, body FROM op_log ORDER BY seq').all() as { seq: number; body: Buffer }[];
  let head = NO_HEAD;
  for (const op of ops) {
    head = chainHead(head, op.body);
    raw.prepare('UPDATE op_log SET hash = ? WHERE seq = ?').run(Buffer.from(head, 'hex'), op.seq);
  }
  raw.exec(guardSql(simModels));
}

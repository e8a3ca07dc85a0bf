import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { readExchange, packExchange, type OpenPart } from '#kernel/sync/exchange.ts';
import { encodeFrame, signedPart, type UnsignedHeader } from '#kernel/sync/frame.ts';
import { NO_HEAD } from '#kernel/sync/log.ts';
import { exchangePairOf, exchangeTools } from '#db/exchange-seal.ts';
import { demand, Refusal } from '#db/refusal.ts';
import { newKeyPair, signerOf, zstd } from '#db/wire.ts';
import { declareRestored, revoke, setFrozen } from '#datacenter/protocol/enrol.ts';
import { addOffice } from '#datacenter/protocol/offices.ts';
import { exchangeFile, type Exchanged } from '#datacenter/server/exchange.ts';
import { serveDatacenter, type ServingDatacenter } from '#datacenter/server/serve.ts';
import { invite } from '#datacenter/server/upkeep.ts';
import { exportExchange, importExchange, type ExportedFile, type TakenReply } from '#office/sync/exchange.ts';
import { startPostgres, type TestPostgres } from '../postgres.ts';
import { SIM_SCHEMA } from '../sim/sync/programs.ts';
import { LineOffice } from './line-office.ts';
import { makeSimTables, simProgram } from './sim-program.ts';

/** Two offices that are enrolled over the line, and then never speak over it again: files alone go to and fro. */

let postgres: TestPostgres;
let centre: ServingDatacenter;
const folder = mkdtempSync(join(tmpdir(), 'diwan centre '));

beforeAll(async () => {
  postgres = await startPostgres();
  const databaseUrl = await postgres.newDatabase();
  await makeSimTables(databaseUrl);
  centre = await serveDatacenter(simProgram, {
    ...{ databaseUrl, folder, host: '127.0.0.1', port: 0, watch: { host: '127.0.0.1', port: 0 }, isSilent: true },
    ...{ witness: join(folder, 'witness.jsonl') },
  });
});

afterAll(async () => {
  await centre.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function installed(again?: number): Promise<LineOffice> {
  const names = { nameAr: 'مديرية', nameCkb: null, nameEn: null, kind: 'directorate', governorate: 'anbar' };
  const place = { latitude: null, longitude: null, parentNo: null };
  const office = again ?? (await addOffice(centre.opened.ports, { ...names, ...place })).officeNo;
  const made = demand(await invite(centre.opened, { office, address: centre.address, madeBy: 'admin' }));
  const pc = await LineOffice.install(made.invitation);
  onTestFinished(() => pc.close());
  return pc;
}

const optionsOf = (pc: LineOffice) => ({ raw: pc.disk.raw, client: pc.client, link: pc.link, now: Date.now });
const exported = (pc: LineOffice): Promise<ExportedFile> => exportExchange(optionsOf(pc));
const taken = (pc: LineOffice, reply: Uint8Array): Promise<TakenReply> => importExchange(optionsOf(pc), reply);
const atCentre = async (bytes: Uint8Array): Promise<Exchanged> => demand(await exchangeFile(centre.opened, { bytes }));

/** A whole trip of the stick. */
async function trip(pc: LineOffice): Promise<TakenReply> {
  return taken(pc, (await atCentre((await exported(pc)).bytes)).reply);
}

const codesAtCentre = async (bytes: Uint8Array, office?: number): Promise<readonly string[]> => {
  const given = await exchangeFile(centre.opened, { bytes, ...(office !== undefined && { office }) });
  return given.ok ? [] : given.problems.map(({ code }) => code);
};

async function codesAt(pc: LineOffice, bytes: Uint8Array): Promise<readonly string[]> {
  try {
    await taken(pc, bytes);
    return [];
  } catch (error) {
    if (error instanceof Refusal) return error.problems.map(({ code }) => code);
    throw error;
  }
}

/** Everything that the data centre has written, in figures and heads. */
const written = async (): Promise<string> => {
  const { rows } = await centre.opened.store.pool.query(
    `SELECT office_no, epoch, seq, head, applied_seq, held, last_seen_at, health,
       (SELECT count(*) FROM office_frame) AS frames, (SELECT count(*) FROM office_incident) AS incidents,
       (SELECT count(*) FROM sim_transfer) AS transfers
     FROM office_stream ORDER BY office_no`,
  );
  return JSON.stringify(rows);
};

/** Everything that an office has written. */
function held(pc: LineOffice): string {
  const tables = ['op_log', 'sim_transfer', 'sync_self', 'sync_channel', 'sync_receipt', 'sync_parked', 'sync_inbox'];
  const all = tables.map((table) => pc.disk.raw.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all());
  return JSON.stringify(all);
}

const unsentOf = (pc: LineOffice): number => pc.client.status().health.unsent;
const numbers = (from: LineOffice, count: number) => Array.from({ length: count }, (_, at) => [from.no, at + 1]);

/** The file with one byte changed, so far from its end. */
function edited(bytes: Uint8Array, fromEnd: number): Uint8Array {
  const changed = Buffer.from(bytes);
  const at = changed.length - fromEnd;
  changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
  return changed;
}

describe('two offices without a line', () => {
  it('agree by stick: what one hands over arrives at the other, and the sender has a receipt', async () => {
    const [sender, receiver] = [await installed(), await installed()];
    sender.dispatch(receiver.no, 400);
    const file = await exported(sender);
    expect(file).toMatchObject({ from: 1, to: 400 });
    const { reply, ...told } = await atCentre(file.bytes);
    expect(told).toEqual({ office: sender.no, acked: 400, frames: 1, isCut: false, isFrozen: false });
    // Nothing is told as sent before the answer is here.
    expect(unsentOf(sender)).toBe(400);
    expect(await taken(sender, reply)).toMatchObject({ acked: 400, isCut: false, isKnown: false, end: 'done' });
    expect(sender.client.status()).toMatchObject({ acked: 400, lastReceipt: { seq: 400 }, health: { unsent: 0 } });
    expect(await trip(receiver)).toMatchObject({ received: 400 });
    expect(receiver.arrived()).toEqual(numbers(sender, 400));
    // The answer goes back the same way.
    receiver.dispatch(sender.no, 3);
    await trip(receiver);
    await trip(sender);
    expect(sender.arrived()).toEqual(numbers(receiver, 3));
  });

  it('go on over the line where the stick ended', async () => {
    const [sender, receiver] = [await installed(), await installed()];
    sender.dispatch(receiver.no, 20);
    await trip(sender);
    sender.dispatch(receiver.no, 5);
    expect(await sender.sync()).toBe('done');
    expect(unsentOf(sender)).toBe(0);
    // And the stick goes on where the line ended.
    sender.dispatch(receiver.no, 2);
    expect(await trip(sender)).toMatchObject({ acked: 27 });
    await trip(receiver);
    expect(receiver.arrived()).toHaveLength(27);
  });
});

describe('a stick', () => {
  it('scenario 22: changes nothing when it comes a second time, on either side', async () => {
    const [sender, receiver] = [await installed(), await installed()];
    sender.dispatch(receiver.no, 40);
    const { bytes } = await exported(sender);
    const first = await atCentre(bytes);
    await taken(sender, first.reply);
    const { rows } = await centre.opened.store.pool.query('SELECT count(*) AS n FROM office_frame');
    const again = await atCentre(bytes);
    expect(again.acked).toBe(40);
    expect((await centre.opened.store.pool.query('SELECT count(*) AS n FROM office_frame')).rows).toEqual(rows);
    const before = held(sender);
    expect(await taken(sender, first.reply)).toMatchObject({ isKnown: true });
    expect(held(sender)).toBe(before);
    expect(await taken(sender, again.reply)).toMatchObject({ isKnown: true, acked: 40 });
    await trip(receiver);
    expect(receiver.arrived()).toEqual(numbers(sender, 40));
  });

  it('scenario 22: moves nothing back when an older one comes after a newer one', async () => {
    const [sender, receiver] = [await installed(), await installed()];
    sender.dispatch(receiver.no, 10);
    const old = await exported(sender);
    const oldReply = (await atCentre(old.bytes)).reply;
    const stale = (await atCentre((await exported(receiver)).bytes)).reply;
    sender.dispatch(receiver.no, 10);
    expect(await trip(sender)).toMatchObject({ acked: 20 });
    await trip(receiver);
    receiver.dispatch(sender.no, 1);
    await trip(receiver);
    const [atSender, atReceiver] = [held(sender), held(receiver)];
    expect(await taken(sender, oldReply)).toMatchObject({ acked: 20, isKnown: true });
    expect(await taken(receiver, stale)).toMatchObject({ isKnown: true });
    expect([held(sender), held(receiver)]).toEqual([atSender, atReceiver]);
    // The old file at the data centre: it knows all of it, and says so.
    const late = await atCentre(old.bytes);
    expect(late.acked).toBe(20);
    expect(await taken(sender, late.reply)).toMatchObject({ acked: 20, end: 'done' });
    expect(unsentOf(sender)).toBe(0);
    expect(receiver.arrived()).toHaveLength(20);
  });

  it('scenario 22: that was cut off gives what is whole of it; the next one brings the rest', async () => {
    const [sender, receiver] = [await installed(), await installed()];
    // More than a frame holds, so that the cut falls between frames.
    sender.dispatch(receiver.no, 5_000);
    const { bytes } = await exported(sender);
    const cut = await atCentre(bytes.subarray(0, Math.floor(bytes.length * 0.6)));
    expect(cut.isCut).toBe(true);
    expect(cut.acked).toBeGreaterThan(0);
    expect(cut.acked).toBeLessThan(5_000);
    await taken(sender, cut.reply);
    expect(unsentOf(sender)).toBe(5_000 - cut.acked);
    expect(await trip(sender)).toMatchObject({ acked: 5_000 });
    // The other way: half of the pages, and then the rest.
    const { reply } = await atCentre((await exported(receiver)).bytes);
    expect(await taken(receiver, reply.subarray(0, Math.floor(reply.length * 0.6)))).toMatchObject({ isCut: true });
    const some = receiver.arrived().length;
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(5_000);
    await taken(receiver, reply);
    expect(receiver.arrived()).toHaveLength(5_000);
  });

  it('scenario 22: that was edited is refused with nothing written, on either side', async () => {
    const [sender, receiver] = [await installed(), await installed()];
    sender.dispatch(receiver.no, 30);
    const { bytes } = await exported(sender);
    const before = await written();
    expect(await codesAtCentre(edited(bytes, 5))).toEqual(['EXCHANGE_DAMAGED']);
    expect(await codesAtCentre(edited(bytes, bytes.length - 2))).toEqual(['EXCHANGE_MALFORMED']);
    const told = Buffer.from(bytes).indexOf('"createdAt":') + 14;
    expect(await codesAtCentre(edited(bytes, bytes.length - told))).toEqual(['EXCHANGE_FORGED']);
    expect(await written()).toBe(before);
    const { reply } = await atCentre(bytes);
    const atOffice = held(sender);
    expect(await codesAt(sender, edited(reply, 5))).toEqual(['EXCHANGE_DAMAGED']);
    expect(
      await codesAt(sender, edited(reply, reply.length - Buffer.from(reply).indexOf('"createdAt":') - 14)),
    ).toEqual(['EXCHANGE_FORGED']);
    expect(held(sender)).toBe(atOffice);
    expect(await taken(sender, reply)).toMatchObject({ acked: 30 });
  });

  it('scenario 22: of another office, another PC or another ministry is refused with nothing written', async () => {
    const [mine, other] = [await installed(), await installed()];
    mine.dispatch(other.no, 4);
    const [file, theirs] = [await exported(mine), await exported(other)];
    const before = await written();
    expect(await codesAtCentre(file.bytes, other.no)).toEqual(['EXCHANGE_OTHER_OFFICE']);
    const ministry = { ...mine.link, exchangeKey: exchangePairOf(newKeyPair().privateKey).publicKey };
    const elsewhere = await exportExchange({ ...optionsOf(mine), link: ministry });
    expect(await codesAtCentre(elsewhere.bytes)).toEqual(['EXCHANGE_NOT_FOR_US']);
    const forged = { ...mine.link, privateKey: newKeyPair().privateKey };
    const signedByOther = await exportExchange({ ...optionsOf(mine), link: forged });
    expect(await codesAtCentre(signedByOther.bytes)).toEqual(['EXCHANGE_FORGED']);
    expect(await written()).toBe(before);
    const { reply } = await atCentre(theirs.bytes);
    const atOffice = held(mine);
    expect(await codesAt(mine, reply)).toEqual(['EXCHANGE_OTHER_OFFICE']);
    expect(await codesAt(mine, file.bytes)).toEqual(['EXCHANGE_WRONG_WAY']);
    expect(await codesAtCentre(reply)).toEqual(['EXCHANGE_WRONG_WAY']);
    const answer = (await atCentre(file.bytes)).reply;
    const stranger = newKeyPair();
    const centreElsewhere = resealed(answer, mine, [], signerOf(stranger.privateKey));
    expect(await codesAt(mine, centreElsewhere)).toEqual(['EXCHANGE_FORGED']);
    expect(held(mine)).toBe(atOffice);
  });

  it('with a bomb in it is refused before it is opened', async () => {
    const mine = await installed();
    // 64 MB of nothing in a few kilobytes, signed by the device and by the data centre themselves.
    const bomb = zstd.compress(Buffer.alloc(64 * 1024 * 1024));
    expect(await codesAtCentre(Buffer.concat([Buffer.from('OSX1'), bomb]))).toEqual(['EXCHANGE_MALFORMED']);
    const parts: OpenPart[] = mine.client
      .greeting()
      .map((call) => ({ type: 'call', bytes: Buffer.from(JSON.stringify(call)) }));
    parts.push({ type: 'frame', bytes: bombFrame(mine, bomb) });
    const { reply, acked } = await atCentre(upFile(mine, parts));
    expect(acked).toBe(0);
    const stored = await centre.opened.store.pool.query('SELECT 1 FROM office_frame WHERE office_no = $1', [mine.no]);
    expect(stored.rows).toEqual([]);
    expect(await taken(mine, reply)).toMatchObject({ end: 'refused' });
    const before = held(mine);
    const sign = (bytes: Uint8Array): string => centre.opened.ports.keys.sign(bytes);
    expect(await codesAt(mine, resealed(reply, mine, [{ type: 'answer', bytes: bomb }], sign))).toEqual([
      'EXCHANGE_DAMAGED',
    ]);
    expect(held(mine)).toBe(before);
  });

  it('of a PC that was stopped, or of a frozen office, brings nothing in', async () => {
    const [first, second] = [await installed(), await installed()];
    for (const pc of [first, second]) pc.dispatch(2, 2);
    const { bytes } = await exported(first);
    await revoke(centre.opened.ports, first.no, first.keyId);
    const before = await written();
    expect(await codesAtCentre(bytes)).toEqual(['DEVICE_UNKNOWN']);
    expect(await written()).toBe(before);
    await setFrozen(centre.opened.ports, second.no, true);
    // Whoever gives the stick to the data centre is not told that it was taken.
    expect(await atCentre((await exported(second)).bytes)).toMatchObject({ isFrozen: true, acked: 0 });
    expect(await trip(second)).toMatchObject({ end: 'frozen', acked: 0 });
    await setFrozen(centre.opened.ports, second.no, false);
    expect(await trip(second)).toMatchObject({ end: 'done', acked: 2 });
  });

  it('brings a new PC of an office what the old one had sent', async () => {
    const old = await installed();
    old.dispatch(2, 2_500);
    await trip(old);
    const fresh = await installed(old.no);
    expect(await trip(fresh)).toMatchObject({ end: 'done' });
    expect(fresh.client.status()).toMatchObject({ acked: 2_500, health: { unsent: 0 } });
    fresh.dispatch(2, 1);
    expect(await trip(fresh)).toMatchObject({ acked: 2_501 });
    // The old one is fenced, on a stick as on the line.
    old.dispatch(2, 1);
    expect(await codesAtCentre((await exported(old)).bytes)).toEqual(['DEVICE_UNKNOWN']);
  });
});

describe('histories that part', () => {
  it('come together by stick: the data centre has both, each entry once', async () => {
    const old = await installed();
    old.dispatch(2, 3);
    await trip(old);
    const fresh = await installed(old.no);
    // Written before it had fetched what the office had.
    fresh.dispatch(2, 2);
    const { reply } = await atCentre((await exported(fresh)).bytes);
    expect(await taken(fresh, reply)).toMatchObject({ acked: 3, end: 'done' });
    expect(unsentOf(fresh)).toBe(2);
    const before = held(fresh);
    expect(await taken(fresh, reply)).toMatchObject({ isKnown: true });
    expect(held(fresh)).toBe(before);
    expect(await trip(fresh)).toMatchObject({ acked: 5 });
    const { rows } = await centre.opened.store.pool.query(
      'SELECT count(*)::int AS n FROM sim_transfer WHERE office_no = $1',
      [old.no],
    );
    expect(rows).toEqual([{ n: 5 }]);
  });

  it('are loaded anew when the data centre was put back, and files from before it move nothing', async () => {
    const [sender, receiver] = [await installed(), await installed()];
    sender.dispatch(receiver.no, 6);
    await trip(sender);
    const before = (await atCentre((await exported(receiver)).bytes)).reply;
    await taken(receiver, before);
    const { incarnation } = await declareRestored(centre.opened.ports);
    expect(await trip(receiver)).toMatchObject({ end: 'done' });
    expect(receiver.client.progress()).toMatchObject({ incarnation });
    expect(receiver.arrived()).toEqual(numbers(sender, 6));
    const state = held(receiver);
    expect(await taken(receiver, before)).toMatchObject({ isKnown: true });
    expect(held(receiver)).toBe(state);
    sender.dispatch(receiver.no, 1);
    await trip(sender);
    await trip(receiver);
    expect(receiver.arrived()).toHaveLength(7);
  });
});

/** A frame that is right but for what it opens to. */
function bombFrame({ no: office, link }: LineOffice, payload: Uint8Array): Uint8Array {
  const header: UnsignedHeader = {
    ...{ protocol: 1, office, epoch: link.epoch, from: 1, to: 1, previous: NO_HEAD, head: 'ab'.repeat(32) },
    ...{ schema: SIM_SCHEMA, codec: 'zstd', key: link.keyId },
  };
  const signature = signerOf(link.privateKey)(signedPart(header));
  return encodeFrame({ header: { ...header, signature }, payload });
}

/** A file for the data centre with any parts, as a PC that turned bad would sign it. */
function upFile({ link }: LineOffice, parts: readonly OpenPart[]): Uint8Array {
  const { office, epoch, incarnation, keyId: from } = link;
  const answerTo = exchangePairOf(link.privateKey).publicKey;
  const keys = { recipient: link.exchangeKey ?? '', sign: signerOf(link.privateKey) };
  const content = { kind: 'up', office, epoch, incarnation, createdAt: Date.now(), from, answerTo, parts } as const;
  return packExchange({ ...content, ...keys }, exchangeTools);
}

/** A reply as a forger would make it: the manifest of a true one, other parts, another signature. */
function resealed(
  reply: Uint8Array,
  pc: LineOffice,
  parts: readonly OpenPart[],
  sign: (bytes: Uint8Array) => string,
): Uint8Array {
  const { office, epoch, incarnation, createdAt } = demand(readExchange(reply)).manifest;
  const recipient = exchangePairOf(pc.link.privateKey).publicKey;
  return packExchange(
    {
      ...{ kind: 'down', office, epoch, incarnation, createdAt, from: 'centre', answerTo: null },
      parts,
      recipient,
      sign,
    },
    exchangeTools,
  );
}

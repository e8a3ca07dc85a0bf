import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { SYNC_PATHS, type EnrolAnswer } from '#kernel/sync/enrolment.ts';
import { decodeFrame, encodeFrame, FRAME_LIMITS } from '#kernel/sync/frame.ts';
import { newKeyPair, signerOf } from '#db/wire.ts';
import { revoke } from '#datacenter/protocol/enrol.ts';
import { addOffice } from '#datacenter/protocol/offices.ts';
import { serveDatacenter, type ServingDatacenter } from '#datacenter/server/serve.ts';
import { invite, noteVerifiedCopy } from '#datacenter/server/upkeep.ts';
import { migrateDatacenter, readDatacenterMigrations } from '#datacenter/storage/migrate.ts';
import { openPostgresStore } from '#datacenter/storage/postgres-store.ts';
import { frames, streams } from '#datacenter/protocol/tables.ts';
import { startPostgres, type TestPostgres } from '../postgres.ts';
import { frameOf, opOf } from './frames.ts';
import { PlainLine } from './plain-line.ts';
import { LineOffice } from './line-office.ts';
import { makeSimTables, simProgram } from './sim-program.ts';

let postgres: TestPostgres;
let serving: ServingDatacenter;
let address: string;
let databaseUrl: string;
let ahead = 0;
const folder = mkdtempSync(join(tmpdir(), 'diwan centre '));

beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.newDatabase();
  await makeSimTables(databaseUrl);
  serving = await serveDatacenter(simProgram, {
    ...{ databaseUrl, folder, host: '127.0.0.1', port: 0, watch: { host: '127.0.0.1', port: 0 }, isSilent: true },
    ...{ witness: join(folder, 'witness.jsonl'), now: () => Date.now() + ahead },
    limits: { enrolmentsAtOnce: 16 },
  });
  address = serving.address;
});

afterAll(async () => {
  await serving.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function newOffice(): Promise<number> {
  const names = { nameAr: 'مديرية', nameCkb: null, nameEn: null, kind: 'directorate', governorate: 'baghdad' };
  const row = await addOffice(serving.opened.ports, { ...names, latitude: 33.3, longitude: 44.4, parentNo: null });
  return row.officeNo;
}

async function invitationFor(office: number): Promise<string> {
  const made = await invite(serving.opened, { office, address, madeBy: 'admin' });
  if (!made.ok) throw new Error(made.problems[0]?.code);
  return made.value.invitation;
}

async function installed(office?: number): Promise<LineOffice> {
  const pc = await LineOffice.install(await invitationFor(office ?? (await newOffice())));
  onTestFinished(() => pc.close());
  return pc;
}

/** Waits until everything that is stored is applied and handed on. */
async function settled(): Promise<void> {
  for (;;) {
    const { rows } = await serving.opened.store.pool.query<{ left: number }>(
      'SELECT count(*) AS left FROM office_stream WHERE applied_seq < seq OR NOT is_routed',
    );
    if (rows[0]?.left === 0) return;
  }
}

const written = async (): Promise<string> => {
  const { rows } = await serving.opened.store.pool.query(
    `SELECT (SELECT count(*) FROM office_frame) AS frames, (SELECT coalesce(sum(seq), 0) FROM office_stream) AS ops,
       (SELECT count(*) FROM office_device) AS devices, (SELECT count(*) FROM office_incident) AS incidents,
       (SELECT coalesce(sum(epoch), 0) FROM office_stream) AS epochs`,
  );
  return JSON.stringify(rows);
};

function line(): PlainLine {
  const made = new PlainLine(address, serving.fingerprint);
  onTestFinished(() => made.close());
  return made;
}

describe('the data centre over TLS', () => {
  it('enrols two offices by their codes, takes what one sends and hands it to the other', async () => {
    const [sender, receiver] = [await installed(), await installed()];
    expect([sender.no, receiver.no]).toEqual([2, 3]);
    sender.dispatch(receiver.no, 400);
    expect(await sender.sync()).toBe('done');
    expect(sender.client.status()).toMatchObject({ acked: 400, health: { unsent: 0 } });
    await settled();
    expect(await receiver.sync()).toBe('done');
    expect(receiver.arrived()).toEqual(Array.from({ length: 400 }, (_, place) => [2, place + 1]));
    const { rows } = await serving.opened.store.pool.query('SELECT name FROM office_device ORDER BY office_no');
    expect(rows).toEqual([{ name: 'PC' }, { name: 'PC' }]);
  });

  it('keeps its keys to itself', () => {
    for (const name of ['centre-keys.json', 'tls.json', 'witness.jsonl']) {
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
  });

  it('is not spoken to when another certificate is shown', async () => {
    const wrong = new PlainLine(address, '0'.repeat(64));
    onTestFinished(() => wrong.close());
    await expect(wrong.post(SYNC_PATHS.call, '{}')).rejects.toThrow('another certificate');
  });

  it('stops a revoked device at once', async () => {
    const pc = await installed();
    pc.dispatch(2, 1);
    expect(await pc.sync()).toBe('done');
    await revoke(serving.opened.ports, pc.no, pc.keyId);
    pc.dispatch(2, 1);
    expect(await pc.sync()).toBe('refused');
    expect(pc.client.status()).toMatchObject({ acked: 1, health: { unsent: 1 } });
  });

  it('fences the old PC when the office gets a new one, and gives its log to that', async () => {
    const old = await installed();
    old.dispatch(2, 3);
    await old.sync();
    const next = await installed(old.no);
    expect(await next.sync()).toBe('done');
    expect(next.door.head).toEqual(old.door.head);
    old.dispatch(2, 1);
    expect(await old.sync()).toBe('refused');
  });

  it('tells health and counts on a port of its own', async () => {
    const health = (await (await fetch(`${serving.watchAddress}/health`)).json()) as Record<string, unknown>;
    expect(health).toMatchObject({ state: 'ok', database: true, version: 'test', schema: 3 });
    const metrics = await (await fetch(`${serving.watchAddress}/metrics`)).text();
    expect(metrics).toMatch(/^diwan_frames_total [1-9]/m);
    expect(metrics).toMatch(/^diwan_request_seconds_bucket\{path="\/sync\/v1\/push",le="\+Inf"\} [1-9]/m);
    expect((await line().post('/metrics', '')).status).toBe(404);
  });
});

describe('when too much comes at once', () => {
  /** A second server of the same data centre, under limits of its own. */
  async function limited(options: Partial<Parameters<typeof serveDatacenter>[1]>): Promise<LineOffice> {
    const other = await serveDatacenter(simProgram, {
      ...{ databaseUrl, folder, host: '127.0.0.1', port: 0, watch: { host: '127.0.0.1', port: 0 }, isSilent: true },
      ...{ witness: join(folder, 'witness.jsonl'), ...options },
    });
    const pc = await installed();
    pc.turnTo(other.address);
    onTestFinished(() => other.close());
    return pc;
  }

  it('a frame is turned away with a time to come back', async () => {
    const pc = await limited({ limits: { framesOnTheWay: 0 } });
    pc.dispatch(2, 1);
    const fault = await pc.sync().catch((error: unknown) => error);
    expect(fault).toMatchObject({ fault: 'SYNC_BUSY', retryAfterMs: expect.any(Number) as number });
    expect(pc.client.status().health.unsent).toBe(1);
    pc.turnTo(address);
    expect(await pc.sync()).toBe('done');
  });

  it('a call is turned away with a time to come back', async () => {
    const pc = await limited({ limits: { callsAtOnce: 0 } });
    const fault = await pc.sync().catch((error: unknown) => error);
    expect(fault).toMatchObject({ fault: 'SYNC_BUSY', retryAfterMs: expect.any(Number) as number });
    pc.turnTo(address);
    expect(await pc.sync()).toBe('done');
  });

  it('an office that has asked its share waits; who only names it takes nothing from it', async () => {
    const other = await limited({ limits: { officeCallsPerMinute: 8 } });
    const line = new PlainLine(other.address, serving.fingerprint);
    onTestFinished(() => line.close());
    const body = JSON.stringify({ kind: 'ops', office: other.no, points: [] });
    const forged = { kind: 'signed', office: other.no, key: other.keyId, body, signature: 'ab'.repeat(64) };
    for (let time = 0; time < 20; time += 1) {
      expect((await line.post(SYNC_PATHS.call, JSON.stringify(forged))).status).toBe(200);
    }
    expect(await other.sync()).toBe('done');
    const fault = async () => {
      for (let time = 0; time < 8; time += 1) await other.sync();
    };
    expect(await fault().catch((error: unknown) => error)).toMatchObject({ fault: 'SYNC_BUSY' });
  });

  it('an office that has sent its share waits, and the others do not', async () => {
    const pc = await limited({ limits: { officeBytesPerMinute: 1 } });
    pc.dispatch(2, 1);
    expect(await pc.sync()).toBe('done');
    pc.dispatch(2, 1);
    expect(await pc.sync().catch((error: unknown) => error)).toMatchObject({ fault: 'SYNC_BUSY' });
  });

  it('and what is stored cannot be applied as quickly, offices are told to wait', async () => {
    const pc = await installed();
    serving.opened.busy = true;
    onTestFinished(() => void (serving.opened.busy = false));
    expect(await pc.sync()).toBe('wait');
  });
});

describe('a copy that was put back from a backup', () => {
  it('tells how far the backup reaches, when every log in it is whole and the same', async () => {
    const pc = await installed();
    pc.dispatch(2, 3);
    await pc.sync();
    const noted = await noteVerifiedCopy(serving.opened, databaseUrl);
    expect(noted).toMatchObject({ ok: true });
    expect(noted.ok && noted.value.find(({ office }) => office === pc.no)).toEqual({ office: pc.no, durable: 3 });
    expect(await pc.sync()).toBe('done');
    expect(pc.client.status().durable).toBe(3);
  });

  it.each<[string, string, string]>([
    ['has lost a frame', 'DELETE FROM office_frame', 'COPY_BROKEN'],
    ['tells another head', `UPDATE office_stream SET head = repeat('b', 64)`, 'COPY_BROKEN'],
    ['holds empty frames', `UPDATE office_frame SET frame = ''`, 'COPY_DIFFERS'],
    [
      'holds a frame with one other byte',
      'UPDATE office_frame SET frame = set_byte(frame, 300, get_byte(frame, 300) # 1)',
      'COPY_DIFFERS',
    ],
    [
      'holds another history',
      `UPDATE office_stream SET head = repeat('b', 64); UPDATE office_frame SET head = repeat('b', 64)`,
      'COPY_DIFFERS',
    ],
  ])('is refused when it %s', async (_, damage, code) => {
    const copyUrl = await postgres.newDatabase();
    const copy = openPostgresStore({ url: copyUrl, connections: 1 });
    onTestFinished(() => copy.close());
    await migrateDatacenter(copy.pool, readDatacenterMigrations(simProgram.migrationsFolder));
    const [stream, frame] = await serving.opened.store.transaction(async (tx) => [
      await tx.get(streams, [2]),
      await tx.range(frames, 2, { limit: 100 }),
    ]);
    await copy.transaction(async (tx) => {
      if (stream) await tx.put(streams, [stream]);
      await tx.put(frames, frame);
    });
    expect(await noteVerifiedCopy(serving.opened, copyUrl)).toMatchObject({ ok: true });
    await copy.pool.query(damage);
    expect(await noteVerifiedCopy(serving.opened, copyUrl)).toMatchObject({ ok: false, problems: [{ code }] });
  });
});

describe('a code', () => {
  const { publicKey } = newKeyPair();
  const asking = (text: string, rest: object = {}) => {
    const [, office, code = ''] = text.split('|');
    return { office: Number(office), code, keyId: 'k-1', publicKey, device: 'PC', schema: 3, ...rest };
  };
  const forget = () => serving.opened.store.pool.query('DELETE FROM enrolment_try');
  const refusedWith = (code: string) => ({ kind: 'refused', code });

  it('works once; who used it may ask again with the same key', async () => {
    const text = await invitationFor(await newOffice());
    const first = await line().enrol(asking(text));
    expect(first).toMatchObject({ kind: 'enrolled', epoch: 1, centreKey: serving.centreKey });
    expect(await line().enrol(asking(text))).toEqual(first);
    const other = { keyId: 'k-2', publicKey: newKeyPair().publicKey };
    expect(await line().enrol(asking(text, other))).toEqual(refusedWith('ENROLMENT_CODE_WRONG'));
    await forget();
  });

  it.each<[string, (text: string) => object | Promise<object>, string]>([
    ['that is wrong', (text) => asking(text, { code: 'ABCDEFGH2345' }), 'ENROLMENT_CODE_WRONG'],
    ['for another office', (text) => asking(text, { office: 2 }), 'ENROLMENT_CODE_WRONG'],
    ['for no office', (text) => asking(text, { office: 99_999 }), 'ENROLMENT_CODE_WRONG'],
    [
      'that is void since a later one was made',
      async (text) => {
        await invitationFor(Number(text.split('|')[1]));
        return asking(text);
      },
      'ENROLMENT_CODE_WRONG',
    ],
    ['with a key that is none', (text) => asking(text, { publicKey: 'ab' }), 'ENROLMENT_MALFORMED'],
    ['of a program that is too old', (text) => asking(text, { schema: 0 }), 'ENROLMENT_MALFORMED'],
    ['with more than is asked for', (text) => asking(text, { admin: true }), 'ENROLMENT_MALFORMED'],
  ])('%s is refused, and nobody is enrolled', async (_, make, code) => {
    const asked = await make(await invitationFor(await newOffice()));
    const before = await written();
    expect(await line().enrol(asked as never)).toEqual(refusedWith(code));
    expect(await written()).toBe(before);
    await forget();
  });

  it('is over after 72 hours', async () => {
    const text = await invitationFor(await newOffice());
    ahead = 72 * 3_600_000 + 1;
    onTestFinished(() => void (ahead = 0));
    expect(await line().enrol(asking(text))).toEqual(refusedWith('ENROLMENT_CODE_WRONG'));
    await forget();
  });

  it('may be tried wrongly five times in ten minutes for one office from one address; a right one always passes', async () => {
    const [text, other] = [await invitationFor(await newOffice()), await invitationFor(await newOffice())];
    const wrong = (of = text, rest: object = {}) => line().enrol(asking(of, { code: 'ABCDEFGH2345', ...rest }));
    const codeOf = (given: EnrolAnswer) => (given.kind === 'refused' ? given.code : given.kind);
    for (const rest of [{}, { office: 99_999 }]) {
      const answers = await Promise.all(Array.from({ length: 8 }, () => wrong(text, rest)));
      expect(answers.map(codeOf).toSorted()).toEqual([
        ...Array.from({ length: 5 }, () => 'ENROLMENT_CODE_WRONG'),
        ...Array.from({ length: 3 }, () => 'ENROLMENT_TOO_OFTEN'),
      ]);
    }
    expect(await wrong(other)).toEqual(refusedWith('ENROLMENT_CODE_WRONG'));
    expect(await line().enrol(asking(text))).toMatchObject({ kind: 'enrolled' });
    ahead = 10 * 60_000;
    onTestFinished(() => void (ahead = 0));
    expect(await wrong()).toEqual(refusedWith('ENROLMENT_CODE_WRONG'));
    await forget();
  });

  it('is counted wrong for a thousand addresses of an office, and then the oldest is forgotten', async () => {
    const text = await invitationFor(await newOffice());
    await serving.opened.store.pool.query(
      `INSERT INTO enrolment_try SELECT $1, 'a' || n, $2::int8 + n, 5 FROM generate_series(1, 1000) n`,
      [asking(text).office, Date.now() - 60_000],
    );
    const tried = () => line().enrol(asking(text, { code: 'ABCDEFGH2345' }));
    for (let time = 0; time < 2; time += 1) expect(await tried()).toEqual(refusedWith('ENROLMENT_CODE_WRONG'));
    const { rows } = await serving.opened.store.pool.query(
      `SELECT count(*) AS all, count(*) FILTER (WHERE address = 'a1') AS oldest FROM enrolment_try WHERE office_no = $1`,
      [asking(text).office],
    );
    expect(rows).toEqual([{ all: 1000, oldest: 0 }]);
    expect(await line().enrol(asking(text))).toMatchObject({ kind: 'enrolled' });
    await forget();
  });
});

describe('a hostile caller', () => {
  const stranger = newKeyPair();
  const forged = (office: number) =>
    frameOf({
      ...{ office, epoch: 1, sign: signerOf(stranger.privateKey) },
      ops: [opOf(1, { toOffice: 2, quantity: 1, number: 'n' })],
    }).bytes;
  const octets = 'application/octet-stream';
  /** The frame that the office has sent first, as it is stored. */
  const stored = async (office: number): Promise<Buffer> => {
    const { rows } = await serving.opened.store.pool.query<{ frame: Buffer }>(
      'SELECT frame FROM office_frame WHERE office_no = $1 ORDER BY from_seq LIMIT 1',
      [office],
    );
    return rows[0]?.frame ?? Buffer.alloc(0);
  };
  const bomb = async (): Promise<Uint8Array> => {
    const read = decodeFrame(await stored(2));
    if (!read.ok) throw new Error('refused');
    return encodeFrame({ ...read.value, payload: zstdCompressSync(Buffer.alloc(64 * 1024 * 1024, '{}\n')) });
  };

  it.each<[string, string, string, () => string | Uint8Array | Promise<Uint8Array>, number | string]>([
    ['a frame under a stranger’s key', SYNC_PATHS.push, octets, () => forged(2), 'DEVICE_UNKNOWN'],
    ['a frame of an office that is none', SYNC_PATHS.push, octets, () => forged(98_765), 'DEVICE_UNKNOWN'],
    ['half a frame', SYNC_PATHS.push, octets, async () => (await stored(2)).subarray(0, 300), 'FRAME_MALFORMED'],
    ['a frame that opens to 64 MB', SYNC_PATHS.push, octets, bomb, 'FRAME_MALFORMED'],
    ['a frame over the limit', SYNC_PATHS.push, octets, () => Buffer.alloc(FRAME_LIMITS.frameBytes * 2), 413],
    ['nothing as a frame', SYNC_PATHS.push, octets, () => '', 'FRAME_MALFORMED'],
    ['JSON as a frame', SYNC_PATHS.push, 'application/json', () => '{"frame":1}', 'FRAME_MALFORMED'],
    ['text as a call', SYNC_PATHS.call, 'application/json', () => 'hello', 'REQUEST_MALFORMED'],
    ['an array as a call', SYNC_PATHS.call, 'application/json', () => '[[[[]]]]', 'REQUEST_MALFORMED'],
    [
      'a prototype as a call',
      SYNC_PATHS.call,
      'application/json',
      () => '{"__proto__":{"office":2}}',
      'REQUEST_MALFORMED',
    ],
    ['a call over the limit', SYNC_PATHS.call, 'application/json', () => 'a'.repeat(200 * 1024), 413],
    ['a call of another type', SYNC_PATHS.call, 'text/plain', () => 'hello', 415],
    ['junk as an enrolment', SYNC_PATHS.enrol, 'application/json', () => '\u0000', 'ENROLMENT_MALFORMED'],
    ['an enrolment over the limit', SYNC_PATHS.enrol, 'application/json', () => 'a'.repeat(5_000), 413],
    ['a path that is none', '/sync/v1/admin', 'application/json', () => '{}', 404],
    ['a path that climbs', '/sync/v1/../../etc/passwd', 'application/json', () => '{}', 404],
  ])('%s is refused, and nothing is written', async (_, path, type, body, expected) => {
    const before = await written();
    const heard = await line().post(path, await body(), type);
    const text = heard.body.toString('utf8');
    if (typeof expected === 'number') expect([heard.status, text]).toEqual([expected, '']);
    else expect([heard.status, JSON.parse(text)]).toEqual([200, { kind: 'refused', code: expected }]);
    expect(text).not.toMatch(/\bat \/|Error|node_modules|stack/);
    expect(await written()).toBe(before);
  });

  it('hears the same of an unknown key and of a wrong signature', async () => {
    const pc = await installed();
    const body = JSON.stringify({ kind: 'ops', office: pc.no, points: [] });
    const call = { kind: 'signed', office: pc.no, key: pc.keyId, body, signature: 'ab'.repeat(64) };
    const known = await line().post(SYNC_PATHS.call, JSON.stringify(call));
    const unknown = await line().post(SYNC_PATHS.call, JSON.stringify({ ...call, key: 'k-none' }));
    expect([known.status, known.body.toString()]).toEqual([unknown.status, unknown.body.toString()]);
  });

  it('gains nothing by sending an honest frame again, nor under another office’s name', async () => {
    const before = await written();
    const frame = await stored(2);
    const kindOf = async (bytes: Uint8Array): Promise<unknown> =>
      (JSON.parse((await line().post(SYNC_PATHS.push, bytes, octets)).body.toString('utf8')) as { kind: string }).kind;
    expect(await kindOf(frame)).toBe('acked');
    const read = decodeFrame(frame);
    if (!read.ok) throw new Error('refused');
    const renamed = encodeFrame({ ...read.value, header: { ...read.value.header, office: 3 } });
    expect(await kindOf(renamed)).toBe('refused');
    expect(await written()).toBe(before);
  });
});

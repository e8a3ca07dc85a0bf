import { zstdCompressSync } from 'node:zlib';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { SYNC_PATHS, type EnrolAnswer } from '#kernel/sync/enrolment.ts';
import { decodeFrame, encodeFrame, FRAME_LIMITS } from '#kernel/sync/frame.ts';
import { newKeyPair, signerOf } from '#db/wire.ts';
import { frameOf, opOf } from './frames.ts';
import { ServedCentre } from './served-centre.ts';

const centre = ServedCentre.forThisFile();

/** Office 2 has sent a frame to office 3. */
beforeAll(async () => {
  const [sender, receiver] = [await centre.installedForAll(), await centre.installedForAll()];
  sender.dispatch(receiver.no, 400);
  await sender.sync();
  await centre.settled();
});

describe('a code', () => {
  const { publicKey } = newKeyPair();
  const asking = (text: string, rest: object = {}) => {
    const [, office, code = ''] = text.split('|');
    return { office: Number(office), code, keyId: 'k-1', publicKey, device: 'PC', schema: 3, ...rest };
  };
  const forget = () => centre.serving.opened.store.pool.query('DELETE FROM enrolment_try');
  const refusedWith = (code: string) => ({ kind: 'refused', code });

  it('works once; who used it may ask again with the same key', async () => {
    const text = await centre.invitationFor(await centre.newOffice());
    const first = await centre.line().enrol(asking(text));
    expect(first).toMatchObject({ kind: 'enrolled', epoch: 1, centreKey: centre.serving.centreKey });
    expect(await centre.line().enrol(asking(text))).toEqual(first);
    const other = { keyId: 'k-2', publicKey: newKeyPair().publicKey };
    expect(await centre.line().enrol(asking(text, other))).toEqual(refusedWith('ENROLMENT_CODE_WRONG'));
    await forget();
  });

  it.each<[string, (text: string) => object | Promise<object>, string]>([
    ['that is wrong', (text) => asking(text, { code: 'ABCDEFGH2345' }), 'ENROLMENT_CODE_WRONG'],
    ['for another office', (text) => asking(text, { office: 2 }), 'ENROLMENT_CODE_WRONG'],
    ['for no office', (text) => asking(text, { office: 99_999 }), 'ENROLMENT_CODE_WRONG'],
    [
      'that is void since a later one was made',
      async (text) => {
        await centre.invitationFor(Number(text.split('|')[1]));
        return asking(text);
      },
      'ENROLMENT_CODE_WRONG',
    ],
    ['with a key that is none', (text) => asking(text, { publicKey: 'ab' }), 'ENROLMENT_MALFORMED'],
    ['of a program that is too old', (text) => asking(text, { schema: 0 }), 'ENROLMENT_MALFORMED'],
    ['with more than is asked for', (text) => asking(text, { admin: true }), 'ENROLMENT_MALFORMED'],
  ])('%s is refused, and nobody is enrolled', async (_, make, code) => {
    const asked = await make(await centre.invitationFor(await centre.newOffice()));
    const before = await centre.written();
    expect(await centre.line().enrol(asked as never)).toEqual(refusedWith(code));
    expect(await centre.written()).toBe(before);
    await forget();
  });

  it('is over after 72 hours', async () => {
    const text = await centre.invitationFor(await centre.newOffice());
    centre.ahead = 72 * 3_600_000 + 1;
    onTestFinished(() => void (centre.ahead = 0));
    expect(await centre.line().enrol(asking(text))).toEqual(refusedWith('ENROLMENT_CODE_WRONG'));
    await forget();
  });

  it('may be tried wrongly five times in ten minutes for one office from one address; a right one always passes', async () => {
    const [text, other] = [
      await centre.invitationFor(await centre.newOffice()),
      await centre.invitationFor(await centre.newOffice()),
    ];
    const wrong = (of = text, rest: object = {}) => centre.line().enrol(asking(of, { code: 'ABCDEFGH2345', ...rest }));
    const codeOf = (given: EnrolAnswer) => (given.kind === 'refused' ? given.code : given.kind);
    for (const rest of [{}, { office: 99_999 }]) {
      const answers = await Promise.all(Array.from({ length: 8 }, () => wrong(text, rest)));
      expect(answers.map(codeOf).toSorted()).toEqual([
        ...Array.from({ length: 5 }, () => 'ENROLMENT_CODE_WRONG'),
        ...Array.from({ length: 3 }, () => 'ENROLMENT_TOO_OFTEN'),
      ]);
    }
    expect(await wrong(other)).toEqual(refusedWith('ENROLMENT_CODE_WRONG'));
    expect(await centre.line().enrol(asking(text))).toMatchObject({ kind: 'enrolled' });
    centre.ahead = 10 * 60_000;
    onTestFinished(() => void (centre.ahead = 0));
    expect(await wrong()).toEqual(refusedWith('ENROLMENT_CODE_WRONG'));
    await forget();
  });

  it('is counted wrong for a thousand addresses of an office, and then the oldest is forgotten', async () => {
    const text = await centre.invitationFor(await centre.newOffice());
    await centre.serving.opened.store.pool.query(
      `INSERT INTO enrolment_try SELECT $1, 'a' || n, $2::int8 + n, 5 FROM generate_series(1, 1000) n`,
      [asking(text).office, Date.now() - 60_000],
    );
    const tried = () => centre.line().enrol(asking(text, { code: 'ABCDEFGH2345' }));
    for (let time = 0; time < 2; time += 1) expect(await tried()).toEqual(refusedWith('ENROLMENT_CODE_WRONG'));
    const { rows } = await centre.serving.opened.store.pool.query(
      `SELECT count(*) AS all, count(*) FILTER (WHERE address = 'a1') AS oldest FROM enrolment_try WHERE office_no = $1`,
      [asking(text).office],
    );
    expect(rows).toEqual([{ all: 1000, oldest: 0 }]);
    expect(await centre.line().enrol(asking(text))).toMatchObject({ kind: 'enrolled' });
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
    const { rows } = await centre.serving.opened.store.pool.query<{ frame: Buffer }>(
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
    const before = await centre.written();
    const heard = await centre.line().post(path, await body(), type);
    const text = heard.body.toString('utf8');
    if (typeof expected === 'number') expect([heard.status, text]).toEqual([expected, '']);
    else expect([heard.status, JSON.parse(text)]).toEqual([200, { kind: 'refused', code: expected }]);
    expect(text).not.toMatch(/\bat \/|Error|node_modules|stack/);
    expect(await centre.written()).toBe(before);
  });

  it('hears the same of an unknown key and of a wrong signature', async () => {
    const pc = await centre.installed();
    const body = JSON.stringify({ kind: 'ops', office: pc.no, points: [] });
    const call = { kind: 'signed', office: pc.no, key: pc.keyId, body, signature: 'ab'.repeat(64) };
    const known = await centre.line().post(SYNC_PATHS.call, JSON.stringify(call));
    const unknown = await centre.line().post(SYNC_PATHS.call, JSON.stringify({ ...call, key: 'k-none' }));
    expect([known.status, known.body.toString()]).toEqual([unknown.status, unknown.body.toString()]);
  });

  it('scenario 25: gains nothing by sending an honest frame again, nor under another office’s name', async () => {
    const before = await centre.written();
    const frame = await stored(2);
    const kindOf = async (bytes: Uint8Array): Promise<unknown> =>
      (JSON.parse((await centre.line().post(SYNC_PATHS.push, bytes, octets)).body.toString('utf8')) as { kind: string })
        .kind;
    expect(await kindOf(frame)).toBe('acked');
    const read = decodeFrame(frame);
    if (!read.ok) throw new Error('refused');
    const renamed = encodeFrame({ ...read.value, header: { ...read.value.header, office: 3 } });
    expect(await kindOf(renamed)).toBe('refused');
    expect(await centre.written()).toBe(before);
  });
});

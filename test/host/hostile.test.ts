import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LocalDate } from '#kernel/date.ts';
import { DEMONSTRATION } from '#office/demonstration.ts';
import { refusalOf, testOffice, type TestOffice } from './harness.ts';
import { procedures } from './procedures.ts';

interface RawAnswer {
  readonly status: number;
  readonly body: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 40 });

interface RawCall {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A request as bytes: what no honest client would send. A connection that the office cuts counts as an answer. */
function raw(address: string, { path, method = 'POST', headers = {}, body = '' }: RawCall): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const { port } = new URL(address);
    const call = request(
      { agent, host: '127.0.0.1', port, path, method, headers, setHost: !('host' in headers) },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
      },
    );
    call.on('error', () => resolve({ status: 0, body: '' }));
    call.end(body);
  });
}

const honest = { 'x-diwan': '1', 'content-type': 'application/json' };

function json(input: unknown): string {
  return JSON.stringify({ json: input });
}

async function signedIn(test: TestOffice, userName = 'admin') {
  const visitor = test.visitor();
  await visitor.signIn(userName);
  return {
    visitor,
    headers: { ...honest, cookie: visitor.cookie, 'x-diwan-proof': visitor.proof, 'user-agent': 'test' },
  };
}

function expectSilent({ body }: RawAnswer): void {
  expect(body).not.toMatch(/node_modules|\bat \w+ \(|SqliteError|\.ts:\d+|stack/);
}

describe('a foreign page', () => {
  it.each([
    ['without our header', { 'x-diwan': '0' }, 403],
    ['from another origin', { origin: 'http://evil.example' }, 403],
    ['through a name of its own (DNS rebinding)', { host: 'evil.example' }, 421],
  ])('is refused %s', async (_, change, status) => {
    const test = await testOffice();
    const { headers } = await signedIn(test);
    const sent = { ...headers, ...change };
    expect((await raw(test.address, { path: '/rpc/org/unit/list', headers: sent, body: json({}) })).status).toBe(
      status,
    );
  });

  it('cannot use GET, nor a form, nor preflight its way in', async () => {
    const test = await testOffice();
    const { headers } = await signedIn(test);
    const get = await raw(test.address, { path: '/rpc/org/unit/list?data=%7B%7D', method: 'GET', headers });
    const options = await raw(test.address, {
      path: '/rpc/org/unit/list',
      method: 'OPTIONS',
      headers: { ...headers, origin: 'http://evil.example' },
    });
    const form = await raw(test.address, {
      path: '/rpc/platform/session/signOut',
      headers: { cookie: headers.cookie, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'a=1',
    });
    expect([get.status, options.status, form.status]).toEqual([405, 403, 403]);
  });
});

describe('a forged session', () => {
  it.each(['', 'x', 'A'.repeat(43), '../../etc/passwd', "' OR 1=1 --", 'A'.repeat(5000)])(
    '%j gets nothing',
    async (forged) => {
      const test = await testOffice();
      const sent = {
        ...honest,
        cookie: `diwan_session_${test.office.core.officeId.slice(0, 8)}=${forged}`,
        'x-diwan-proof': 'A'.repeat(43),
        authorization: `Bearer ${forged}`,
      };
      const answer = await raw(test.address, { path: '/rpc/org/unit/list', headers: sent, body: json({}) });
      expect([401, 403, 431]).toContain(answer.status);
      expectSilent(answer);
    },
  );
});

describe('a large body', () => {
  it('is not even read from somebody who has not signed in', async () => {
    const test = await testOffice();
    const body = json({ userName: 'admin', password: 'x'.repeat(100_000) });
    const stranger = await raw(test.address, { path: '/rpc/platform/session/signIn', headers: honest, body });
    expect([0, 413]).toContain(stranger.status);
    const { headers } = await signedIn(test);
    const known = await raw(test.address, { path: '/rpc/platform/session/signIn', headers, body });
    expect(known.status).toBe(409);
  });
});

describe('text that is code elsewhere', () => {
  const texts = [
    `'); DROP TABLE org_unit; --`,
    `<script>alert(1)</script><img src=x onerror=alert(1)>`,
    '${7*7}{{7*7}}',
    '=cmd|calc!A1',
  ];

  it('is text here: kept as it was typed, and everything still stands', async () => {
    const test = await testOffice();
    const client = await test.visitor().signIn('admin');
    const parent = (await client.org.unit.list({})).find(({ code }) => code === '1017');
    for (const [index, nameAr] of texts.entries()) {
      const { id } = await client.org.unit.create({
        ...{ code: `X${index}`, type: 'department', parentId: parent?.id ?? '', nameAr, nameCkb: null, nameEn: null },
        ...{ validFrom: '2026-01-01' as LocalDate, validTo: null, isPayingEntity: false },
      });
      expect((await client.org.unit.get({ id })).nameAr).toBe(nameAr);
      await client.org.unit.list({ search: nameAr });
      await client.platform.record.search({ text: nameAr });
    }
  });

  it.each(['" OR *', 'NEAR(a b)', 'a AND', '(((', '*', 'body:x', '\u0000', '\uD800', 'ا'.repeat(200)])(
    'in a search is only words: %j',
    async (text) => {
      const test = await testOffice();
      const client = await test.visitor().signIn('admin');
      expect(Array.isArray(await client.org.user.list({ search: text }))).toBe(true);
    },
  );

  it('that turns the reading direction or hides is taken out of names', async () => {
    const test = await testOffice();
    const client = await test.visitor().signIn('admin');
    const parent = (await client.org.unit.list({})).find(({ code }) => code === '1017');
    const { id } = await client.org.unit.create({
      ...{
        code: 'X9',
        type: 'department',
        parentId: parent?.id ?? '',
        nameAr: 'قسم\u202E الخزن\u0000',
        nameCkb: null,
        nameEn: null,
      },
      ...{ validFrom: '2026-01-01' as LocalDate, validTo: null, isPayingEntity: false },
    });
    expect((await client.org.unit.get({ id })).nameAr).toBe('قسم الخزن');
  });
});

describe('input of the wrong shape', () => {
  it('is refused by every procedure, with no trace of the program and nothing written', async () => {
    const test = await testOffice();
    const { headers } = await signedIn(test);
    const shapes: unknown[] = [
      null,
      7,
      'text',
      [],
      [[]],
      { id: 7 },
      { id: 'x', revision: -1 },
      JSON.parse('{"__proto__":{"admin":true}}'),
      { constructor: 1 },
      { table: 'sqlite_master', id: 'x' },
    ];
    const before = test.office.core.door.head.seq;
    for (const { path, input } of procedures) {
      // Of the data centre's own procedures this office has none, so the gate answers before the input is read.
      if (!input || path === 'platform.events.watch' || path.startsWith('ministry.')) continue;
      for (const shape of shapes) {
        const answer = await raw(test.address, {
          path: `/rpc/${path.replaceAll('.', '/')}`,
          headers,
          body: json(shape),
        });
        const isFine = answer.status === 409 || (answer.status === 200 && input.safeParse(shape).success);
        expect
          .soft(isFine, `${path} ${JSON.stringify(shape)} → ${answer.status} ${answer.body.slice(0, 200)}`)
          .toBe(true);
        expectSilent(answer);
      }
    }
    expect(test.office.core.door.head.seq).toBe(before);
  });

  it('larger than any request may be is refused before it is read', async () => {
    const test = await testOffice();
    const { headers } = await signedIn(test);
    const declared = await raw(test.address, {
      path: '/rpc/org/unit/list',
      headers: { ...headers, 'content-length': '999999999' },
    });
    const endless = await raw(test.address, {
      path: '/rpc/org/unit/list',
      headers: { ...headers, 'transfer-encoding': 'chunked' },
      body: json({}),
    });
    expect([declared.status, endless.status]).toEqual([413, 411]);
    const long = await raw(test.address, {
      path: '/rpc/org/unit/list',
      headers,
      body: json({ search: 'ا'.repeat(1_000_000) }),
    });
    expect(long.status).toBe(409);
  });
});

describe('20,000 malformed requests', () => {
  it('neither stop the office nor change it, and none is served', { timeout: 300_000 }, async () => {
    const test = await testOffice();
    const { headers, visitor } = await signedIn(test);
    const before = test.office.core.door.head;
    const random = generator(7);
    const paths = [
      '/rpc/',
      '/rpc/org/unit/list',
      '/rpc/org/unit/create',
      '/rpc/platform/session/signIn',
      '/rpc/__proto__/x',
      '/rpc/org/constructor',
      '/rpc/%2e%2e/%2e%2e',
      '/rpc/org/unit/list/..',
      '/..%2f..%2foffice.db',
      '/files/../office.db',
      '/rpc/files/attachment/add',
      '//rpc//',
    ];
    const statuses = new Map<number, number>();
    for (let batch = 0; batch < 20_000; batch += 40) {
      const answers = await Promise.all(
        Array.from({ length: 40 }, () => {
          const path = paths[Math.floor(random() * paths.length)] ?? '/';
          return raw(test.address, { path, headers: { ...headers, ...noiseHeaders(random) }, body: noise(random) });
        }),
      );
      for (const answer of answers) {
        expectSilent(answer);
        expect.soft(answer.status, answer.body.slice(0, 200)).not.toBe(500);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      }
    }
    process.stdout.write(`malformed requests by status: ${JSON.stringify(Object.fromEntries([...statuses].sort()))}\n`);
    expect(test.office.core.door.head).toEqual(before);
    expect((await visitor.client.org.unit.list({ search: 'الرواتب' })).length).toBe(1);
    expect(statuses.get(200) ?? 0).toBe(0);
  });
});

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** Bodies that are no valid call of any procedure. */
function noise(random: () => number): string | Buffer {
  const kinds = [
    () => '{"json":',
    () => 'null',
    () => '[]',
    () => '{"json":{"search":{"$ne":null}}}',
    () => `{"json":${'['.repeat(2000)}${']'.repeat(2000)}}`,
    () => Buffer.from(Array.from({ length: 64 }, () => Math.floor(random() * 256))),
    () => '{"json":{"a":1},"meta":[[99,"a"],[1,"__proto__","x"]]}',
    () => '{"json":{},"meta":[[0,"constructor","prototype"]],"maps":[["x"]]}',
    () => '{"json":{"userName":"a","password":1e999}}',
  ];
  return kinds[Math.floor(random() * kinds.length)]?.() ?? '';
}

function noiseHeaders(random: () => number): Record<string, string> {
  const kinds: Record<string, string>[] = [
    {},
    { 'content-type': 'multipart/form-data' },
    { 'content-type': 'multipart/form-data; boundary=x' },
    { 'content-type': 'text/xml' },
    { 'content-type': 'application/json; charset=utf-7' },
    { 'x-diwan-proof': 'x' },
    { 'accept-encoding': 'x'.repeat(200) },
  ];
  return kinds[Math.floor(random() * kinds.length)] ?? {};
}

describe('the log of the service', () => {
  it('holds no password, name, cookie, proof or token after all this', async () => {
    const test = await testOffice();
    const { visitor } = await signedIn(test);
    const admin = visitor.client;
    await refusalOf(
      admin.org.user.create({
        ...{
          userName: 'x',
          nameAr: 'اسم سري',
          nameCkb: null,
          nameEn: null,
          jobTitle: null,
          unitId: '00000000-0000-4000-8000-000000000000',
        },
        ...{ language: 'ar', password: 'a password in the log' },
      }),
    );
    const user = (await admin.platform.session.state()).user;
    const { token } = await admin.platform.token.create({ name: 'x', userId: user?.id ?? '', days: 1 });
    const log = readFileSync(join(test.folder, 'logs', 'office.log'), 'utf8');
    for (const secret of [
      token,
      visitor.proof,
      visitor.cookie.slice(14),
      DEMONSTRATION.password,
      'اسم سري',
      'a password in the log',
    ]) {
      expect(secret.length).toBeGreaterThan(5);
      expect(log).not.toContain(secret);
    }
  });
});

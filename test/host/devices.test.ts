import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:https';
import { request } from 'node:https';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { codeOf, writeInvitation } from '#kernel/sync/enrolment.ts';
import { lanCertificate } from '#office/certificate.ts';
import { serveOffice } from '#office/serve.ts';
import { refusalOf, temporaryFolder, testOffice, Visitor } from './harness.ts';

interface Answer {
  readonly status: number;
  readonly cookies: readonly string[];
  readonly body: string;
}

/** One call over TLS, with the self-made certificate accepted as a browser's user would after comparing it. */
function callTls(address: string, path: string, input: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const body = JSON.stringify({ json: input });
  const sent = {
    'x-diwan': '1',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
  };
  return new Promise((resolve, reject) => {
    const call = request(
      `${address}/rpc/${path.replaceAll('.', '/')}`,
      { method: 'POST', rejectUnauthorized: false, headers: { ...sent, ...headers } },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, cookies: response.headers['set-cookie'] ?? [], body: text }),
        );
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

async function lanOffice() {
  const test = await testOffice();
  const serving = await serveOffice({ office: test.office, port: 0, lanPort: 0, rendererFolder: null });
  onTestFinished(() => serving.close());
  const port = new URL(serving.lan?.addresses[0] ?? 'https://127.0.0.1:0').port;
  return { ...test, serving, lan: `https://127.0.0.1:${port}` };
}

describe('another PC of the office', () => {
  it('gets nothing before it is paired, and everything it may after a one-time code', async () => {
    const { lan, visitor, serving } = await lanOffice();
    const refused = await callTls(lan, 'platform.session.signIn', { userName: 'admin', password: 'nahrain-2026' });
    expect(refused.body).toContain('DEVICE_NOT_PAIRED');
    const state = await callTls(lan, 'platform.session.state', undefined);
    expect(state.body).toContain('"isPaired":false');
    expect(state.body).not.toContain('النهرين');
    const admin = await visitor().signIn('admin');
    const { code, fingerprint } = await admin.platform.device.createCode();
    expect(fingerprint).toBe(serving.lan?.fingerprint);
    const paired = await callTls(lan, 'platform.device.redeem', { code: code.toLowerCase(), name: 'حاسبة الرواتب' });
    expect(paired.status).toBe(200);
    const cookie = paired.cookies.find((line) => line.startsWith('diwan_device_'))?.split(';')[0] ?? '';
    expect(paired.cookies[0]).toMatch(/HttpOnly.*Secure.*SameSite=Strict/);
    const again = await callTls(lan, 'platform.device.redeem', { code, name: 'أخرى' });
    expect(again.body).toContain('PAIRING_CODE_WRONG');
    const inside = await callTls(
      lan,
      'platform.session.signIn',
      { userName: 'admin', password: 'nahrain-2026' },
      { cookie },
    );
    expect(inside.status).toBe(200);
    const [device] = await admin.platform.device.list();
    expect(device?.name).toBe('حاسبة الرواتب');
    await admin.platform.device.revoke({ id: device?.id ?? '' });
    const after = await callTls(
      lan,
      'platform.session.signIn',
      { userName: 'admin', password: 'nahrain-2026' },
      { cookie },
    );
    expect(after.body).toContain('DEVICE_NOT_PAIRED');
  });

  it('moves the main PC to no other office, although its user may: he may mean his own', async () => {
    const { lan, visitor } = await lanOffice();
    const admin = await visitor().signIn('admin');
    const { code } = await admin.platform.device.createCode();
    const paired = await callTls(lan, 'platform.device.redeem', { code, name: 'حاسبة الرواتب' });
    const device = paired.cookies.find((line) => line.startsWith('diwan_device_'))?.split(';')[0] ?? '';
    const credentials = { userName: 'admin', password: 'nahrain-2026' };
    const inside = await callTls(lan, 'platform.session.signIn', credentials, { cookie: device });
    const session = inside.cookies.find((line) => line.startsWith('diwan_session_'))?.split(';')[0] ?? '';
    const proof = /"proof":"([^"]+)"/u.exec(inside.body)?.[1] ?? '';
    const headers = { cookie: `${device}; ${session}`, 'x-diwan-proof': proof };
    const view = await callTls(lan, 'platform.sync.beforeMove', {}, headers);
    expect(view.body).toContain('"isHere":false');
    const code9 = codeOf(Buffer.alloc(12, 9));
    const text = writeInvitation({
      address: 'https://127.0.0.1:7440',
      fingerprint: 'a'.repeat(64),
      office: 9,
      code: code9,
    });
    const behind = { changes: 0, files: 0, inbox: 0 };
    const move = { text, password: credentials.password, behind };
    expect((await callTls(lan, 'platform.sync.move', move, headers)).body).toContain('MOVE_FROM_OTHER_PC');
    expect(await admin.platform.sync.beforeMove({})).toMatchObject({ isHere: true, otherPcs: 1 });
  });

  it('cannot guess a code: after five wrong ones it is not heard for a while, and old codes expire', async () => {
    const { lan, visitor, clock } = await lanOffice();
    const admin = await visitor().signIn('admin');
    const first = await admin.platform.device.createCode();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const guess = await callTls(lan, 'platform.device.redeem', { code: `AAAAA-AAAA${attempt}`, name: 'x' });
      expect(guess.body).toContain('PAIRING_CODE_WRONG');
    }
    const right = () => callTls(lan, 'platform.device.redeem', { code: first.code, name: 'x' });
    expect((await right()).body).toContain('PAIRING_TOO_OFTEN');
    clock.now += 10 * 60_000 + 1;
    expect((await right()).body).toContain('PAIRING_CODE_WRONG');
    const second = await admin.platform.device.createCode();
    expect((await callTls(lan, 'platform.device.redeem', { code: second.code, name: 'x' })).status).toBe(200);
  });

  it('cannot void a code that another PC is about to type, and all together have fifty tries', async () => {
    const { office } = await testOffice();
    const { devices } = office.core;
    const { code } = devices.createCode();
    const guess = (address: string, times: number): void => {
      for (let attempt = 0; attempt < times; attempt += 1) {
        const answer = attempt < 5 ? 'PAIRING_CODE_WRONG' : 'PAIRING_TOO_OFTEN';
        expect(() => devices.redeem('AAAAA-AAAAA', { name: 'x', address })).toThrow(answer);
      }
    };
    guess('10.0.0.66', 200);
    expect(devices.redeem(code, { name: 'حاسبة الرواتب', address: '10.0.0.7' })).toMatch(/^[\w-]{43}$/);
    const next = devices.createCode();
    for (let pc = 0; pc < 10; pc += 1) guess(`10.0.1.${pc}`, 5);
    expect(() => devices.redeem(next.code, { name: 'x', address: '10.0.0.7' })).toThrow('PAIRING_CODE_WRONG');
  });

  it('types the code as it was heard: small letters, blanks, no dash, figures of either hand', async () => {
    const { office } = await testOffice();
    const { devices } = office.core;
    const place = { name: 'حاسبة', address: '10.0.0.7' };
    const manners: readonly ((code: string) => string)[] = [
      (code) => code.replace('-', ''),
      (code) => ` ${code.toLowerCase().replace('-', ' ')} `,
      (code) => [...code].join(' '),
      (code) => code.replaceAll(/\d/g, (figure) => String.fromCodePoint(0x660 + Number(figure))),
    ];
    for (const manner of manners) {
      const { code } = devices.createCode();
      expect(devices.redeem(manner(code), place)).toMatch(/^[\w-]{43}$/);
    }
  });

  it('finds the door shut where another program holds the port, while this PC works on and says so', async () => {
    const test = await testOffice();
    const other = createTcpServer().listen(0, '0.0.0.0');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const { port: lanPort } = other.address() as AddressInfo;
    const serving = await serveOffice({ office: test.office, port: 0, lanPort, rendererFolder: null });
    expect(serving.lan).toBeNull();
    const admin = await new Visitor(serving.address).signIn('admin');
    expect(await admin.platform.health.get()).toMatchObject({ lan: null, lanProblem: 'LAN_PORT_BUSY' });
    await serving.close();
  });

  it('never finds half a certificate: it appears whole under its name', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'lan-certificate.json');
    const made = await lanCertificate(path, Buffer.alloc(32, 7), Date.UTC(2026, 0, 1));
    expect(readdirSync(folder)).toEqual(['lan-certificate.json']);
    expect((await lanCertificate(path, Buffer.alloc(32, 7), 0)).fingerprint).toBe(made.fingerprint);
  });

  it('sees the same certificate after a restart, whose key is not readable on the disk', async () => {
    const { office } = await lanOffice();
    const { paths, dataKey } = office.core;
    const again = await lanCertificate(paths.certificate, dataKey, 0);
    expect(again.fingerprint).toBe(office.core.lan?.fingerprint);
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(paths.certificate, 'utf8')).not.toContain('PRIVATE KEY');
    const server = createServer({ key: again.key, cert: again.cert });
    server.close();
  });
});

describe('a token', () => {
  it('acts with the rights of its user, is shown once, and ends when revoked or old', async () => {
    const { visitor, address, clock } = await testOffice();
    const admin = await visitor().signIn('admin');
    const clerk = (await admin.org.user.list({})).find(({ userName }) => userName === 'clerk1');
    const { token } = await admin.platform.token.create({ name: 'تقرير', userId: clerk?.id ?? '', days: 1 });
    const call = (path: string) =>
      fetch(`${address}/rpc/${path}`, {
        ...{ method: 'POST', body: JSON.stringify({ json: {} }) },
        headers: { 'x-diwan': '1', authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      });
    expect((await call('org/unit/list')).status).toBe(200);
    expect((await call('org/user/list')).status).toBe(403);
    const [row] = await admin.platform.token.list();
    expect(JSON.stringify(row)).not.toContain(token);
    await admin.platform.token.revoke({ id: row?.id ?? '' });
    expect((await call('org/unit/list')).status).toBe(401);
    const second = await admin.platform.token.create({ name: 'تقرير', userId: clerk?.id ?? '', days: 1 });
    clock.now += 25 * 60 * 60_000;
    expect(second.token).not.toBe(token);
    expect(
      (
        await fetch(`${address}/rpc/org/unit/list`, {
          ...{ method: 'POST', body: JSON.stringify({ json: {} }) },
          headers: { 'x-diwan': '1', authorization: `Bearer ${second.token}`, 'content-type': 'application/json' },
        })
      ).status,
    ).toBe(401);
  });

  it('for somebody who may do more than its maker is refused', async () => {
    const { visitor } = await testOffice();
    const admin = await visitor().signIn('admin');
    const self = (await admin.org.user.list({})).find(({ userName }) => userName === 'admin');
    const role = await admin.org.role.create({
      ...{ code: 'tokens', nameAr: 'رموز', nameCkb: null, nameEn: null, permissions: ['platform.token'] },
    });
    const viewer = (await admin.org.user.list({})).find(({ userName }) => userName === 'viewer1');
    await admin.org.user.assign({
      ...{ userId: viewer?.id ?? '', roleId: role.id, unitId: self?.unitId ?? '' },
      ...{ validFrom: '2026-11-25' as never, validTo: null },
    });
    const client = await visitor().signIn('viewer1');
    expect(await refusalOf(client.platform.token.create({ name: 'x', userId: self?.id ?? '', days: 1 }))).toEqual([
      'MORE_THAN_YOU_HOLD',
    ]);
  });
});

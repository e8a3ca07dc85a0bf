import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lockFolder } from '#db/lock.ts';
import { DEMONSTRATION } from '#office/demonstration.ts';
import { temporaryFolder, Visitor } from './harness.ts';

const run = promisify(execFile);

/** Runs `diwan` as a user of the terminal does; returns its exit code and what it printed. */
async function diwan(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number; out: string }> {
  try {
    const { stdout } = await run(process.execPath, ['setup/diwan.mjs', ...args], {
      env: { ...process.env, DIWAN_PASSPHRASE: DEMONSTRATION.passphrase, ...env },
    });
    return { code: 0, out: stdout };
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string };
    return { code, out: stdout };
  }
}

/** The demonstration office served by the command itself, stopped at the end of the test. */
async function demo(folder: string): Promise<{ address: string; stop: () => Promise<void> }> {
  const child = spawn(process.execPath, ['setup/diwan.mjs', 'demo', '--folder', folder, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let isStopped = false;
  const stop = async (): Promise<void> => {
    if (isStopped) return;
    isStopped = true;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  onTestFinished(stop);
  for await (const chunk of child.stdout) {
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(String(chunk))?.[0];
    if (address !== undefined) return { address, stop };
  }
  throw new Error('The demonstration did not start.');
}

describe('diwan', () => {
  it('refuses a second demonstration of a ministry in one folder before anything of it is started', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'ministry'));
    const first = lockFolder(join(folder, 'ministry'));
    onTestFinished(() => first.release());
    const second = await diwan(['demo', '--ministry', '--folder', folder, '--port', '0']);
    expect([second.code, JSON.parse(second.out)]).toMatchObject([1, { error: 'DATABASE_LOCKED' }]);
    expect(second.out).toContain('is running already');
    expect(existsSync(join(folder, 'ministry', 'postgres'))).toBe(false);
  });

  it('serves, answers calls with a token, imports, backs up, proves, restores', { timeout: 300_000 }, async () => {
    const folder = join(temporaryFolder(), 'المكتب التجريبي');
    const { address, stop } = await demo(folder);
    const admin = await new Visitor(address).signIn('admin');
    const user = (await admin.platform.session.state()).user;
    const { token } = await admin.platform.token.create({ name: 'اختبار', userId: user?.id ?? '', days: 1 });
    const asAdmin = { DIWAN_TOKEN: token };

    const called = await diwan(['call', 'org.unit.list', '{"search":"الرواتب"}', '--address', address], asAdmin);
    expect([called.code, (JSON.parse(called.out) as { code: string }[])[0]?.code]).toEqual([0, '1017-02-1']);
    const refused = await diwan(
      ['call', 'org.unit.get', '{"id":"00000000-0000-4000-8000-000000000000"}', '--address', address],
      asAdmin,
    );
    expect([refused.code, JSON.parse(refused.out)]).toEqual([
      1,
      { error: 'REFUSED', problems: [{ code: 'NOT_FOUND' }] },
    ]);
    const stranger = await diwan(['call', 'org.unit.list', '{}', '--address', address], {
      DIWAN_TOKEN: 'x'.repeat(43),
    });
    expect([stranger.code, JSON.parse(stranger.out)]).toMatchObject([1, { error: 'UNAUTHORIZED' }]);

    const sheet = join(folder, 'هيكل.csv');
    writeFileSync(sheet, 'الرمز,الاسم,النوع,رمز الأب\n1017-40,قسم الحدائق,قسم,1017\n');
    const rehearsed = await diwan(['import', 'org.unit', sheet, '--address', address], asAdmin);
    expect(JSON.parse(rehearsed.out)).toMatchObject({ state: 'done', result: { created: 1, rejected: [] } });
    const broken = join(folder, 'معيب.csv');
    writeFileSync(broken, 'جدول التشكيلات,,,\nالرمز,الاسم,النوع,رمز الأب\n1017-41,قسم,قسم,1017\n1017-42,,قسم,1017\n');
    const rejected = await diwan(['import', 'org.unit', broken, '--address', address], asAdmin);
    expect(JSON.parse(rejected.out)).toMatchObject({
      result: { rejected: [{ row: 4, problems: [{ field: 'nameAr' }] }] },
    });
    const unknown = await diwan(['call', 'org.unit.lst', '{}', '--address', address], asAdmin);
    expect([unknown.code, JSON.parse(unknown.out)]).toMatchObject([2, { error: 'PROCEDURE_UNKNOWN' }]);
    const committed = await diwan(['import', 'org.unit', sheet, '--commit', '--address', address], asAdmin);
    expect([committed.code, JSON.parse(committed.out)]).toMatchObject([0, { result: { created: 1 } }]);
    expect(await admin.org.unit.list({ search: 'الحدائق' })).toHaveLength(1);

    const copies = join(folder, 'copies');
    mkdirSync(copies);
    const missing = await diwan(['backup', '--folder', folder, '--to', join(folder, 'no stick')]);
    expect([missing.code, missing.out]).toEqual([1, expect.stringContaining('BACKUP_FOLDER_MISSING')]);
    expect(existsSync(join(folder, 'no stick'))).toBe(false);
    const whileServing = await diwan(['backup', '--folder', folder, '--to', copies]);
    expect(whileServing.code).toBe(0);
    const locked = await diwan(['migrate', '--folder', folder]);
    expect([locked.code, locked.out]).toEqual([1, expect.stringContaining('DATABASE_LOCKED')]);
    await stop();

    const proved = await diwan(['verify', '--folder', folder]);
    expect([proved.code, JSON.parse(proved.out)]).toMatchObject([0, { ok: true }]);
    const wrongKey = await diwan(['verify', '--folder', folder], { DIWAN_PASSPHRASE: 'wrong' });
    expect([wrongKey.code, wrongKey.out]).toEqual([1, expect.stringContaining('DATABASE_WRONG_KEY')]);

    const renewed = await diwan(['recovery-code', '--folder', folder]);
    const { recoveryCode } = JSON.parse(renewed.out) as { recoveryCode: string };
    const byCode = await diwan(['verify', '--folder', folder], { DIWAN_PASSPHRASE: recoveryCode });
    expect([renewed.code, byCode.code]).toEqual([0, 0]);

    const copy = join(copies, readdirSync(copies).find((name) => name.endsWith('.db')) ?? '');
    const elsewhere = join(temporaryFolder(), 'حاسبة جديدة');
    const restored = await diwan(['restore', '--folder', elsewhere, '--from', copy]);
    expect([restored.code, JSON.parse(restored.out)]).toMatchObject([
      0,
      { proved: { officeName: 'مديرية بلدية النهرين' }, replaced: null },
    ]);
    const migrated = await diwan(['migrate', '--folder', elsewhere]);
    expect([migrated.code, JSON.parse(migrated.out)]).toMatchObject([
      0,
      { schema: readdirSync('db/migrations').length },
    ]);
    expect(JSON.parse((await diwan(['verify', '--folder', elsewhere])).out)).toMatchObject({ ok: true });
  });

  it.each([
    [['--help'], 0],
    [['verify'], 2],
    [['no-such-command'], 2],
    [['verify', '--folder', '/no/such/office'], 1],
  ])('%j ends with exit code %i', async (args, code) => {
    expect((await diwan(args, { DIWAN_TOKEN: 'x' })).code).toBe(code);
  });

  it.each([
    [['call', 'org.unit.list', '{}', '--address', 'http://127.0.0.1:9'], {}, 1, 'OFFICE_NOT_REACHED'],
    [['call', 'org.unit.list', '{}'], { DIWAN_TOKEN: '' }, 2, 'NO_TOKEN'],
    [['call', 'org.unit.list', '{search}'], {}, 2, 'INPUT_NOT_JSON'],
    [['import', 'org.unit', '/no/such/sheet.xlsx'], {}, 2, 'FILE_NOT_READABLE'],
    [['verify', '--folder', 'cli', '--passphrase-file', '/no/such/file'], {}, 1, 'DATABASE_CANNOT_OPEN'],
    [['migrate', '--folder', '/no/such/office', '--passphrase-file', '/no/such/file'], {}, 2, 'FILE_NOT_READABLE'],
    [['migrate', '--folder', '/no/such/office'], { DIWAN_PASSPHRASE: '' }, 2, 'NO_PASSPHRASE'],
  ])('%j with %j is no fault of the program: %i %s', async (args, env, code, error) => {
    const { code: exit, out } = await diwan(args, { DIWAN_TOKEN: 'x', ...env });
    expect([exit, out]).toEqual([code, expect.stringContaining(error)]);
  });

  it.each([
    ['a passphrase that is too short', { DIWAN_PASSPHRASE: 'short' }, 2, 'PASSPHRASE_TOO_SHORT'],
    ['a port that another program holds', { DIWAN_PASSPHRASE: 'long enough for it' }, 1, 'PORT_BUSY'],
  ])('leaves no office behind after %s', { timeout: 120_000 }, async (_, env, code, error) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const folder = join(temporaryFolder(), 'office');
    const taken = error === 'PORT_BUSY' ? port : 0;
    const { code: exit, out } = await diwan(['office', '--folder', folder, '--port', String(taken)], env);
    expect([exit, out]).toEqual([code, expect.stringContaining(error)]);
    expect(existsSync(folder)).toBe(false);
  });
});

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
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
    const committed = await diwan(['import', 'org.unit', sheet, '--commit', '--address', address], asAdmin);
    expect([committed.code, JSON.parse(committed.out)]).toMatchObject([0, { result: { created: 1 } }]);
    expect(await admin.org.unit.list({ search: 'الحدائق' })).toHaveLength(1);

    const copies = join(folder, 'copies');
    mkdirSync(copies);
    const whileServing = await diwan(['backup', '--folder', folder, '--to', copies]);
    expect(whileServing.code).toBe(0);
    const locked = await diwan(['migrate', '--folder', folder]);
    expect([locked.code, locked.out]).toEqual([1, expect.stringContaining('DATABASE_LOCKED')]);
    await stop();

    const proved = await diwan(['verify', '--folder', folder]);
    expect([proved.code, JSON.parse(proved.out)]).toMatchObject([0, { ok: true }]);
    const wrongKey = await diwan(['verify', '--folder', folder], { DIWAN_PASSPHRASE: 'wrong' });
    expect([wrongKey.code, wrongKey.out]).toEqual([1, expect.stringContaining('DATABASE_WRONG_KEY')]);

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
    [['call', 'org.unit.list', '{}', '--address', 'http://127.0.0.1:9'], 3],
  ])('%j ends with exit code %i', async (args, code) => {
    expect((await diwan(args, { DIWAN_TOKEN: 'x' })).code).toBe(code);
  });
});

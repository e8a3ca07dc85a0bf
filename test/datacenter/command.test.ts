import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readInvitation } from '#kernel/sync/enrolment.ts';
import { datacenterCommand } from '#cli/datacenter-commands.ts';
import { EXIT, report } from '#cli/outcome.ts';
import { newKeyPair } from '#db/wire.ts';
import { startPostgres, type TestPostgres } from '../postgres.ts';
import { testPool } from '../test-pool.ts';
import { askEnrolment } from '#office/sync/line.ts';

const folder = mkdtempSync(join(tmpdir(), 'diwan centre '));
let postgres: TestPostgres;
let databaseUrl: string;

beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.newDatabase();
  vi.stubEnv('DATABASE_URL', databaseUrl);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs `diwan datacenter` as an administrator does; its exit code, and the JSON that it printed. */
async function datacenter(args: readonly string[]): Promise<{ readonly code: number; readonly out: unknown }> {
  const printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const outOf = (): unknown => JSON.parse(String(printed.mock.lastCall?.[0]));
  const command = datacenterCommand();
  for (const each of [command, ...command.commands]) each.exitOverride().configureOutput({ writeErr: () => undefined });
  try {
    await command.parseAsync([...args, '--folder', folder], { from: 'user' });
    return { code: EXIT.done, out: outOf() };
  } catch (error) {
    if (error instanceof CommanderError) return { code: EXIT.usage, out: null };
    return { code: report(error), out: outOf() };
  } finally {
    printed.mockRestore();
  }
}

describe('diwan datacenter', () => {
  it('registers an office, invites its PC, serves it, stops it, and knows how far a copy reaches', async () => {
    const served = spawn(
      process.execPath,
      ['cli/main.ts', 'datacenter', 'serve', '--folder', folder, '--port', '0', '--watch-port', '0'],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'diwan-compiled') },
      },
    );
    const printed = once(served.stdout, 'data');
    // The command begins beside the server that is starting, as an impatient administrator would.
    const place = ['--latitude', '33.3', '--longitude', '44.3'];
    const added = await datacenter(['office-add', '--name-ar', 'مديرية تربية', ...place]);
    expect(added).toMatchObject({
      code: 0,
      out: { officeNo: 2, nameAr: 'مديرية تربية', latitude: 33.3, longitude: 44.3 },
    });
    const again = await datacenter(['office-add', '--name-ar', 'مديريه تربيه']);
    expect(again).toMatchObject({ code: 1, out: { problems: [{ code: 'OFFICE_NAME_TAKEN' }] } });
    const [line] = (await printed) as [Buffer];
    const { address, fingerprint, centreKey } = JSON.parse(line.toString('utf8')) as Record<string, string>;
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    const port = new URL(address ?? '').port;

    const invited = await datacenter(['invite', '--office', '2', '--address', `https://127.0.0.1:${port}`]);
    const invitation = readInvitation((invited.out as { invitation: string }).invitation);
    if (!invitation.ok) throw new Error('no invitation');
    expect(invitation.value).toMatchObject({ office: 2, fingerprint });

    const { publicKey } = newKeyPair();
    const asked = { office: 2, code: invitation.value.code, keyId: 'k1', publicKey, device: 'الحاسبة', schema: 4 };
    expect(await askEnrolment(invitation.value, asked)).toMatchObject({ kind: 'enrolled', epoch: 1, centreKey });

    const devices = await datacenter(['devices', '--office', '2']);
    expect(devices.out).toMatchObject([{ keyId: 'k1', name: 'الحاسبة', revokedAt: null }]);
    expect(await datacenter(['revoke', '--office', '2', '--key', 'k1'])).toMatchObject({ code: 0 });
    expect(await datacenter(['revoke', '--office', '2', '--key', 'k1'])).toMatchObject({
      ...{ code: 1, out: { problems: [{ code: 'DEVICE_UNKNOWN' }] } },
    });
    served.kill('SIGTERM');
    const [code] = (await once(served, 'exit')) as [number | null];
    expect(code).toBe(0);
    expect(await datacenter(['durable', '--copy', databaseUrl])).toMatchObject({
      ...{ code: 0, out: { offices: [{ office: 2, durable: 0 }] } },
    });
  });

  it('refuses to serve a database that was put back and not declared so', async () => {
    const pool = testPool(databaseUrl);
    expect((await datacenter(['restored'])).out).toEqual({ incarnation: 2, missing: [] });
    await pool.query('UPDATE datacenter_self SET incarnation = 1');
    await pool.end();
    const refused = await datacenter(['serve', '--port', '0', '--watch-port', '0']);
    expect(refused).toMatchObject({ code: 3, out: { error: 'FAULT' } });
    expect((await datacenter(['restored'])).out).toEqual({ incarnation: 3, missing: [] });
  });

  it('says what is wrong with how it was called', async () => {
    expect((await datacenter(['invite'])).code).toBe(2);
    expect((await datacenter(['invite', '--office', '0'])).code).toBe(2);
    expect(await datacenter(['invite', '--office', '77'])).toMatchObject({
      ...{ code: 1, out: { problems: [{ code: 'OFFICE_UNKNOWN' }] } },
    });
    vi.stubEnv('DATABASE_URL', '');
    expect(await datacenter(['offices'])).toMatchObject({
      ...{ code: 1, out: { problems: [{ code: 'DATABASE_URL_MISSING' }] } },
    });
  });
});

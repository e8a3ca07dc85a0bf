import { hash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommanderError, type Command } from 'commander';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { datacenterCommand } from '#cli/datacenter-commands.ts';
import { EXIT, report } from '#cli/outcome.ts';
import { RELEASE_LIMITS } from '#kernel/sync/release.ts';
import { startPostgres, type TestPostgres } from '../postgres.ts';
import { testPool } from '../test-pool.ts';

const folder = mkdtempSync(join(tmpdir(), 'diwan centre '));
const made = mkdtempSync(join(tmpdir(), 'diwan packed '));
let postgres: TestPostgres;
let pool: Pool;

beforeAll(async () => {
  postgres = await startPostgres();
  const databaseUrl = await postgres.newDatabase();
  vi.stubEnv('DATABASE_URL', databaseUrl);
  pool = testPool(databaseUrl);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await pool.end();
  await postgres.stop();
  for (const each of [folder, made]) rmSync(each, { recursive: true, force: true });
});

/** Runs `diwan datacenter release` as an administrator does; its exit code, and the JSON that it printed. */
async function release(...args: readonly string[]): Promise<{ readonly code: number; readonly out: unknown }> {
  const printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const outOf = (): unknown => JSON.parse(String(printed.mock.lastCall?.[0]));
  const quiet = (command: Command): void => {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
    command.commands.forEach(quiet);
  };
  const command = datacenterCommand();
  quiet(command);
  try {
    await command.parseAsync(['release', ...args, '--folder', folder], { from: 'user' });
    return { code: EXIT.done, out: outOf() };
  } catch (error) {
    if (error instanceof CommanderError) return { code: EXIT.usage, out: null };
    return { code: report(error), out: outOf() };
  } finally {
    printed.mockRestore();
  }
}

const refused = (code: string) => ({ code: EXIT.refused, out: { problems: [{ code }] } });

function written(name: string, content: Buffer | string): string {
  const path = join(made, name);
  writeFileSync(path, content);
  return path;
}

/** An installer with its entry in the list, as electron-builder 26 writes both. */
function packed(name: string, extra = ''): { readonly path: string; readonly entry: string; readonly last: string } {
  const content = randomBytes(300_000);
  const sha512 = hash('sha512', content, 'base64');
  return {
    path: written(name, content),
    entry: `  - url: ${name}\n    sha512: ${sha512}\n    size: ${content.length}\n${extra}`,
    last: `path: ${name}\nsha512: ${sha512}\nreleaseDate: '2026-11-29T08:00:00.000Z'\n`,
  };
}

function listOf(name: string, version: string, ...files: readonly ReturnType<typeof packed>[]): string {
  const entries = files.map(({ entry }) => entry).join('');
  return written(name, `version: ${version}\nfiles:\n${entries}${files[0]?.last ?? ''}`);
}

/** What `npm run pack` leaves behind on Windows, and on Linux. */
function packedOnWindows(version: string): readonly string[] {
  const setup = packed(`Diwan-${version}-setup.exe`, '    isAdminRightsRequired: true\n');
  return [listOf('latest.yml', version, setup), setup.path, written(`Diwan-${version}-setup.exe.blockmap`, 'x')];
}

function packedOnLinux(version: string): readonly string[] {
  const image = packed(`Diwan-${version}.AppImage`, '    blockMapSize: 1234\n');
  const deb = packed(`diwan_${version}_amd64.deb`);
  return [listOf('latest-linux.yml', version, image, deb), image.path, deb.path];
}

describe('diwan datacenter release', { timeout: 60_000 }, () => {
  it('publishes what was packed, rolls it out by steps, lists and withdraws it', async () => {
    const [windows, linux] = [packedOnWindows('1.1.0'), packedOnLinux('1.1.0')];
    const added = await release('add', ...windows, ...linux, '--percent', '5', '--by', 'هناء');
    expect(added).toMatchObject({
      ...{ code: 0, out: { version: '1.1.0', percent: 5, offices: [], leftOut: ['Diwan-1.1.0-setup.exe.blockmap'] } },
    });
    const { rows } = await pool.query('SELECT kind, signed FROM program_package ORDER BY kind');
    expect(rows).toMatchObject([
      { kind: 'appimage', signed: { release: { name: 'Diwan-1.1.0.AppImage', needsAdministrator: false } } },
      { kind: 'deb', signed: { release: { name: 'diwan_1.1.0_amd64.deb' } } },
      {
        kind: 'nsis',
        signed: { release: { name: 'Diwan-1.1.0-setup.exe', bytes: 300_000, needsAdministrator: true } },
      },
    ]);
    expect(await release('roll-out', '1.1.0', '--percent', '50', '--offices', '1')).toMatchObject({
      ...{ code: 0, out: { percent: 50, offices: [1] } },
    });
    expect((await release('list')).out).toMatchObject([
      {
        ...{ version: '1.1.0', percent: 50, offices: [1], publishedBy: 'هناء', withdrawnAt: null, installedBy: 0 },
        packages: [{ kind: 'appimage' }, { kind: 'deb' }, { kind: 'nsis', bytes: 300_000 }],
      },
    ]);
    expect(await release('withdraw', '1.1.0')).toMatchObject({ code: 0 });
    expect(await release('withdraw', '1.1.0')).toMatchObject(refused('RELEASE_UNKNOWN'));
    expect(await release('roll-out', '1.1.0')).toMatchObject(refused('RELEASE_UNKNOWN'));
    expect((await release('list')).out).toMatchObject([{ version: '1.1.0', packages: [] }]);
    // Its version is spent.
    expect(await release('add', ...windows)).toMatchObject(refused('RELEASE_NOT_NEWER'));
  });

  it('offers to all when nothing is said, and to the offices that are named and nobody else', async () => {
    expect(await release('add', ...packedOnLinux('1.2.0'))).toMatchObject({ out: { percent: 100, offices: [] } });
    expect(await release('roll-out', '1.2.0', '--offices', '1,1')).toMatchObject({ out: { percent: 0, offices: [1] } });
    expect(await release('roll-out', '1.2.0', '--offices', '1,77')).toMatchObject(refused('OFFICE_UNKNOWN'));
    for (const wrong of [
      ['--percent', '101'],
      ['--percent', 'half'],
      ['--offices', 'all'],
    ]) {
      expect((await release('roll-out', '1.2.0', ...wrong)).code).toBe(EXIT.usage);
    }
    expect((await release('add')).code).toBe(EXIT.usage);
  });

  const wrong: readonly [string, () => readonly string[], string][] = [
    ['no list', () => packedOnLinux('2.0.0').slice(1), 'RELEASE_LIST_MISSING'],
    ['a list without one of its installers', () => packedOnLinux('2.0.0').slice(0, 2), 'RELEASE_FILE_MISSING'],
    [
      'an installer that no list names',
      () => [...packedOnLinux('2.0.0'), packed('Other.exe').path],
      'RELEASE_FILE_UNLISTED',
    ],
    ['a file that is none', () => [...packedOnLinux('2.0.0'), written('notes.txt', 'x')], 'RELEASE_FILE_UNLISTED'],
    [
      'lists of two versions',
      () => [...packedOnLinux('2.0.0'), ...packedOnWindows('2.0.1')],
      'RELEASE_VERSIONS_DIFFER',
    ],
    ['a list that is none', () => [...packedOnLinux('2.0.0'), written('latest.yml', '{')], 'RELEASE_LIST_UNREADABLE'],
    [
      'a version that is none',
      () => [listOf('latest-linux.yml', 'two', packed('a.deb')), join(made, 'a.deb')],
      'RELEASE_LIST_UNREADABLE',
    ],
    [
      'a name that no address may have',
      () => [listOf('latest-linux.yml', '2.0.0', packed('a%zz.deb')), join(made, 'a%zz.deb')],
      'RELEASE_LIST_UNREADABLE',
    ],
    [
      'an installer of a system that no office has',
      () => [listOf('latest-mac.yml', '2.0.0', packed('Diwan-2.0.0.dmg')), join(made, 'Diwan-2.0.0.dmg')],
      'RELEASE_KIND_UNKNOWN',
    ],
    [
      'two installers of one kind',
      () => {
        const [one, two] = [packed('a.deb'), packed('b.deb')];
        return [listOf('latest-linux.yml', '2.0.0', one, two), one.path, two.path];
      },
      'RELEASE_KIND_TWICE',
    ],
    [
      'an installer that was changed since',
      () => {
        const files = packedOnLinux('2.0.0');
        written('Diwan-2.0.0.AppImage', randomBytes(300_000));
        return files;
      },
      'RELEASE_HASH_DIFFERS',
    ],
    [
      'an installer that was cut off',
      () => {
        const files = packedOnLinux('2.0.0');
        truncateSync(join(made, 'Diwan-2.0.0.AppImage'), 299_999);
        return files;
      },
      'RELEASE_SIZE_DIFFERS',
    ],
    [
      'an installer that is too large',
      () => {
        const files = packedOnLinux('2.0.0');
        truncateSync(join(made, 'Diwan-2.0.0.AppImage'), RELEASE_LIMITS.packageBytes + 1);
        return files;
      },
      'RELEASE_TOO_LARGE',
    ],
  ];
  it.each(wrong)('publishes nothing of %s', async (_, files, code) => {
    expect(await release('add', ...files())).toMatchObject(refused(code));
    const { rows } = await pool.query(`SELECT 1 FROM program_release WHERE version LIKE '2.%'`);
    expect(rows).toEqual([]);
  });
});

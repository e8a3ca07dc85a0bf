import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type TestPostgres } from '../postgres.ts';
import { testPool } from '../test-pool.ts';

/** The checkout as a server has it: built once, moved to where the unit looks, and then read alone. */
const work = mkdtempSync(join(tmpdir(), 'diwan installed '));
const installed = join(work, 'opt');
const data = join(work, 'var');
let postgres: TestPostgres;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  const made = join(work, 'made here');
  const listing = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  for (const file of execFileSync('git', listing, { encoding: 'utf8' }).split('\0')) {
    if (file === '' || /^(docs|test|\.ci)\//.test(file) || !existsSync(file)) continue;
    mkdirSync(dirname(join(made, file)), { recursive: true });
    cpSync(file, join(made, file));
  }
  symlinkSync(join(process.cwd(), 'node_modules'), join(made, 'node_modules'));
  renameSync(made, installed);
  postgres = await startPostgres();
  // Where somebody else keeps what was compiled is not the checkout.
  env = { ...process.env, DATABASE_URL: await postgres.newDatabase(), DIWAN_PASSPHRASE: 'a passphrase of the desk' };
});

afterAll(async () => {
  await postgres.stop();
  setModes('u+w');
  rmSync(work, { recursive: true, force: true });
});

function setModes(change: 'u+w' | 'a-w'): void {
  for (const { path, mode, isLink } of entries()) {
    if (!isLink) chmodSync(path, change === 'a-w' ? mode & ~0o222 : mode | 0o200);
  }
}

/** Everything of the checkout but its packages, a folder after what lies in it. */
function entries(folder = installed): { path: string; mode: number; isLink: boolean; at: number }[] {
  const inside = readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const { mode, mtimeMs: at } = lstatSync(path);
    if (lstatSync(path).isDirectory()) return entries(path);
    return [{ path, mode, isLink: lstatSync(path).isSymbolicLink(), at }];
  });
  const { mode, mtimeMs: at } = lstatSync(folder);
  return [...inside, { path: folder, mode, isLink: false, at }];
}

const moments = (): readonly string[] => entries().map(({ path, at }) => `${path} ${at}`);
const place = ['--folder', data, '--witness', join(work, 'witness.jsonl')];

async function datacenter(...args: readonly string[]): Promise<{ code: number; out: string; said: string }> {
  const program = [join(installed, 'setup', 'diwan.mjs'), 'datacenter', ...args, ...place];
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, program, { cwd: work, env });
    return { code: 0, out: stdout, said: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, said: stderr };
  }
}

/** Serves until it has said where, and is stopped. */
async function serves(...args: readonly string[]): Promise<string> {
  const program = [join(installed, 'setup', 'diwan.mjs'), 'datacenter', ...args, ...place];
  const served = spawn(process.execPath, program, { cwd: work, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(served, 'exit') as Promise<[number | null]>;
  const [said] = (await Promise.race([once(served.stdout, 'data'), ended])) as [Buffer | number | null];
  served.kill('SIGTERM');
  expect((await ended)[0]).toBe(0);
  return String(said);
}

/** Who has told of himself, and whether he was stopped in order. */
async function beats(): Promise<readonly string[]> {
  const pool = testPool(env['DATABASE_URL'] ?? '');
  try {
    const { rows } = await pool.query<{ kind: string; name: string; stopped: boolean }>(
      'SELECT kind, name, stopped_at IS NOT NULL AS stopped FROM server_beat ORDER BY kind, name',
    );
    return rows.map(({ kind, name, stopped }) => `${kind} ${name} ${stopped ? 'stopped' : 'runs'}`);
  } finally {
    await pool.end();
  }
}

const servesOffices = (): Promise<string> => serves('serve', '--port', '0', '--watch-port', '0', '--name', 'dc1');
const desk = ['desk', '--office', join(work, 'desk'), '--address', 'https://sync.example.iq:7440', '--port', '0'];

describe('a checkout that nobody may write', { timeout: 180_000 }, () => {
  it('serves without a build, but for the pages, and says in one line which command makes it', async () => {
    setModes('a-w');
    const before = moments();
    expect(await servesOffices()).toContain('"address"');
    const listed = await datacenter('offices');
    expect(listed.code).toBe(0);
    expect(listed.said).toContain(`Run \`npm run build\` in ${installed}.`);
    const refused = await datacenter(...desk);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.said).toBe(
      `diwan: The pages are not built as their sources are. Run \`npm run build\` in ${installed}.\n`,
    );
    expect(moments()).toEqual(before);
  });

  it('is built once, moved, and serves from what was built without a word of building', async () => {
    setModes('u+w');
    const elsewhere = join(work, 'another place');
    renameSync(installed, elsewhere);
    await promisify(execFile)(process.execPath, ['setup/run.mjs', 'build'], { cwd: elsewhere });
    renameSync(elsewhere, installed);
    setModes('a-w');
    const before = moments();
    expect(await servesOffices()).toContain('"address"');
    expect(await datacenter('offices')).toMatchObject({ code: 0, said: '' });
    const proved = await datacenter('prove');
    expect([proved.code, proved.said]).toEqual([0, '']);
    const [, port] = /^Diwan: http:\/\/127\.0\.0\.1:(\d+)/.exec(await serves(...desk)) ?? [];
    expect(await beats()).toEqual([`desk ${hostname()}:${port} stopped`, 'server dc1 stopped']);
    await serves(...desk, '--name', 'pages');
    expect(await beats()).toContain('desk pages stopped');
    expect(moments()).toEqual(before);
  });
});

const deployed = (name: string): string => readFileSync(join('deploy', name), 'utf8');

describe('what deploy/ starts', () => {
  it('names the proxy that stands before the servers, and where it asks how they are', () => {
    expect(deployed('diwan-datacenter.service')).toMatch(/^ExecStart=.*\\\n.* \$SERVE_OPTIONS$/m);
    expect(deployed('datacenter.env.example')).toMatch(/^SERVE_OPTIONS=--proxy \S+ --watch-host \S+$/m);
    const compose = deployed('compose.yaml');
    const proxy = /--watch-host 0\.0\.0\.0 --proxy (\S+)/.exec(compose)?.[1];
    expect(compose).toContain(`ipv4_address: ${proxy}`);
  });

  it('finds one Node, and has a sample of every file that it reads', () => {
    const names = ['datacenter', 'desk', 'backup', 'prove'];
    const units = names.map((name) => deployed(`diwan-${name}.service`));
    for (const unit of units)
      expect(
        unit
          .match(/\S*\/bin\/node/)?.[0]
          .split('=')
          .at(-1),
      ).toBe('/opt/node/bin/node');
    const named = units.flatMap((unit) => [...unit.matchAll(/^EnvironmentFile=\/etc\/diwan\/(.+)$/gm)]);
    const files = [...named.map(([, file]) => String(file)), 'database_password.txt'];
    for (const file of files) expect(existsSync(join('deploy', `${file}.example`)), file).toBe(true);
  });
});

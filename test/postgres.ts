import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCluster } from '#cli/ministry/cluster.ts';
import { testPool } from './test-pool.ts';

export interface TestPostgres {
  /** The address of a new, empty database. */
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * A PostgreSQL for tests: the server that DATABASE_URL names, the one that all tests of a run share, or a cluster of its
 * own from the package, which needs no installation and, started by root, runs under a user of its own.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const given = process.env['DATABASE_URL'] ?? (await shared());
  if (given !== undefined) return databasesOf(given, async () => undefined);
  const folder = mkdtempSync(join(tmpdir(), 'diwan-postgres-'));
  // A test's database need not outlive a power cut; what is tested here is never that.
  const cluster = await startCluster({ folder, isKept: false });
  return databasesOf(cluster.url, async () => {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  });
}

/** The one of `one-postgres.ts`, where tests run beside it. */
async function shared(): Promise<string | undefined> {
  const address = process.env['DIWAN_TEST_POSTGRES'];
  if (address === undefined) return undefined;
  const answer = await fetch(address);
  const said = await answer.text();
  if (!answer.ok) throw new Error(said);
  return said;
}

let databases = 0;

function databasesOf(url: string, stop: () => Promise<void>): TestPostgres {
  const admin = testPool(url);
  const made: string[] = [];
  return {
    newDatabase: async () => {
      databases += 1;
      const name = `diwan_test_${process.pid}_${databases}`;
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

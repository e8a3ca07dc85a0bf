import { fileURLToPath } from 'node:url';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgresStore, type PostgresStore } from '#datacenter/storage/postgres-store.ts';
import { migrateDatacenter, readDatacenterMigrations } from '#datacenter/storage/migrate.ts';
import { startPostgres, type TestPostgres } from '../postgres.ts';
import { storeContract } from './store-contract.ts';

/**
 * What stores, applies and hands on asks PostgreSQL through the store alone. Each of its statements is one of one table
 * and one office, so that a distributed PostgreSQL sends it to one machine (sync.md §2.18).
 */

let server: TestPostgres;
let store: PostgresStore;
const asked = new Set<string>();

const migrations = readDatacenterMigrations(fileURLToPath(new URL('../../datacenter/migrations', import.meta.url)));

beforeAll(async () => {
  server = await startPostgres();
  store = openPostgresStore({ url: await server.newDatabase(), connections: 4 });
  await migrateDatacenter(store.pool, migrations);
  store.pool.on('acquire', note);
});

afterAll(async () => {
  await store.close();
  await server.stop();
});

const noted = new WeakSet<PoolClient>();

/** Notes what is asked on this connection from now on. */
function note(client: PoolClient): void {
  if (noted.has(client)) return;
  noted.add(client);
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  const listening = (...given: unknown[]): unknown => {
    const [first] = given;
    const text = typeof first === 'string' ? first : (first as { readonly text?: string }).text;
    if (text !== undefined) asked.add(text.replaceAll(/\s+/g, ' ').trim());
    return query(...given);
  };
  client.query = listening as typeof client.query;
}

/** The statement of one table and one office, by the column at the head of each key; null where it is more. */
function judged(sql: string): string | null {
  if (/^(?:BEGIN|COMMIT|ROLLBACK|SELECT 1$)/.test(sql)) return null;
  if (/\bJOIN\b|\bUNION\b/.test(sql)) return sql;
  const head = '"?(?:office_no|channel_no)"?';
  const isOfOne = [
    `^SELECT [^()]* FROM "\\w+" WHERE ${head} = \\$1\\b[^()]*(?:= ANY\\(\\$2::\\w+\\[\\]\\))?[^()]*$`,
    `^INSERT INTO "\\w+" \\([^()]*${head}`,
    `^COPY "\\w+" \\([^()]*${head}`,
    `^DELETE FROM "\\w+" WHERE \\(${head}(?:, "?\\w+"?)*\\) IN`,
  ];
  return isOfOne.some((form) => new RegExp(form).test(sql)) ? null : sql;
}

storeContract('whose statements are noted', () => store);

describe('what the store asks', () => {
  it('is of one table and one office, each time', () => {
    const kinds = new Set([...asked].map((sql) => sql.split(' ')[0]));
    expect([...kinds]).toEqual(expect.arrayContaining(['SELECT', 'INSERT', 'DELETE', 'COPY']));
    // The queue of the sweep is one look over the streams, which each machine answers for its own.
    const others = [...asked]
      .flatMap((sql) => judged(sql) ?? [])
      .filter((sql) => !sql.includes('ORDER BY last_seen_at'));
    expect(others).toEqual([]);
  });

  it.each([
    'SELECT seq FROM "office_frame" WHERE seq = $1',
    'SELECT a.seq FROM "office_frame" a JOIN "office_stream" b USING (office_no)',
    'DELETE FROM "office_outbox" WHERE (seq) IN (SELECT 1)',
    'UPDATE "office_stream" SET seq = 1',
  ])('would be found out: %s', (sql) => {
    expect(judged(sql)).toBe(sql);
  });
});

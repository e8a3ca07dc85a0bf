import { readFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { openPostgresStore } from '#datacenter/storage/postgres-store.ts';
import { channelEntries } from '#datacenter/protocol/tables.ts';
import { startPostgres } from '../postgres.ts';

const ROWS = 20_000;
const A_PAGE = 1_000;
/** As the first migrations and the eleventh make it. */
const TABLE = `${/CREATE TABLE channel_entry[^;]+;/.exec(migration('0001_sync'))?.[0]} ${migration('0011_entry_text')}`;

function migration(name: string): string {
  return readFileSync(new URL(`../../datacenter/migrations/${name}.sql`, import.meta.url), 'utf8');
}

it('a channel is read page by page, each row once, though the planner knows nothing of it yet', async () => {
  const server = await startPostgres();
  onTestFinished(() => server.stop());
  // One connection: what it has read is told by it alone.
  const store = openPostgresStore({ url: await server.newDatabase(), connections: 1 });
  onTestFinished(() => store.close());
  const { pool } = store;
  await pool.query(TABLE);
  await pool.query('ALTER TABLE channel_entry SET (autovacuum_enabled = false)');
  await pool.query(
    `INSERT INTO channel_entry (channel_no, no, source, entry, shape) SELECT 3, n, '2:' || n, '{}', '' FROM generate_series(1, $1::int) n`,
    [ROWS],
  );
  let [read, after] = [0, 0];
  do {
    const page = await store.transaction((tx) => tx.range(channelEntries, 3, { after, limit: A_PAGE }));
    read += page.length;
    after = page.at(-1)?.no ?? ROWS;
  } while (after < ROWS);
  expect(read).toBe(ROWS);
  await pool.query('SELECT pg_stat_force_next_flush()');
  const told = await pool.query<{ read: number }>(
    `SELECT idx_tup_read AS read FROM pg_stat_user_indexes WHERE relname = 'channel_entry'`,
  );
  expect(told.rows[0]?.read).toBeGreaterThanOrEqual(ROWS);
  expect(told.rows[0]?.read).toBeLessThan(1.2 * ROWS);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { assert } from '#kernel/assert.ts';

/** One file of `datacenter/migrations`. */
export interface DatacenterMigration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** The migrations of a folder in their order; a gap is a bug of the release. */
export function readDatacenterMigrations(folder: string): readonly DatacenterMigration[] {
  const names = readdirSync(folder)
    .filter((name) => /^\d{4}_\w+\.sql$/.test(name))
    .sort();
  return names.map((name, position) => {
    assert(Number(name.slice(0, 4)) === position + 1, `Migration ${position + 1} is missing.`);
    return { version: position + 1, name, sql: readFileSync(join(folder, name), 'utf8') };
  });
}

/**
 * Brings the database up to this program in one transaction, or leaves it as it was. Two servers that start at once
 * wait for each other. A database of a newer program is refused.
 */
export async function migrateDatacenter(pool: Pool, migrations: readonly DatacenterMigration[]): Promise<void> {
  await makeMigrationTable(pool);
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('BEGIN');
    await client.query('LOCK TABLE datacenter_migration IN EXCLUSIVE MODE');
    const found = await client.query<{ version: number }>('SELECT version FROM datacenter_migration ORDER BY version');
    assert(found.rows.length <= migrations.length, 'This database was written by a newer program.');
    for (const { version, name, sql } of migrations.slice(found.rows.length)) {
      await client.query(sql);
      await client.query('INSERT INTO datacenter_migration VALUES ($1, $2, now())', [version, name]);
    }
    await client.query('COMMIT');
  } catch (error) {
    broken = true;
    throw error;
  } finally {
    // A connection in the middle of a failed transaction is not given back.
    client.release(broken);
  }
}

/** Made twice at once? PostgreSQL lets `IF NOT EXISTS` fail for one of the two, with one of these. */
const madeMeanwhile = new Set(['23505', '42P07']);

async function makeMigrationTable(pool: Pool): Promise<void> {
  try {
    await pool.query(
      'CREATE TABLE IF NOT EXISTS datacenter_migration (version int4 PRIMARY KEY, name text NOT NULL, at timestamptz NOT NULL)',
    );
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!madeMeanwhile.has(code)) throw error;
  }
}

import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool, PoolClient } from 'pg';
import { assert } from '#kernel/assert.ts';

/** One file of `datacenter/migrations`. */
export interface DatacenterMigration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** A migration as the database remembers it; one that was applied before hashes were kept has none. */
interface AppliedMigration {
  readonly version: number;
  readonly sha256: string | null;
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
 * wait for each other. A database of a newer program is refused, and so is one to which another text was applied under
 * the same number: its tables are not those of this program, and ops would fail one by one.
 */
export async function migrateDatacenter(pool: Pool, migrations: readonly DatacenterMigration[]): Promise<void> {
  await makeMigrationTable(pool);
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('BEGIN');
    await client.query('LOCK TABLE datacenter_migration IN ACCESS EXCLUSIVE MODE');
    await client.query('ALTER TABLE datacenter_migration ADD COLUMN IF NOT EXISTS sha256 text');
    const found = await client.query<AppliedMigration>(
      'SELECT version, sha256 FROM datacenter_migration ORDER BY version',
    );
    assert(found.rows.length <= migrations.length, 'This database was written by a newer program.');
    for (const [position, applied] of found.rows.entries()) await compare(client, applied, migrations[position]);
    for (const migration of migrations.slice(found.rows.length)) {
      const { version, name, sql } = migration;
      await client.query(sql);
      await client.query('INSERT INTO datacenter_migration (version, name, at, sha256) VALUES ($1, $2, now(), $3)', [
        ...[version, name, hashOf(migration)],
      ]);
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

async function compare(
  client: PoolClient,
  { version, sha256 }: AppliedMigration,
  migration: DatacenterMigration | undefined,
): Promise<void> {
  assert(migration?.version === version, `Migration ${version} is missing.`);
  const expected = hashOf(migration);
  // What was applied before hashes were kept is taken to be this text.
  if (sha256 === null) {
    await client.query('UPDATE datacenter_migration SET sha256 = $2 WHERE version = $1', [version, expected]);
    return;
  }
  assert(
    sha256 === expected,
    `Another text of ${migration.name} was applied to this database: put the file back, and make changes in a new one.`,
  );
}

/** Of the text with the line ends of this repository: a checkout on Windows may have others. */
function hashOf({ sql }: DatacenterMigration): string {
  return hash('sha256', sql.replaceAll('\r\n', '\n'));
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

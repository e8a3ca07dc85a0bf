import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '#kernel/assert.ts';
import type { TableModel } from './columns.ts';
import { guarded } from './errors.ts';
import { guardSql } from './guards.ts';
import type { OfficeDatabase } from './open.ts';
import { refusal } from './refusal.ts';

/** One file of `db/migrations`, in the order of its number. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

export interface MigrateOptions {
  readonly database: OfficeDatabase;
  readonly migrations: readonly Migration[];
  readonly models: readonly TableModel[];
  /** Copies the file as it was before the first change; only called when there is something to keep. */
  readonly backUp: () => void;
}

/** The migrations of a folder, sorted; a gap or a double number is a bug of the release. */
export function readMigrations(folder: string): readonly Migration[] {
  const files = readdirSync(folder).filter((name) => /^\d{4}_\w+\.sql$/.test(name));
  const migrations = files.sort().map((name) => ({
    version: Number(name.slice(0, 4)),
    name,
    sql: readFileSync(join(folder, name), 'utf8'),
  }));
  migrations.forEach(({ version }, position) =>
    assert(version === position + 1, `Migration ${position + 1} is missing.`),
  );
  return migrations;
}

/** The schema version of a file: how many migrations it has seen. */
export function schemaVersion(database: OfficeDatabase): number {
  const version: unknown = database.raw.pragma('user_version', { simple: true });
  assert(typeof version === 'number', 'user_version is a number.');
  return version;
}

/**
 * Brings the file up to this program, or leaves it exactly as it was. Not drizzle's migrator: it switches foreign
 * keys off inside its transaction, where SQLite ignores that, and a rebuilt table can then empty its children.
 * Refuses `DATABASE_NEWER` for a file that a newer program has written.
 */
export function migrate({ database, migrations, models, backUp }: MigrateOptions): { from: number; to: number } {
  const from = schemaVersion(database);
  const to = migrations.length;
  if (from > to) throw refusal('DATABASE_NEWER', { file: from, program: to });
  if (from === to) return { from, to };
  if (from > 0) backUp();
  const { raw, guard } = database;
  raw.pragma('foreign_keys = OFF');
  try {
    guarded(() => {
      raw.exec('BEGIN IMMEDIATE');
      guard.open();
      for (const { version, sql } of migrations) if (version > from) raw.exec(sql);
      raw.exec(guardSql(models));
      assert((raw.pragma('foreign_key_check') as unknown[]).length === 0, 'A migration broke a foreign key.');
      assert(raw.pragma('integrity_check', { simple: true }) === 'ok', 'A migration damaged the file.');
      raw.pragma(`user_version = ${to}`);
      raw.exec('COMMIT');
    });
  } finally {
    guard.close();
    if (raw.inTransaction) raw.exec('ROLLBACK');
    raw.pragma('foreign_keys = ON');
  }
  raw.pragma('optimize');
  return { from, to };
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fromMoment } from '#kernel/date.ts';
import { modelOf } from '#db/columns.ts';
import { guarded } from '#db/errors.ts';
import { purposeKey } from '#db/keyring.ts';
import { migrate, schemaVersion, type Migration } from '#db/migrate.ts';
import { openDatabase, type OfficeDatabase } from '#db/open.ts';
import type { OfficePaths } from './folder.ts';

interface MigratedOptions {
  readonly paths: OfficePaths;
  readonly dataKey: Buffer;
  readonly migrations: readonly Migration[];
  /** Every table that this program knows. */
  readonly tables: readonly object[];
  readonly now: () => number;
}

/** Opens the database of an office and brings it up to this program; a whole copy is kept before anything is changed. */
export function openMigrated({ paths, dataKey, migrations, tables, now }: MigratedOptions): OfficeDatabase {
  const database = openDatabase({ path: paths.database, key: purposeKey(dataKey, 'database') });
  try {
    migrate({
      ...{ database, migrations, models: tables.map((table) => modelOf(table)) },
      backUp: () => keepBeforeMigration(database, paths, now()),
    });
    database.raw.prepare(`INSERT OR IGNORE INTO sync_self (key, value) VALUES ('office', 0)`).run();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A whole copy of the file as it was, under a dated name; it stays until somebody removes it. */
function keepBeforeMigration(database: OfficeDatabase, { before }: OfficePaths, now: number): void {
  mkdirSync(before, { recursive: true });
  const name = `office-${fromMoment(now)}-schema-${schemaVersion(database)}-${now}.db`;
  guarded(() => database.raw.prepare('VACUUM INTO ?').run(join(before, name)));
}

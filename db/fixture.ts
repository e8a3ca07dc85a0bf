import { readFileSync } from 'node:fs';
import { integer, modelOf, syncedTable, text, type TableModel } from './columns.ts';
import { WriteDoor } from './door.ts';
import { migrate } from './migrate.ts';
import { openDatabase, type OfficeDatabase } from './open.ts';

/** The smallest synced table, for tests and benchmarks of the door itself. */
export const testNote = syncedTable('test_note', { text: text(), number: integer() }, { search: [] });

export interface TestDatabase {
  readonly database: OfficeDatabase;
  readonly door: WriteDoor;
  readonly models: readonly TableModel[];
}

const platformSql = readFileSync(new URL('./migrations/0001_office.sql', import.meta.url), 'utf8');
const syncSql = readFileSync(new URL('./migrations/0004_sync.sql', import.meta.url), 'utf8');
const noteSql = `CREATE TABLE test_note (
  id BLOB PRIMARY KEY NOT NULL, owner_office INTEGER NOT NULL, revision INTEGER NOT NULL, created_at INTEGER NOT NULL,
  created_by BLOB NOT NULL, updated_at INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_at INTEGER,
  seq INTEGER NOT NULL, text TEXT NOT NULL, number INTEGER NOT NULL
) STRICT;
INSERT INTO sync_self (key, value) VALUES ('office', 0);`;

/** A real encrypted file with the platform's tables and one of its own. */
export function openTestDatabase(path: string, key: Buffer, now: () => number = () => 1_800_000_000_000): TestDatabase {
  const database = openDatabase({ path, key });
  const models = [modelOf(testNote)];
  const migrations = [
    { version: 1, name: '0001_office.sql', sql: platformSql },
    { version: 2, name: '0002_sync.sql', sql: syncSql },
    { version: 3, name: '0003_note.sql', sql: noteSql },
  ];
  migrate({ database, migrations, models, backUp: () => undefined });
  const door = new WriteDoor({
    ...{ database: database.raw, db: database.db, guard: database.guard, tables: [testNote], now },
    ...{ office: 0, schemaVersion: 3 },
  });
  return { database, door, models };
}

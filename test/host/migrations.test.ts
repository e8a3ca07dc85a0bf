import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { modelOf } from '#db/columns.ts';
import { migrate, readMigrations } from '#db/migrate.ts';
import { openDatabase } from '#db/open.ts';
import { allTables, programMigrations } from '#office/core.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'diwan migrations '));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function opened(path = join(folder(), 'office.db'), key = randomBytes(32)) {
  const database = openDatabase({ path, key });
  onTestFinished(() => database.close());
  return { database, path, key };
}

const models = allTables.map((table) => modelOf(table));

describe('the migrations', () => {
  it('scenario 17: add only columns that may be empty: programs that do not know them write the same tables', () => {
    const synced = new Map(
      models.filter(({ conflictClass }) => conflictClass !== 'local').map((model) => [model.name, model]),
    );
    const added = programMigrations().flatMap(({ name, sql }) =>
      [...sql.matchAll(/ALTER TABLE [`"]?(\w+)[`"]? ADD(?: COLUMN)? [`"]?(\w+)[`"]?/gi)].map(
        ([, table = '', column = '']) => ({
          ...{ name, table, column },
          isOptional: synced.get(table)?.columns.find((each) => each.name === column)?.optional ?? true,
        }),
      ),
    );
    expect(added.length).toBeGreaterThan(2);
    expect(added.filter(({ isOptional }) => !isOptional)).toEqual([]);
  });

  it('make exactly the tables, columns and indexes that the schemas describe', () => {
    const { database } = opened();
    migrate({ database, migrations: programMigrations(), models, backUp: () => undefined });
    for (const table of allTables) {
      // Made by `syncedTable` or `localTable`, so a drizzle table.
      const { name, columns, indexes, foreignKeys } = getTableConfig(table as SQLiteTable);
      const made = database.raw.pragma(`table_info("${name}")`) as {
        name: string;
        type: string;
        notnull: number;
        pk: number;
      }[];
      expect(
        made.map((column) => [column.name, column.type.toLowerCase(), column.notnull === 1, column.pk === 1]),
      ).toEqual(columns.map((column) => [column.name, column.getSQLType(), column.notNull, column.primary]));
      const madeIndexes = (
        database.raw.pragma(`index_list("${name}")`) as { name: string; unique: number; origin: string }[]
      )
        .filter(({ origin }) => origin === 'c')
        .map((index) => [index.name, index.unique === 1]);
      expect(madeIndexes.toSorted()).toEqual(indexes.map(({ config }) => [config.name, config.unique]).toSorted());
      const madeKeys = database.raw.pragma(`foreign_key_list("${name}")`) as { from: string; table: string }[];
      expect(madeKeys.map((key) => `${key.from} → ${key.table}`).toSorted()).toEqual(
        foreignKeys
          .map((key) => `${key.reference().columns[0]?.name} → ${getTableConfig(key.reference().foreignTable).name}`)
          .toSorted(),
      );
    }
    const strict = database.raw.prepare(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
    );
    expect(strict.pluck().all()).toEqual([]);
  });

  it('guard every synced table and the log, and no table of this PC alone', () => {
    const { database } = opened();
    migrate({ database, migrations: programMigrations(), models, backUp: () => undefined });
    const guarded = database.raw
      .prepare(`SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_%'`)
      .pluck()
      .all();
    const synced = models.filter(({ conflictClass }) => conflictClass !== 'local').map(({ name }) => name);
    expect(guarded.toSorted()).toEqual([...synced, 'op_log', 'op_undo'].toSorted());
  });

  it('copy an older file before they change it, and keep its rows', () => {
    const { database, path, key } = opened();
    const all = programMigrations();
    migrate({
      database,
      migrations: all.slice(0, 1),
      models: [],
      backUp: () => expect.unreachable('an empty file needs no copy'),
    });
    const copies: string[] = [];
    migrate({
      ...{ database, migrations: all, models },
      backUp: () => {
        database.raw.prepare('VACUUM INTO ?').run(`${path}.before`);
        copies.push(`${path}.before`);
      },
    });
    expect(copies).toHaveLength(1);
    const before = openDatabase({ path: `${path}.before`, key, mustExist: true });
    expect(before.raw.pragma('user_version', { simple: true })).toBe(1);
    before.close();
  });

  it('that fail half-way leave the file as it was', () => {
    const { database } = opened();
    const [first, ...rest] = programMigrations();
    if (!first) throw new Error('There are migrations.');
    migrate({ database, migrations: [first], models: [], backUp: () => undefined });
    const broken = {
      version: 2,
      name: '0002_broken.sql',
      sql: 'CREATE TABLE half (id INTEGER) STRICT; INSERT INTO nowhere VALUES (1);',
    };
    expect(() => migrate({ database, migrations: [first, broken], models: [], backUp: () => undefined })).toThrow(
      'nowhere',
    );
    expect(database.raw.pragma('user_version', { simple: true })).toBe(1);
    expect(database.raw.prepare(`SELECT count(*) FROM sqlite_master WHERE name = 'half'`).pluck().get()).toBe(0);
    expect(database.raw.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(rest.length).toBeGreaterThan(0);
  });

  it('that would orphan rows are refused by the foreign key check', () => {
    const { database } = opened();
    const [first] = programMigrations();
    if (!first) throw new Error('There are migrations.');
    const orphaning = {
      ...{ version: 2, name: '0002_orphans.sql' },
      sql: 'CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT; CREATE TABLE b (id INTEGER, a INTEGER REFERENCES a (id)) STRICT; INSERT INTO b VALUES (1, 7);',
    };
    expect(() => migrate({ database, migrations: [first, orphaning], models: [], backUp: () => undefined })).toThrow(
      'foreign key',
    );
    expect(database.raw.pragma('user_version', { simple: true })).toBe(0);
  });

  it('must be numbered without a gap', () => {
    const place = folder();
    for (const name of readdirSync('db/migrations'))
      copyFileSync(join('db/migrations', name), join(place, name.replace('0002', '0003')));
    expect(() => readMigrations(place)).toThrow('Migration 2 is missing');
  });
});

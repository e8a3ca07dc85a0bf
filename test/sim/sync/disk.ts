import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { WriteDoor } from '#db/door.ts';
import type { TableModel } from '#db/columns.ts';
import { guardSql, installWriteGuard, type WriteGuard } from '#db/guards.ts';
import { migrate } from '#db/migrate.ts';
import { setSelfNumber } from '#db/self.ts';
import { olderProgram, SIM_SCHEMA, simMigrations, type SimProgram } from './programs.ts';
import { simModels, tablesSql } from './tables.ts';
import type { Chance, Fuse } from './chance.ts';

/** A database in memory that stands for the disk of an office: its bytes are what a backup keeps. */
export interface Disk {
  readonly raw: Database.Database;
  readonly guard: WriteGuard;
}

const migration = (name: string): string =>
  readFileSync(new URL(`../../../db/migrations/${name}`, import.meta.url), 'utf8');

const templates = new Map<SimProgram, Buffer>();

/** The bytes of an empty office, as this program makes it. */
export function emptyDisk(program: SimProgram = olderProgram): Buffer {
  const known = templates.get(program);
  if (known) return known;
  const raw = new Database(':memory:');
  const guard = installWriteGuard(raw);
  makeOffice(raw);
  upgradeDisk({ raw, guard }, program);
  const made = raw.serialize();
  templates.set(program, made);
  raw.close();
  return made;
}

/** Makes the tables of an office of these models in an empty database. */
export function makeOffice(raw: Database.Database, models: readonly TableModel[] = simModels): void {
  raw.exec(migration('0001_office.sql'));
  for (const name of ['0004_sync', '0005_sync_arrivals', '0015_arrivals_together', '0016_late_receipts'])
    raw.exec(migration(`${name}.sql`));
  raw.exec(tablesSql(models));
  raw.exec(guardSql(models));
  raw.pragma(`user_version = ${SIM_SCHEMA}`);
  setSelfNumber(raw, 'office', 0);
}

/** Puts bytes on a disk; without bytes a new one. Every write is a step at which the power may go. */
export function openDisk(fuse: Fuse, bytes: Buffer = emptyDisk()): Disk {
  const raw = new Database(bytes);
  raw.pragma('foreign_keys = ON');
  const guard = installWriteGuard(raw);
  const prepare = raw.prepare.bind(raw);
  // The library's own types name each form of the call; here every statement is only passed through.
  raw.prepare = ((sql: string) => {
    const statement = prepare(sql);
    if (!/^\s*(insert|update|delete|begin|commit)/i.test(sql)) return statement;
    const run = statement.run.bind(statement);
    statement.run = (...values) => {
      fuse.step();
      return run(...values);
    };
    return statement;
  }) as typeof raw.prepare;
  return { raw, guard };
}

/** Brings the disk up to the program, as the office does when it is opened. */
export function upgradeDisk(disk: Disk, { schema, models }: SimProgram): void {
  // The names of a file are for people; here there is none.
  const database = { ...disk, path: '', db: null as never, close: () => undefined };
  migrate({ database, migrations: simMigrations.slice(0, schema), models, backUp: () => undefined });
}

/** The write door of the office on this disk. */
export function openDoor(
  { raw, guard }: Disk,
  { now, chance, program = olderProgram }: { now: () => number; chance: Chance; program?: SimProgram },
) {
  return new WriteDoor({
    ...{ database: raw, db: drizzle({ client: raw }), guard, tables: program.tables, now },
    ...{ office: Number(raw.prepare(`SELECT value FROM sync_self WHERE key = 'office'`).pluck().get()) },
    ...{ schemaVersion: program.schema, entropy: (bytes) => chance.fill(bytes) },
  });
}

import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { WriteDoor } from '#db/door.ts';
import type { TableModel } from '#db/columns.ts';
import { guardSql, installWriteGuard, type WriteGuard } from '#db/guards.ts';
import { setSelfNumber } from '#db/self.ts';
import { simModels, simTables, tablesSql } from './tables.ts';
import type { Chance, Fuse } from './chance.ts';

/** A database in memory that stands for the disk of an office: its bytes are what a backup keeps. */
export interface Disk {
  readonly raw: Database.Database;
  readonly guard: WriteGuard;
}

export const SIM_SCHEMA = 3;

const migration = (name: string): string =>
  readFileSync(new URL(`../../../db/migrations/${name}`, import.meta.url), 'utf8');

let template: Buffer | undefined;

/** The bytes of an empty office. */
function emptyDisk(): Buffer {
  if (template) return template;
  const raw = new Database(':memory:');
  installWriteGuard(raw);
  makeOffice(raw);
  template = raw.serialize();
  raw.close();
  return template;
}

/** Makes the tables of an office of these models in an empty database. */
export function makeOffice(raw: Database.Database, models: readonly TableModel[] = simModels): void {
  raw.exec(migration('0001_office.sql'));
  for (const name of ['0004_sync.sql', '0005_sync_arrivals.sql']) raw.exec(migration(name));
  raw.exec(tablesSql(models));
  raw.exec(guardSql(models));
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

/** The write door of the office on this disk. */
export function openDoor(
  { raw, guard }: Disk,
  { now, chance }: { readonly now: () => number; readonly chance: Chance },
) {
  return new WriteDoor({
    ...{ database: raw, db: drizzle({ client: raw }), guard, tables: simTables, now },
    ...{ office: Number(raw.prepare(`SELECT value FROM sync_self WHERE key = 'office'`).pluck().get()) },
    ...{ schemaVersion: SIM_SCHEMA, entropy: (bytes) => chance.fill(bytes) },
  });
}

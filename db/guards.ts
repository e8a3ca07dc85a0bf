import type Database from 'better-sqlite3';
import type { TableModel } from './columns.ts';

/** Opens and closes what the triggers ask for: a command, or the sync that follows another log. */
export interface WriteGuard {
  open(): void;
  /** Also lets records and the end of the log be taken away: a rebase appends them again, a channel may withdraw. */
  openForSync(): void;
  close(): void;
}

const SHUT = 0;
const COMMAND = 1;
const SYNC = 2;

/**
 * The guard: triggers that stop every change of a synced table outside a command. They ask a function that only our
 * own connection defines, so that a foreign SQLite tool cannot write either: for it the function does not exist.
 */
export function installWriteGuard(raw: Database.Database): WriteGuard {
  let state = SHUT;
  raw.function('diwan_in_command', { deterministic: false }, () => state);
  return {
    open: () => {
      state = COMMAND;
    },
    openForSync: () => {
      state = SYNC;
    },
    close: () => {
      state = SHUT;
    },
  };
}

/** The SQL that (re)makes the guard triggers of these tables and of the log itself. Safe to run again. */
export function guardSql(models: readonly TableModel[]): string {
  const synced = models.filter((model) => model.conflictClass !== 'local');
  return [...synced.flatMap(({ name }) => tableGuards(name)), ...logGuards()].join('\n');
}

function tableGuards(name: string): readonly string[] {
  const before = (event: 'INSERT' | 'UPDATE'): string => `DROP TRIGGER IF EXISTS "guard_${name}_${event.toLowerCase()}";
CREATE TRIGGER "guard_${name}_${event.toLowerCase()}" BEFORE ${event} ON "${name}" WHEN diwan_in_command() = 0
BEGIN SELECT RAISE(ABORT, 'write outside a command'); END;`;
  return [
    before('INSERT'),
    before('UPDATE'),
    // A record is never erased, not even by a command: a removal is a tombstone. Only the sync takes back what another
    // log replaces.
    `DROP TRIGGER IF EXISTS "guard_${name}_delete";
CREATE TRIGGER "guard_${name}_delete" BEFORE DELETE ON "${name}" WHEN diwan_in_command() < ${SYNC}
BEGIN SELECT RAISE(ABORT, 'a record is never erased'); END;`,
  ];
}

function logGuards(): readonly string[] {
  return ['op_log', 'op_undo'].flatMap((name) => [
    `DROP TRIGGER IF EXISTS "guard_${name}_insert";
CREATE TRIGGER "guard_${name}_insert" BEFORE INSERT ON "${name}" WHEN diwan_in_command() = 0
BEGIN SELECT RAISE(ABORT, 'write outside a command'); END;`,
    `DROP TRIGGER IF EXISTS "guard_${name}_update";
CREATE TRIGGER "guard_${name}_update" BEFORE UPDATE ON "${name}"
BEGIN SELECT RAISE(ABORT, 'the log is only ever appended to'); END;`,
    `DROP TRIGGER IF EXISTS "guard_${name}_delete";
CREATE TRIGGER "guard_${name}_delete" BEFORE DELETE ON "${name}" WHEN diwan_in_command() < ${SYNC}
BEGIN SELECT RAISE(ABORT, 'the log is only ever appended to'); END;`,
  ]);
}

import type Database from 'better-sqlite3';
import { assert } from '#kernel/assert.ts';
import { laterMark, type Mark } from '#kernel/sync/merge.ts';
import type { Entry } from '#kernel/sync/messages.ts';
import { uuidToBuffer } from './columns.ts';
import { prepared } from './prepared.ts';
import type { Effect } from './op.ts';
import type { TableStatements } from './statements.ts';

type Fields = Extract<Entry, { kind: 'fields' }>;

interface StoredMark {
  readonly value: string;
  readonly hlc: number;
  readonly office: number;
  readonly seq: number;
  readonly pending: Buffer | null;
}

/**
 * Fields that any office may write. What stands in the record is the office's own last writing until the data centre
 * has confirmed it, and then the winner of all that it has confirmed: only there is it known how late a clock that is
 * years ahead may count.
 */
export class SharedFields {
  readonly #database: Database.Database;
  readonly #tables: ReadonlyMap<string, TableStatements>;

  constructor(database: Database.Database, tables: ReadonlyMap<string, TableStatements>) {
    this.#database = database;
    this.#tables = tables;
  }

  /** Remembers which fields an own op has written. A command writes shared tables alone or not at all. */
  pend(op: string, effects: readonly Effect[]): void {
    const shared = effects.filter(([, table]) => this.#isShared(table));
    if (shared.length === 0) return;
    assert(shared.length === effects.length, 'A command writes shared tables alone.');
    const write = prepared(
      this.#database,
      `INSERT INTO sync_field_mark (table_name, record_id, column_key, value, hlc, office, seq, pending)
      VALUES (?, ?, ?, 'null', 0, 0, 0, ?)
      ON CONFLICT (table_name, record_id, column_key) DO UPDATE SET pending = excluded.pending`,
    );
    for (const effect of shared) {
      if (effect[0] === 'x') continue;
      for (const key of Object.keys(effect[3])) write.run(effect[1], uuidToBuffer(effect[2]), key, uuidToBuffer(op));
    }
  }

  /**
   * Takes a writing that the data centre has confirmed; the record must be there. Answers the writings of one office
   * that another's now stand in place of.
   */
  confirm(entry: Fields): readonly Mark[] {
    const table = this.#tables.get(entry.table);
    assert(table !== undefined, 'The caller has looked whether there is such a table.');
    const id = uuidToBuffer(entry.id);
    const winners: Record<string, unknown> = {};
    const overwritten: Mark[] = [];
    for (const [key, value] of Object.entries(entry.fields)) {
      const stored = this.#find(entry.table, id, key);
      const mark = { value, hlc: entry.hlc, office: entry.office, seq: entry.seq };
      const before = stored && stored.hlc > 0 ? readMark(stored) : null;
      const winner = before ? laterMark(before, mark) : mark;
      const pending = stored?.pending?.equals(uuidToBuffer(entry.op)) === true ? null : (stored?.pending ?? null);
      this.#store({ table: entry.table, id, key, mark: winner, pending });
      if (pending !== null) continue;
      winners[key] = winner.value;
      if (before && isOverwritten(before, mark)) overwritten.push(winner === mark ? before : mark);
    }
    if (Object.keys(winners).length > 0) table.update(entry.id, winners);
    return overwritten;
  }

  /** Forgets what was confirmed, because the data centre tells everything anew. */
  forgetConfirmed(): void {
    this.#database.exec(`UPDATE sync_field_mark SET value = 'null', hlc = 0, office = 0, seq = 0`);
  }

  /** Everything was told anew: a field that nobody confirmed again, and this office does not write, was never written. */
  settle(): void {
    const silent = this.#database
      .prepare(`SELECT table_name, record_id, column_key FROM sync_field_mark WHERE hlc = 0 AND pending IS NULL`)
      .all() as { table_name: string; record_id: Buffer; column_key: string }[];
    for (const { table_name: name, record_id: id, column_key: key } of silent) {
      const column = this.#tables.get(name)?.column(key);
      if (column?.optional !== true) continue;
      this.#database.prepare(`UPDATE "${name}" SET "${column.name}" = NULL WHERE id = ?`).run(id);
    }
  }

  #isShared(table: string): boolean {
    return this.#tables.get(table)?.model.conflictClass === 'shared';
  }

  #find(table: string, id: Buffer, key: string): StoredMark | undefined {
    return prepared(
      this.#database,
      'SELECT value, hlc, office, seq, pending FROM sync_field_mark WHERE table_name = ? AND record_id = ? AND column_key = ?',
    ).get(table, id, key) as StoredMark | undefined;
  }

  #store({ table, id, key, mark, pending }: MarkToStore): void {
    prepared(this.#database, 'INSERT OR REPLACE INTO sync_field_mark VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
      ...[table, id, key, JSON.stringify(mark.value ?? null), mark.hlc, mark.office, mark.seq, pending],
    );
  }
}

interface MarkToStore {
  readonly table: string;
  readonly id: Buffer;
  readonly key: string;
  readonly mark: Mark;
  readonly pending: Buffer | null;
}

/** Does one of two offices not find what it wrote? */
function isOverwritten(one: Mark, other: Mark): boolean {
  return one.office !== other.office && JSON.stringify(one.value ?? null) !== JSON.stringify(other.value ?? null);
}

function readMark({ value, hlc, office, seq }: StoredMark): Mark {
  return { value: JSON.parse(value) as unknown, hlc, office, seq };
}

import { isDeepStrictEqual } from 'node:util';
import { and, isNull, getTableColumns } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { modelOf, type ModelColumn } from '#db/columns.ts';
import { fits } from '#db/fitting.ts';
import { historyOf } from '#db/history.ts';
import type { Effect } from '#db/op.ts';
import type { OfficeDatabase } from '#db/open.ts';
import { demand, refusal } from '#db/refusal.ts';
import { closeness } from '#kernel/text/closeness.ts';
import { matches } from '#db/search.ts';
import { TableStatements } from '#db/statements.ts';
import { mayAt, type Access, type RecordKind } from '#modules/module.ts';
import type { RecordField, TimelineEntry } from './contract/index.ts';

export type RecordRow = Readonly<Record<string, unknown>>;

const SEARCH_PER_KIND = 8;
/** Looked at for those that the reader may see: the first eight may all lie outside his unit. */
const SEARCHED_PER_KIND = 500;

/** What has no name to be told by, such as the file of a photograph: its id would say nothing. */
const NAMELESS = Symbol('nameless');

/** Reads records of any kind for what all of them share: timeline, palette search, attachments. */
export class Records {
  readonly #database: OfficeDatabase;
  readonly #kinds: ReadonlyMap<string, RecordKind>;
  readonly #tables: ReadonlyMap<string, object>;
  readonly #statements = new Map<string, TableStatements>();
  readonly #nameOfUser: (id: string) => string;

  constructor(options: {
    database: OfficeDatabase;
    kinds: ReadonlyMap<string, RecordKind>;
    tables: readonly object[];
    nameOfUser: (id: string) => string;
  }) {
    this.#database = options.database;
    this.#kinds = options.kinds;
    this.#tables = new Map(options.tables.map((table) => [modelOf(table).name, table]));
    this.#nameOfUser = options.nameOfUser;
  }

  /** The record, when the reader may see it; refuses `NOT_FOUND`, `FORBIDDEN`, `OUTSIDE_YOUR_UNIT`. */
  visible(access: Access | null, table: string, id: string): { kind: RecordKind; row: RecordRow } {
    const kind = this.#kinds.get(table);
    const row = kind && this.#find(kind.table, id);
    if (!kind || !row) throw refusal('NOT_FOUND');
    demand(mayAt(access, kind.view, kind.unitOf?.(row, this.#database.db) ?? null));
    return { kind, row };
  }

  /** Who changed the record, newest first; ids of other records are told by name. */
  timeline(access: Access | null, table: string, id: string): readonly TimelineEntry[] {
    const { kind } = this.visible(access, table, id);
    const model = modelOf(kind.table);
    const columns = new Map(model.columns.map((column) => [column.key, column]));
    return historyOf(this.#database.raw, model, id).map((entry) => ({
      ...{ seq: entry.seq, at: entry.at, command: entry.command, kind: entry.kind, userId: entry.userId },
      userName: this.#nameOfUser(entry.userId),
      onBehalfOfName: entry.onBehalfOf === null ? null : this.#nameOfUser(entry.onBehalfOf),
      fields: entry.fields
        .map((field) => (entry.kind === 'update' ? changedParts(field) : field))
        .map(({ key, before, after }) => ({
          key,
          kind: columns.get(key)?.kind ?? 'moment',
          before: this.#told(columns.get(key), before),
          after: this.#told(columns.get(key), after),
        }))
        .filter(({ before, after }) => before !== NAMELESS && after !== NAMELESS),
    }));
  }

  /** What the record says now, column by column; ids of other records are told by name, secrets not at all. */
  fields(access: Access | null, table: string, id: string): readonly RecordField[] {
    const { kind, row } = this.visible(access, table, id);
    const { columns, secret } = modelOf(kind.table);
    return columns
      .filter(({ key, isSynced }) => !isSynced && !secret.includes(key))
      .map((column) => ({ key: column.key, kind: column.kind, value: this.#told(column, row[column.key]) }));
  }

  /** Records of every kind that hold these words, as far as the reader may see them; as they are spelled here first. */
  search(access: Access | null, text: string): { table: string; id: string; title: string; subtitle: string }[] {
    if (text.trim() === '') return [];
    const found: { table: string; id: string; title: string; subtitle: string }[] = [];
    const nearestFirst = (left: { readonly title: string }, right: { readonly title: string }): number =>
      closeness(right.title, text) - closeness(left.title, text);
    for (const [table, kind] of this.#kinds) {
      if (modelOf(kind.table).search.length === 0 || !access?.grants.has(kind.view)) continue;
      // Every registered table was made by `syncedTable`, so it is a drizzle table with these two columns.
      const drizzleTable = kind.table as SQLiteTable;
      const columns = getTableColumns(drizzleTable);
      const rows: RecordRow[] = this.#database.db
        .select()
        .from(drizzleTable)
        .where(
          and(
            isNull(columns['deletedAt'] as NonNullable<(typeof columns)[string]>),
            kind.foundBy?.(text, this.#database.db) ?? matches(kind.table, text),
          ),
        )
        .limit(SEARCHED_PER_KIND)
        .all();
      const visible = rows.filter((row) => mayAt(access, kind.view, kind.unitOf?.(row, this.#database.db) ?? null).ok);
      const told = visible.map((row) => ({ table, id: String(row['id']), ...kind.titleOf(row) }));
      found.push(...told.toSorted(nearestFirst).slice(0, SEARCH_PER_KIND));
    }
    return found.toSorted(nearestFirst).slice(0, 30);
  }

  /** Can a command of this program have made this change? One that came from elsewhere may name anything. */
  fits(effect: Effect): boolean {
    const table = this.#tables.get(effect[1]);
    return table !== undefined && fits(effect, modelOf(table));
  }

  /** What a change said of some fields, beside what the record says now; secrets not at all. */
  compared(
    table: string,
    id: string,
    changed: RecordRow,
  ): readonly { key: string; kind: string; mine: unknown; now: unknown }[] {
    const found = this.#tables.get(table);
    if (!found) return [];
    const { columns, secret } = modelOf(found);
    const now = this.living(table, id);
    return columns
      .filter(({ key, isSynced }) => key in changed && !isSynced && !secret.includes(key))
      .map((column) => ({
        ...{ key: column.key, kind: column.kind },
        ...{ mine: this.#told(column, changed[column.key]), now: now && this.#told(column, now[column.key]) },
      }));
  }

  /** Who changed a record last, and when; null when there is none. A person of another office has no name here. */
  lastChange(table: string, id: string): { readonly byName: string; readonly at: number } | null {
    const found = this.#tables.get(table);
    const row = found && this.#find(found, id);
    return row ? { byName: this.#nameOfUser(String(row['updatedBy'])), at: Number(row['updatedAt']) } : null;
  }

  /** The words by which a person knows a record, also one that was removed; empty for one of a kind without words. */
  titleOf(table: string, id: string): string {
    const kind = this.#kinds.get(table);
    const row = kind && this.#find(kind.table, id);
    return kind && row ? kind.titleOf(row).title : '';
  }

  personName(userId: string): string {
    return this.#nameOfUser(userId);
  }

  /** The record of any table of the office as it stands now, or null when it was removed. */
  living(table: string, id: string): RecordRow | null {
    const found = this.#tables.get(table);
    const row = found && this.#find(found, id);
    return row && row['deletedAt'] === null ? row : null;
  }

  #told(column: ModelColumn | undefined, value: unknown): unknown {
    if (column?.kind !== 'id' || typeof value !== 'string') return value ?? null;
    // Who did a thing is kept without a reference, in a column that is called so.
    if (column.key.endsWith('By')) return this.#nameOfUser(value);
    // A reference names a column of a table made by `syncedTable`; without one it may be any record.
    const of = column.references && modelOf(column.references().table).name;
    for (const [name, kind] of this.#kinds) {
      const row = of === undefined || of === name ? this.#find(kind.table, value) : undefined;
      if (row) return kind.titleOf(row).title;
    }
    return of === undefined ? NAMELESS : value;
  }

  #find(table: object, id: string): RecordRow | undefined {
    const model = modelOf(table);
    let statements = this.#statements.get(model.name);
    if (!statements) {
      statements = new TableStatements(this.#database.raw, model);
      this.#statements.set(model.name, statements);
    }
    return statements.find(id);
  }
}

interface Changed {
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Of a value that holds parts by name, such as the settings of the office, only those that the change changed. */
function changedParts(field: Changed): Changed {
  const { before, after } = field;
  if (!hasParts(before) || !hasParts(after)) return field;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !isDeepStrictEqual(before[name], after[name]),
  );
  const only = (parts: RecordRow): RecordRow =>
    Object.fromEntries(names.filter((name) => name in parts).map((name) => [name, parts[name]]));
  return { ...field, before: only(before), after: only(after) };
}

function hasParts(value: unknown): value is RecordRow {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type Database from 'better-sqlite3';
import { AssertionError } from '#kernel/assert.ts';
import { prepared } from './prepared.ts';
import {
  decoders,
  encoders,
  type syncedColumns,
  type ColumnKind,
  type ModelColumn,
  type TableModel,
} from './columns.ts';

type Row = Readonly<Record<string, unknown>>;

/** What the door fills in of a record. */
export type SyncedValues = Readonly<Record<keyof typeof syncedColumns, unknown>>;

/**
 * The prepared statements by which the write door reads and writes one table. They are made once, when they are first
 * wanted, from the table's description, because a query builder on this path would cost more than SQLite itself.
 */
export class TableStatements {
  readonly model: TableModel;
  /** Columns a module fills in: everything but the synced ones. */
  readonly business: readonly ModelColumn[];
  readonly #columns: ReadonlyMap<string, ModelColumn>;
  readonly #places: readonly Place[];
  readonly #insertSql: string;
  readonly #selectSql: string;
  #insert: Database.Statement | undefined;
  #insertAbsent: Database.Statement | undefined;
  /** By the number of records. */
  readonly #insertTogether: Database.Statement[] = [];
  #select: Database.Statement | undefined;
  readonly #database: Database.Database;
  readonly #bound: unknown[] = [];
  readonly #updates = new Map<string, Database.Statement>();

  constructor(database: Database.Database, model: TableModel) {
    this.model = model;
    this.#database = database;
    this.business = model.columns.filter((column) => !column.isSynced);
    this.#columns = new Map(model.columns.map((column) => [column.key, column]));
    this.#places = model.columns.map((column) => ({
      ...{ column, key: column.key, isSynced: column.isSynced },
      ...{ fits: fits[column.kind], encode: encoders[column.kind] },
    }));
    const names = model.columns.map((column) => `"${column.name}"`);
    this.#insertSql = `INSERT INTO "${model.name}" (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
    this.#selectSql = `SELECT ${names.join(', ')} FROM "${model.name}" WHERE "id" = ?`;
  }

  /** `business` holds the module's columns, `synced` those that the door fills in. */
  insert(business: Row, synced: SyncedValues): void {
    this.#insert ??= prepared(this.#database, this.#insertSql);
    this.#insert.run(this.#boundTo(business, synced));
  }

  /** Inserts the record where none has its id, tombstones included; answers whether it did. */
  insertAbsent(business: Row, synced: SyncedValues): boolean {
    this.#insertAbsent ??= prepared(this.#database, `${this.#insertSql} ON CONFLICT ("id") DO NOTHING`);
    return this.#insertAbsent.run(this.#boundTo(business, synced)).changes > 0;
  }

  /**
   * Inserts all of these, and answers their ids as they are kept. Throws what SQLite says of the first that it does not
   * take, and then has inserted none.
   */
  insertTogether(records: readonly (SyncedValues & { readonly values: Row })[]): readonly unknown[] {
    const line = this.#insertSql.slice(this.#insertSql.lastIndexOf('('));
    const statement = (this.#insertTogether[records.length] ??= prepared(
      this.#database,
      this.#insertSql + `, ${line}`.repeat(records.length - 1),
    ));
    const { length } = this.model.columns;
    const bound: unknown[] = [];
    for (const [position, record] of records.entries()) this.#bindTo(bound, position * length, record.values, record);
    statement.run(bound);
    // The first column of every table.
    return records.map((_, position) => bound[position * length]);
  }

  /** Has the module's record a value wherever it must have one? */
  isWhole(business: Row): boolean {
    for (const { key, optional } of this.business) {
      if (!optional && (business[key] === null || business[key] === undefined)) return false;
    }
    return true;
  }

  /** Is the module's record whole, and has it no value of which this version of the program knows nothing? */
  isPlain(business: Row): boolean {
    let unknown = 0;
    for (const key in business) if (business[key] !== undefined) unknown += 1;
    for (const { key, optional } of this.business) {
      const value = business[key];
      if (value !== undefined) unknown -= 1;
      if ((value === null || value === undefined) && !optional) return false;
    }
    return unknown === 0;
  }

  has(key: string): boolean {
    return this.#columns.has(key);
  }

  /** One array is bound again and again: the library copies its values out before it returns. */
  #boundTo(business: Row, synced: SyncedValues): readonly unknown[] {
    this.#bindTo(this.#bound, 0, business, synced);
    return this.#bound;
  }

  /** This runs for every value of every record. */
  #bindTo(bound: unknown[], from: number, business: Row, synced: SyncedValues): void {
    const places = this.#places;
    for (let position = 0; position < places.length; position += 1) {
      const place = places[position];
      if (!place) continue;
      // A column is marked as synced by its key.
      const value = place.isSynced ? synced[place.key as keyof SyncedValues] : business[place.key];
      if (value === null || value === undefined) bound[from + position] = this.encode(place.column, null);
      else if (place.fits(value)) bound[from + position] = place.encode(value);
      else this.#reject(place.column, 'got a value of another type');
    }
  }

  /** The record with this id, tombstones included, or undefined. */
  find(id: string): Row | undefined {
    this.#select ??= prepared(this.#database, this.#selectSql).raw();
    const stored = this.#select.get(encoders.id(id)) as readonly unknown[] | undefined;
    if (!stored) return undefined;
    return Object.fromEntries(
      this.model.columns.map((column, position) => {
        const value = stored[position];
        return [column.key, value === null ? null : decoders[column.kind](value)];
      }),
    );
  }

  update(id: string, changed: Row): void {
    const columns = Object.keys(changed).map((key) => this.column(key));
    const sql = columns.map((column) => `"${column.name}" = ?`).join(', ');
    let statement = this.#updates.get(sql);
    if (!statement) {
      statement = prepared(this.#database, `UPDATE "${this.model.name}" SET ${sql} WHERE "id" = ?`);
      this.#updates.set(sql, statement);
    }
    statement.run([...columns.map((column) => this.encode(column, changed[column.key])), encoders.id(id)]);
  }

  column(key: string): ModelColumn {
    const column = this.#columns.get(key);
    if (!column) throw new AssertionError(`Table ${this.model.name} has no column ${key}.`);
    return column;
  }

  encode(column: ModelColumn, value: unknown): unknown {
    // The messages are built only when they are needed: this runs for every value of every row.
    if (value === null || value === undefined) {
      if (!column.optional) this.#reject(column, 'may not be empty');
      return null;
    }
    if (!fits[column.kind](value)) this.#reject(column, 'got a value of another type');
    return encoders[column.kind](value);
  }

  #reject(column: ModelColumn, why: string): never {
    throw new AssertionError(`${this.model.name}.${column.key} ${why}.`);
  }
}

/** A column, with all that is asked for each value of it. */
interface Place {
  readonly column: ModelColumn;
  readonly key: string;
  readonly isSynced: boolean;
  readonly fits: (value: unknown) => boolean;
  readonly encode: (value: unknown) => unknown;
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isWhole = (value: unknown): boolean => Number.isSafeInteger(value);

/**
 * What the program must hand over for each kind. The shape of the text itself was judged at the edge by zod, and that
 * it can be kept is asked of a command's op: what comes from a log is not judged again.
 */
const fits: Readonly<Record<ColumnKind, (value: unknown) => boolean>> = {
  id: (value) => typeof value === 'string' && value.length === 36,
  text: isText,
  integer: isWhole,
  money: isWhole,
  date: (value) => typeof value === 'string' && value.length === 10,
  month: (value) => typeof value === 'string' && value.length === 7,
  moment: isWhole,
  boolean: (value) => typeof value === 'boolean',
  json: () => true,
};

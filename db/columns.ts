import {
  customType,
  index,
  sqliteTable,
  type AnySQLiteColumn,
  type SQLiteCustomColumnBuilder,
  type SQLiteTableWithColumns,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import type { BuildColumns, NotNull } from 'drizzle-orm';
import { bytesToUuid, writeUuid } from '#kernel/ids.ts';
import type { LocalDate, Month } from '#kernel/date.ts';
import type { Money } from '#kernel/money.ts';
import type { FilesNamed } from '#kernel/sync/file-chunks.ts';
import { assert } from '#kernel/assert.ts';

/**
 * The portable description of the tables. A module describes a table once, in neutral terms; this file builds the
 * office's SQLite table from it, and the data centre derives its PostgreSQL table from the same description.
 */

export type ColumnKind = 'id' | 'text' | 'integer' | 'money' | 'date' | 'month' | 'moment' | 'boolean' | 'json';

/** One column: `Value` is what the program sees, `Optional` tells whether it may be null. */
export interface Column<Value, Optional extends boolean = false> {
  readonly kind: ColumnKind;
  readonly optional: Optional;
  /** The table whose `id` this column names, when it is a foreign key. */
  readonly references?: () => AnySQLiteColumn;
  /** Only for the type system. */
  readonly value?: Value;
}

type ReferenceOptions = { readonly references?: () => AnySQLiteColumn };

/** A UUIDv7, kept as 16 bytes. With `references` it is a foreign key, and gets its index. */
export const id = (options: ReferenceOptions = {}): Column<string> => ({ kind: 'id', optional: false, ...options });
/** Text in Unicode NFC. `T` narrows it to a set of codes. */
export const text = <T extends string = string>(): Column<T> => ({ kind: 'text', optional: false });
/** A whole number within the safe range of JavaScript. */
export const integer = (): Column<number> => ({ kind: 'integer', optional: false });
/** Whole dinars. @public for the modules that come */
export const money = (): Column<Money> => ({ kind: 'money', optional: false });
/** A day, `YYYY-MM-DD`. */
export const date = (): Column<LocalDate> => ({ kind: 'date', optional: false });
/** A month, `YYYY-MM`. @public for the modules that come */
export const month = (): Column<Month> => ({ kind: 'month', optional: false });
/** A moment in milliseconds since 1970. */
export const moment = (): Column<number> => ({ kind: 'moment', optional: false });
export const boolean = (): Column<boolean> => ({ kind: 'boolean', optional: false });
/** A small structured value that is always read and written whole. */
export const json = <T>(): Column<T> => ({ kind: 'json', optional: false });
/** The same column, which may be null. */
export const optional = <T>(column: Column<T>): Column<T, true> => ({ ...column, optional: true });

type Columns = Readonly<Record<string, Column<unknown, boolean>>>;

type BuilderOf<T> = SQLiteCustomColumnBuilder<{
  name: '';
  dataType: 'custom';
  columnType: 'SQLiteCustomColumn';
  data: T;
  driverParam: unknown;
  enumValues: undefined;
}>;

type Built<C extends Columns> = {
  [K in keyof C]: C[K] extends Column<infer T, infer O>
    ? O extends true
      ? BuilderOf<T>
      : NotNull<BuilderOf<T>>
    : never;
};

/**
 * The columns that every synced record carries. `revision` counts the changes of a record (optimistic concurrency),
 * `seq` is the number of the op that changed it last, from which its whole history can be walked back.
 */
export const syncedColumns = {
  id: id(),
  ownerOffice: integer(),
  revision: integer(),
  createdAt: moment(),
  createdBy: id(),
  updatedAt: moment(),
  updatedBy: id(),
  deletedAt: optional(moment()),
  seq: integer(),
} satisfies Columns;

/** Who may write a table and how two versions meet: the conflict classes of the sync protocol. */
export type ConflictClass = 'fact' | 'document' | 'reference' | 'shared';

/** What the platform knows of a table besides its columns. */
export interface TableModel {
  readonly name: string;
  readonly conflictClass: ConflictClass | 'local';
  readonly columns: readonly ModelColumn[];
  /** The columns whose folded text is searched; switching search on is naming them. */
  readonly search: readonly string[];
  /** The columns never sent to a screen nor shown in a timeline, such as password hashes. */
  readonly secret: readonly string[];
  /** The column that names the office to which the data centre hands the record, or null. */
  readonly addressee: string | null;
  /** What commands allow once in an office, though the database would take it again. */
  readonly once: readonly Once[];
  /** Where its records name contents of attached files, which travel after them; null where they name none. */
  readonly files: FilesNamed | null;
}

/**
 * Two living records of an office that agree in these columns, none of them empty, are one too many. Commands see to
 * that within one history; where two histories of an office meet, it is asked of the records.
 */
export interface Once<Key extends string = string> {
  readonly by: readonly Key[];
  /** Two that agree and may stand side by side all the same. */
  readonly unless?: (one: Values, other: Values) => boolean;
}

type Values = Readonly<Record<string, unknown>>;

export interface ModelColumn {
  readonly key: string;
  readonly name: string;
  readonly kind: ColumnKind;
  readonly optional: boolean;
  readonly isSynced: boolean;
  readonly references: (() => AnySQLiteColumn) | undefined;
}

interface TableOptions<C extends Columns> {
  readonly conflictClass?: ConflictClass;
  readonly search?: readonly (keyof C & string)[];
  readonly secret?: readonly (keyof C & string)[];
  readonly addressee?: keyof C & string;
  readonly files?: FilesNamed;
  readonly indexes?: readonly (readonly (keyof C & string)[])[];
  /** `ownerOffice` among the columns: the same may stand once for each office. */
  readonly unique?: readonly (readonly ((keyof C & string) | 'ownerOffice')[])[];
  readonly once?: readonly Once<keyof C & string>[];
}

type Table<Name extends string, C extends Columns> = SQLiteTableWithColumns<{
  name: Name;
  schema: undefined;
  columns: BuildColumns<Name, Built<C>, 'sqlite'>;
  dialect: 'sqlite';
}>;

const models = new WeakMap<object, TableModel>();

/** A table whose every change goes through the write door: it gets the synced columns, the guard and the op log. */
export function syncedTable<Name extends string, C extends Columns>(
  name: Name,
  columns: C,
  options: TableOptions<C> = {},
): Table<Name, typeof syncedColumns & C> {
  return build(name, { ...syncedColumns, ...columns }, options.conflictClass ?? 'document', options);
}

/** A table of this PC alone (sessions, jobs): not in the op log, never sent, free to change. */
export function localTable<Name extends string, C extends Columns & { id: Column<string> }>(
  name: Name,
  columns: C,
  options: TableOptions<C> = {},
): Table<Name, C> {
  return build(name, columns, 'local', options);
}

/** The neutral description behind a table; a table made elsewhere has none and is a bug. */
export function modelOf(table: object): TableModel {
  const model = models.get(table);
  assert(model !== undefined, 'This table was not made by syncedTable or localTable.');
  return model;
}

function build<Name extends string, C extends Columns>(
  name: Name,
  columns: C,
  conflictClass: ConflictClass | 'local',
  options: TableOptions<C>,
): Table<Name, C> {
  const builders = Object.fromEntries(Object.entries(columns).map(([key, column]) => [key, builderOf(key, column)]));
  const table = sqliteTable(name, builders, (self) => [
    ...Object.entries(columns)
      .filter(([, column]) => column.references)
      .map(([key]) => index(`${name}_${snake(key)}`).on(columnOf(self, key))),
    ...(options.indexes ?? []).map((keys) =>
      index(`${name}_${keys.map(snake).join('_')}`).on(...columnsOf(self, keys)),
    ),
    ...(options.unique ?? []).map((keys) =>
      uniqueIndex(`${name}_${keys.map(snake).join('_')}_unique`).on(...columnsOf(self, keys)),
    ),
  ]);
  models.set(table, {
    name,
    conflictClass,
    columns: Object.entries(columns).map(([key, column]) => ({
      key,
      name: snake(key),
      kind: column.kind,
      optional: column.optional,
      isSynced: conflictClass !== 'local' && key in syncedColumns,
      references: column.references,
    })),
    search: options.search ?? [],
    secret: options.secret ?? [],
    addressee: options.addressee ?? null,
    once: options.once ?? [],
    files: options.files ?? null,
  });
  // The builders above were made one by one from `columns`, which the compiler cannot follow through Object.entries.
  return table as unknown as Table<Name, C>;
}

function columnOf(self: Readonly<Record<string, AnySQLiteColumn>>, key: string): AnySQLiteColumn {
  const column = self[key];
  assert(column !== undefined, `No column ${key}.`);
  return column;
}

function columnsOf(
  self: Readonly<Record<string, AnySQLiteColumn>>,
  keys: readonly string[],
): [AnySQLiteColumn, ...AnySQLiteColumn[]] {
  const [first, ...rest] = keys.map((key) => columnOf(self, key));
  assert(first !== undefined, 'An index needs a column.');
  return [first, ...rest];
}

function builderOf(key: string, column: Column<unknown, boolean>): BuilderOf<unknown> {
  const plain = sqliteTypes[column.kind](snake(key));
  const keyed = key === 'id' ? plain.primaryKey() : plain;
  const required = column.optional ? keyed : keyed.notNull();
  const linked = column.references ? required.references(column.references) : required;
  // Every kind is a custom column, and its value type is carried by `Column` instead.
  return linked as unknown as BuilderOf<unknown>;
}

type Stored = string | number | bigint | Buffer | null;

/** How a value of each kind is kept in SQLite. Both the query builder and the write door use these. */
export const encoders: Readonly<Record<ColumnKind, (value: unknown) => Stored>> = {
  id: (value) => uuidToBuffer(value as string),
  text: (value) => value as string,
  integer: (value) => value as number,
  money: (value) => value as number,
  date: (value) => value as string,
  month: (value) => value as string,
  moment: (value) => value as number,
  boolean: (value) => (value === true ? 1 : 0),
  json: (value) => JSON.stringify(value),
};

/** The way back from SQLite. */
export const decoders: Readonly<Record<ColumnKind, (stored: unknown) => unknown>> = {
  id: (stored) => bytesToUuid(stored as Uint8Array),
  text: (stored) => stored,
  integer: (stored) => stored,
  money: (stored) => stored,
  date: (stored) => stored,
  month: (stored) => stored,
  moment: (stored) => stored,
  boolean: (stored) => stored === 1,
  json: (stored) => JSON.parse(stored as string) as unknown,
};

/** The 16 bytes of an id as SQLite wants them. */
export function uuidToBuffer(value: string): Buffer {
  if (value === newest.id) return newest.bytes;
  if (value === older.id) {
    [newest, older] = [older, newest];
    return newest.bytes;
  }
  const bytes = Buffer.allocUnsafe(16);
  writeUuid(value, bytes);
  older = newest;
  newest = { id: value, bytes };
  return bytes;
}

/** Every row names its own id and its user twice, and many rows the same user: the last two answers are kept. */
let newest: { readonly id: string; readonly bytes: Buffer } = { id: '', bytes: Buffer.alloc(0) };
let older = newest;

const storage = {
  id: 'blob',
  text: 'text',
  integer: 'integer',
  money: 'integer',
  date: 'text',
  month: 'text',
  moment: 'integer',
  boolean: 'integer',
  json: 'text',
} as const satisfies Record<ColumnKind, string>;

const sqliteTypes = Object.fromEntries(
  (Object.keys(storage) as ColumnKind[]).map((kind) => [
    kind,
    customType<{ data: unknown; driverData: unknown }>({
      dataType: () => storage[kind],
      toDriver: (value) => encoders[kind](value),
      fromDriver: (stored) => decoders[kind](stored),
    }),
  ]),
) as Record<ColumnKind, ReturnType<typeof customType<{ data: unknown; driverData: unknown }>>>;

function snake(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

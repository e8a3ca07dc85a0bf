/**
 * The port to the data centre's database: records under a key whose first part is a whole number, the office or the
 * channel. Every transaction of the protocol touches one such number, so the same tables may lie on many machines.
 */

export type StoreType = 'int4' | 'int8' | 'float8' | 'text' | 'uuid' | 'bool' | 'date' | 'bytea' | 'jsonb';

/** A table: its key, in order, and the type of every column. `Row` is what a record looks like in the program. */
export interface StoreTable<Row> {
  readonly name: string;
  readonly key: readonly (keyof Row & string)[];
  readonly columns: Readonly<Record<keyof Row & string, StoreType>>;
}

export type KeyPart = string | number;

/** The rows of one office or channel, by the rest of their keys. */
export interface StoreTransaction {
  /** The record under a whole key. */
  get<Row>(table: StoreTable<Row>, key: readonly KeyPart[]): Promise<Row | undefined>;
  /** The same, held against every other transaction until the end of this one. */
  lock<Row>(table: StoreTable<Row>, key: readonly KeyPart[]): Promise<Row | undefined>;
  /**
   * The record under the key of this one, held likewise. Where there is none it is made of this one; who makes the same
   * at the same time waits, and finds it.
   */
  lockOrMake<Row>(table: StoreTable<Row>, row: Row): Promise<Row>;
  /** The records of `first` whose second key part is one of these. */
  some<Row>(table: StoreTable<Row>, first: number, seconds: readonly KeyPart[]): Promise<readonly Row[]>;
  /** The last record of `first` whose second key part is not above `second`. */
  upTo<Row>(table: StoreTable<Row>, first: number, second: number): Promise<Row | undefined>;
  /** The records of `first` in the order of their keys, those whose second part is above `after`. */
  range<Row>(
    table: StoreTable<Row>,
    first: number,
    options: { readonly after?: KeyPart; readonly limit: number },
  ): Promise<readonly Row[]>;
  /** Writes records whose keys nobody has; it is a bug if somebody does. */
  insert<Row>(table: StoreTable<Row>, rows: readonly Row[]): Promise<void>;
  /** Writes records over those that have their keys. */
  put<Row>(table: StoreTable<Row>, rows: readonly Row[]): Promise<void>;
  /** Removes the records under whole keys. */
  remove<Row>(table: StoreTable<Row>, keys: readonly (readonly KeyPart[])[]): Promise<void>;
}

export interface Store {
  /** Everything or nothing; on the disk when it returns. Tried again where the database asks for it. */
  transaction<T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T>;
  /** Offices with something stored that is not applied or not handed on, those waiting longest first. */
  behind(limit: number): Promise<readonly number[]>;
}

/** Describes a table; the row type is given, the columns are checked against it. */
export function storeTable<Row>(
  name: string,
  key: readonly (keyof Row & string)[],
  columns: Readonly<Record<keyof Row & string, StoreType>>,
): StoreTable<Row> {
  return { name, key, columns };
}

/** `fromSeq` in the program is `from_seq` in the database. */
export function columnName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The database does not take these values: tried again, they would be refused again. */
export class ValuesRefused extends Error {
  constructor(cause: unknown) {
    super('The database does not take these values.', { cause });
  }
}

/** The database has gone, or is not there: nobody's values are to blame, and the same may be tried as soon as it is back. */
export class StoreAway extends Error {
  constructor(cause: unknown) {
    super('The database is not there.', { cause });
  }
}

import { Pool, types, type PoolClient } from 'pg';
import { assert } from '#kernel/assert.ts';
import { copyText, copyValue } from './copy-rows.ts';
import {
  columnName,
  StoreAway,
  ValuesRefused,
  type KeyPart,
  type Store,
  type StoreTable,
  type StoreTransaction,
  type StoreType,
} from '#datacenter/protocol/store.ts';

export interface PostgresOptions {
  readonly url: string;
  readonly connections: number;
}

export interface PostgresStore extends Store {
  /** A connection for migrations and health checks. */
  readonly pool: Pool;
  close(): Promise<void>;
}

const TRIES = 5;
/**
 * Everything is looked for by its key and wanted in its order. Of a table that has just grown the planner knows nothing
 * yet, and for each page would gather and sort all that lies behind the cursor.
 */
const BEGIN = 'BEGIN; SET LOCAL enable_bitmapscan = off';
/** Serialization failure and deadlock: the transaction did nothing and may be tried again. */
const retryable = new Set(['40001', '40P01']);

/** Values that are none of their type, that break a constraint, or that are too large. */
const refusesValues = /^(?:22|23|54)/;

/** Whole numbers beyond 53 bits do not occur: sequences are counted, clocks are packed to fit. */
types.setTypeParser(20, Number);
/** A day is `YYYY-MM-DD` here as everywhere; the driver would make a moment of it. */
types.setTypeParser(1082, (day: string) => day);

/** The store on PostgreSQL 15 or later. Every transaction waits for the disk: an acknowledgement hangs on it. */
export function openPostgresStore({ url, connections }: PostgresOptions): PostgresStore {
  const pool = new Pool({ connectionString: url, max: connections, options: '-c synchronous_commit=on' });
  // A connection that breaks while nobody uses it is replaced by the pool; the next transaction tells of a real outage.
  pool.on('error', () => undefined);
  // The pool no longer listens to one that it is closing, and the server may end it first.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    pool,
    transaction: (work) => inTransaction(pool, work, TRIES),
    behind: async (limit) => {
      const found = await pool.query<{ office_no: number }>(
        `SELECT office_no FROM office_stream WHERE applied_seq < seq OR NOT is_routed OR held > 0
         ORDER BY last_seen_at, office_no LIMIT $1`,
        [limit],
      );
      return found.rows.map((row) => row.office_no);
    },
    close: () => pool.end(),
  };
}

/**
 * A few connections apart from the work, for those who ask how things stand: they do not wait with it, and what is not
 * answered within some seconds is given up. The store describes how values are read.
 */
export function openWatchPool(url: string): Pool {
  const pool = new Pool({
    ...{ connectionString: url, max: 2, application_name: 'diwan watch', idleTimeoutMillis: 60_000 },
    // The server gives up first, so that a slow question is told from a database that is away.
    ...{ connectionTimeoutMillis: 3_000, statement_timeout: 4_000, query_timeout: 6_000 },
  });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

async function inTransaction<T>(pool: Pool, work: (tx: StoreTransaction) => Promise<T>, tries: number): Promise<T> {
  const client = await connected(pool);
  let broken = false;
  try {
    await client.query(BEGIN);
    const result = await work(new PostgresTransaction(client));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    broken = !(await rolledBack(client));
    if (broken) throw new StoreAway(error);
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (refusesValues.test(code)) throw new ValuesRefused(error);
    if (tries <= 1 || !retryable.has(code)) throw error;
  } finally {
    client.release(broken);
  }
  return inTransaction(pool, work, tries - 1);
}

async function connected(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw new StoreAway(error);
  }
}

async function rolledBack(client: PoolClient): Promise<boolean> {
  try {
    await client.query('ROLLBACK');
    return true;
  } catch {
    // The connection is gone, and with it the transaction.
    return false;
  }
}

interface Columns {
  readonly keys: readonly string[];
  readonly names: readonly string[];
  readonly types: readonly StoreType[];
}

class PostgresTransaction implements StoreTransaction {
  readonly #client: PoolClient;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  async get<Row>(table: StoreTable<Row>, key: readonly KeyPart[]): Promise<Row | undefined> {
    return (await this.#select(table, whereKey(table), key))[0];
  }

  async lock<Row>(table: StoreTable<Row>, key: readonly KeyPart[]): Promise<Row | undefined> {
    return (await this.#select(table, `${whereKey(table)} FOR UPDATE`, key))[0];
  }

  async lockOrMake<Row>(table: StoreTable<Row>, row: Row): Promise<Row> {
    // A key column holds a number or a text; the description says which.
    const key = table.key.map((column) => row[column] as KeyPart);
    const there = await this.lock(table, key);
    if (there !== undefined) return there;
    // It waits for whoever is making the same one; a row that is not there yet cannot be locked.
    await this.#write(table, [row], 'NOTHING');
    const made = await this.lock(table, key);
    assert(made !== undefined, 'The record is there: this transaction or another one has made it.');
    return made;
  }

  async some<Row>(table: StoreTable<Row>, first: number, seconds: readonly KeyPart[]): Promise<readonly Row[]> {
    if (seconds.length === 0) return [];
    const [one, two] = keyColumns(table);
    const second = table.key[1];
    assert(second !== undefined, 'Only a table with a key of several parts is asked by its second.');
    const type = table.columns[second];
    return this.#select(table, `WHERE ${one} = $1 AND ${two} = ANY($2::${type}[])`, [first, seconds]);
  }

  async upTo<Row>(table: StoreTable<Row>, first: number, second: number): Promise<Row | undefined> {
    const [one, two] = keyColumns(table);
    const rest = `WHERE ${one} = $1 AND ${two} <= $2 ORDER BY ${two} DESC LIMIT 1`;
    return (await this.#select(table, rest, [first, second]))[0];
  }

  async range<Row>(
    table: StoreTable<Row>,
    first: number,
    { after, limit }: { readonly after?: KeyPart; readonly limit: number },
  ): Promise<readonly Row[]> {
    const [one, two, ...rest] = keyColumns(table);
    const order = [two, ...rest].join(', ');
    if (after === undefined) {
      return this.#select(table, `WHERE ${one} = $1 ORDER BY ${order} LIMIT $2`, [first, limit]);
    }
    return this.#select(table, `WHERE ${one} = $1 AND ${two} > $2 ORDER BY ${order} LIMIT $3`, [first, after, limit]);
  }

  async insert<Row>(table: StoreTable<Row>, rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    const { names } = columnsOf(table);
    // A table's columns are the keys of its row.
    const fields = Object.entries<StoreType>(table.columns) as [keyof Row & string, StoreType][];
    let text = '';
    for (const row of rows) {
      let separator = '';
      for (const [field, type] of fields) {
        text += separator + copyValue(type, row[field]);
        separator = '\t';
      }
      text += '\n';
    }
    await copyText(this.#client, `COPY "${table.name}" (${names.join(', ')}) FROM STDIN`, text);
  }

  async put<Row>(table: StoreTable<Row>, rows: readonly Row[]): Promise<void> {
    const { keys, names } = columnsOf(table);
    const rest = names.filter((name) => !keys.includes(name));
    const update = rest.map((name) => `${name} = EXCLUDED.${name}`).join(', ');
    await this.#write(table, rows, rest.length === 0 ? 'NOTHING' : `UPDATE SET ${update}`);
  }

  async #write<Row>(table: StoreTable<Row>, rows: readonly Row[], onConflict: string): Promise<void> {
    if (rows.length === 0) return;
    const { keys, names, types: kinds } = columnsOf(table);
    const sql = `INSERT INTO "${table.name}" (${names.join(', ')})
      SELECT * FROM unnest(${kinds.map((type, position) => `$${position + 1}::${type}[]`).join(', ')})
      ON CONFLICT (${keys.join(', ')}) DO ${onConflict}`;
    // A table's columns are the keys of its row.
    const fields = Object.keys(table.columns) as (keyof Row & string)[];
    const values = fields.map((field) => rows.map((row) => sent(table.columns[field], row[field])));
    await this.#client.query(sql, values);
  }

  async remove<Row>(table: StoreTable<Row>, keys: readonly (readonly KeyPart[])[]): Promise<void> {
    if (keys.length === 0) return;
    const names = keyColumns(table);
    const lists = table.key.map((key, position) => `$${position + 1}::${table.columns[key]}[]`).join(', ');
    await this.#client.query(
      `DELETE FROM "${table.name}" WHERE (${names.join(', ')}) IN (SELECT * FROM unnest(${lists}))`,
      names.map((_, position) => keys.map((key) => key[position])),
    );
  }

  async #select<Row>(table: StoreTable<Row>, rest: string, values: readonly unknown[]): Promise<Row[]> {
    const fields = Object.keys(table.columns);
    const list = fields.map((field) => `${quoted(field)} AS "${field}"`).join(', ');
    const found = await this.#client.query<Record<string, unknown>>(`SELECT ${list} FROM "${table.name}" ${rest}`, [
      ...values,
    ]);
    // The columns are those of the table's description, which a test compares with the database.
    return found.rows as Row[];
  }
}

function columnsOf<Row>(table: StoreTable<Row>): Columns {
  return {
    keys: keyColumns(table),
    names: Object.keys(table.columns).map(quoted),
    types: Object.values<StoreType>(table.columns),
  };
}

function keyColumns<Row>(table: StoreTable<Row>): string[] {
  return table.key.map(quoted);
}

function whereKey<Row>(table: StoreTable<Row>): string {
  return `WHERE ${keyColumns(table)
    .map((name, position) => `${name} = $${position + 1}`)
    .join(' AND ')}`;
}

function quoted(key: string): string {
  return `"${columnName(key)}"`;
}

function sent(type: StoreType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'jsonb') return JSON.stringify(value);
  return type === 'bytea' ? Buffer.from(value as Uint8Array) : value;
}

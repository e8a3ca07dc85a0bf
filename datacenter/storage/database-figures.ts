import type { Pool, QueryResultRow } from 'pg';

/** A table with its indexes, its parts counted together. */
export interface TableFigures {
  readonly name: string;
  readonly bytes: number;
  readonly rows: number;
  /** Written over or removed, and not yet given free. */
  readonly deadRows: number;
}

/** How PostgreSQL itself stands; null for what this role may not know, or what was not answered in time. */
export interface DatabaseFigures {
  readonly version: string | null;
  readonly bytes: number | null;
  readonly connections: number | null;
  readonly connectionLimit: number | null;
  /** How long the oldest transaction has been open, milliseconds; 0 where there is none. */
  readonly transactionMilliseconds: number | null;
  readonly lockWaits: number | null;
  readonly migration: number | null;
  /** The largest ones first. */
  readonly tables: readonly TableFigures[] | null;
}

const TABLES_SHOWN = 5;

/** Asks each by itself, so that what may not be known leaves the rest. Rejects when the database does not answer. */
export async function readDatabaseFigures(pool: Pool): Promise<DatabaseFigures> {
  const one = async <T extends string | number>(sql: string): Promise<T | null> =>
    (await ifKnown(rowsOf<{ value: T }>(pool, sql)))?.[0]?.value ?? null;
  return {
    version: await one<string>(`SELECT split_part(current_setting('server_version'), ' ', 1) AS value`),
    bytes: await one<number>('SELECT pg_database_size(current_database()) AS value'),
    connections: await one<number>(
      `SELECT count(*) AS value FROM pg_stat_activity WHERE backend_type = 'client backend'`,
    ),
    connectionLimit: await one<number>(`SELECT current_setting('max_connections')::int4 AS value`),
    transactionMilliseconds: await one<number>(
      `SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start) * 1000), 0)::int8 AS value
       FROM pg_stat_activity
       WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`,
    ),
    lockWaits: await one<number>(
      `SELECT count(*) AS value FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    ),
    migration: await one<number>('SELECT max(version) AS value FROM datacenter_migration'),
    tables: await ifKnown(
      rowsOf<TableFigures>(
        pool,
        `SELECT coalesce(pg_partition_root(c.oid), c.oid)::regclass::text AS name,
           sum(pg_total_relation_size(c.oid))::int8 AS bytes, sum(coalesce(s.n_live_tup, 0))::int8 AS rows,
           sum(coalesce(s.n_dead_tup, 0))::int8 AS "deadRows"
         FROM pg_class c LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid
         WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
         GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${TABLES_SHOWN}`,
      ),
    ),
  };
}

async function rowsOf<Row extends QueryResultRow>(pool: Pool, sql: string): Promise<readonly Row[]> {
  return (await pool.query<Row>(sql)).rows;
}

/** Not allowed, not there in this PostgreSQL, or given up because it took too long. */
const unknown = new Set(['42501', '42P01', '42703', '42704', '42883', '57014']);

/** What was asked, or null where that cannot be known here. */
export async function ifKnown<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (unknown.has(codeOf(error))) return null;
    throw error;
  }
}

/** What the database or the way to it calls the failure; empty where it has no name. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/**
 * The name of a failure that means that PostgreSQL does not answer, or null: then it is a fault of this program. Broken
 * questions, and values that are none, have codes of their own classes.
 */
export function awayCodeOf(error: unknown): string | null {
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError) return null;
  const code = codeOf(error);
  return /^(?:2[12]|42)...$/.test(code) ? null : code || 'TIMEOUT';
}

import type { Pool, QueryResultRow } from 'pg';

/**
 * PostgreSQL takes the lines of a slip for few, and a question over a million of them for a small one that one core
 * answers. Here it takes them for what they are, and spreads the work over the cores that it may use for one question
 * (`max_parallel_workers_per_gather`).
 */
const BEGIN = `BEGIN READ ONLY; SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0;
  SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL min_parallel_index_scan_size = 0`;

/** Asks something that reads far more than it answers. */
export async function onAllCores<Row extends QueryResultRow>(
  pool: Pool,
  sql: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  const client = await pool.connect();
  let isBroken = true;
  try {
    await client.query(BEGIN);
    const { rows } = await client.query<Row>(sql, [...values]);
    await client.query('COMMIT');
    isBroken = false;
    return rows;
  } finally {
    client.release(isBroken);
  }
}

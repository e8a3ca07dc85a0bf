import type { Pool } from 'pg';

/** The moment of the database in milliseconds, within a statement: its clock is the one that all servers share. */
export const DATABASE_NOW = '(extract(epoch FROM now()) * 1000)::int8';

/** The same, asked by itself. */
export async function readDatabaseNow(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ at: number }>(`SELECT ${DATABASE_NOW} AS at`);
  return rows[0]?.at ?? 0;
}

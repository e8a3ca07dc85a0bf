import type { Pool } from 'pg';

/** How far a proved backup holds the log of each office. */
export async function readDurable(pool: Pool): Promise<ReadonlyMap<number, number>> {
  const { rows } = await pool.query<{ office: number; seq: number }>(
    'SELECT office_no AS office, durable_seq AS seq FROM office_stream WHERE durable_seq > 0',
  );
  return new Map(rows.map(({ office, seq }) => [office, seq]));
}

import type { Pool } from 'pg';

/** Lets go of the snapshots for which nobody has asked since `before`; they are made anew when somebody does. */
export async function dropOldSnapshots(pool: Pool, before: number): Promise<void> {
  // Two statements, which also a database on many machines takes. A snapshot that somebody asks for between them has
  // lost its chunks: that is found out when one is asked for, and they are made anew.
  await pool.query(
    `DELETE FROM office_snapshot_chunk chunk USING office_snapshot old
     WHERE chunk.office_no = old.office_no AND old.used_at < $1`,
    [before],
  );
  await pool.query('DELETE FROM office_snapshot WHERE used_at < $1', [before]);
}

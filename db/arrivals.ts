import { sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { encoders } from './columns.ts';

/** When a record of another office came here as it is now, in milliseconds since 1970; null for one of this office. */
export function arrivedAt(db: BetterSQLite3Database, table: string, id: string): number | null {
  const record = encoders.id(id);
  // What came again has a line of its own, which is later than the one that it shares with others.
  const [row] = db.all<{ at: number | null }>(
    sql`SELECT coalesce(
      (SELECT arrived_at FROM sync_channel_row WHERE table_name = ${table} AND record_id = ${record}),
      (SELECT max(arrived_at) FROM sync_channel_rows WHERE table_name = ${table} AND instr(ids, ${record}) > 0)
    ) AS at`,
  );
  return row?.at ?? null;
}

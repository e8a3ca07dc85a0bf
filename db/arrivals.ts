import { sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { encoders } from './columns.ts';

/** When a record of another office came here as it is now, in milliseconds since 1970; null for one of this office. */
export function arrivedAt(db: BetterSQLite3Database, table: string, id: string): number | null {
  const [row] = db.all<{ at: number }>(
    sql`SELECT arrived_at AS at FROM sync_channel_row WHERE table_name = ${table} AND record_id = ${encoders.id(id)}`,
  );
  return row?.at ?? null;
}

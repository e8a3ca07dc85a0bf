import { sql, type SQL } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';

/**
 * Is the id in this column one of these? They go to SQLite as one JSON text: a parameter for each of some hundred ids
 * costs more than the reading of their rows.
 */
export function among(column: AnySQLiteColumn, ids: readonly string[]): SQL {
  return sql`${column} IN (SELECT unhex(replace(value, '-', '')) FROM json_each(${JSON.stringify(ids)}))`;
}

import type Database from 'better-sqlite3';

const caches = new WeakMap<Database.Database, Map<string, Database.Statement>>();

/**
 * The statement of this connection for a text that is used again and again: it is compiled once. Two places that
 * ask for one text share it, so both must read its rows the same way (`pluck`, `raw`).
 */
export function prepared(raw: Database.Database, sql: string): Database.Statement {
  const cache = caches.get(raw) ?? new Map<string, Database.Statement>();
  if (cache.size === 0) caches.set(raw, cache);
  const known = cache.get(sql);
  if (known) return known;
  const statement = raw.prepare(sql);
  cache.set(sql, statement);
  return statement;
}

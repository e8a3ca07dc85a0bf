import { Pool } from 'pg';

/**
 * A test's own connection to a database. `Pool.end` resolves before the server has let the connection go, so that a
 * database which is dropped next, or a server which stops, ends it by force: then nobody is left to tell.
 */
export function testPool(url: string): Pool {
  const pool = new Pool({ connectionString: url, max: 1 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

import { Pool } from 'pg';

const CONNECTIONS = 4;
/** A report that takes longer is given up: it must not hold a replica back for good. */
const PATIENCE = 120_000;
const CONNECTED_WITHIN = 5_000;

/** A database that is only read from, such as a replica: what would write there is refused by PostgreSQL. */
export function openReports(url: string): Pool {
  const options = `-c default_transaction_read_only=on -c statement_timeout=${PATIENCE}`;
  const pool = new Pool({
    ...{ connectionString: url, max: CONNECTIONS, options, application_name: 'diwan reports' },
    // One that takes connections and says nothing holds up nobody for longer.
    ...{ connectionTimeoutMillis: CONNECTED_WITHIN, query_timeout: PATIENCE + CONNECTED_WITHIN },
  });
  // As in the store: a connection that breaks while nobody uses it is replaced by the pool.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

import { fileURLToPath } from 'node:url';
import { exchangePairOf, exchangeTools } from '#db/exchange-seal.ts';
import { chainHead, compressApart, gzip, isSignedBy, newKeyPair, sha256, signerOf, zstd } from '#db/wire.ts';
import { modelTables } from '#datacenter/protocol/model-tables.ts';
import type { Program } from '#datacenter/server/serve.ts';
import { recordTableSql } from '#datacenter/storage/record-sql.ts';
import { testPool } from '../test-pool.ts';
import { SIM_SCHEMA } from '../sim/sync/programs.ts';
import { simModels } from '../sim/sync/tables.ts';

/** The data centre of the simulated offices: the production server with their tables. */
export const simProgram: Program = {
  version: 'test',
  migrationsFolder: fileURLToPath(new URL('../../datacenter/migrations', import.meta.url)),
  models: simModels,
  ...{ schema: SIM_SCHEMA, oldestSchema: 1, objection: () => null },
  wire: {
    chain: chainHead,
    zstd,
    compressApart,
    sha256,
    gzip,
    isSignedBy,
    signerOf,
    newKeyPair,
    exchangeTools,
    exchangePairOf,
  },
};

/** Makes the tables of the simulated offices in a database that has none. */
export async function makeSimTables(url: string): Promise<void> {
  const pool = testPool(url);
  try {
    for (const table of modelTables(simModels).values()) await pool.query(recordTableSql(table));
  } finally {
    await pool.end();
  }
}

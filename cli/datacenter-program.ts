import { fileURLToPath } from 'node:url';
import { modelOf } from '#db/columns.ts';
import { exchangePairOf, exchangeTools } from '#db/exchange-seal.ts';
import { chainHead, compressApart, gzip, isSignedBy, newKeyPair, sha256, signerOf, zstd } from '#db/wire.ts';
import type { Op } from '#db/op.ts';
import type { Program } from '#datacenter/server/serve.ts';
import { objectionToSlip } from '#modules/payroll/index.ts';
import { allTables, programMigrations } from '#office/core.ts';
import { programVersion } from './version.ts';

/** The first schema whose offices can speak with a data centre. */
const OLDEST_SCHEMA = 4;

/** What the data centre is of this program: its tables, its schema, its version, and the functions of the wire. */
export function datacenterProgram(): Program {
  return {
    version: programVersion(),
    migrationsFolder: fileURLToPath(new URL('../datacenter/migrations', import.meta.url)),
    models: allTables.map((table) => modelOf(table)),
    ...{ schema: programMigrations().length, oldestSchema: OLDEST_SCHEMA },
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
    objection,
  };
}

/** What the modules say against an op: figures of pay that would break the lists of the whole ministry. */
function objection({ e }: Op): string | null {
  for (const effect of e) {
    const found = effect[0] !== 'x' && effect[1] === 'payroll_slip' ? objectionToSlip(effect[3]) : null;
    if (found !== null) return found;
  }
  return null;
}

import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { refusal } from '#db/refusal.ts';
import { paysOf } from '../rules/paid.ts';
import { slipOf } from '../rules/slip.ts';
import { run } from '../schema.ts';
import { rulesOfSnapshot } from './explaining.ts';
import { bytesOfSlip, shownSlipIds, slipsById } from './lock.ts';
import { chunked } from './locked-past.ts';
import { packageById } from './packages.ts';
import { columnsOf, hashOf } from './people.ts';

/** The proof of a locked run: every slip calculated again from its snapshot and packages, and compared byte by byte. */
export interface Proof {
  readonly ok: boolean;
  readonly slips: number;
  readonly slipsHash: string;
  /** What the run says of itself. */
  readonly lockedHash: string | null;
  readonly engineVersion: string;
  /** Slips that come out otherwise, at most some of them. */
  readonly different: readonly { readonly employeeId: string; readonly fullName: string }[];
  /** Packages whose rules are not those whose hash the run names. */
  readonly changedPackages: readonly string[];
}

const SHOWN = 50;

/** Refuses `NOT_FOUND`, `RUN_NOT_LOCKED`. */
export function proveRun(db: BetterSQLite3Database, runId: string): Proof {
  const row = db.select().from(run).where(eq(run.id, runId)).get();
  if (!row) throw refusal('NOT_FOUND');
  if (row.state !== 'locked') throw refusal('RUN_NOT_LOCKED');
  const ids = shownSlipIds(db, row);
  const hash = createHash('sha256');
  const different: { employeeId: string; fullName: string }[] = [];
  const changed = new Set<string>();
  for (const part of chunked(ids)) {
    for (const stored of slipsById(db, part)) {
      hash.update(bytesOfSlip(stored));
      for (const { packageId, hash: named } of stored.snapshot.packages) {
        if (packageById(db, packageId).hash !== named) changed.add(packageId);
      }
      const again = columnsOf(slipOf(row.month, stored.snapshot.facts, rulesOfSnapshot(db, stored), paysOf(row.kind)));
      const { gross, deductionsTotal, regularNet, arrearsNet, net, stateShare, amounts } = stored;
      const kept = { gross, deductionsTotal, regularNet, arrearsNet, net, stateShare, amounts };
      if (hashOf(again) !== hashOf(kept)) different.push({ employeeId: stored.employeeId, fullName: stored.fullName });
    }
  }
  const slipsHash = hash.digest('hex');
  return {
    ok: different.length === 0 && changed.size === 0 && slipsHash === row.slipsHash,
    ...{ slips: ids.length, slipsHash, lockedHash: row.slipsHash, engineVersion: row.engineVersion },
    ...{ different: different.slice(0, SHOWN), changedPackages: [...changed] },
  };
}

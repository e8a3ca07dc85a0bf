import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import type { PackageDetail, PackageStanding } from './contract/index.ts';
import { withDecisions } from './decisions.ts';
import { packagesInForce } from './packages.ts';
import type { rulePackage } from './schema.ts';

type Db = BetterSQLite3Database;
type Row = typeof rulePackage.$inferSelect;

export type Standing = Row & Pick<PackageDetail, 'decision' | 'standing' | 'isOfCentre'>;

/** Packages with what was decided on them, whose they are, and how they stand. */
export function withStandings(db: Db, rows: readonly Row[]): readonly Standing[] {
  const months = new Map<string, string>();
  // Of equal months the later version comes first, and alone is calculated under.
  for (const { id, firstMonth } of packagesInForce(db)) if (!months.has(firstMonth)) months.set(firstMonth, id);
  const inForce = new Set(months.values());
  return withDecisions(db, rows).map((row) => ({
    ...row,
    isOfCentre: row.ownerOffice === DATACENTER_OFFICE,
    standing: standingOf(row, inForce),
  }));
}

function standingOf(
  { id, state, decision }: Row & Pick<PackageDetail, 'decision'>,
  inForce: ReadonlySet<string>,
): PackageStanding {
  if (state === 'published') return inForce.has(id) ? 'inForce' : 'superseded';
  if (state !== 'proposed') return state;
  if (decision === null) return 'waiting';
  return decision.isAccepted ? 'accepted' : 'refused';
}

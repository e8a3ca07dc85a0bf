import { and, desc, eq, inArray, isNull, lt } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { run, slip } from '../schema.ts';
import { chunked } from './locked-past.ts';
import { shownIn, type Run, type StoredSlip } from './visible.ts';

type Db = BetterSQLite3Database;

/** The last month of the same entity that was locked before this run's; null when this is the first. */
export function previousRun(db: Db, of: Run): Run | null {
  const found = db
    .select()
    .from(run)
    .where(
      and(
        ...[eq(run.entityId, of.entityId), eq(run.kind, 'REGULAR'), eq(run.state, 'locked')],
        ...[lt(run.month, of.month), isNull(run.deletedAt)],
      ),
    )
    .orderBy(desc(run.month))
    .get();
  return found ?? null;
}

type Previous = Pick<StoredSlip, 'id' | 'employeeId' | 'amounts' | 'net' | 'stateShare' | 'gross'>;

/** The slips of some employees in that month. */
export function previousSlips(db: Db, of: Run, employeeIds: readonly string[]): ReadonlyMap<string, Previous> {
  const before = previousRun(db, of);
  if (before === null) return new Map();
  const rows = chunked(employeeIds).flatMap((ids) =>
    db
      .select({
        ...{ id: slip.id, employeeId: slip.employeeId, amounts: slip.amounts, net: slip.net },
        ...{ stateShare: slip.stateShare, gross: slip.gross },
      })
      .from(slip)
      .where(and(shownIn(slip, before), inArray(slip.employeeId, ids)))
      .all(),
  );
  return new Map(rows.map((row) => [row.employeeId, row]));
}

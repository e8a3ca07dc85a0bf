import { and, eq, gt, isNull, lte, or, type SQL } from 'drizzle-orm';
import { run, slip, type issue } from '../schema.ts';

export type Run = typeof run.$inferSelect;
export type StoredSlip = typeof slip.$inferSelect;

/** The slips (or issues) that a run shows: made by its calculation or an earlier one, and not replaced by then. */
export function shownIn(table: typeof slip | typeof issue, { id, calculation }: Pick<Run, 'id' | 'calculation'>): SQL {
  const shown = and(
    eq(table.runId, id),
    isNull(table.deletedAt),
    lte(table.calculation, calculation),
    or(isNull(table.replacedIn), gt(table.replacedIn, calculation)),
  );
  // With conditions given, `and` is never undefined.
  return shown as SQL;
}

/** The same for the slips of many runs at once, joined with `run`. */
export function shownInTheirRun(): SQL {
  const shown = and(
    eq(slip.runId, run.id),
    isNull(slip.deletedAt),
    lte(slip.calculation, run.calculation),
    or(isNull(slip.replacedIn), gt(slip.replacedIn, run.calculation)),
  );
  return shown as SQL;
}

import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { createHash } from 'node:crypto';
import { bytesOfSlip, shownSlipIds, slipsById } from '#modules/payroll/calculation/lock.ts';
import { shownIn } from '#modules/payroll/calculation/visible.ts';
import { proveRun } from '#modules/payroll/index.ts';
import { issue, ledgerEntry, run, slip } from '#modules/payroll/schema.ts';

/**
 * All that a run tells its readers, in one text: its state, its slips by the hash that a lock takes, its work list,
 * what it took from debts. Two runs that tell the same are the same to everybody.
 */
export function toldBy(db: BetterSQLite3Database, runId: string): string {
  const row = db.select().from(run).where(eq(run.id, runId)).get();
  if (row === undefined) throw new Error('There is no such run.');
  const ids = shownSlipIds(db, row);
  const hash = createHash('sha256');
  const employees = new Set<string>();
  let net = 0;
  for (const slip of slipsById(db, ids)) {
    hash.update(bytesOfSlip(slip));
    employees.add(slip.employeeId);
    net += slip.net;
  }
  const issues = db.select().from(issue).where(shownIn(issue, row)).orderBy(asc(issue.id)).all();
  const isLocked = row.state === 'locked';
  return JSON.stringify({
    state: row.state,
    signed: [row.auditedBy, row.approvedBy, row.lockedBy].map((each) => each !== null),
    slips: ids.length,
    isOnePerPerson: employees.size === ids.length,
    isSumTrue: row.totals.net === net && row.totals.employees === ids.length,
    hash: hash.digest('hex'),
    totals: row.totals,
    issues: issues.map(({ employeeId, code, state }) => `${employeeId} ${code} ${state}`).sort(),
    entries: isLocked ? entriesOf(db, runId) : [],
    isProved: isLocked ? proveRun(db, runId).ok : null,
  });
}

function entriesOf(db: BetterSQLite3Database, runId: string): readonly string[] {
  return db
    .select()
    .from(ledgerEntry)
    .where(and(eq(ledgerEntry.runId, runId), isNull(ledgerEntry.deletedAt)))
    .all()
    .map(({ employeeId, kind, sourceId, amount }) => `${employeeId} ${kind} ${sourceId ?? ''} ${amount}`)
    .sort();
}

/** The rows of a calculation or a lock that did not come to its end. */
export function unseenRows(db: BetterSQLite3Database, runId: string): number {
  const row = db.select().from(run).where(eq(run.id, runId)).get();
  if (row === undefined) throw new Error('There is no such run.');
  const unseen = and(eq(slip.runId, runId), gt(slip.calculation, row.calculation), isNull(slip.deletedAt));
  const slips = db.select({ id: slip.id }).from(slip).where(unseen).all();
  return slips.length + (row.state === 'locked' ? 0 : entriesOf(db, runId).length);
}

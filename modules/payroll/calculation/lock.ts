import { createHash } from 'node:crypto';
import { and, asc, eq, gt, inArray, isNull, lt, ne } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { NOTHING } from '#kernel/money.ts';
import { demand, refusal } from '#db/refusal.ts';
import type { JobWork } from '#modules/module.ts';
import { packageOfMonth } from '#modules/regulation/index.ts';
import type { LedgerKind } from '../contract/index.ts';
import { cashOf } from '../rules/cash.ts';
import { paysOf } from '../rules/paid.ts';
import { judgeMove } from '../rules/run-moves.ts';
import { ledgerEntry, run, slip } from '../schema.ts';
import { finishedBefore } from './finished.ts';
import { chunked, LockedPast } from './locked-past.ts';
import { packagesInForce } from './packages.ts';
import { demandUnchanged } from './save.ts';
import { shownIn, shownInTheirRun, type Run, type StoredSlip } from './visible.ts';

type Db = BetterSQLite3Database;

export interface LockInput {
  readonly runId: string;
  readonly revision: number;
}

export interface LockOutcome {
  readonly slips: number;
  readonly entries: number;
  readonly slipsHash: string;
}

type NewEntry = Pick<typeof ledgerEntry.$inferInsert, 'employeeId' | 'kind' | 'sourceId' | 'amount'>;

/**
 * Locks a run: its ledger entries are written first, and count only when the last command has locked it. A cut before
 * that leaves the run approved; what was left is taken away at the next try.
 */
export async function lockRun({ runId, revision }: LockInput, work: JobWork): Promise<LockOutcome> {
  const { db, write, actor } = work;
  const finished = finishedBefore(db, { runId, revision, actor, command: 'payroll.run.lock' });
  if (finished) return outcomeOf(db, finished);
  const row = db.select().from(run).where(eq(run.id, runId)).get();
  if (!row || row.deletedAt !== null) throw refusal('NOT_FOUND');
  demandUnchanged(row, revision);
  demand(judgeMove('lock', row.state));
  demandOrder(db, row);
  await clearEntries(work, row);
  const ids = shownSlipIds(db, row);
  const packages = packagesInForce(db);
  const rulesOf = (month: Run['month']) => packageOfMonth(packages, month).book;
  const past = new LockedPast({ db, month: row.month, packages, rulesOf });
  const hash = createHash('sha256');
  let entries = 0;
  for (const [index, part] of chunked(ids, BATCH).entries()) {
    const slips = slipsById(db, part);
    for (const each of slips) hash.update(bytesOfSlip(each));
    const made = entriesOf(slips, past);
    entries += made.length;
    if (made.length > 0) {
      write('payroll.slip.ledger', (tx) => {
        demandUnchanged(tx.get(run, runId), revision);
        for (const each of made) tx.insert(ledgerEntry, { ...each, runId, month: row.month });
      });
    }
    work.progress((index * BATCH) / Math.max(1, ids.length));
    await work.pause();
  }
  const slipsHash = hash.digest('hex');
  write('payroll.run.lock', (tx) => {
    const current = tx.get(run, runId);
    demandUnchanged(current, revision);
    demand(judgeMove('lock', current.state));
    demandOrder(tx.db, current);
    tx.update(run, runId, { state: 'locked', lockedBy: tx.actor.userId, lockedAt: tx.now, slipsHash });
  });
  return { slips: ids.length, entries, slipsHash };
}

/** Of a run that is locked. */
function outcomeOf(db: Db, row: Run): LockOutcome {
  const entries = db
    .select({ id: ledgerEntry.id })
    .from(ledgerEntry)
    .where(and(eq(ledgerEntry.runId, row.id), isNull(ledgerEntry.deletedAt)))
    .all();
  return { slips: shownSlipIds(db, row).length, entries: entries.length, slipsHash: row.slipsHash ?? '' };
}

const BATCH = 200;

/** Months are locked one after the other, and nobody is paid the same month by two runs. */
function demandOrder(db: Db, row: Run): void {
  const earlier = db
    .select({ month: run.month })
    .from(run)
    .where(
      and(
        ...[eq(run.entityId, row.entityId), lt(run.month, row.month), isNull(run.deletedAt)],
        inArray(run.state, ['draft', 'calculated', 'under_audit', 'approved']),
      ),
    )
    .get();
  if (earlier) throw refusal('EARLIER_RUN_OPEN', { month: earlier.month });
  // What it was calculated from must still be what was paid: another run locked since would be paid twice.
  const since = db
    .select({ month: run.month })
    .from(run)
    .where(
      and(
        ...[eq(run.state, 'locked'), ne(run.id, row.id), gt(run.lockedAt, row.calculatedAt ?? 0)],
        ...[eq(run.entityId, row.entityId), isNull(run.deletedAt)],
      ),
    )
    .get();
  if (since) throw refusal('RUN_IS_STALE');
  if (paysOf(row.kind) !== 'MONTH') return;
  const own = db.select({ id: slip.employeeId }).from(slip).where(shownIn(slip, row));
  const twice = db
    .select({ name: slip.fullName })
    .from(slip)
    .innerJoin(run, eq(run.id, slip.runId))
    .where(
      and(
        ...[eq(run.state, 'locked'), eq(run.month, row.month), ne(run.id, row.id), shownInTheirRun()],
        ...[inArray(run.kind, ['REGULAR', 'FINAL']), inArray(slip.employeeId, own)],
      ),
    )
    .get();
  if (twice) throw refusal('PAID_IN_ANOTHER_RUN', { name: twice.name });
}

async function clearEntries({ db, write, pause }: JobWork, row: Run): Promise<void> {
  const left = db
    .select({ id: ledgerEntry.id })
    .from(ledgerEntry)
    .where(and(eq(ledgerEntry.runId, row.id), isNull(ledgerEntry.deletedAt)))
    .all();
  for (const part of chunked(left)) {
    write('payroll.slip.ledger.clear', (tx) => {
      for (const { id } of part) tx.remove(ledgerEntry, id);
    });
    await pause();
  }
}

/** By employee: the order in which the hash of a run goes through its slips. */
export function shownSlipIds(db: Db, row: Run): readonly string[] {
  return db
    .select({ id: slip.id })
    .from(slip)
    .where(shownIn(slip, row))
    .orderBy(asc(slip.employeeId))
    .all()
    .map(({ id }) => id);
}

export function slipsById(db: Db, ids: readonly string[]): readonly StoredSlip[] {
  return db
    .select()
    .from(slip)
    .where(inArray(slip.id, [...ids]))
    .orderBy(asc(slip.employeeId))
    .all();
}

/** What the hash of a locked run is taken over: who got what, from which papers. */
export function bytesOfSlip(each: Pick<StoredSlip, 'employeeId' | 'net' | 'amounts' | 'snapshot' | 'isHeld'>): string {
  return `${each.employeeId} ${each.net} ${each.isHeld ? 'held' : 'paid'} ${JSON.stringify(each.amounts)} ${JSON.stringify(each.snapshot)}\n`;
}

function entriesOf(slips: readonly StoredSlip[], past: LockedPast): readonly NewEntry[] {
  const paid = slips.filter(({ isHeld }) => !isHeld);
  const before = past.of(paid.map(({ employeeId }) => employeeId));
  return paid.flatMap((each) => {
    const { employeeId, amounts } = each;
    const entry = (kind: LedgerKind, sourceId: string | null, amount: NewEntry['amount']): NewEntry => ({
      ...{ employeeId, kind, sourceId, amount },
    });
    const cash = each.payBy === 'CASH' ? cashOf(each.net, before.get(employeeId)?.cashCarriedIn ?? NOTHING) : null;
    const hadRemainder = (before.get(employeeId)?.cashCarriedIn ?? 0) > 0;
    return [
      ...amounts.deductions
        .filter(({ code }) => code === 'LOAN')
        .map(({ ref, amount }) => entry('LOAN_PAID', ref, amount)),
      ...amounts.deductions
        .filter(({ code }) => code.startsWith('EXEC_'))
        .map(({ ref, amount }) => entry('COURT_PAID', ref, amount)),
      ...amounts.carryForward.map(({ code, ref, amount }) => entry(`CARRY_${code}` as LedgerKind, ref, amount)),
      ...(cash !== null && (cash.remainder > 0 || hadRemainder) ? [entry('CASH_REMAINDER', null, cash.remainder)] : []),
    ];
  });
}

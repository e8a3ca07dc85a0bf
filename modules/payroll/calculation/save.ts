import { and, eq, gt, isNull, or } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { max } from 'drizzle-orm';
import { assert } from '#kernel/assert.ts';
import { among } from '#db/among.ts';
import type { Tx } from '#db/door.ts';
import { OP_BYTES_LIMIT } from '#db/op.ts';
import { Refusal } from '#db/refusal.ts';
import { issue, run, slip } from '../schema.ts';
import type { Calculated } from './people.ts';
import { shownIn, type Run, type StoredSlip } from './visible.ts';

type Db = BetterSQLite3Database;
export type Write = <T>(command: string, work: (tx: Tx) => T) => T;
type StoredIssue = typeof issue.$inferSelect;

/** What a run shows of one person before a calculation; amounts and snapshots are not read. */
export interface Before {
  readonly slips: ReadonlyMap<string, Pick<StoredSlip, 'id' | 'inputsHash' | 'isHeld' | 'holdReason' | 'fullName'>>;
  readonly issues: ReadonlyMap<string | null, readonly StoredIssue[]>;
}

/** `only` some people, and what concerns nobody alone; everybody where it is null. */
export function shownBefore(db: Db, of: Run, only: readonly string[] | null): Before {
  const ofThem = only === null ? undefined : among(slip.employeeId, only);
  const slips = db
    .select({
      ...{ id: slip.id, employeeId: slip.employeeId, inputsHash: slip.inputsHash },
      ...{ isHeld: slip.isHeld, holdReason: slip.holdReason, fullName: slip.fullName },
    })
    .from(slip)
    .where(and(shownIn(slip, of), ofThem))
    .all();
  const concerning = only === null ? undefined : or(isNull(issue.employeeId), among(issue.employeeId, only));
  const issues = db
    .select()
    .from(issue)
    .where(and(shownIn(issue, of), concerning))
    .all();
  return {
    slips: new Map(slips.map((each) => [each.employeeId, each])),
    issues: Map.groupBy(issues, ({ employeeId }) => employeeId),
  };
}

/** What one command may say in the log stays under the door's limit: its rows, and what surrounds each of them. */
const COMMAND_BYTES = OP_BYTES_LIMIT - 24_000;
const AROUND_ROW = 900;

/** Splits what was calculated so that each part fits into one command. */
export function inCommands(calculated: readonly Calculated[]): Calculated[][] {
  const parts: Calculated[][] = [];
  let bytes = COMMAND_BYTES + 1;
  for (const each of calculated) {
    const size = bytesOf(each);
    if (bytes + size > COMMAND_BYTES) {
      parts.push([]);
      bytes = 0;
    }
    bytes += size;
    parts.at(-1)?.push(each);
  }
  return parts;
}

/** At most what the rows of one person take: papers were measured when they were hashed, and are not written again. */
function bytesOf({ inputsBytes, slip: made, findings }: Calculated): number {
  const results = JSON.stringify([made?.amounts, findings]);
  return inputsBytes + Buffer.byteLength(results) + (1 + findings.length) * AROUND_ROW;
}

export interface Saving {
  readonly runId: string;
  readonly revision: number;
  /** The number of this calculation: nobody sees what carries it before the run takes it on. */
  readonly calculation: number;
  readonly before: Before;
}

/**
 * Writes people of a calculation beside those that the run shows. Refuses `RUN_CHANGED_MEANWHILE` when the run itself
 * was changed since the calculation began.
 */
export function savePeople(tx: Tx, people: readonly Calculated[], saving: Saving): void {
  demandUnchanged(tx.get(run, saving.runId), saving.revision);
  for (const person of people) savePerson(tx, person, saving);
}

function savePerson(tx: Tx, { employeeId, slip: made, findings }: Calculated, saving: Saving): void {
  const { runId, calculation, before } = saving;
  const old = before.slips.get(employeeId);
  if (old !== undefined) tx.update(slip, old.id, { replacedIn: calculation });
  if (made !== null) {
    const { isHeld, holdReason } = old ?? { isHeld: false, holdReason: null };
    tx.insert(slip, { ...made, runId, calculation, isHeld, holdReason, replacedIn: null });
  }
  saveIssues(tx, employeeId, findings, saving);
}

/** Puts findings in the place of the issues of somebody (of the run itself: null); what was accepted stays accepted. */
export function saveIssues(
  tx: Tx,
  employeeId: string | null,
  findings: Calculated['findings'],
  { runId, calculation, before }: Saving,
): void {
  const old = before.issues.get(employeeId) ?? [];
  for (const { id } of old) tx.update(issue, id, { replacedIn: calculation });
  for (const { code, severity, params } of findings) {
    const same = old.find((each) => each.code === code && JSON.stringify(each.params) === JSON.stringify(params));
    tx.insert(issue, {
      ...{ runId, employeeId, calculation, replacedIn: null, code, severity, params },
      state: same?.state ?? 'open',
      acceptedBy: same?.acceptedBy ?? null,
      acceptedNote: same?.acceptedNote ?? null,
    });
  }
}

export function demandUnchanged(row: Run, revision: number): void {
  if (row.revision !== revision) throw new Refusal([{ code: 'RUN_CHANGED_MEANWHILE' }]);
}

/**
 * Takes away what a calculation left that was cancelled or cut off before the run took it on, and answers the number
 * of the next one. Nobody has seen any of it.
 */
export function clearLeftovers(db: Db, write: Write, { id, calculation }: Run): number {
  for (const table of [slip, issue] as const) {
    const unseen = db
      .select({ id: table.id })
      .from(table)
      .where(and(eq(table.runId, id), gt(table.calculation, calculation), isNull(table.deletedAt)))
      .all();
    const unmarked = db
      .select({ id: table.id })
      .from(table)
      .where(and(eq(table.runId, id), gt(table.replacedIn, calculation), isNull(table.deletedAt)))
      .all();
    for (let at = 0; at < Math.max(unseen.length, unmarked.length); at += LEFTOVERS_AT_ONCE) {
      write('payroll.slip.clear', (tx) => {
        for (const row of unmarked.slice(at, at + LEFTOVERS_AT_ONCE)) tx.update(table, row.id, { replacedIn: null });
        for (const row of unseen.slice(at, at + LEFTOVERS_AT_ONCE)) tx.remove(table, row.id);
      });
    }
  }
  const greatest = [slip, issue].map(
    (table) =>
      db
        .select({ number: max(table.calculation) })
        .from(table)
        .where(eq(table.runId, id))
        .get()?.number ?? 0,
  );
  const next = Math.max(calculation, ...greatest.map(Number)) + 1;
  assert(Number.isSafeInteger(next), 'Calculations are counted.');
  return next;
}

const LEFTOVERS_AT_ONCE = 500;

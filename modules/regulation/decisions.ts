import { and, asc, inArray, isNull, type SQLWrapper } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import type { Tx } from '#db/recorder.ts';
import type { PackageDetail } from './contract/package.ts';
import { decision } from './schema.ts';

type Db = BetterSQLite3Database;
type Decision = PackageDetail['decision'];

/**
 * A proposal as it stands: one that was changed since it was refused waits anew. Whose it is, the data centre is told
 * beside it; in its office it is a record of its own. An id alone is nobody's: every office reads the decisions, and
 * another may have written a record under the same one.
 */
type Proposal = { readonly id: string; readonly revision: number } & (
  { readonly ownerOffice: number } | { readonly office: number }
);

/** What the data centre decided on a proposal as it stands, or null. */
export function decisionOn(db: Db, proposal: Proposal): Decision {
  return withDecisions(db, [proposal])[0]?.decision ?? null;
}

/** The proposals of a list, each with what was decided on it as it stands: one question for all of them. */
export function withDecisions<Row extends Proposal>(
  db: Db,
  proposals: readonly Row[],
): (Row & { readonly decision: Decision })[] {
  const ids = proposals.map(({ id }) => id);
  const latest = new Map(
    db
      .select()
      .from(decision)
      .where(and(inArray(decision.proposalId, ids), isNull(decision.deletedAt)))
      .orderBy(asc(decision.proposalRevision))
      .all()
      .map((row) => [keyOf(row.office, row.proposalId), row]),
  );
  return proposals.map((proposal) => {
    const row = latest.get(keyOf(officeOf(proposal), proposal.id));
    if (row === undefined || row.proposalRevision < proposal.revision) return { ...proposal, decision: null };
    const { isAccepted, reason, decidedBy, createdAt: decidedAt } = row;
    return { ...proposal, decision: { isAccepted, reason, decidedBy, decidedAt } };
  });
}

const officeOf = (proposal: Proposal): number => ('ownerOffice' in proposal ? proposal.ownerOffice : proposal.office);

const keyOf = (office: number, id: string): string => `${office} ${id}`;

/** May it still be taken back or decided? What was accepted is the data centre's from then on. Refuses `DECIDED_ALREADY`. */
export function judgeUndecided(db: Db, proposal: Proposal): Verdict {
  return decisionOn(db, proposal)?.isAccepted === true ? refuse('DECIDED_ALREADY') : accept();
}

/**
 * What was accepted into these records waits again, here and in its office, because they are thrown away before they are
 * published. `made` are their ids, or the question for them.
 */
export function reopenProposals(tx: Tx, made: readonly string[] | SQLWrapper): void {
  const decided = tx.db
    .select({ id: decision.id })
    .from(decision)
    .where(and(inArray(decision.madeId, made), isNull(decision.deletedAt)))
    .all();
  for (const { id } of decided) tx.remove(decision, id);
}

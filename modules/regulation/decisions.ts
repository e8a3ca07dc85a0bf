import { and, desc, eq, isNull } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import type { PackageDetail } from './contract/package.ts';
import { decision } from './schema.ts';

type Db = BetterSQLite3Database;

/** A proposal as it stands: one that was changed since it was refused waits anew. */
interface Proposal {
  readonly id: string;
  readonly revision: number;
}

/** What the data centre decided on a proposal as it stands, or null. */
export function decisionOn(db: Db, { id, revision }: Proposal): PackageDetail['decision'] {
  const [row] = db
    .select()
    .from(decision)
    .where(and(eq(decision.proposalId, id), isNull(decision.deletedAt)))
    .orderBy(desc(decision.proposalRevision))
    .limit(1)
    .all();
  if (row === undefined || row.proposalRevision < revision) return null;
  const { isAccepted, reason, decidedBy, createdAt: decidedAt } = row;
  return { isAccepted, reason, decidedBy, decidedAt };
}

/** May it still be taken back or decided? What was accepted is the data centre's from then on. Refuses `DECIDED_ALREADY`. */
export function judgeUndecided(db: Db, proposal: Proposal): Verdict {
  return decisionOn(db, proposal)?.isAccepted === true ? refuse('DECIDED_ALREADY') : accept();
}

import { implement } from '@orpc/server';
import { asc, isNull } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { all } from '#kernel/verdict.ts';
import { mayAnywhere, type Context } from '#modules/module.ts';
import { peer } from '#modules/org/schema.ts';
import { contract } from '../contract/index.ts';
import { judgeProposing } from '../rules/moves.ts';
import type { TreeOffice } from '../rules/proposed.ts';
import { treeOrder } from '../rules/tree-order.ts';

const os = implement(contract.tree).$context<Context>();

export const treeProcedures = os.router({
  get: os.get.handler(({ context }) => ({
    own: context.office,
    offices: [...treeOrder(treeIn(context.db), { idOf: (row) => row.office, parentOf: (row) => row.parentOffice })],
    can: { propose: all(mayAnywhere(context.access, 'structure.proposal.edit'), judgeProposing(context.office)) },
  })),
});

/** The offices of the ministry as the data centre made them known, by number. */
export function treeIn(db: BetterSQLite3Database): readonly TreeOffice[] {
  const { office, nameAr, nameCkb, nameEn, kind, parentOffice, isClosed } = peer;
  return db
    .select({ office, nameAr, nameCkb, nameEn, kind, parentOffice, isClosed })
    .from(peer)
    .where(isNull(peer.deletedAt))
    .orderBy(asc(office))
    .all();
}

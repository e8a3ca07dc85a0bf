import { implement } from '@orpc/server';
import { and, desc, eq, isNull } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { all, type Verdict } from '#kernel/verdict.ts';
import { demand, refusal } from '#db/refusal.ts';
import { LIST_LIMIT } from '#modules/contract.ts';
import { mayAnywhere, type Context } from '#modules/module.ts';
import { decisionOn, judgeUndecided, withDecisions } from '#modules/regulation/index.ts';
import { contract, type OfficeStanding, type ProposalMove } from '../contract/index.ts';
import { judgeMove, judgeProposing } from '../rules/moves.ts';
import { changesOf, judgeAbout, judgeProposed, plainStanding, treeMark } from '../rules/proposed.ts';
import { proposal } from '../schema.ts';
import { treeIn } from './tree.ts';

const os = implement(contract.proposal).$context<Context>();

type Proposal = typeof proposal.$inferSelect;

export const proposalProcedures = os.router({
  list: os.list.handler(({ context: { db } }) =>
    withDecisions(
      db,
      db
        .select()
        .from(proposal)
        .where(isNull(proposal.deletedAt))
        .orderBy(desc(proposal.updatedAt))
        .limit(LIST_LIMIT)
        .all(),
    ),
  ),

  get: os.get.handler(({ input: { id }, context }) => {
    const { db, office } = context;
    const row = db
      .select()
      .from(proposal)
      .where(and(eq(proposal.id, id), isNull(proposal.deletedAt)))
      .get();
    if (!row) throw refusal('NOT_FOUND');
    const now = standingIn(db, row);
    const compared = row.state === 'draft' ? now : row.seen;
    const can = (name: ProposalMove): Verdict =>
      all(mayAnywhere(context.access, 'structure.proposal.edit'), judgeMove(name, row.state, office));
    const undecided = judgeUndecided(db, row);
    return {
      ...{ ...row, decision: decisionOn(db, row), compared, mark: treeMark(now) },
      differences: compared === null ? [] : [...changesOf(compared, row)],
      can: {
        ...{ edit: undecided.ok ? can('edit') : undecided, remove: can('remove'), propose: can('propose') },
        takeBack: all(can('takeBack'), undecided),
      },
    };
  }),

  create: os.create.handler(({ input, context }) => {
    demand(judgeProposing(context.office));
    return context.write('structure.proposal.create', (tx) => {
      const change = input.aboutOffice === null ? 'add' : 'reword';
      if (change === 'reword') demand(judgeAbout(input.aboutOffice, treeIn(tx.db)));
      return { id: tx.insert(proposal, { ...input, change, state: 'draft', seen: null }) };
    });
  }),

  createClosing: os.createClosing.handler(({ input, context }) => {
    demand(judgeProposing(context.office));
    return context.write('structure.proposal.create', (tx) => {
      demand(judgeAbout(input.aboutOffice, treeIn(tx.db)));
      const now = standingIn(tx.db, input);
      if (now === null) throw refusal('OFFICE_UNKNOWN');
      const { nameAr, nameCkb, nameEn, kind, parentOffice } = now;
      const wording = { nameAr, nameCkb, nameEn, kind, parentOffice };
      return { id: tx.insert(proposal, { ...wording, ...input, change: 'close', state: 'draft', seen: null }) };
    });
  }),

  edit: os.edit.handler(({ input: { id, revision, ...patch }, context }) =>
    context.write('structure.proposal.edit', (tx) => {
      const row = tx.get(proposal, id);
      demand(judgeMove('edit', row.state, context.office));
      if (row.change === 'close') throw refusal('IS_CLOSING');
      tx.update(proposal, id, patch, { revision });
      return { revision: tx.get(proposal, id).revision };
    }),
  ),

  editReason: os.editReason.handler(({ input: { id, revision, reason }, context }) =>
    context.write('structure.proposal.edit', (tx) => {
      demand(judgeMove('edit', tx.get(proposal, id).state, context.office));
      tx.update(proposal, id, { reason }, { revision });
      return { revision: tx.get(proposal, id).revision };
    }),
  ),

  remove: os.remove.handler(({ input: { id, revision }, context }) => {
    context.write('structure.proposal.remove', (tx) => {
      demand(judgeMove('remove', tx.get(proposal, id).state, context.office));
      tx.remove(proposal, id, { revision });
    });
    return {};
  }),

  propose: os.propose.handler(({ input: { id, revision, mark }, context }) =>
    context.write('structure.proposal.propose', (tx) => {
      const row = tx.get(proposal, id);
      demand(judgeMove('propose', row.state, context.office));
      const now = standingIn(tx.db, row);
      if (treeMark(now) !== mark) throw refusal('TREE_CHANGED');
      // The data centre could only refuse it: told here, the office mends it before it goes.
      demand(judgeProposed(row, treeIn(tx.db)));
      tx.update(proposal, id, { state: 'proposed', seen: now }, { revision });
      return { revision: tx.get(proposal, id).revision };
    }),
  ),

  takeBack: os.takeBack.handler(({ input: { id, revision }, context }) =>
    context.write('structure.proposal.takeBack', (tx) => {
      const row = tx.get(proposal, id);
      demand(judgeMove('takeBack', row.state, context.office));
      demand(judgeUndecided(tx.db, row));
      tx.update(proposal, id, { state: 'draft' }, { revision });
      return { revision: tx.get(proposal, id).revision };
    }),
  ),
});

/** The office that a proposal is about, as it stands in the tree now; null for a new one. */
function standingIn(db: BetterSQLite3Database, { aboutOffice }: Pick<Proposal, 'aboutOffice'>): OfficeStanding | null {
  const now = treeIn(db).find(({ office }) => office === aboutOffice);
  return now === undefined ? null : plainStanding(now);
}

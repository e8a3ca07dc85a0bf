import { implement } from '@orpc/server';
import { and, desc, eq, isNull } from 'drizzle-orm';
import { all, type Verdict } from '#kernel/verdict.ts';
import { demand, refusal } from '#db/refusal.ts';
import { LIST_LIMIT } from '#modules/contract.ts';
import type { Context } from '#modules/module.ts';
import { decisionOn, judgeUndecided, withDecisions } from '#modules/regulation/index.ts';
import { inForce, itemOf, knownIn } from '../catalogue.ts';
import { contract, type FieldDifference, type ProposalMove } from '../contract/index.ts';
import { itemDifferences } from '../rules/differences.ts';
import { judgeReplacement } from '../rules/judge-item.ts';
import { judgeProposalMove, judgeProposing } from '../rules/moves.ts';
import { proposal } from '../schema.ts';
import { may } from './may.ts';

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
    const can = (name: ProposalMove): Verdict =>
      all(may(context, 'items.proposal.edit'), judgeProposalMove(name, row.state, office));
    const undecided = judgeUndecided(db, row);
    return {
      ...{ ...row, decision: decisionOn(db, row), differences: [...differencesOf(context, row)] },
      can: {
        ...{ edit: undecided.ok ? can('edit') : undecided, remove: can('remove'), propose: can('propose') },
        takeBack: all(can('takeBack'), undecided),
      },
    };
  }),

  create: os.create.handler(({ input, context }) => {
    demand(judgeProposing(context.office));
    return context.write('items.proposal.create', (tx) => {
      const { itemCode } = input;
      if (itemCode !== null && itemOf(tx.db, inForce(tx.db), itemCode) === null)
        throw refusal('CODE_UNKNOWN', { code: itemCode }, 'itemCode');
      return { id: tx.insert(proposal, { ...input, state: 'draft' }) };
    });
  }),

  edit: os.edit.handler(({ input: { id, revision, ...patch }, context }) =>
    context.write('items.proposal.edit', (tx) => {
      demand(judgeProposalMove('edit', tx.get(proposal, id).state, context.office));
      tx.update(proposal, id, patch, { revision });
      return { revision: tx.get(proposal, id).revision };
    }),
  ),

  remove: os.remove.handler(({ input: { id, revision }, context }) => {
    context.write('items.proposal.remove', (tx) => {
      demand(judgeProposalMove('remove', tx.get(proposal, id).state, context.office));
      tx.remove(proposal, id, { revision });
    });
    return {};
  }),

  propose: os.propose.handler(({ input: { id, revision }, context }) =>
    context.write('items.proposal.propose', (tx) => {
      const row = tx.get(proposal, id);
      demand(judgeProposalMove('propose', row.state, context.office));
      if (row.itemCode !== null && differencesOf({ db: tx.db }, row).length === 0) throw refusal('NOTHING_PROPOSED');
      // The data centre could only refuse it: told here, the office mends it before it goes.
      demand(judgeReplacement(row.itemCode, row, knownIn(tx.db, inForce(tx.db))));
      tx.update(proposal, id, { state: 'proposed' }, { revision });
      return { revision: tx.get(proposal, id).revision };
    }),
  ),

  takeBack: os.takeBack.handler(({ input: { id, revision }, context }) =>
    context.write('items.proposal.takeBack', (tx) => {
      const row = tx.get(proposal, id);
      demand(judgeProposalMove('takeBack', row.state, context.office));
      demand(judgeUndecided(tx.db, row));
      tx.update(proposal, id, { state: 'draft' }, { revision });
      return { revision: tx.get(proposal, id).revision };
    }),
  ),
});

function differencesOf({ db }: Pick<Context, 'db'>, row: Proposal): readonly FieldDifference[] {
  return row.itemCode === null ? [] : itemDifferences(itemOf(db, inForce(db), row.itemCode), row);
}

import { implement } from '@orpc/server';
import { eq } from 'drizzle-orm';
import { accept, all, refuse } from '#kernel/verdict.ts';
import { demand, refusal } from '#db/refusal.ts';
import type { Tx } from '#db/recorder.ts';
import { LIST_LIMIT } from '#modules/contract.ts';
import type { Context } from '#modules/module.ts';
import { reopenProposals } from '#modules/regulation/index.ts';
import { inForce, itemOf, itemsIn, withDraft, wordingsOf } from '../catalogue.ts';
import { contract, type ItemDetail, type ItemRow } from '../contract/index.ts';
import type { AsOf } from '../counting.ts';
import { addItem, rewordItem } from '../drafts.ts';
import { draftOf, editionsInForce, isIn, type Edition, type Item } from '../editions.ts';
import { itemDifferences } from '../rules/differences.ts';
import { judgeOwnCatalogue, judgeProposing } from '../rules/moves.ts';
import { edition, item } from '../schema.ts';
import { may } from './may.ts';

const os = implement(contract.item).$context<Context>();

export const itemProcedures = os.router({
  list: os.list.handler(({ input, context }) => {
    const { limit = LIST_LIMIT, ...asked } = input;
    const { rows, total } = itemsIn(context.db, shownTo(context), { ...asked, limit });
    const draft = draftOf(context.db, context.office);
    return { rows: rows.map((row) => present(row, draft)), total };
  }),

  get: os.get.handler(({ input: { id }, context }) => {
    const asked = context.db.select().from(item).where(eq(item.id, id)).get();
    const asOf = shownTo(context);
    // What an older wording, or one of the office's own old catalogue, says is asked of the catalogue as it stands.
    const row = asked === undefined ? null : itemOf(context.db, asOf, asked.code);
    if (row === null || asOf === null) throw refusal('NOT_FOUND');
    const draft = draftOf(context.db, context.office);
    const shown = present(row, draft);
    const own = judgeOwnCatalogue(context.office);
    return {
      ...{ ...shown, history: historyOf(context, asOf, row.code) },
      can: {
        edit: all(may(context, 'items.catalogue.edit'), own),
        remove: all(may(context, 'items.catalogue.edit'), own, shown.isDraft ? accept() : refuse('NOT_IN_DRAFT')),
        propose: all(may(context, 'items.proposal.edit'), judgeProposing(context.office)),
      },
    };
  }),

  create: os.create.handler(({ input: { kindCode, ...written }, context }) =>
    context.write('items.item.create', (tx) => addItem(tx, kindCode, written, context.office)),
  ),

  edit: os.edit.handler(({ input: { id, revision, ...written }, context }) =>
    context.write('items.item.edit', (tx) => {
      demand(judgeOwnCatalogue(context.office));
      const row = tx.get(item, id);
      demandNewest(tx, row, context);
      return { id: rewordItem(tx, row.code, written, { office: context.office, expected: { revision } }) ?? id };
    }),
  ),

  remove: os.remove.handler(({ input: { id, revision }, context }) => {
    context.write('items.item.remove', (tx) => {
      demand(judgeOwnCatalogue(context.office));
      const row = tx.get(item, id);
      const draft = draftOf(tx.db, context.office);
      if (draft === null || !isIn(row, draft)) throw refusal('NOT_IN_DRAFT');
      tx.remove(item, id, { revision });
      reopenProposals(tx, [id]);
      tx.touch(edition, draft.id);
    });
    return {};
  }),
});

/** Who writes the draft sees what stands in it; everybody else what is in force. */
export function shownTo(context: Context): AsOf | null {
  const isWriter = all(may(context, 'items.catalogue.edit'), judgeOwnCatalogue(context.office)).ok;
  return isWriter ? withDraft(context.db, context.office) : inForce(context.db);
}

/** Whoever looked at what is in force does not write over what a colleague has put into the draft since. */
function demandNewest(tx: Tx, { code, id }: Item, { office }: Context): void {
  const now = itemOf(tx.db, withDraft(tx.db, office), code);
  if (now !== null && now.id !== id) throw refusal('IN_DRAFT_ALREADY', { code });
}

function present(row: Item, draft: Edition | null): ItemRow {
  return { ...row, isDraft: isIn(row, draft) };
}

/** How an item came to be as it is, by the editions in force. */
function historyOf({ db }: Context, { ownerOffice }: AsOf, code: string): ItemDetail['history'] {
  const published = new Map(editionsInForce(db).map((each) => [each.version, each.publishedAt ?? 0]));
  const version = Math.max(0, ...published.keys());
  const wordings = wordingsOf(db, { ownerOffice, version }, code).filter((row) => published.has(row.edition));
  return wordings.map((row, index) => {
    const earlier = wordings[index + 1] ?? null;
    return {
      ...{ edition: row.edition, publishedAt: published.get(row.edition) ?? 0, isNew: earlier === null },
      differences: [...itemDifferences(earlier, row)],
    };
  });
}

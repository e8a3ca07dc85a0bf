import { implement } from '@orpc/server';
import { and, desc, eq, isNull, ne, or, sql } from 'drizzle-orm';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { all, type Verdict } from '#kernel/verdict.ts';
import { demand, refusal } from '#db/refusal.ts';
import { LIST_LIMIT } from '#modules/contract.ts';
import type { Context } from '#modules/module.ts';
import { judgePublisher, reopenProposals } from '#modules/regulation/index.ts';
import { wordingsBefore } from '../catalogue.ts';
import { publishDraft } from '../drafts.ts';
import {
  contract,
  type EditionLine,
  type EditionMove,
  type EditionRow,
  type EditionStanding,
} from '../contract/index.ts';
import { countLines, editionsInForce, isWrittenBy, linesOf, type Edition } from '../editions.ts';
import { groupDifferences, itemDifferences } from '../rules/differences.ts';
import { judgeEditionMove, judgeOwnCatalogue } from '../rules/moves.ts';
import { edition, item } from '../schema.ts';
import { may } from './may.ts';

const os = implement(contract.edition).$context<Context>();

export const editionProcedures = os.router({
  list: os.list.handler(({ context: { db, office } }) => {
    const inForce = new Set(editionsInForce(db).map(({ id }) => id));
    return (
      db
        .select()
        .from(edition)
        .where(isToBeSeen(office))
        // What the data centre published comes before what the office had of its own.
        .orderBy(sql`${edition.ownerOffice} <> ${DATACENTER_OFFICE}`, desc(edition.version))
        .limit(LIST_LIMIT)
        .all()
        .map((row) => present({ db, office }, row, inForce))
    );
  }),

  get: os.get.handler(({ input: { id }, context }) => {
    const row = found(context, id);
    const can = (name: EditionMove, permission: Parameters<typeof may>[1]): Verdict =>
      all(may(context, permission), judgeEditionMove(name, row, context.office));
    const publish = can('publish', 'items.catalogue.publish');
    return {
      ...present(context, row, new Set(editionsInForce(context.db).map((each) => each.id))),
      can: {
        edit: can('edit', 'items.catalogue.edit'),
        discard: can('discard', 'items.catalogue.edit'),
        publish: publish.ok ? judgePublisher(row, context.access?.userId ?? '') : publish,
      },
    };
  }),

  lines: os.lines.handler(({ input: { id }, context: { db, office } }) => {
    const row = found({ db, office }, id);
    const { groups, items } = linesOf(db, row, LIST_LIMIT);
    const before = wordingsBefore(db, row);
    const told: EditionLine[] = [];
    for (const line of groups) {
      const was = before.groups.get(line.code) ?? null;
      told.push({ ...line, kind: 'group', isNew: was === null, differences: [...groupDifferences(was, line)] });
    }
    for (const line of items) {
      const was = before.items.get(line.code) ?? null;
      told.push({ ...line, kind: 'item', isNew: was === null, differences: [...itemDifferences(was, line)] });
    }
    return told;
  }),

  edit: os.edit.handler(({ input: { id, revision, note }, context }) =>
    context.write('items.edition.edit', (tx) => {
      demand(judgeEditionMove('edit', tx.get(edition, id), context.office));
      tx.update(edition, id, { note }, { revision });
      return { revision: tx.get(edition, id).revision };
    }),
  ),

  discard: os.discard.handler(({ input: { id, revision }, context }) => {
    context.write('items.edition.discard', (tx) => {
      const row = tx.get(edition, id);
      demand(judgeEditionMove('discard', row, context.office));
      // Its lines stay where they are and count nowhere: thousands of them would not fit into one command.
      tx.remove(edition, id, { revision });
      reopenProposals(tx, tx.db.select({ id: item.id }).from(item).where(isWrittenBy(item, row)));
    });
    return {};
  }),

  publish: os.publish.handler(({ input: { id, revision }, context }) => {
    demand(may(context, 'items.catalogue.publish'));
    return context.write('items.edition.publish', (tx) => {
      const row = tx.get(edition, id);
      demand(judgeEditionMove('publish', row, context.office));
      demand(judgePublisher(row, tx.actor.userId));
      publishDraft(tx, row, { revision });
      return { revision: tx.get(edition, id).revision };
    });
  }),
});

/** What the data centre drafts is not yet for others. */
function isToBeSeen(office: number) {
  return and(isNull(edition.deletedAt), or(eq(edition.ownerOffice, office), ne(edition.state, 'draft')));
}

function found({ db, office }: Pick<Context, 'db' | 'office'>, id: string): Edition {
  const row = db
    .select()
    .from(edition)
    .where(and(eq(edition.id, id), isToBeSeen(office)))
    .get();
  if (!row) throw refusal('NOT_FOUND');
  return row;
}

function present(
  { db, office }: Pick<Context, 'db' | 'office'>,
  row: Edition,
  inForce: ReadonlySet<string>,
): EditionRow {
  return { ...row, lines: countLines(db, row), standing: standingOf(row, office, inForce) };
}

function standingOf(
  { id, state, ownerOffice }: Edition,
  office: number,
  inForce: ReadonlySet<string>,
): EditionStanding {
  // What an office drafted before it was linked will never be published.
  if (state === 'draft') return judgeOwnCatalogue(office).ok ? 'draft' : 'superseded';
  if (inForce.has(id)) return 'published';
  return ownerOffice === office ? 'superseded' : 'awaited';
}

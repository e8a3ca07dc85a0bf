import { implement } from '@orpc/server';
import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';
import { demand, refusal } from '#db/refusal.ts';
import type { Tx } from '#db/recorder.ts';
import { LIST_LIMIT } from '#modules/contract.ts';
import type { Context } from '#modules/module.ts';
import { groupOf, groupsIn, itemsByGroup, itemsIn, withDraft } from '../catalogue.ts';
import { contract, type GroupRow } from '../contract/index.ts';
import { addGroup, rewordGroup } from '../drafts.ts';
import { draftOf, isIn, type Edition, type Group } from '../editions.ts';
import { levelOf } from '../rules/codes.ts';
import { judgeOwnCatalogue } from '../rules/moves.ts';
import { edition, group } from '../schema.ts';
import { shownTo } from './item.ts';
import { may } from './may.ts';

const os = implement(contract.group).$context<Context>();

export const groupProcedures = os.router({
  list: os.list.handler(({ context }) => {
    const asOf = shownTo(context);
    const items = itemsByGroup(context.db, asOf);
    const draft = draftOf(context.db, context.office);
    const mayEdit = all(may(context, 'items.catalogue.edit'), judgeOwnCatalogue(context.office));
    const groups = groupsIn(context.db, asOf).slice(0, LIST_LIMIT);
    return groups.map((row) => present(row, { items, draft, mayEdit }));
  }),

  create: os.create.handler(({ input: { parentCode, ...written }, context }) =>
    context.write('items.group.create', (tx) => addGroup(tx, parentCode, written, context.office)),
  ),

  edit: os.edit.handler(({ input: { id, revision, ...written }, context }) =>
    context.write('items.group.edit', (tx) => {
      demand(judgeOwnCatalogue(context.office));
      const { code } = tx.get(group, id);
      const now = groupOf(tx.db, withDraft(tx.db, context.office), code);
      if (now !== null && now.id !== id) throw refusal('IN_DRAFT_ALREADY', { code });
      return { id: rewordGroup(tx, code, written, { office: context.office, expected: { revision } }) ?? id };
    }),
  ),

  remove: os.remove.handler(({ input: { id, revision }, context }) => {
    context.write('items.group.remove', (tx) => {
      demand(judgeOwnCatalogue(context.office));
      const row = tx.get(group, id);
      const draft = draftOf(tx.db, context.office);
      if (draft === null || !isIn(row, draft)) throw refusal('NOT_IN_DRAFT');
      tx.remove(group, id, { revision });
      tx.touch(edition, draft.id);
      demandEmptyUnlessKnown(tx, draft, row.code);
    });
    return {};
  }),
});

/** A group may go while nothing lies in it; a wording of one that is in force may always go. */
function demandEmptyUnlessKnown(tx: Tx, draft: Edition, code: string): void {
  if (groupOf(tx.db, draft, code) !== null) return;
  const hasItems = itemsIn(tx.db, draft, { group: code, limit: 1 }).rows.length > 0;
  const hasGroups = groupsIn(tx.db, draft).some((each) => each.code.startsWith(`${code}-`));
  if (hasItems || hasGroups) throw refusal('GROUP_IN_USE', { code });
}

interface Standing {
  readonly items: ReadonlyMap<string, number>;
  readonly draft: Edition | null;
  readonly mayEdit: Verdict;
}

function present(row: Group, { items, draft, mayEdit }: Standing): GroupRow {
  const level = levelOf(row.code);
  const isDraft = isIn(row, draft);
  return {
    ...{ ...row, isDraft, items: items.get(row.code) ?? 0 },
    // The write path lets no other codes in.
    level: level === null || level === 'item' ? 'main' : level,
    can: { edit: mayEdit, remove: all(mayEdit, isDraft ? accept() : refuse('NOT_IN_DRAFT')) },
  };
}

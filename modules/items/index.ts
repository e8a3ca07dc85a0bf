import { and } from 'drizzle-orm';
import { matches } from '#db/search.ts';
import type { HostModule } from '#modules/module.ts';
import { inForce } from './catalogue.ts';
import { contract, permissions } from './contract/index.ts';
import { countsIn } from './counting.ts';
import { demonstrateItems } from './demonstration/index.ts';
import { groupImporter } from './import-groups.ts';
import { itemImporter } from './import-items.ts';
import { draftUndo, router } from './procedures/index.ts';
import { edition, item, proposal, tables } from './schema.ts';

export { inForce, itemOf, withDraft } from './catalogue.ts';
export { addItem, rewordItem } from './drafts.ts';
export { itemDifferences } from './rules/differences.ts';

const VIEW = 'items.catalogue.view';

/** The catalogue of items with their codes: written at the data centre, in force everywhere, proposed to by offices. */
export const items: HostModule = {
  name: 'items',
  contract,
  router,
  tables,
  permissions,
  records: {
    items_item: {
      ...{ table: item, view: VIEW, edit: 'items.catalogue.edit' },
      titleOf: ({ nameAr, code }) => ({ title: String(nameAr), subtitle: String(code) }),
      // Only the wording that counts: not an older one, and none of a draft.
      foundBy: (text, db) => and(matches(item, text), countsIn(item, inForce(db))),
    },
    items_edition: {
      ...{ table: edition, view: VIEW, edit: 'items.catalogue.edit' },
      titleOf: ({ version, note }) => ({ title: String(version), subtitle: typeof note === 'string' ? note : '' }),
    },
    items_proposal: {
      ...{ table: proposal, view: VIEW, edit: 'items.proposal.edit' },
      titleOf: ({ nameAr, itemCode }) => ({
        title: String(nameAr),
        subtitle: typeof itemCode === 'string' ? itemCode : '',
      }),
    },
  },
  importers: { item: itemImporter, group: groupImporter },
  undo: { items_item: draftUndo, items_group: draftUndo, items_edition: draftUndo },
  demonstrate: demonstrateItems,
};

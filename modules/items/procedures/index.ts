import { implement } from '@orpc/server';
import type { Context } from '#modules/module.ts';
import { contract } from '../contract/index.ts';
import { catalogueProcedures } from './catalogue.ts';
import { editionProcedures } from './edition.ts';
import { groupProcedures } from './group.ts';
import { itemProcedures } from './item.ts';
import { proposalProcedures } from './proposal.ts';

export { draftUndo } from './draft-undo.ts';

/** The procedures of `items`, one file a noun. */
export const router = implement(contract).$context<Context>().router({
  catalogue: catalogueProcedures,
  item: itemProcedures,
  group: groupProcedures,
  edition: editionProcedures,
  proposal: proposalProcedures,
});

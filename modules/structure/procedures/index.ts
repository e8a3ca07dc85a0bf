import { implement } from '@orpc/server';
import type { Context } from '#modules/module.ts';
import { contract } from '../contract/index.ts';
import { proposalProcedures } from './proposal.ts';
import { treeProcedures } from './tree.ts';

/** The procedures of `structure`, one file a noun. */
export const router = implement(contract).$context<Context>().router({
  tree: treeProcedures,
  proposal: proposalProcedures,
});

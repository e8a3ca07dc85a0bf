import { implement } from '@orpc/server';
import type { Context } from '#modules/module.ts';
import { contract } from '../contract/index.ts';
import { packageProcedures } from './package.ts';
import { ruleProcedures } from './rule.ts';

/** The procedures of `regulation`, one file a noun. */
export const router = implement(contract).$context<Context>().router({
  package: packageProcedures,
  rule: ruleProcedures,
});

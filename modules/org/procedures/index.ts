import { implement } from '@orpc/server';
import type { Context } from '#modules/module.ts';
import { contract } from '../contract.ts';
import { committeeProcedures } from './committee.ts';
import { delegationProcedures } from './delegation.ts';
import { officeProcedures } from './office.ts';
import { roleProcedures } from './role.ts';
import { unitProcedures } from './unit.ts';
import { userProcedures } from './user.ts';

/** The procedures of `org`, one file a noun. */
export const router = implement(contract).$context<Context>().router({
  office: officeProcedures,
  unit: unitProcedures,
  user: userProcedures,
  role: roleProcedures,
  delegation: delegationProcedures,
  committee: committeeProcedures,
});

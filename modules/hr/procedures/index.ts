import { implement } from '@orpc/server';
import type { Context } from '#modules/module.ts';
import { contract } from '../contract/index.ts';
import { codeProcedures } from './code.ts';
import { doubleFileProcedures } from './double-file.ts';
import { dueProcedures } from './due.ts';
import { employeeProcedures } from './employee.ts';
import { handoverProcedures } from './handover.ts';
import { headcountProcedures } from './headcount.ts';
import { leaveProcedures } from './leave.ts';
import { orderProcedures } from './order.ts';

/** The procedures of `hr`, one file a noun. */
export const router = implement(contract).$context<Context>().router({
  code: codeProcedures,
  employee: employeeProcedures,
  order: orderProcedures,
  due: dueProcedures,
  leave: leaveProcedures,
  handover: handoverProcedures,
  doubleFile: doubleFileProcedures,
  headcount: headcountProcedures,
});

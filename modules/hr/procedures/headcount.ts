import { implement } from '@orpc/server';
import type { Context } from '#modules/module.ts';
import { contract } from '../contract/index.ts';
import { ageBandOf, ageBands, countBy } from '../rules/headcount.ts';
import { presentAll } from './employee.ts';
import { findEmployees, mayOf } from './staff.ts';

const os = implement(contract.headcount).$context<Context>();

export const headcountProcedures = os.router({
  get: os.get.handler(({ context }) => {
    const visible = findEmployees(context.db, '').filter((row) => mayOf(context.access, 'hr.employee.view', row).ok);
    const serving = presentAll(context, visible).filter(({ isInService }) => isInService);
    const ages = new Map(
      countBy(serving, ({ birthDate }) => ageBandOf(birthDate, context.today())).map(({ key, count }) => [key, count]),
    );
    return {
      total: serving.length,
      byGrade: countBy(serving, ({ grade }) => grade ?? '').toSorted((left, right) => rank(left.key) - rank(right.key)),
      byAge: ageBands.flatMap((key) => (ages.has(key) ? [{ key, count: ages.get(key) ?? 0 }] : [])),
      byCertificate: [...countBy(serving, ({ certificate }) => certificate ?? '')],
      byUnit: [...countBy(serving, ({ unitId }) => unitId)],
    };
  }),
});

/** The grades from the senior ones down; who has none comes last. */
function rank(grade: string): number {
  if (grade === '') return 100;
  return /^\d+$/.test(grade) ? Number(grade) : 0;
}

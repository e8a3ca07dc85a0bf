import { implement } from '@orpc/server';
import { demand, refusal } from '#db/refusal.ts';
import { mayAt, type Context } from '#modules/module.ts';
import { contract } from '../contract/index.ts';

const os = implement(contract.whatIf).$context<Context>();

export const whatIfProcedures = os.router({
  start: os.start.handler(({ input, context }) => {
    const { access, startJob } = context;
    demand(mayAt(access, 'payroll.report.view', input.entityId));
    if (access?.grants.has('regulation.package.view') !== true) throw refusal('FORBIDDEN');
    return { jobId: startJob('payroll.whatIf', input) };
  }),
});

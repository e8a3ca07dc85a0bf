import { implement } from '@orpc/server';
import type { Context } from '#modules/module.ts';
import { contract } from '../contract/index.ts';
import { accountProcedures } from './account.ts';
import { adjustmentProcedures } from './adjustment.ts';
import { bankFileProcedures, bankTemplateProcedures } from './bank.ts';
import { codeProcedures } from './code.ts';
import { courtOrderProcedures, exemptionProcedures, ledgerProcedures, loanProcedures } from './debt.ts';
import { issueProcedures } from './issue.ts';
import { personProcedures } from './person.ts';
import { reportProcedures } from './report.ts';
import { runProcedures } from './run.ts';
import { slipProcedures } from './slip.ts';
import { whatIfProcedures } from './what-if.ts';

/** The procedures of `payroll`, one file a noun. */
export const router = implement(contract).$context<Context>().router({
  code: codeProcedures,
  person: personProcedures,
  run: runProcedures,
  slip: slipProcedures,
  issue: issueProcedures,
  adjustment: adjustmentProcedures,
  loan: loanProcedures,
  courtOrder: courtOrderProcedures,
  exemption: exemptionProcedures,
  ledger: ledgerProcedures,
  account: accountProcedures,
  bankTemplate: bankTemplateProcedures,
  bankFile: bankFileProcedures,
  whatIf: whatIfProcedures,
  report: reportProcedures,
});

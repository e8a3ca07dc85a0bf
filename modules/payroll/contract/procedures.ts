import { z } from 'zod';
import {
  command,
  LIST_LIMIT,
  query,
  zId,
  zOptionalText,
  zRequired,
  zRevision,
  zUsualMonth,
} from '#modules/contract.ts';
import { runKinds, runStates, severities, issueStates } from './pay.ts';
import { zExplanation } from './explanation.ts';
import { whatIfInput } from './what-if.ts';
import {
  zAuditReport,
  zCashList,
  zComparison,
  zComponentList,
  zCost,
  zJournal,
  zSheetComparison,
  zSheetRows,
  zSheetTarget,
  zTaxForm,
  zUnitTotals,
} from './reports.ts';
import {
  accountInput,
  accountRow,
  adjustmentInput,
  adjustmentRow,
  atRevision,
  bankFileRow,
  bankRow,
  bankTemplateInput,
  bankTemplateRow,
  codeName,
  courtOrderInput,
  courtOrderRow,
  exemptionInput,
  exemptionRow,
  issueRow,
  ledgerRow,
  loanInput,
  loanRow,
  personRow,
  returnedInput,
  runDetail,
  runInput,
  runRow,
  shownSlip,
  slipDetail,
  slipRow,
  slipSums,
  zCode,
  zMonth,
} from './shapes.ts';

const done = z.object({ revision: zRevision });
const made = z.object({ id: zId });
const nothing = z.object({});
const idInput = z.strictObject({ id: zId });
const ofRun = z.strictObject({ runId: zId });
const ofEmployee = z.strictObject({ employeeId: zId.nullable() });
const moveInput = z.strictObject(atRevision);
const notedMove = z.strictObject({ ...atRevision, note: zRequired(500) });

const slipFilter = z.strictObject({
  runId: zId,
  search: zOptionalText(80),
  unitId: zId.nullable(),
  isHeld: z.boolean().nullable(),
});

/** The procedures of `payroll`. */
export const contract = {
  code: {
    /** The names of grades, certificates, allowances, levies and tax statuses in the packages in force. */
    list: query('payroll.run.view').output(z.array(codeName).max(2_000)),
  },
  person: {
    /** Whom a debt or an addition may concern: no more of the staff files than choosing somebody needs. */
    list: query('payroll.run.view').output(z.array(personRow).max(LIST_LIMIT)),
  },
  run: {
    list: query('payroll.run.view')
      .input(
        z.strictObject({
          entityId: zId.nullable(),
          state: z.enum(runStates).nullable(),
          kind: z.enum(runKinds).nullable(),
          year: z.number().int().min(2000).max(2200).nullable(),
        }),
      )
      .output(z.array(runRow).max(LIST_LIMIT)),
    get: query('payroll.run.view').input(idInput).output(runDetail),
    create: command('payroll.run.prepare').input(runInput).output(made),
    /**
     * Starts the job `payroll.calculate` and answers its id. Only what changed is calculated; `everything` looks at
     * all papers again. A change above `bigChangePercent` against the last month becomes an issue.
     */
    calculate: command('payroll.run.prepare')
      .input(
        z.strictObject({
          ...atRevision,
          everything: z.boolean(),
          bigChangePercent: z.number().int().min(1).max(1000),
        }),
      )
      .output(z.object({ jobId: zId })),
    redraft: command('payroll.run.prepare').input(moveInput).output(done),
    submit: command('payroll.run.prepare').input(moveInput).output(done),
    audit: command('payroll.run.audit').input(moveInput).output(done),
    /** Back to the preparer from audit. */
    return: command('payroll.run.audit').input(notedMove).output(done),
    approve: command('payroll.run.approve').input(moveInput).output(done),
    /** Back to the preparer from approval. */
    reject: command('payroll.run.approve').input(notedMove).output(done),
    /** Starts the job `payroll.lock`. Rules that the Ministry has not confirmed must be acknowledged. */
    lock: command('payroll.run.lock')
      .input(z.strictObject({ ...atRevision, acknowledgeUnconfirmed: z.boolean() }))
      .output(z.object({ jobId: zId })),
    cancel: command('payroll.run.prepare').input(moveInput).output(done),
  },
  slip: {
    list: query('payroll.run.view')
      .input(
        slipFilter.extend({
          offset: z.number().int().min(0).max(1_000_000),
          limit: z.number().int().min(1).max(LIST_LIMIT),
        }),
      )
      .output(z.array(slipRow).max(LIST_LIMIT)),
    sums: query('payroll.run.view').input(slipFilter).output(slipSums),
    get: query('payroll.run.view').input(idInput).output(shownSlip),
    /** Many slips with all that is printed of them. */
    getMany: query('payroll.run.view')
      .input(z.strictObject({ runId: zId, ids: z.array(zId).min(1).max(500) }))
      .output(z.array(slipDetail).max(500)),
    ofEmployee: query('payroll.run.view')
      .input(z.strictObject({ employeeId: zId }))
      .output(z.array(slipRow.extend({ month: zMonth, kind: z.enum(runKinds) })).max(600)),
    /** One employee anew; `revision` is the run's. */
    recalculate: command('payroll.run.prepare')
      .input(
        z.strictObject({
          runId: zId,
          revision: zRevision,
          employeeId: zId,
          bigChangePercent: z.number().int().min(1).max(1000),
        }),
      )
      .output(z.object({ slipId: zId.nullable(), revision: zRevision })),
    hold: command('payroll.run.prepare')
      .input(z.strictObject({ ...atRevision, reason: zRequired(300) }))
      .output(done),
    release: command('payroll.run.prepare').input(moveInput).output(done),
    /** `code` is a component, or `GROSS`, `NET`, `STATE_SHARE`; `month` a closed month of the arrears. */
    explain: query('payroll.run.view')
      .input(z.strictObject({ id: zId, code: zCode, ref: zId.nullable(), month: zMonth.nullable() }))
      .output(zExplanation),
    explainAll: query('payroll.run.view').input(idInput).output(z.array(zExplanation).max(200)),
  },
  issue: {
    list: query('payroll.run.view')
      .input(
        z.strictObject({ runId: zId, severity: z.enum(severities).nullable(), state: z.enum(issueStates).nullable() }),
      )
      .output(z.array(issueRow).max(LIST_LIMIT)),
    accept: command('payroll.run.prepare')
      .input(z.strictObject({ runId: zId, ids: z.array(zId).min(1).max(1_000), note: zRequired(300) }))
      .output(z.object({ accepted: z.number().int() })),
    reopen: command('payroll.run.prepare').input(moveInput).output(done),
  },
  adjustment: {
    list: query('payroll.run.view').input(ofRun).output(z.array(adjustmentRow).max(LIST_LIMIT)),
    create: command('payroll.run.prepare').input(adjustmentInput).output(made),
    /** The same amount for many: a bonus. */
    createMany: command('payroll.run.prepare')
      .input(adjustmentInput.omit({ employeeId: true }).extend({ employeeIds: z.array(zId).min(1).max(500) }))
      .output(z.object({ created: z.number().int() })),
    edit: command('payroll.run.prepare')
      .input(adjustmentInput.omit({ runId: true, employeeId: true }).extend(atRevision))
      .output(done),
    remove: command('payroll.run.prepare').input(moveInput).output(nothing),
  },
  loan: {
    list: query('payroll.ledger.view').input(ofEmployee).output(z.array(loanRow).max(LIST_LIMIT)),
    create: command('payroll.ledger.edit').input(loanInput).output(made),
    edit: command('payroll.ledger.edit')
      .input(loanInput.omit({ employeeId: true }).extend(atRevision))
      .output(done),
    remove: command('payroll.ledger.edit').input(moveInput).output(nothing),
  },
  courtOrder: {
    list: query('payroll.ledger.view').input(ofEmployee).output(z.array(courtOrderRow).max(LIST_LIMIT)),
    create: command('payroll.ledger.edit').input(courtOrderInput).output(made),
    edit: command('payroll.ledger.edit')
      .input(courtOrderInput.omit({ employeeId: true }).extend(atRevision))
      .output(done),
    remove: command('payroll.ledger.edit').input(moveInput).output(nothing),
  },
  exemption: {
    list: query('payroll.ledger.view').input(ofEmployee).output(z.array(exemptionRow).max(LIST_LIMIT)),
    create: command('payroll.ledger.edit').input(exemptionInput).output(made),
    edit: command('payroll.ledger.edit')
      .input(exemptionInput.omit({ employeeId: true }).extend(atRevision))
      .output(done),
    remove: command('payroll.ledger.edit').input(moveInput).output(nothing),
  },
  ledger: {
    /** What locked runs took, carried and left of one employee. */
    list: query('payroll.ledger.view')
      .input(z.strictObject({ employeeId: zId }))
      .output(z.array(ledgerRow).max(LIST_LIMIT)),
  },
  account: {
    list: query('payroll.report.view').output(z.array(accountRow).max(2_000)),
    create: command('payroll.account.edit').input(accountInput).output(made),
    edit: command('payroll.account.edit').input(accountInput.extend(atRevision)).output(done),
    remove: command('payroll.account.edit').input(moveInput).output(nothing),
  },
  bankTemplate: {
    list: query('payroll.bank.view').output(z.array(bankTemplateRow).max(500)),
    create: command('payroll.bank.edit').input(bankTemplateInput).output(made),
    edit: command('payroll.bank.edit').input(bankTemplateInput.extend(atRevision)).output(done),
    remove: command('payroll.bank.edit').input(moveInput).output(nothing),
  },
  bankFile: {
    list: query('payroll.bank.view').input(ofRun).output(z.array(bankFileRow).max(500)),
    /** The rows that a file would have; `bank` null takes all banks, `resendOf` the returned rows of a file. */
    rows: query('payroll.bank.view')
      .input(z.strictObject({ runId: zId, bank: zOptionalText(80), resendOf: zId.nullable() }))
      .output(z.array(bankRow).max(20_000)),
    /**
     * Rows that went to a bank in another file, and did not come back, must be acknowledged: they would be paid twice.
     * A file that sends again leaves them out.
     */
    make: command('payroll.bank.edit')
      .input(
        z.strictObject({
          ...{ runId: zId, templateId: zId, bank: zOptionalText(80), resendOf: zId.nullable() },
          acknowledgeSentBefore: z.boolean().default(false),
        }),
      )
      .output(made),
    /** The exact bytes that were made, as base64. */
    download: query('payroll.bank.view')
      .input(idInput)
      .output(z.object({ fileName: z.string(), sha256: z.string(), base64: z.string() })),
    markReturned: command('payroll.bank.edit').input(returnedInput).output(done),
  },
  whatIf: {
    /** Starts the job `payroll.whatIf`, whose result is a `WhatIf`; nothing is saved. */
    start: query('payroll.report.view')
      .input(whatIfInput)
      .output(z.object({ jobId: zId })),
  },
  report: {
    sheet: query('payroll.report.view').input(ofRun).output(zSheetRows),
    audit: query('payroll.report.view').input(ofRun).output(zAuditReport),
    comparison: query('payroll.report.view').input(ofRun).output(zComparison),
    /** Rows of the old system's sheet as text, with what each column holds; null leaves a column out. */
    compareSheet: query('payroll.report.view')
      .input(
        z.strictObject({
          runId: zId,
          columns: z.array(zSheetTarget.nullable()).min(1).max(100),
          rows: z
            .array(z.array(z.string().max(500)).max(100))
            .min(1)
            .max(20_000),
          tolerance: z.number().int().min(0).max(1_000_000),
        }),
      )
      .output(zSheetComparison),
    unitTotals: query('payroll.report.view').input(ofRun).output(zUnitTotals),
    /** `TAX`, `PENSION`, one allowance, one deduction: person by person with what is to be sent on. */
    componentList: query('payroll.report.view')
      .input(z.strictObject({ runId: zId, code: zCode }))
      .output(zComponentList),
    journal: query('payroll.report.view').input(ofRun).output(zJournal),
    cashList: query('payroll.report.view').input(ofRun).output(zCashList),
    taxForms: query('payroll.report.view')
      .input(z.strictObject({ year: z.number().int().min(2000).max(2200), entityId: zId, employeeId: zId.nullable() }))
      .output(z.array(zTaxForm).max(LIST_LIMIT)),
    cost: query('payroll.report.view')
      .input(z.strictObject({ entityId: zId.nullable(), fromMonth: zUsualMonth, toMonth: zUsualMonth }))
      .output(zCost),
  },
};

import { implement } from '@orpc/server';
import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import { demand, refusal } from '#db/refusal.ts';
import type { Tx } from '#db/door.ts';
import type { Context } from '#modules/module.ts';
import { bytesOf } from '../calculation/bank-bytes.ts';
import type { Run } from '../calculation/visible.ts';
import { contract } from '../contract/index.ts';
import { cellsOf, judgeLayout, missingOf, type BankPayment } from '../rules/bank-file.ts';
import { carriedBy, freeFileName, judgePaidOnce, sentBefore } from '../rules/sent-before.ts';
import { bankFile, bankTemplate } from '../schema.ts';
import { loadRun, namesOfEmployees, namesOfUnits, slipsOfRun } from './load.ts';

const os = implement({ bankTemplate: contract.bankTemplate, bankFile: contract.bankFile }).$context<Context>();

type StoredFile = typeof bankFile.$inferSelect;

/** How banks want their files; the same for the whole office. */
export const bankTemplateProcedures = os.bankTemplate.router({
  list: os.bankTemplate.list.handler(({ context }) =>
    context.db
      .select()
      .from(bankTemplate)
      .where(isNull(bankTemplate.deletedAt))
      .orderBy(asc(bankTemplate.name))
      .limit(500)
      .all()
      .map((row) => ({ ...row, layout: { ...row.layout, columns: [...row.layout.columns] } })),
  ),

  create: os.bankTemplate.create.handler(({ input, context }) => {
    demand(judgeLayout(input.layout));
    return context.write('payroll.bank_template.create', (tx) => {
      demandFreeName(tx, input.name, null);
      return { id: tx.insert(bankTemplate, input) };
    });
  }),

  edit: os.bankTemplate.edit.handler(({ input: { id, revision, ...patch }, context }) => {
    demand(judgeLayout(patch.layout));
    return context.write('payroll.bank_template.edit', (tx) => {
      demandFreeName(tx, patch.name, id);
      tx.update(bankTemplate, id, patch, { revision });
      return { revision: tx.get(bankTemplate, id).revision };
    });
  }),

  remove: os.bankTemplate.remove.handler(({ input: { id, revision }, context }) =>
    context.write('payroll.bank_template.remove', (tx) => {
      const used = tx.db
        .select({ id: bankFile.id })
        .from(bankFile)
        .where(and(eq(bankFile.templateId, id), isNull(bankFile.deletedAt)))
        .get();
      if (used) throw refusal('TEMPLATE_IN_USE');
      tx.remove(bankTemplate, id, { revision });
      return {};
    }),
  ),
});

export const bankFileProcedures = os.bankFile.router({
  list: os.bankFile.list.handler(({ input, context }) => {
    loadRun(context, input.runId, 'payroll.bank.view');
    const rows = context.db
      .select({ file: bankFile, templateName: bankTemplate.name })
      .from(bankFile)
      .innerJoin(bankTemplate, eq(bankTemplate.id, bankFile.templateId))
      .where(and(eq(bankFile.runId, input.runId), isNull(bankFile.deletedAt)))
      .orderBy(desc(bankFile.createdAt))
      .limit(500)
      .all();
    const names = namesOfEmployees(
      context,
      rows.flatMap(({ file }) => file.returned.map(({ employeeId }) => employeeId)),
    );
    return rows.map(({ file, templateName }) => ({
      ...file,
      templateName,
      returned: file.returned.map((row) => ({ ...row, employeeName: names.get(row.employeeId) ?? '' })),
    }));
  }),

  rows: os.bankFile.rows.handler(({ input, context }) => {
    const row = loadRun(context, input.runId, 'payroll.bank.view');
    const sent = sentOf(context, row);
    return paymentsOf(context, row, input).map((payment) => ({
      ...payment,
      missing: missingOf(payment),
      sentIn: sent.get(payment.employeeId) ?? null,
    }));
  }),

  make: os.bankFile.make.handler(async ({ input: { acknowledgeSentBefore, ...input }, context }) => {
    const row = loadRun(context, input.runId, 'payroll.bank.edit');
    if (row.state !== 'locked') throw refusal('RUN_NOT_LOCKED');
    const template = templateById(context, input.templateId);
    const sent = sentOf(context, row);
    const asked = paymentsOf(context, row, input).filter(({ net }) => net > 0);
    // What came back later is sent without what went out again already, unless that was made wrongly.
    const unsent = asked.filter(({ employeeId }) => !sent.has(employeeId));
    const isRest = input.resendOf !== null && !acknowledgeSentBefore && unsent.length > 0;
    const payments = isRest ? unsent : asked;
    if (payments.length === 0) throw refusal('BANK_FILE_EMPTY');
    if (!acknowledgeSentBefore) demand(judgePaidOnce(payments, sent));
    const content = await bytesOf(cellsOf(payments, template.layout, row.month), template.layout);
    const sha256 = context.files.put(content);
    const ending = { DELIMITED: 'csv', FIXED: 'txt', XLSX: 'xlsx' }[template.layout.format];
    return context.write('payroll.bank_file.make', (tx) => {
      // Somebody else may have made the same file while this one was prepared.
      if (!acknowledgeSentBefore) demand(judgePaidOnce(payments, sentOf(context, row)));
      return {
        id: tx.insert(bankFile, {
          ...input,
          fileName: freeFileName(`${template.bank} ${row.month}`, ending, filesOf(context, row)),
          ...{ sha256, bytes: content.length, rows: payments.length, state: 'made', returned: [] },
          total: payments.reduce<number>((sum, { net }) => sum + net, 0) as StoredFile['total'],
        }),
      };
    });
  }),

  download: os.bankFile.download.handler(({ input, context }) => {
    const file = fileById(context, input.id);
    loadRun(context, file.runId, 'payroll.bank.view');
    const { fileName, sha256 } = file;
    return { fileName, sha256, base64: context.files.get(sha256).toString('base64') };
  }),

  markReturned: os.bankFile.markReturned.handler(({ input: { id, revision, rows }, context }) => {
    const file = fileById(context, id);
    const row = loadRun(context, file.runId, 'payroll.bank.edit');
    const sent = new Map(
      carriedBy(file, filesOf(context, row), allPayments(context, row)).map(({ employeeId, net }) => [employeeId, net]),
    );
    for (const { employeeId, amount } of rows) {
      const net = sent.get(employeeId);
      if (net === undefined) throw refusal('RETURNED_ROW_UNKNOWN');
      if (net !== amount) throw refusal('RETURNED_AMOUNT_DIFFERS', { sent: net, returned: amount });
    }
    const known = new Map(file.returned.map((each) => [each.employeeId, each]));
    return context.write('payroll.bank_file.return', (tx) => {
      const kept = rows.map((each) => ({ ...each, keptAt: known.get(each.employeeId)?.keptAt ?? tx.now }));
      const again = new Map([...file.returned, ...kept].map((each) => [each.employeeId, each]));
      tx.update(bankFile, id, { state: 'returned', returned: [...again.values()] }, { revision });
      return { revision: tx.get(bankFile, id).revision };
    });
  }),
});

interface Chosen {
  readonly bank: string | null;
  readonly resendOf: string | null;
}

/**
 * What a file of a run pays, in the order of the slips. Slips that are held back are not in it; those with something
 * missing are, and are flagged. A file that sends again holds the returned rows, with the accounts of the slips.
 */
function paymentsOf(context: Context, row: Run, { bank, resendOf }: Chosen): readonly BankPayment[] {
  const returned = resendOf === null ? null : fileById(context, resendOf);
  if (returned !== null && returned.runId !== row.id) throw refusal('NOT_FOUND');
  const again = returned === null ? null : new Set(returned.returned.map(({ employeeId }) => employeeId));
  return allPayments(context, row)
    .filter((payment) => bank === null || payment.bank === bank)
    .filter(({ employeeId }) => again === null || again.has(employeeId));
}

/** What a run pays through banks, in the order of the slips; those that are held back are not in it. */
function allPayments(context: Context, row: Run): readonly BankPayment[] {
  const units = namesOfUnits(context);
  return slipsOfRun(context, row)
    .filter(({ isHeld, payBy }) => !isHeld && payBy === 'BANK')
    .map(({ employeeId, employeeNumber, fullName, unitId, bank: at, iban, account, net }) => ({
      ...{ employeeId, employeeNumber, fullName, bank: at, iban, account, net },
      unitName: units.get(unitId) ?? '',
    }));
}

/** By employee, the file of the run in which his pay went to a bank and from which it did not come back. */
function sentOf(context: Context, row: Run): ReadonlyMap<string, string> {
  return sentBefore(filesOf(context, row), allPayments(context, row));
}

/** The files of a run, the first one first. */
function filesOf({ db }: Context, { id }: Run): readonly StoredFile[] {
  const ofRun = and(eq(bankFile.runId, id), isNull(bankFile.deletedAt));
  return db.select().from(bankFile).where(ofRun).orderBy(asc(bankFile.createdAt)).all();
}

function templateById({ db }: Context, id: string): typeof bankTemplate.$inferSelect {
  const found = db
    .select()
    .from(bankTemplate)
    .where(and(eq(bankTemplate.id, id), isNull(bankTemplate.deletedAt)))
    .get();
  if (!found) throw refusal('NOT_FOUND');
  return found;
}

function fileById({ db }: Context, id: string): StoredFile {
  const found = db
    .select()
    .from(bankFile)
    .where(and(eq(bankFile.id, id), isNull(bankFile.deletedAt)))
    .get();
  if (!found) throw refusal('NOT_FOUND');
  return found;
}

function demandFreeName(tx: Tx, name: string, ownId: string | null): void {
  const same = tx.db
    .select({ id: bankTemplate.id })
    .from(bankTemplate)
    .where(and(eq(bankTemplate.name, name), isNull(bankTemplate.deletedAt)))
    .all();
  if (same.some(({ id }) => id !== ownId)) throw refusal('TEMPLATE_NAME_TAKEN', { name }, 'name');
}
